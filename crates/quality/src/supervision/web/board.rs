//! How supervision is kept in the teams that somebody leads: figures, theirs among them. Nothing of what was said.

use super::{due_tag, shell};
use crate::supervision::{
    model::{self, MovedFor, SOURCE, Stage},
    store::board::{self, Figures, Member, Sessions},
};
use access::{Actor, Db, Fault, Query, Role, UserId};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Page, Shell, Stat, Stats, SubNav, Tag};

/// Periods that may be asked for, in months; the first is the Alongside default.
const MONTHS: [i64; 3] = [3, 6, 12];

/// The board.
#[derive(Template)]
#[template(path = "supervision/board.html")]
pub struct Board {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub subnav: SubNav,
    /// The period in words.
    pub period: String,
    /// Other periods: words and address.
    pub periods: Vec<(String, String)>,
    /// Figures over all of them.
    pub stats: Stats,
    /// Each team with its people.
    pub teams: Vec<(String, Vec<BoardRow>)>,
    /// What sessions were about, the most frequent first.
    pub themes: Vec<String>,
    /// Where the rule comes from.
    pub source: &'static str,
}

/// One worker's figures.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// Their name.
    pub name: String,
    /// Their page; empty where the asker may not arrange their supervision.
    pub href: String,
    /// Whether they lead the team.
    pub leads: bool,
    /// How often.
    pub stage: &'static str,
    /// When the next one is due.
    pub due: Tag,
    /// When the next one is planned for; empty for none.
    pub next: String,
    /// `3 of 4`.
    pub held: String,
    /// How often it was not held, and other sessions.
    pub others: String,
    /// How often it was moved, and for whom.
    pub moved: String,
    /// The mean length, with how many sessions it is of.
    pub length: String,
    /// Decisions about cases, all with reasons.
    pub decisions: i64,
    /// Open actions, and of these those carried over.
    pub actions: String,
}

/// What one worker's row adds to the figures over all.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    asked: i64,
    held: i64,
    moved: i64,
    minutes: i64,
    timed: i64,
    decisions: i64,
    carried: i64,
    interrupted: i64,
}

fn sum_of(figures: &Figures, member: &Member, (from, today): (Day, Day)) -> (Sum, Option<Sessions>) {
    let user = member.user_id;
    let sessions = figures.sessions.iter().find(|s| s.user_id == user).copied();
    let lengths = figures.lengths.iter().filter(|l| l.user_id == user);
    let minutes: Vec<i64> = lengths.map(|l| l.started_at.seconds_until(l.ended_at) / 60).collect();
    let since = from.max(Day::of(member.since_at));
    let carried = figures.actions.iter().find(|(id, ..)| *id == user).map_or(0, |(.., carried)| *carried);
    let sum = Sum {
        asked: model::asked_for(member.started_on, since, today),
        held: sessions.map_or(0, |s| s.held),
        moved: figures.moved.iter().filter(|(id, ..)| *id == user).map(|(.., n)| n).sum(),
        minutes: minutes.iter().sum(),
        timed: i64::try_from(minutes.len()).unwrap_or(0),
        decisions: sessions.map_or(0, |s| s.decisions),
        carried,
        interrupted: sessions.map_or(0, |s| s.interrupted),
    };
    (sum, sessions)
}

/// `72 minutes (n = 4)`.
fn mean(minutes: i64, n: i64) -> String {
    if n == 0 { "None held".to_owned() } else { format!("{} minutes (n = {n})", (minutes + n / 2) / n) }
}

fn moved_words(figures: &Figures, user: UserId) -> String {
    let mine: Vec<(MovedFor, i64)> =
        figures.moved.iter().filter(|(id, ..)| *id == user).map(|(_, who, n)| (*who, *n)).collect();
    let all: i64 = mine.iter().map(|(_, n)| n).sum();
    let parts: Vec<String> =
        mine.iter().map(|(who, n)| format!("{} {n}", who.label().to_lowercase())).collect();
    if all == 0 { "0".to_owned() } else { format!("{all}: {}", parts.join(", ")) }
}

fn row(
    figures: &Figures,
    member: &Member,
    period: (Day, Day),
    links: &dyn Fn(&Member) -> bool,
) -> (BoardRow, Sum) {
    let (sum, sessions) = sum_of(figures, member, period);
    let last = member.last_at.map(Day::of);
    let today = period.1;
    let mut others = Vec::new();
    if let Some(s) = sessions {
        if s.not_held > 0 {
            others.push(format!("{} not held", s.not_held));
        }
        if s.others > 0 {
            others.push(format!("{} of other kinds", s.others));
        }
        if s.interrupted > 0 {
            others.push(format!("{} interrupted", s.interrupted));
        }
        let waiting = s.held + s.others - s.agreed;
        if waiting > 0 {
            others.push(format!("{waiting} not agreed by both"));
        }
    }
    let open = figures.actions.iter().find(|(id, ..)| *id == member.user_id).map_or(0, |(_, n, _)| *n);
    let row = BoardRow {
        name: member.name.clone(),
        href: if links(member) { format!("/supervision/{}", member.user_id) } else { String::new() },
        leads: member.leads,
        stage: Stage::on(member.started_on, today).words(),
        due: due_tag(model::due(member.started_on, last, today), last.is_some(), today),
        next: member.next_at.map(|at| Day::of(at).short()).unwrap_or_default(),
        held: format!("{} of {}", sum.held, sum.asked),
        others: others.join(", "),
        moved: moved_words(figures, member.user_id),
        length: mean(sum.minutes, sum.timed),
        decisions: sum.decisions,
        actions: format!("{open} open, {} carried over", sum.carried),
    };
    (row, sum)
}

impl Board {
    fn new(
        (shell, subnav): (Shell, SubNav),
        figures: &Figures,
        (from, today): (Day, Day),
        links: &dyn Fn(&Member) -> bool,
    ) -> Self {
        let (mut teams, mut all): (Vec<(String, Vec<BoardRow>)>, Sum) = (Vec::new(), Sum::default());
        let mut seen: Vec<UserId> = Vec::new();
        for member in &figures.members {
            let (row, sum) = row(figures, member, (from, today), links);
            match teams.last_mut().filter(|(team, _)| *team == member.team) {
                Some((_, rows)) => rows.push(row),
                None => teams.push((member.team.clone(), vec![row])),
            }
            // Whoever is in two of the teams counts once.
            if seen.contains(&member.user_id) {
                continue;
            }
            seen.push(member.user_id);
            all = Sum {
                asked: all.asked + sum.asked,
                held: all.held + sum.held,
                moved: all.moved + sum.moved,
                minutes: all.minutes + sum.minutes,
                timed: all.timed + sum.timed,
                decisions: all.decisions + sum.decisions,
                carried: all.carried + sum.carried,
                interrupted: all.interrupted + sum.interrupted,
            };
        }
        let stats = vec![
            Stat::new("One-to-one sessions held", all.held.to_string())
                .note(format!("{} asked for by the cadence", all.asked)),
            Stat::new("Moves", all.moved.to_string()).note("Each with who could not make it"),
            Stat::new("Mean length", mean(all.minutes, all.timed))
                .note(format!("{} interrupted", count(all.interrupted, "was", "were"))),
            Stat::new("Case decisions", all.decisions.to_string()).note("Each has its reasons in the case"),
            Stat::new("Actions carried over", all.carried.to_string()),
        ];
        Self {
            shell,
            subnav,
            period: format!("{} to {}", from.long(), today.long()),
            periods: MONTHS
                .iter()
                .map(|n| (count(*n, "month", "months"), format!("/supervision/board?months={n}")))
                .collect(),
            stats: Stats { stats },
            teams,
            themes: figures
                .themes
                .iter()
                .map(|(theme, n)| format!("{}: {}", theme.label(), count(*n, "session", "sessions")))
                .collect(),
            source: SOURCE,
        }
    }
}

/// Shows the board: six statements, however many workers there are.
pub async fn show_board(db: Db, actor: Actor, Query(query): Query) -> Result<Page<Board>, Fault> {
    let months = query.value("months").parse().ok().filter(|n| MONTHS.contains(n)).unwrap_or(MONTHS[0]);
    let today = Day::of(actor.now);
    let from = today.plus_months(-months);
    let figures = db
        .report(&actor, "report", format!("supervision, {months} months"), move |c, scope| {
            board::figures(c, scope, from.start())
        })
        .await?;
    let shell = shell(&actor, "How supervision is kept", "")
        .intro("Figures of the teams you lead: that sessions took place, not what was said.");
    let (me, manages) = (actor.user, actor.is(Role::Manager));
    let links = move |member: &Member| member.user_id != me && (!member.leads || manages);
    let frame = (shell, crate::web::nav(&actor, "/supervision"));
    Ok(Page(Board::new(frame, &figures, (from, today), &links)))
}

impl ui::Samples for Board {
    const NAME: &'static str = "supervision-board";
    fn samples() -> Vec<(&'static str, Self)> {
        let now = kernel::Instant::from_micros(1_795_000_000_000_000);
        let today = Day::of(now);
        let user = |n| kernel::Id::from_uuid(uuid::Uuid::from_u128(n));
        let member = |n, name: &str, leads| Member {
            team: "Community Safety".to_owned(),
            user_id: user(n),
            name: name.to_owned(),
            leads,
            started_on: None,
            last_at: (!leads).then(|| now.plus_seconds(-20 * 86_400)),
            next_at: leads.then(|| now.plus_seconds(86_400)),
            since_at: now.plus_seconds(-400 * 86_400),
        };
        let full = Figures {
            members: vec![
                member(1, "Dean Morris", true),
                member(2, "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley", false),
            ],
            sessions: vec![Sessions {
                user_id: user(2),
                held: 2,
                not_held: 1,
                others: 1,
                interrupted: 1,
                agreed: 2,
                decisions: 5,
            }],
            lengths: vec![board::Length {
                user_id: user(2),
                started_at: now,
                ended_at: now.plus_seconds(4320),
            }],
            moved: vec![(user(2), MovedFor::Supervisor, 2), (user(2), MovedFor::Worker, 1)],
            actions: vec![(user(2), 3, 1)],
            themes: vec![(model::Theme::Risk, 2)],
        };
        let none = Figures {
            members: Vec::new(),
            sessions: Vec::new(),
            lengths: Vec::new(),
            moved: Vec::new(),
            actions: Vec::new(),
            themes: Vec::new(),
        };
        let page = |figures: &Figures| {
            let frame =
                (Shell::new("How supervision is kept", "Quality"), SubNav::new("Quality", "", Vec::new()));
            Self::new(frame, figures, (today.plus_months(-3), today), &|member| !member.leads)
        };
        vec![("full", page(&full)), ("no team", page(&none))]
    }
}
