//! The partnership: organisations, areas, teams and the people who work in them.

use crate::{SignIn, draw::Draw, names};
use access::{OrganisationId, Role, TeamId, UserId, relations, store};
use kernel::{
    Day, Instant, Result,
    db::{Conn, Db},
    words::fold,
};

/// A team and what it works on.
#[derive(Clone, Debug)]
pub struct DemoTeam {
    /// The team.
    pub id: TeamId,
    /// Its host.
    pub host: OrganisationId,
    /// Which kind of case it holds, as an index of [`KINDS`](crate::words::KINDS).
    pub kind: usize,
    /// Who holds its cases, and how heavily each is loaded.
    pub officers: Vec<(u64, UserId)>,
    /// What its officers are called.
    pub job: &'static str,
}

/// The partnership as the rest of the demo needs it.
#[derive(Clone, Debug)]
pub struct World {
    /// The teams.
    pub teams: Vec<DemoTeam>,
    /// The officer whose day the walk through the demo begins with.
    pub priya: UserId,
    /// Everybody's name, to say to whom something was said.
    pub names: Vec<(UserId, String)>,
    /// One sign-in for each role.
    pub sign_ins: Vec<SignIn>,
}

const ORGANISATIONS: [(&str, &str); 6] = [
    ("Larch Borough Council", "council"),
    ("Weirside Homes", "landlord"),
    ("Canal Housing Trust", "landlord"),
    ("Larch Neighbourhood Police", "police"),
    ("Larch Community Health NHS Trust", "health"),
    ("Safe Harbour", "charity"),
];

/// Team, host, kind of case, officers, their job, second employer whose workers are seconded to it.
const TEAMS: [(&str, usize, usize, usize, &str, usize); 9] = [
    ("Community Safety", 0, 0, 7, "Community safety officer", 3),
    ("Housing Options", 0, 1, 8, "Housing options officer", 0),
    ("Housing Support", 0, 1, 6, "Housing support worker", 5),
    ("Adult Social Care East", 0, 2, 7, "Social worker", 4),
    ("Adult Social Care West", 0, 2, 7, "Social worker", 4),
    ("Safeguarding Adults", 0, 3, 5, "Safeguarding social worker", 4),
    ("Weirside Tenancies", 1, 0, 5, "Tenancy officer", 1),
    ("Canal Neighbourhoods", 2, 0, 4, "Neighbourhood officer", 2),
    ("Violence Reduction", 3, 0, 4, "Violence reduction officer", 5),
];

/// Sign-ins that the demo prints: role, name, team that they are in or lead.
const TOUR: [(Role, &str, &str, usize); 7] = [
    (Role::Officer, "Priya Shah", "Community safety officer", 0),
    (Role::Leader, "Marcus Bell", "Team leader", 0),
    (Role::Manager, "Helen Okoro", "Service manager", 1),
    (Role::Analyst, "Wei Chan", "Performance analyst", 1),
    (Role::Data, "Rosa Lopes", "Data manager", 1),
    (Role::Privacy, "Idris Hassan", "Information governance lead", 1),
    (Role::Admin, "Joan Pearce", "Service administrator", 1),
];

/// The sign-ins that the demo prints.
pub fn tour() -> Vec<SignIn> {
    TOUR.iter()
        .map(|(role, name, ..)| SignIn {
            role: role.label().to_owned(),
            sign_in: name.to_lowercase().replace(' ', "."),
            name: (*name).to_owned(),
        })
        .collect()
}

/// Makes the partnership in one transaction.
pub fn make(db: &Db, tenant: i64, draw: &Draw, hash: &str, as_at: Day) -> Result<World> {
    let now = as_at.at(8, 0);
    let since = as_at.plus(-800).at(9, 0);
    let plan = Plan::draw(draw, now);
    let hash = hash.to_owned();
    let world = plan.world.clone();
    db.write_now(move |c| plan.write(c, tenant, &hash, since, now))?;
    Ok(world)
}

/// An account with its roles, and the teams it is in or leads.
type Account = (store::NewUser, Vec<Role>, Vec<(TeamId, bool)>);

/// Everything that is written, drawn beforehand, so that writing can be repeated.
#[derive(Clone)]
struct Plan {
    organisations: Vec<(OrganisationId, &'static str, &'static str)>,
    areas: Vec<(uuid::Uuid, &'static str)>,
    teams: Vec<(TeamId, OrganisationId, uuid::Uuid, &'static str)>,
    users: Vec<Account>,
    world: World,
}

impl Plan {
    fn draw(draw: &Draw, now: Instant) -> Self {
        let chance = &draw.0;
        let organisations: Vec<_> =
            ORGANISATIONS.iter().map(|(name, kind)| (chance.id(now), *name, *kind)).collect();
        let areas: Vec<_> =
            ["North", "East", "South", "Town Centre"].map(|name| (chance.uuid(now), name)).into();
        let mut plan = Self {
            organisations,
            areas,
            teams: Vec::new(),
            users: Vec::new(),
            world: World { teams: Vec::new(), priya: chance.id(now), names: Vec::new(), sign_ins: tour() },
        };
        for (n, (name, host, kind, _, job, _)) in TEAMS.iter().enumerate() {
            let (id, host) = (chance.id(now), plan.organisations[*host].0);
            plan.teams.push((id, host, plan.areas[n % 4].0, name));
            plan.world.teams.push(DemoTeam { id, host, kind: *kind, officers: Vec::new(), job });
        }
        plan.tour(draw, now);
        plan.officers(draw, now);
        plan
    }

    fn tour(&mut self, draw: &Draw, now: Instant) {
        for (role, name, job, team) in TOUR {
            let leads = matches!(role, Role::Leader | Role::Manager);
            let in_team = matches!(role, Role::Officer) || leads;
            let teams = if in_team { vec![(self.teams[team].0, leads)] } else { Vec::new() };
            let user = self.user(draw, now, name, job, 0, teams, vec![role]);
            if role == Role::Officer {
                self.world.priya = user;
                self.world.teams[team].officers.push((34, user));
            }
        }
    }

    fn officers(&mut self, draw: &Draw, now: Instant) {
        let mut known: Vec<String> = TOUR.iter().map(|t| t.1.to_owned()).collect();
        for (n, (_, host, _, officers, job, second)) in TEAMS.iter().enumerate() {
            for seat in 0..=*officers {
                let name = loop {
                    let community = names::community(draw);
                    let (given, family) = names::draw(draw, community, draw.chance(60));
                    let name = format!("{given} {family}");
                    if !known.contains(&name) {
                        break name;
                    }
                };
                known.push(name.clone());
                // The last seat leads; one in four is seconded from the partner.
                let leads = seat == *officers;
                let employer = if seat % 4 == 3 { *second } else { *host };
                let (job, roles) =
                    if leads { ("Team leader", vec![Role::Leader]) } else { (*job, vec![Role::Officer]) };
                let user = self.user(draw, now, &name, job, employer, vec![(self.teams[n].0, leads)], roles);
                if !leads {
                    // Uneven on purpose: some hold three times what others do.
                    self.world.teams[n]
                        .officers
                        .push((draw.weighted(&[(2, 10), (4, 18), (3, 26), (1, 36)]), user));
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "an account is made of this much, and only here")]
    fn user(
        &mut self,
        draw: &Draw,
        now: Instant,
        name: &str,
        job: &str,
        employer: usize,
        teams: Vec<(TeamId, bool)>,
        roles: Vec<Role>,
    ) -> UserId {
        let user_id: UserId = draw.0.id(now);
        let clearance = if roles.iter().any(|r| matches!(r, Role::Leader | Role::Manager)) {
            3
        } else {
            draw.between(1, 2)
        };
        self.users.push((
            store::NewUser {
                user_id,
                organisation_id: self.organisations[employer].0,
                name: name.to_owned(),
                job_title: job.to_owned(),
                // Ofcom keeps 020 7946 0000 to 0999 for drama.
                phone: format!("020 7946 {:04}", 100 + self.users.len()),
                sign_in: fold(name),
                clearance,
                status: "active".to_owned(),
                batch_id: None,
            },
            roles,
            teams,
        ));
        self.world.names.push((user_id, name.to_owned()));
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
        for (user, roles, teams) in &self.users {
            store::add_user(c, tenant, user)?;
            store::set_password(c, tenant, user.user_id, hash, now)?;
            for role in roles {
                store::grant(c, tenant, user.user_id, *role)?;
            }
            for (team, manages) in teams {
                relations::add_team_member(c, tenant, user.user_id, *team, *manages, since)?;
            }
        }
        Ok(())
    }
}
