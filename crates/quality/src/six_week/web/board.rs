//! The board: who of the asker's teams is due when.

use crate::six_week::{
    model::{Coverage, Standing, due},
    store::{self, BoardLine},
};
use access::{Actor, Db, Fault, Shown, UserId};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Page, Shell, SubNav, Tag};

/// Everybody in the teams that somebody leads, with when their review is due.
#[derive(Template)]
#[template(path = "show_board.html")]
pub struct ShowBoard {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// How many are overdue, in a sentence.
    pub headline: String,
    /// The teams.
    pub teams: Vec<BoardTeam>,
}

/// A team of the board.
pub struct BoardTeam {
    /// Ends the id of its heading.
    pub n: usize,
    /// Its name.
    pub name: String,
    /// Its people, those who are due first first.
    pub rows: Vec<BoardRow>,
}

/// Somebody of a team.
pub struct BoardRow {
    /// Their name, and whether they lead the team.
    pub name: String,
    /// Where their cases are looked at; empty for the asker's own.
    pub href: String,
    /// Their reviews so far.
    pub past: String,
    /// What they hold.
    pub holds: String,
    /// When the last was complete.
    pub last: String,
    /// When the next is due.
    pub due: String,
    /// How near that is.
    pub standing: Option<Tag>,
    /// What is begun.
    pub begun: String,
    order: Option<Day>,
}

impl BoardRow {
    fn new(line: &BoardLine, asker: UserId, today: Day) -> Self {
        // Somebody who holds nothing is due for nothing.
        let due = due(line.completed_on, line.holds_since).filter(|_| line.holds > 0 || line.held > 0);
        let standing = due.map(|due| Standing::of(due, today));
        let own = line.user_id == asker;
        let name = match (own, line.manages) {
            (true, _) => format!("{} (you; whoever leads you looks at yours)", line.name),
            (false, true) => format!("{} (leads the team)", line.name),
            (false, false) => line.name.clone(),
        };
        let covered = Coverage { held: line.held, seen: line.held - line.waits, gone: 0 };
        Self {
            name,
            href: if own { String::new() } else { format!("/reviews/six-week/{}", line.user_id) },
            past: format!("/reviews/six-week/{}/past", line.user_id),
            holds: count(line.holds, "case", "cases"),
            last: line.completed_on.map_or("Never yet".to_owned(), Day::long),
            due: due.map_or(String::new(), Day::long),
            standing: standing.map(|standing| match standing {
                Standing::Late(_) => Tag::bad(standing.words()),
                Standing::Near(_) => Tag::warn(standing.words()),
                Standing::Later(_) => Tag::plain(standing.words()),
            }),
            begun: line.begun_on.map_or(String::new(), |_| covered.words()),
            order: due,
        }
    }

    fn is_late(&self, today: Day) -> bool {
        self.order.is_some_and(|due| due < today)
    }
}

impl ShowBoard {
    fn new(shell: Shell, nav: SubNav, lines: &[BoardLine], asker: UserId, today: Day) -> Self {
        let mut teams: Vec<BoardTeam> = Vec::new();
        let mut last = None;
        for line in lines {
            if last != Some(line.team_id) {
                teams.push(BoardTeam { n: teams.len(), name: line.team.clone(), rows: Vec::new() });
                last = Some(line.team_id);
            }
            if let Some(team) = teams.last_mut() {
                team.rows.push(BoardRow::new(line, asker, today));
            }
        }
        for team in &mut teams {
            team.rows.sort_by_key(|row| (row.order.is_none(), row.order));
        }
        let mut late: Vec<&str> = teams
            .iter()
            .flat_map(|team| &team.rows)
            .filter(|row| row.is_late(today))
            .map(|row| row.past.as_str())
            .collect();
        late.sort_unstable();
        late.dedup();
        let headline = match late.len() as i64 {
            _ if teams.is_empty() => "You lead no team.".to_owned(),
            0 => "Nobody's review is overdue.".to_owned(),
            n => format!("{} overdue.", count(n, "review is", "reviews are")),
        };
        Self { shell, nav, headline, teams }
    }
}

/// Shows the teams that the asker leads: one statement.
pub async fn show_board(db: Db, actor: Actor) -> Result<Page<ShowBoard>, Fault> {
    let lines = db
        .list(&actor, "list", "six-week reviews".to_owned(), |c, scope| {
            Ok(Shown { value: store::board(c, scope)?, subjects: Vec::new() })
        })
        .await?;
    let shell = access::shell(&actor, "Six-week reviews", "Quality")
        .intro("Every case that each worker holds is looked at every six weeks: 42 days after the last complete review.");
    let nav = crate::web::nav(&actor, "/reviews/six-week");
    Ok(Page(ShowBoard::new(shell, nav, &lines, actor.user, Day::of(actor.now))))
}

impl ui::Samples for ShowBoard {
    const NAME: &'static str = "show-board";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let id = uuid::Uuid::from_u128;
        let line = |n: u128, name: &str, manages: bool, ago: i64| BoardLine {
            team_id: kernel::Id::from_uuid(id(1)),
            team: "Community Safety".to_owned(),
            user_id: kernel::Id::from_uuid(id(n)),
            name: name.to_owned(),
            manages,
            holds: if ago == 0 { 0 } else { 21 },
            holds_since: (ago != 0).then(|| today.plus(-200)),
            completed_on: (n != 3 && ago != 0).then(|| today.plus(-ago)),
            begun_on: (n == 2).then_some(today),
            held: if n == 2 { 25 } else { 0 },
            waits: if n == 2 { 11 } else { 0 },
        };
        let page = |lines: &[BoardLine]| {
            let nav = SubNav::new("Quality", "/reviews/six-week", Vec::new());
            let asker = kernel::Id::from_uuid(id(9));
            Self::new(Shell::new("Six-week reviews", "Quality"), nav, lines, asker, today)
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let full = [
            line(2, long, false, 40),
            line(3, "Joe Bell", false, 1),
            line(4, "Els Moor", false, 12),
            line(5, "Sol Hart", true, 0),
            line(9, "Dean Hall", true, 60),
        ];
        vec![("full", page(&full)), ("empty", page(&[]))]
    }
}
