//! An officer's caseload: what they carry, what they have room for, and their cases.

use super::{
    LEADERS,
    list::{Asked, CaseList, SIZE},
    words::{as_at, of_room, percent},
};
use crate::{
    load::{
        model::{Load, loads},
        store::figures::{self, Whose as Loaded},
    },
    places,
};
use access::{Actor, Db, Fault, Query, Shown, User, UserId};
use askama::Template;
use axum::extract::RawPathParams;
use cases::{
    store::caseload::{self, Counts, LoadLine, Whose},
    web::file::id_of,
};
use kernel::{Day, Error, Id, words::count};
use ui::{Page, Shell, Stat, Stats, SubNav, Tag};

/// An officer's caseload.
#[derive(Template)]
#[template(path = "load/officer.html")]
pub struct ShowOfficer {
    /// The frame.
    pub shell: Shell,
    /// The places beside caseloads.
    pub nav: SubNav,
    /// What the figures say, in a sentence.
    pub headline: String,
    /// How full they are.
    pub tag: Option<Tag>,
    /// The figures.
    pub stats: Stats,
    /// The cases.
    pub list: CaseList,
    /// What is late or missing in the plans of these cases.
    pub plans: String,
    /// The work queues of these cases.
    pub queues: String,
    /// How the figures come about.
    pub load_href: String,
    /// What to look at first.
    pub hints: String,
    /// Where a leader writes down their hours; empty for others.
    pub hours_href: String,
    /// Where a leader moves the caseload; empty for others.
    pub move_href: String,
}

impl ShowOfficer {
    fn new(shell: Shell, path: &str, load: &Load, counts: Counts, list: CaseList) -> Self {
        let queues = path.replace("/caseloads/", "/queues/");
        let mut headline = format!("{} open.", count(counts.open, "case is", "cases are"));
        if counts.open > counts.seen {
            headline =
                format!("{headline} {} not shown to you.", count(counts.open - counts.seen, "is", "are"));
        }
        let queue = |code: &str| ui::query(&queues, &[("queue", code)]);
        let share = load.used().map_or("Not known".to_owned(), percent);
        let stats = vec![
            Stat::new("Open cases", counts.open.to_string()),
            Stat::new("Room taken", share).note(of_room(load)).href(format!("{path}/load")),
            Stat::new("Nobody reached for 28 days", counts.quiet.to_string())
                .note("Alongside default: 28 days")
                .href(queue("quiet")),
            Stat::new("Nothing booked", counts.unbooked.to_string()).href(queue("unbooked")),
        ];
        Self {
            shell,
            nav: SubNav::default(),
            headline,
            tag: super::words::tag(load),
            stats: Stats { stats },
            list,
            plans: path.replace("/caseloads/", "/plans/"),
            load_href: format!("{path}/load"),
            hints: format!("{path}/hints"),
            hours_href: String::new(),
            move_href: String::new(),
            queues,
        }
    }
}

/// Shows an officer's caseload: three statements.
pub async fn show_officer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowOfficer>, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let (asked, now) = (Asked::read(&query), actor.now);
    let (key, down, offset) = (asked.key, asked.down, asked.offset());
    let (load, counts, lines) = db
        .list(&actor, "list", format!("officer {user}"), move |c, scope| {
            let entries = figures::entries(c, scope.tenant(), Loaded::One(user), now)?;
            let load = loads(&entries, Day::of(now)).pop().ok_or(Error::NotFound)?;
            let counts = caseload::counts(c, scope, Whose::Worker(user))?;
            let lines = caseload::list(c, scope, Whose::Worker(user), (key, down), SIZE, offset)?;
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            Ok(Shown { value: (load, counts, lines), subjects })
        })
        .await?;
    let (path, leads) = (path_of(user), LEADERS.iter().any(|role| actor.is(*role)));
    let shell = access::shell(&actor, format!("Caseload of {}", load.name), "Caseloads").intro(format!(
        "{}. {}",
        load.job,
        as_at(now)
    ));
    let list = CaseList::new(&path, &asked, lines, counts.seen, Day::of(now), false);
    let page = ShowOfficer::new(shell, &path, &load, counts, list);
    Ok(Page(ShowOfficer {
        nav: places::nav(&actor, ""),
        hours_href: if leads || actor.user == user { format!("{path}/hours") } else { String::new() },
        move_href: if leads && counts.seen > 0 { format!("{path}/move") } else { String::new() },
        ..page
    }))
}

/// The address of somebody's caseload.
pub(crate) fn path_of(user: UserId) -> String {
    format!("/caseloads/officer/{user}")
}

impl ui::Samples for ShowOfficer {
    const NAME: &'static str = "show-officer";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let asked = Asked { key: "next", down: false, page: 1 };
        let page = |points, hours| {
            let all = loads(&crate::load::model::sample(&[(points, hours)]), today);
            let counts = Counts { open: 3, seen: 2, quiet: 1, unbooked: 0 };
            let list = CaseList::new("/caseloads/officer/u", &asked, Vec::<LoadLine>::new(), 0, today, false);
            all.first().map(|load| {
                let shell = Shell::new("Caseload of Priya Shah", "Caseloads");
                let page = Self::new(shell, "/caseloads/officer/u", load, counts, list);
                Self { hours_href: "#".to_owned(), move_href: "#".to_owned(), ..page }
            })
        };
        [("room", page(4_000, 3_700)), ("far over", page(12_000, 3_700)), ("no room", page(500, 0))]
            .into_iter()
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
