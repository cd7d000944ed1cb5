//! Weeks of a rota as tables: words in cells, colour second.

use crate::rotas::{
    model::{Cell, Rota, weekday},
    problem::empty_desk,
};
use askama::{Template, filters::HtmlSafe};
use rota::Activity;
use std::ops::Range;

/// A week.
#[derive(Clone, Debug, Template)]
#[template(path = "rotas/grid.html")]
pub struct Grid {
    /// Its name, such as `Week of 23 November 2026`.
    pub title: String,
    /// Its days, such as `Mon 23`.
    pub days: Vec<String>,
    /// Its people.
    pub rows: Vec<GridRow>,
    /// Half-days in which the duty desk has too few, in words; nothing where it has enough.
    pub empty: Vec<GridCell>,
}

impl HtmlSafe for Grid {}

/// Somebody's week.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Their name.
    pub name: String,
    /// Their ten half-days.
    pub cells: Vec<GridCell>,
}

/// A half-day.
#[derive(Clone, Debug)]
pub struct GridCell {
    /// How it is coloured.
    pub class: &'static str,
    /// What it is.
    pub words: String,
}

impl GridCell {
    fn of(cell: Cell) -> Self {
        Self { class: class(cell), words: cell.label().to_owned() }
    }
}

/// How a half-day is coloured: protected, duty, not there, anything else.
pub(super) fn class(cell: Cell) -> &'static str {
    match cell {
        Cell::Of(Activity::Duty) => "duty",
        cell if cell.is_protected() => "kept",
        cell if !cell.is_work() => "off",
        _ => "",
    }
}

/// The tables of some weeks.
pub fn grids(rota: &Rota, weeks: Range<usize>) -> Vec<Grid> {
    weeks.map(|week| grid(rota, week)).collect()
}

/// The table of a week.
pub fn grid(rota: &Rota, week: usize) -> Grid {
    let slots = rota.week(week);
    let empty: Vec<GridCell> = slots
        .clone()
        .map(|slot| match empty_desk(rota, slot) {
            0 => GridCell { class: "", words: String::new() },
            1 => GridCell { class: "gap", words: "Duty, empty".to_owned() },
            n => GridCell { class: "gap", words: format!("Duty, {n} empty") },
        })
        .collect();
    Grid {
        title: format!("Week of {}", rota.day(slots.start).long()),
        days: slots
            .clone()
            .step_by(2)
            .map(|slot| format!("{} {}", &weekday(slot)[..3], rota.day(slot).day()))
            .collect(),
        rows: rota
            .people
            .iter()
            .map(|person| GridRow {
                name: person.name.clone(),
                cells: slots.clone().map(|slot| GridCell::of(person.cells.at(slot))).collect(),
            })
            .collect(),
        empty: if empty.iter().all(|cell| cell.words.is_empty()) { Vec::new() } else { empty },
    }
}
