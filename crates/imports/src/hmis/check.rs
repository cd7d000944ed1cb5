//! Reads an export, checks every row of every file, and stages what is sound.

use super::{
    cases::Enrolment,
    tables::{Folder, Table},
};
use crate::{
    ids::Ids,
    lookup::Lookup,
    problem::Problem,
    read::Row,
    records::ExternalKind,
    run::{Checked, Held, Stager},
    store::{self, NewRun},
    values,
    words::NameWords,
};
use kernel::{Day, Error, Instant, Result, words::fold};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Reads, checks and stages an export. Nothing of it shows.
pub fn check(held: &mut Held<'_>, run: &NewRun, folder: &Folder) -> Result<Checked> {
    let mut import = Import::new(held, run, folder)?;
    import.organisations()?;
    import.projects()?;
    import.users()?;
    import.clients()?;
    import.exits()?;
    import.enrolments()?;
    import.contacts()?;
    import.finish()
}

/// A team of the export's projects.
#[derive(Clone, Debug)]
pub(super) struct Project {
    pub(super) team: Uuid,
    pub(super) organisation: Uuid,
    pub(super) name: String,
    pub(super) kind: &'static str,
}

/// A worker: their account, and whether the export names them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worker {
    pub(super) id: Uuid,
    pub(super) named: bool,
}

/// An export while it is read. In the maps, `None` stands for a row that is there and cannot come in: what belongs
/// to it is left out with it, and is no problem of its own.
pub(super) struct Import<'a, 'b> {
    pub(super) held: &'a mut Held<'b>,
    pub(super) run: &'a NewRun,
    pub(super) folder: &'a Folder,
    pub(super) ids: Ids,
    /// The system as ids are kept for it: `hmis` and the export's source.
    pub(super) system: String,
    pub(super) source: String,
    pub(super) lookup: Lookup,
    pub(super) stager: Stager,
    pub(super) words: NameWords,
    pub(super) organisations: HashMap<String, Option<Uuid>>,
    pub(super) projects: HashMap<String, Option<Project>>,
    pub(super) workers: HashMap<String, Worker>,
    pub(super) sign_ins: HashSet<String>,
    pub(super) employer: Option<Uuid>,
    pub(super) clients: HashMap<String, Option<u64>>,
    pub(super) enrolments: Vec<Enrolment>,
    pub(super) enrolment_at: HashMap<String, Option<usize>>,
    pub(super) exits: HashMap<String, Option<super::cases::Exit>>,
    pub(super) households: HashMap<String, Vec<(u64, bool, String)>>,
    pub(super) household_order: Vec<String>,
    pub(super) made: Made,
    /// Ids of rows that were deleted in the system they come from, by file.
    deleted: HashMap<String, HashSet<String>>,
    /// Projects and enrolments that stay out because what they belong to was deleted there, and what that was.
    pub(super) lost_projects: HashMap<String, Lost>,
    pub(super) lost_enrolments: HashMap<String, Lost>,
    /// What is odd about a client, by their number in the run.
    pub(super) odd_clients: HashMap<u64, &'static str>,
    read: i64,
}

/// How many records were made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Made {
    pub(super) organisations: u64,
    pub(super) teams: u64,
    pub(super) users: u64,
    pub(super) people: u64,
    pub(super) contacts: u64,
    pub(super) services: u64,
    pub(super) exits: u64,
    pub(super) alerts: u64,
    pub(super) members: u64,
    pub(super) left_out: u64,
}

impl<'a, 'b> Import<'a, 'b> {
    fn new(held: &'a mut Held<'b>, run: &'a NewRun, folder: &'a Folder) -> Result<Self> {
        let source = if folder.has("Export") { source(folder)? } else { String::new() };
        let tenant = held.db.tenant();
        let sign_ins = held.db.facade().report_now(move |c| access::bulk::sign_ins(c, tenant, "hmis-"))?;
        Ok(Self {
            run,
            folder,
            ids: Ids::of(run.run_id, run.made_at),
            system: format!("hmis {source}").trim_end().to_owned(),
            source,
            lookup: Lookup::load(held.db)?,
            stager: Stager::new(held.db.facade(), run.run_id),
            held,
            words: NameWords::default(),
            organisations: HashMap::new(),
            projects: HashMap::new(),
            workers: HashMap::new(),
            sign_ins: sign_ins.into_iter().collect(),
            employer: None,
            clients: HashMap::new(),
            enrolments: Vec::new(),
            enrolment_at: HashMap::new(),
            exits: HashMap::new(),
            households: HashMap::new(),
            household_order: Vec::new(),
            made: Made::default(),
            deleted: HashMap::new(),
            lost_projects: HashMap::new(),
            lost_enrolments: HashMap::new(),
            odd_clients: HashMap::new(),
            read: 0,
        })
    }

    /// Whether a row was deleted in the system it comes from.
    pub(super) fn gone(&self, file: &str, id: &str) -> bool {
        self.deleted.get(file).is_some_and(|ids| ids.contains(id))
    }

    /// Hands each row of a file to `f` in blocks, with the ids of the block that are here already.
    pub(super) fn each(
        &mut self,
        file: &str,
        id: (&'static str, ExternalKind),
        mut f: impl FnMut(&mut Self, &Table, &Row, &HashSet<String>, &mut Vec<Problem>) -> Result<()>,
    ) -> Result<()> {
        let mut table = self.folder.open(file)?;
        self.stager.heads(&table.name, table.headers());
        let mut block: Vec<Row> = Vec::new();
        block.resize_with(store::LOOKED_UP, Row::default);
        let mut found = Vec::new();
        loop {
            let mut n = 0;
            while n < block.len() && table.next(&mut block[n])? {
                n += 1;
            }
            let ids: Vec<String> = block[..n].iter().map(|row| table.cell(row, id.0).to_owned()).collect();
            let (tenant, system, kind) = (self.held.db.tenant(), self.system.clone(), id.1);
            let prefix = prefix(file);
            let known = self.held.db.facade().report_now(move |c| {
                let ids: Vec<String> = ids.iter().map(|id| format!("{prefix}{id}")).collect();
                store::known(c, tenant, &system, kind, &ids)
            })?;
            let known: HashSet<String> = known.into_iter().collect();
            for row in &block[..n] {
                self.stager.row();
                self.read += row.cells.as_slice().len() as i64;
                if !table.is_whole(row) {
                    let (has, heads) = (row.cells.len(), table.width());
                    let problem = format!("The row has {has} cells and the file {heads} columns.");
                    found.push(Problem::bad(row.line, "", "", problem, "Export the file again."));
                }
                let formulas = table.cells(row).filter_map(|(c, cell)| values::formula(row.line, c, cell));
                found.extend(formulas);
                f(self, &table, row, &known, &mut found)?;
                if !found.is_empty() {
                    self.sort_out(&table, row, &mut found)?;
                }
            }
            let words = format!("{} rows read:", kernel::words::thousands(self.stager.rows()));
            self.held.beat(&words, self.read, self.folder.size as i64)?;
            if n < block.len() {
                break;
            }
        }
        self.deleted.insert(file.to_owned(), table.deleted);
        Ok(())
    }

    /// Notes warnings, or puts the row aside when something keeps it out.
    fn sort_out(&mut self, table: &Table, row: &Row, found: &mut Vec<Problem>) -> Result<()> {
        let problems: Vec<Problem> = found.drain(..).map(|p| p.in_file(&table.name)).collect();
        if problems.iter().any(|p| p.blocks) {
            return self.stager.reject(&table.name, row.line, cells(row), problems);
        }
        for problem in problems {
            self.stager.warn(problem);
        }
        Ok(())
    }

    /// Puts a row aside that belongs to one that cannot come in.
    pub(super) fn leave_out(&mut self, table: &Table, row: &Row, why: &str) -> Result<()> {
        self.made.left_out += 1;
        self.stager.leave_out(&table.name, row.line, cells(row), why.to_owned())
    }

    /// The worker of a row. Whom the export does not name becomes an account under their number, and a warning.
    pub(super) fn worker(&mut self, table: &Table, row: &Row, found: &mut Vec<Problem>) -> Result<Worker> {
        let id = table.cell(row, "UserID");
        if let Some(worker) = self.workers.get(id).copied() {
            if !worker.named {
                found.push(unknown_user(row.line, id));
            }
            return Ok(worker);
        }
        found.push(unknown_user(row.line, id));
        let name = if id.is_empty() { "HMIS user not given".to_owned() } else { format!("HMIS user {id}") };
        self.add_worker(id, name, String::new(), false)
    }
}

/// Where an export comes from.
fn source(folder: &Folder) -> Result<String> {
    let (mut export, mut row) = (folder.open("Export")?, Row::default());
    if !export.next(&mut row)? {
        return Err(Error::invalid("Export.csv has no row: it must say where the export comes from."));
    }
    Ok(fold(export.cell(&row, "SourceID")).replace(' ', "-"))
}

/// Why a row stays out that is sound itself: what it belongs to was deleted in the system it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    Organisation,
    Project,
    Client,
    Enrolment,
}

impl Lost {
    /// In a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Organisation => "Its organisation was deleted there.",
            Self::Project => "Its project was deleted there.",
            Self::Client => "Its client was deleted there.",
            Self::Enrolment => "Its enrolment was deleted there.",
        }
    }

    /// As a warning about the column that leads to it.
    pub(super) fn odd(self, line: u64, column: &str, id: &str) -> Problem {
        Problem::odd(line, column, id, self.words(), "The row stays out with it.")
    }
}

/// Ids of services and of living situations are counted apart.
pub(super) fn prefix(file: &str) -> &'static str {
    match file {
        "Services" => "service ",
        "CurrentLivingSituation" => "living ",
        _ => "",
    }
}

fn unknown_user(line: u64, id: &str) -> Problem {
    Problem::odd(
        line,
        "UserID",
        id,
        "User.csv does not name this user.",
        "The row comes in as given, under the user's number.",
    )
}

fn cells(row: &Row) -> Vec<String> {
    row.cells.iter().map(str::to_owned).collect()
}

/// A cell that must hold a day.
pub(super) fn need_day(table: &Table, row: &Row, column: &str, found: &mut Vec<Problem>) -> Option<Day> {
    let cell = table.cell(row, column);
    match Day::parse(cell).ok().or_else(|| values::moment(cell).map(Day::of)) {
        Some(day) if (1850..=2200).contains(&day.year()) => Some(day),
        _ => {
            let problem = if cell.is_empty() { "The date is missing." } else { "This is not a date." };
            found.push(Problem::bad(
                row.line,
                column,
                cell,
                problem,
                "Dates of an export are written like 2021-09-30.",
            ));
            None
        }
    }
}

/// The moment a row was written down; it must be there.
pub(super) fn need_created(table: &Table, row: &Row, found: &mut Vec<Problem>) -> Option<Instant> {
    let cell = table.cell(row, "DateCreated");
    let at = values::moment(cell);
    if at.is_none() {
        let problem = if cell.is_empty() { "The date is missing." } else { "This is not a date and time." };
        found.push(Problem::bad(
            row.line,
            "DateCreated",
            cell,
            problem,
            "They are written like 2021-09-30 14:05:00.",
        ));
    }
    at
}

/// Notes an id that is missing, stood in a row before, or is here already.
pub(super) fn need_id(
    table: &Table,
    row: &Row,
    column: &str,
    (before, here): (bool, bool),
    found: &mut Vec<Problem>,
) -> bool {
    let cell = table.cell(row, column);
    let (problem, remedy) = if cell.is_empty() {
        ("The id is missing.", "Export the file again.")
    } else if before {
        ("A row before has the same id.", "Take one of the two rows out.")
    } else if here {
        (
            "An earlier import brought this record.",
            "Leave the row out: an import adds records and changes none.",
        )
    } else {
        return true;
    };
    found.push(Problem::bad(row.line, column, cell, problem, remedy));
    false
}
