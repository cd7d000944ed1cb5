//! Every team with its cases, its points and its room, and the service as a whole.

use super::words::{about, headline, percent, percent_between};
use crate::{
    Points,
    capacity::used,
    load::{
        model::{Load, loads, together},
        store::figures::{self, Whose},
    },
    places,
};
use access::{Actor, Db, Fault, Shown, TeamId, UserId};
use askama::Template;
use cases::store::caseload::{self, TeamLoad};
use kernel::{Day, Id};
use std::collections::BTreeMap;
use ui::{Page, Shell, Stat, Stats, SubNav};

/// Every team with its figures.
#[derive(Template)]
#[template(path = "load/service.html")]
pub struct ListTeams {
    /// The frame.
    pub shell: Shell,
    /// The places beside caseloads.
    pub nav: SubNav,
    /// What the service carries, in words.
    pub headline: String,
    /// The service in numbers.
    pub stats: Stats,
    /// The teams.
    pub teams: Vec<TeamRow>,
    /// The asker's own caseload.
    pub mine: String,
    /// Whether the asker leads: where notices and other tools stand.
    pub leads: bool,
}

/// A team of the service.
pub struct TeamRow {
    /// Its cases.
    pub cases: TeamLoad,
    /// What its people carry, of all their cases.
    pub points: String,
    /// What they have room for.
    pub room: String,
    /// The share of the room that is taken.
    pub share: String,
    /// The same as a number, for its bar.
    pub bar: f64,
    /// How its people differ: median and the middle half.
    pub spread: String,
}

impl TeamRow {
    fn new(cases: TeamLoad, people: &[&Load]) -> Self {
        let (points, room) = together(people.iter().copied());
        let share = used(points, room);
        let mut shares: Vec<f64> =
            people.iter().filter_map(|load| load.used()).map(|share| share as f64).collect();
        shares.sort_by(f64::total_cmp);
        let said = percent_between;
        Self {
            spread: match stats::quartiles(&shares) {
                Some([low, middle, high]) if shares.len() > 3 => {
                    format!("{} ({} to {})", said(middle), said(low), said(high))
                }
                Some(_) => "Too few people".to_owned(),
                None => "Hours not written down".to_owned(),
            },
            share: if room == Points::ZERO { String::new() } else { percent(share) },
            bar: share as f64 / 10.0,
            points: about(points),
            room: about(room),
            cases,
        }
    }
}

impl ListTeams {
    fn new(shell: Shell, teams: Vec<TeamLoad>, members: &[(TeamId, UserId)], all: &[Load]) -> Self {
        let people: BTreeMap<UserId, &Load> = all.iter().map(|load| (load.user, load)).collect();
        let (points, room) = together(all);
        let sum = |f: fn(&TeamLoad) -> i64| teams.iter().map(f).sum::<i64>();
        let stats = vec![
            Stat::new("Open cases", sum(|t| t.open_cases).to_string()),
            Stat::new("Points carried", about(points)).note(format!("Room for {}", about(room))),
            Stat::new("Not allocated", sum(|t| t.unallocated).to_string()),
            Stat::new("Nobody reached for 28 days", sum(|t| t.quiet).to_string())
                .note("Alongside default: 28 days"),
        ];
        Self {
            headline: headline(all),
            stats: Stats { stats },
            teams: teams
                .into_iter()
                .map(|team| {
                    let id = team.team_id;
                    let of: Vec<&Load> = members
                        .iter()
                        .filter(|(of, _)| *of == id)
                        .filter_map(|(_, user)| people.get(user).copied())
                        .collect();
                    TeamRow::new(team, &of)
                })
                .collect(),
            shell,
            nav: SubNav::default(),
            mine: String::new(),
            leads: false,
        }
    }
}

/// Lists the teams with what the service carries: three statements.
pub async fn list_teams(db: Db, actor: Actor) -> Result<Page<ListTeams>, Fault> {
    let now = actor.now;
    let (teams, members, entries) = db
        .list(&actor, "readFigures", "teams".to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            let value = (
                caseload::by_team(c, tenant, now)?,
                figures::members(c, tenant, now)?,
                figures::entries(c, tenant, Whose::All, now)?,
            );
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let shell = access::shell(&actor, "Caseloads", "").intro(super::words::as_at(now));
    let page = ListTeams::new(shell, teams, &members, &loads(&entries, Day::of(now)));
    let mine = format!("/caseloads/officer/{}", actor.user);
    let leads = super::LEADERS.iter().any(|role| actor.is(*role));
    Ok(Page(ListTeams { nav: places::nav(&actor, "/caseloads"), mine, leads, ..page }))
}

impl ui::Samples for ListTeams {
    const NAME: &'static str = "list-teams";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let all = loads(
            &crate::load::model::sample(&[(4_070, 3_700), (8_140, 3_700), (9_900, 3_700), (2_000, 1_850)]),
            today,
        );
        let team = TeamLoad {
            team_id: Id::from_uuid(access::NOBODY),
            name: "Community Safety".to_owned(),
            organisation_id: Id::from_uuid(access::NOBODY),
            organisation: "Larch Council".to_owned(),
            workers: 7,
            open_cases: 142,
            unallocated: 6,
            quiet: 11,
        };
        let members: Vec<_> = all.iter().map(|load| (team.team_id, load.user)).collect();
        let page = |teams, members: &[(TeamId, UserId)], all: &[Load]| Self {
            mine: "#".to_owned(),
            leads: true,
            ..Self::new(Shell::new("Caseloads", ""), teams, members, all)
        };
        vec![
            ("teams", page(vec![team.clone()], &members, &all)),
            ("no hours", page(vec![team], &[], &[])),
            ("none", page(Vec::new(), &[], &[])),
        ]
    }
}
