//! What would bring everybody of a team under their room, as handovers that a leader may make or not.

use crate::{
    Points,
    capacity::used,
    giving::{
        balance::{Carrier, Movable, Move, TRUSTED, after, excess, propose},
        store::balance::{self, TeamCase, Tie},
    },
    load::{
        model::{Load, loads},
        store::figures::{About, Whose, entries},
        web::words::percent,
        weigh::NEW,
    },
};
use access::{Actor, Db, Fault, Scope, Shown, Team, TeamId, UserId};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Id, Result, db::Conn, words::count};
use ui::{Page, Shell};

/// A team's loads, and the handovers that would even them.
#[derive(Template)]
#[template(path = "giving/balance.html")]
pub struct ShowBalance {
    /// The frame.
    pub shell: Shell,
    /// What is over, and what would help.
    pub headline: String,
    /// The proposals.
    pub moves: Vec<MoveRow>,
    /// Everybody's load before and after.
    pub people: Vec<BeforeAfter>,
    /// Points that would still be over somebody's room; empty where none.
    pub rest: String,
    /// Whose hours are not written down: they are left out.
    pub unknown: Vec<String>,
    /// The team's caseload.
    pub team_href: String,
}

/// A handover that is proposed.
pub struct MoveRow {
    /// Where it is made.
    pub href: String,
    /// The reference people quote.
    pub reference: String,
    /// Whom it is about.
    pub person: String,
    /// Who holds it.
    pub from: String,
    /// Who would get it.
    pub to: String,
    /// What it weighs.
    pub points: String,
    /// Why this one.
    pub why: String,
}

/// Somebody's load before and after.
pub struct BeforeAfter {
    /// Who.
    pub name: String,
    /// Open cases now.
    pub cases: i64,
    /// Open cases then.
    pub cases_after: i64,
    /// Share of their room taken now.
    pub now: String,
    /// Share of their room taken then.
    pub then: String,
    /// The same for the bar.
    pub percent: f64,
}

/// What the page is worked out from.
pub(super) struct Found {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// What its workers carry.
    pub loads: Vec<Load>,
    /// Who of them is away today.
    pub away: Vec<UserId>,
    /// Cases that may move.
    pub cases: Vec<TeamCase>,
    /// Who must not have which, and who knows whom.
    pub ties: Vec<Tie>,
}

impl Found {
    /// Four statements.
    fn read(c: &mut dyn Conn, scope: &Scope, team: TeamId) -> Result<Self> {
        let (tenant, today) = (scope.tenant(), Day::of(scope.now()));
        let name = cases::store::caseload::team_name(c, tenant, team)?;
        let entries = entries(c, tenant, Whose::Team(team), scope.now())?;
        let away = entries
            .iter()
            .filter(|entry| entry.about == About::Leave)
            .filter(|entry| entry.from_on.is_none_or(|from| from <= today))
            .map(|entry| entry.user_id);
        Ok(Self {
            team,
            name,
            away: away.collect(),
            loads: loads(&entries, today),
            cases: balance::cases(c, scope, team)?,
            ties: balance::ties(c, scope, team)?,
        })
    }

    /// Those whose room is known.
    fn carriers(&self) -> Vec<Carrier> {
        let known = self.loads.iter().filter(|load| load.room.is_some());
        known
            .map(|load| Carrier {
                user: load.user,
                points: load.points(),
                room: load.room_points(),
                here: !self.away.contains(&load.user) && !load.name.is_empty(),
            })
            .collect()
    }

    fn movable(&self, today: Day) -> Vec<Movable> {
        let of = |case: &TeamCase, barred: bool| {
            let ties = self.ties.iter().filter(|tie| tie.case_id == case.case_id && tie.barred == barred);
            ties.map(|tie| tie.user_id).collect()
        };
        self.cases
            .iter()
            .map(|case| Movable {
                case: case.case_id,
                from: case.worker_id,
                points: Points::hundredths(case.points),
                new: is_new(case, today),
                contacts: case.contacts,
                barred: of(case, true),
                known: of(case, false),
            })
            .collect()
    }

    fn name_of(&self, user: UserId) -> String {
        self.loads.iter().find(|load| load.user == user).map_or_else(String::new, |load| load.name.clone())
    }
}

fn is_new(case: &TeamCase, today: Day) -> bool {
    case.opened_on.days_until(today) < NEW
}

impl ShowBalance {
    pub(super) fn new(shell: Shell, found: &Found, today: Day) -> Self {
        let team = found.carriers();
        let moves = propose(&team, &found.movable(today));
        let then = after(&team, &moves);
        let rest = excess(&then);
        Self {
            headline: headline(&team, &moves),
            rest: if rest > Points::ZERO {
                format!(
                    "{rest} points would still be over somebody's room. Nobody else of the team can take them."
                )
            } else {
                String::new()
            },
            moves: moves.iter().filter_map(|one| row(found, one, today)).collect(),
            people: team.iter().zip(&then).map(|(now, then)| person(found, now, then, &moves)).collect(),
            unknown: found
                .loads
                .iter()
                .filter(|load| load.room.is_none() && !load.name.is_empty())
                .map(|load| load.name.clone())
                .collect(),
            team_href: format!("/caseloads/team/{}", found.team),
            shell: shell.intro(format!("{}. Proposed, not imposed: you decide on each.", found.name)),
        }
    }
}

fn headline(team: &[Carrier], moves: &[Move]) -> String {
    let over = team.iter().filter(|one| one.over() > Points::ZERO).count();
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    if team.is_empty() {
        return "Nobody's hours are written down, so nobody's room is known.".to_owned();
    }
    if over == 0 {
        return "Nobody is over 100% of their room. Nothing has to move.".to_owned();
    }
    let people = format!("{} over 100% of their room.", count(n(over), "person is", "people are"));
    match moves.len() {
        0 => format!("{people} No handover in this team would help."),
        _ => format!("{people} {} would help.", count(n(moves.len()), "handover", "handovers")),
    }
}

fn row(found: &Found, one: &Move, today: Day) -> Option<MoveRow> {
    let case = found.cases.iter().find(|case| case.case_id == one.case)?;
    let knows = found.ties.iter().any(|tie| tie.case_id == one.case && tie.user_id == one.to && !tie.barred);
    let mut why = Vec::new();
    if is_new(case, today) {
        why.push("New".to_owned());
    }
    why.push(match case.contacts {
        0 => "nobody reached yet".to_owned(),
        n if n < TRUSTED => format!("{} so far", count(n, "contact", "contacts")),
        n => format!("{}: ask first what the change would cost", count(n, "contact", "contacts")),
    });
    if knows {
        why.push("who would get it knows them".to_owned());
    }
    Some(MoveRow {
        href: format!("/cases/{}/handover", one.case),
        reference: case.reference.clone(),
        person: case.person.clone(),
        from: found.name_of(one.from),
        to: found.name_of(one.to),
        points: one.points.to_string(),
        why: why.join(", "),
    })
}

#[expect(clippy::cast_precision_loss, reason = "a percentage of a bar")]
fn person(found: &Found, now: &Carrier, then: &Carrier, moves: &[Move]) -> BeforeAfter {
    let cases = found.loads.iter().find(|load| load.user == now.user).map_or(0, |load| load.cases);
    let count =
        |at: &dyn Fn(&Move) -> UserId| moves.iter().filter(|one| at(one) == now.user).map(|_| 1).sum::<i64>();
    let share = |one: &Carrier| {
        if one.room <= Points::ZERO { None } else { Some(used(one.points, one.room)) }
    };
    let words = |one: &Carrier| {
        let share = share(one).map_or_else(|| "no room".to_owned(), percent);
        format!("{share}, {} of {} points", one.points, one.room)
    };
    BeforeAfter {
        name: found.name_of(now.user),
        cases,
        cases_after: cases - count(&|one| one.from) + count(&|one| one.to),
        now: words(now),
        then: words(then),
        percent: share(then).map_or(160.0, |share| share as f64 / 10.0),
    }
}

/// Shows the proposals: four statements.
pub async fn show_balance(
    db: Db,
    actor: Actor,
    params: RawPathParams,
) -> std::result::Result<Page<ShowBalance>, Fault> {
    let team: Id<Team> = cases::web::file::id_of(&params, "team_id")?;
    let found = db
        .list(&actor, "list", format!("handovers that would even the loads of {team}"), move |c, scope| {
            let value = Found::read(c, scope, team)?;
            let subjects = value.cases.iter().map(|case| case.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let shell = access::shell(&actor, "Even the loads of a team", "Caseloads").at("/caseloads");
    Ok(Page(ShowBalance::new(shell, &found, Day::of(actor.now))))
}
