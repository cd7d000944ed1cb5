//! What the names in a spreadsheet of past reviews name here.

use super::{
    fields::{Field, Mapping},
    rows::Line,
    store,
};
use crate::{lookup::Lookup, run::Held, store::NewRun};
use kernel::{Result, words::fold};
use quality::results::import::Named;
use std::collections::HashMap;
use uuid::Uuid;

/// What names in a file name here.
pub struct Places {
    /// Workers and teams by their names.
    pub lookup: Lookup,
    /// Areas by their folded names.
    pub areas: HashMap<String, Uuid>,
    /// Cases by their references: id and kind.
    pub cases: HashMap<String, (Uuid, String)>,
    /// The team for rows that name none.
    pub team: Named,
}

impl Places {
    /// Reads what the rows name: six statements, and one for each 200 references.
    pub fn load(held: &mut Held<'_>, run: &NewRun, mapping: &Mapping, lines: &[Line]) -> Result<Self> {
        let tenant = held.db.tenant();
        let areas = held.db.facade().report_now(move |c| store::areas(c, tenant))?;
        let column = mapping.column(Field::Case);
        let mut references: Vec<String> =
            lines.iter().map(|line| line.cell(column).to_owned()).filter(|cell| !cell.is_empty()).collect();
        references.sort_unstable();
        references.dedup();
        let mut cases = HashMap::new();
        for part in references.chunks(store::LOOKED_UP) {
            let part = part.to_vec();
            let found = held.db.facade().report_now(move |c| store::cases(c, tenant, &part))?;
            cases.extend(found.into_iter().map(|(reference, id, kind)| (reference, (id.uuid(), kind))));
        }
        Ok(Self {
            lookup: Lookup::load(held.db)?,
            areas: areas.into_iter().map(|(id, name)| (fold(&name), id)).collect(),
            cases,
            team: run.team.map_or(Named::Nobody, |team| Named::Known(team.uuid())),
        })
    }
}
