//! Somebody's own long view: their half-days of the weeks to come.

use super::{grid, nav, shell, week::owed_words};
use crate::rotas::{
    model::{Cells, day_of, short},
    store::{self, Owed, Own},
};
use access::{Actor, Db, Fault};
use askama::Template;
use grid::GridCell;
use kernel::{Day, words::count};
use rota::problem::WEEK;
use ui::{Page, Shell, SubNav};

/// Somebody's weeks.
#[derive(Template)]
#[template(path = "rotas/mine.html")]
pub struct ShowMine {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// How much is protected, in a sentence.
    pub headline: String,
    /// The weeks: name, half-days, protected.
    pub weeks: Vec<(String, Vec<GridCell>, String)>,
    /// What is owed to them.
    pub owed: Vec<String>,
}

/// Shows them: two statements.
pub async fn show_mine(db: Db, actor: Actor) -> Result<Page<ShowMine>, Fault> {
    let today = Day::of(actor.now);
    let (own, owed) = db
        .report(&actor, "report", "own rota".to_owned(), move |c, scope| {
            let (tenant, user) = (scope.tenant(), scope.user());
            Ok((store::own(c, tenant, user, today)?, store::owed_to(c, tenant, user)?))
        })
        .await?;
    let page = ShowMine::new(shell(&actor, "My rota", ""), &own, &owed, today);
    Ok(Page(ShowMine { nav: nav(&actor, "/rota/mine"), ..page }))
}

impl ShowMine {
    pub(super) fn new(shell: Shell, own: &[Own], owed: &[Owed], today: Day) -> Self {
        let (mut weeks, mut protected) = (Vec::new(), 0);
        for one in own {
            let cells = Cells::read(&one.cells);
            for week in 0..cells.0.len() / WEEK {
                let slots = week * WEEK..(week + 1) * WEEK;
                let monday = day_of(one.from_on, slots.start);
                if monday.plus(6) < today {
                    continue;
                }
                let half = |slot: usize| {
                    let cell = cells.at(slot);
                    GridCell { class: grid::class(cell), words: cell.label().to_owned() }
                };
                let kept = slots.clone().filter(|slot| cells.at(*slot).is_protected()).count();
                protected += kept;
                weeks.push((short(monday), slots.map(half).collect(), kept.to_string()));
            }
        }
        let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Self {
            headline: if weeks.is_empty() {
                "You are on no published rota.".to_owned()
            } else {
                format!(
                    "{} of protected time in the next {}.",
                    count(n(protected), "half-day", "half-days"),
                    count(n(weeks.len()), "week", "weeks")
                )
            },
            shell,
            nav: SubNav::default(),
            weeks,
            owed: owed.iter().map(owed_words).collect(),
        }
    }
}
