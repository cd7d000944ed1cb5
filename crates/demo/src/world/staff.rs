//! Organisations, areas, teams and accounts, and how they are written.

use super::{Team, Worker, World};
use crate::{draw::Draw, names, places::landline};
use access::{OrganisationId, Role, TeamId, UserId, relations, store};
use kernel::{
    Day, Instant, Result,
    db::{Conn, Db},
    words::fold,
};
use uuid::Uuid;

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Their role in words.
    pub role: String,
    /// What they type.
    pub sign_in: String,
    /// Their name.
    pub name: String,
}

const ORGANISATIONS: [(&str, &str); 6] = [
    ("Larch Borough Council", "council"),
    ("Weirside Homes", "landlord"),
    ("Canal Housing Trust", "landlord"),
    ("Larch Neighbourhood Police", "police"),
    ("Larch Community Health NHS Trust", "health"),
    ("Safe Harbour", "charity"),
];

struct TeamPlan {
    name: &'static str,
    host: usize,
    kind: usize,
    officers: u64,
    job: &'static str,
    /// Employer and job of the workers who are seconded to it.
    seconded: (usize, &'static str),
    /// Its officers handle what only the highest clearance sees.
    cleared: bool,
}

const fn team(
    name: &'static str,
    (host, kind): (usize, usize),
    officers: u64,
    job: &'static str,
    seconded: (usize, &'static str),
    cleared: bool,
) -> TeamPlan {
    TeamPlan { name, host, kind, officers, job, seconded, cleared }
}

const TEAMS: [TeamPlan; 9] = [
    team("Community Safety", (0, 0), 6, "Community safety officer", (3, "Police constable"), false),
    team("Housing Options", (0, 1), 7, "Housing options officer", (5, "Advice worker"), false),
    team("Housing Support", (0, 1), 5, "Housing support worker", (5, "Outreach worker"), false),
    team("Adult Social Care East", (0, 2), 6, "Social worker", (4, "Occupational therapist"), false),
    team("Adult Social Care West", (0, 2), 6, "Social worker", (4, "Community nurse"), false),
    team("Safeguarding Adults", (0, 3), 4, "Safeguarding social worker", (4, "Safeguarding nurse"), true),
    team("Weirside Tenancies", (1, 0), 5, "Tenancy officer", (0, "Community safety officer"), false),
    team("Canal Neighbourhoods", (2, 0), 4, "Neighbourhood officer", (5, "Mediator"), false),
    team("Violence Reduction", (3, 4), 3, "Violence reduction officer", (5, "Mentor"), true),
];

/// Areas: the first four are the borough's; the rest come with a larger demo.
const AREAS: [&str; 12] = [
    "Town Centre",
    "North Larch",
    "East Larch",
    "Riverside",
    "South Larch",
    "West Larch",
    "Hillside",
    "Old Docks",
    "Foundry Quarter",
    "Parkside",
    "Marshes",
    "Airfield",
];

/// Those whose names are known: role, name, job, teams they are in or lead (none for whole-service jobs).
const KNOWN: [(Role, &str, &str, &[usize]); 12] = [
    (Role::Officer, "Priya Shah", "Community safety officer", &[0]),
    (Role::Leader, "Marcus Bell", "Team leader", &[0]),
    (Role::Manager, "Helen Okoro", "Service manager", &[1, 2]),
    (Role::Analyst, "Wei Chan", "Performance analyst", &[]),
    (Role::Data, "Rosa Lopes", "Data manager", &[]),
    (Role::Privacy, "Idris Hassan", "Information governance lead", &[]),
    (Role::Admin, "Joan Pearce", "Service administrator", &[]),
    (Role::Officer, "Tom Gallagher", "Housing options officer", &[1]),
    (Role::Officer, "Zofia Mazur", "Social worker", &[3]),
    (Role::Officer, "Abena Mensah", "Safeguarding social worker", &[5]),
    (Role::Officer, "Derek Palmer", "Tenancy officer", &[6]),
    (Role::Officer, "Daniel Reid", "Police constable", &[8]),
];

/// The sign-ins of every demo: one for each role, then more officers.
pub fn sign_ins() -> Vec<SignIn> {
    let sign_in = |(role, name, ..): &(Role, &str, &str, &[usize])| SignIn {
        role: role.label().to_owned(),
        sign_in: name.to_lowercase().replace(' ', "."),
        name: (*name).to_owned(),
    };
    KNOWN.iter().map(sign_in).collect()
}

/// Makes the partnership in one transaction, with a name that says it is unfinished. `districts` is how often the
/// nine teams are there: once for a borough.
pub fn make(db: &Db, draw: &Draw, districts: usize, hash: String, as_at: Day) -> Result<World> {
    let mut plan = Plan {
        organisations: ORGANISATIONS.iter().map(|(name, kind)| (draw.id(), *name, *kind)).collect(),
        areas: AREAS[..districts.max(4)].iter().map(|name| (draw.uuid(), *name)).collect(),
        ..Plan::default()
    };
    for district in 0..districts {
        plan.district(draw, district);
    }
    let world = std::mem::take(&mut plan.world);
    let (tenant, since, now) = (db.tenant(), as_at.plus(-900).at(9, 0), as_at.start());
    db.write_now(move |c| plan.write(c, tenant, &hash, since, now))?;
    Ok(world)
}

/// A new account with its role, and its teams with whether it leads them.
type Account = (store::NewUser, Role, Vec<(TeamId, bool)>);

/// Everything that is written, drawn beforehand, so that writing can be repeated.
#[derive(Default)]
struct Plan {
    organisations: Vec<(OrganisationId, &'static str, &'static str)>,
    areas: Vec<(Uuid, &'static str)>,
    teams: Vec<(TeamId, OrganisationId, Uuid, String)>,
    accounts: Vec<Account>,
    world: World,
}

impl Plan {
    fn district(&mut self, draw: &Draw, district: usize) {
        let first = self.world.teams.len();
        for (n, plan) in TEAMS.iter().enumerate() {
            let (id, (host, host_name, _)) = (draw.id(), self.organisations[plan.host]);
            let area = self.areas[if district == 0 { n % 4 } else { district }];
            let name =
                if district == 0 { plan.name.to_owned() } else { format!("{}, {}", plan.name, area.1) };
            self.teams.push((id, host, area.0, name));
            self.world.teams.push(Team { id, host, host_name, kind: plan.kind, leader: 0 });
        }
        if district == 0 {
            for (role, name, job, teams) in KNOWN {
                self.known(draw, role, name, job, teams);
            }
        }
        for (n, plan) in TEAMS.iter().enumerate() {
            self.staff(draw, plan, first + n);
        }
    }

    fn known(&mut self, draw: &Draw, role: Role, name: &str, job: &'static str, teams: &[usize]) {
        let team = teams.first().copied();
        let employer = team.map_or(0, |team| TEAMS[team].host);
        let clearance = match role {
            Role::Leader | Role::Manager => 3,
            Role::Officer if team.is_some_and(|team| TEAMS[team].cleared) => 3,
            Role::Officer | Role::Privacy => 2,
            Role::Analyst | Role::Data => 1,
            Role::Admin => 0,
        };
        let id = self.account(draw, name, (job, employer), role, (teams, clearance));
        if role == Role::Manager {
            self.world.manager = Some(id);
        }
        if let (Role::Officer | Role::Leader, Some(team)) = (role, team) {
            // The tour's officer has a full caseload, as officers do who are shown to visitors.
            let holds = if role == Role::Officer { draw.between(18, 24) } else { 0 };
            let holds = if name == "Priya Shah" { 31 } else { holds.unsigned_abs() };
            self.worker(Worker { id, name: name.to_owned(), job, team, clearance, holds });
        }
    }

    /// A team's officers beyond those whose names are known, and its leader.
    fn staff(&mut self, draw: &Draw, plan: &TeamPlan, team: usize) {
        let there = |leads: bool| {
            let mine = |w: &&Worker| w.team == team && (w.holds == 0) == leads;
            self.world.workers.iter().filter(mine).count() as u64
        };
        let (officers, led) = (plan.officers - there(false).min(plan.officers), there(true) > 0);
        for seat in 0..officers {
            let (employer, job) = if seat % 4 == 2 { plan.seconded } else { (plan.host, plan.job) };
            let clearance = if plan.cleared { 3 } else { draw.weighted(&[(20, 1), (80, 2)]) };
            // Uneven on purpose: some hold three times what others do.
            let holds = draw.weighted(&[
                (5, draw.between(9, 12)),
                (5, draw.between(12, 17)),
                (2, draw.between(18, 25)),
                (1, draw.between(26, 34)),
            ]);
            let (name, holds) = (self.fresh_name(draw), holds.unsigned_abs());
            let id = self.account(draw, &name, (job, employer), Role::Officer, (&[team], clearance));
            self.worker(Worker { id, name, job, team, clearance, holds });
        }
        if !led {
            let (name, job) = (self.fresh_name(draw), "Team leader");
            let id = self.account(draw, &name, (job, plan.host), Role::Leader, (&[team], 3));
            self.worker(Worker { id, name, job, team, clearance: 3, holds: 0 });
        }
    }

    fn worker(&mut self, worker: Worker) {
        let place = self.world.workers.len();
        if worker.holds > 0 {
            self.world.officers.push(place);
        } else {
            self.world.teams[worker.team].leader = place;
        }
        self.world.workers.push(worker);
    }

    fn fresh_name(&self, draw: &Draw) -> String {
        loop {
            let name = names::anybody(draw);
            let sign_in = fold(&name);
            if !self.accounts.iter().any(|(user, ..)| user.sign_in == sign_in) {
                return name;
            }
        }
    }

    fn account(
        &mut self,
        draw: &Draw,
        name: &str,
        (job, employer): (&str, usize),
        role: Role,
        (teams, clearance): (&[usize], i64),
    ) -> UserId {
        let user_id: UserId = draw.id();
        let user = store::NewUser {
            user_id,
            organisation_id: self.organisations[employer].0,
            name: name.to_owned(),
            job_title: job.to_owned(),
            phone: landline(100 + self.accounts.len() as u64),
            sign_in: fold(name),
            clearance,
            status: "active".to_owned(),
            batch_id: None,
        };
        let leads = matches!(role, Role::Leader | Role::Manager);
        let teams = teams.iter().map(|team| (self.teams[*team].0, leads)).collect();
        self.accounts.push((user, role, teams));
        user_id
    }

    fn write(&self, c: &mut dyn Conn, tenant: i64, hash: &str, since: Instant, now: Instant) -> Result<()> {
        // The service gets its name last: a demo that was stopped half-way is no service.
        store::add_tenant(c, tenant, crate::UNFINISHED, "england-and-wales", now)?;
        for (id, name, kind) in &self.organisations {
            store::add_organisation(c, tenant, *id, name, kind)?;
        }
        for (id, name) in &self.areas {
            store::add_area(c, tenant, *id, name)?;
        }
        for (id, host, area, name) in &self.teams {
            relations::add_team(c, tenant, *id, *host, Some(*area), name)?;
        }
        for (user, role, teams) in &self.accounts {
            store::add_user(c, tenant, user)?;
            store::set_password(c, tenant, user.user_id, hash, now)?;
            store::grant(c, tenant, user.user_id, *role)?;
            for (team, manages) in teams {
                relations::add_team_member(c, tenant, user.user_id, *team, *manages, since)?;
            }
        }
        Ok(())
    }
}
