//! A large file of cases: the columns of the program's own template, the teams and workers of the demo, and people
//! drawn by chance.

use crate::process::Process;
use cases::store::caseload::by_team;
use kernel::{Chance, Clock, Day, Error, Result, db::Place};
use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Read, Write},
    path::Path,
    process::{Command, Stdio},
};
use workload::load::{
    model::loads,
    store::figures::{self, Whose},
};

const GIVEN: [&str; 16] = [
    "Maya", "Stephen", "Aisha", "Grace", "Piotr", "Chloe", "Zoë", "Harpreet", "Liam", "Fatima", "Siobhán",
    "Kwame", "Tariq", "Joan", "Elif", "Daniel",
];
const FAMILY: [&str; 20] = [
    "Okaf", "Bell", "Khan", "Smith", "Nov", "Pat", "Brown", "Sing", "Walsh", "Mens", "Hugh", "Kay", "Ward",
    "Cost", "Ivan", "Jones", "Rahm", "Taylor", "Wright", "Begg",
];
const ENDING: [&str; 12] = ["", "s", "son", "ski", "er", "ley", "ton", "well", "or", "el", "man", "ington"];

/// Writes a file with so many cases; gives the last one's reference.
pub fn write(program: &Path, database: &Path, file: &Path, rows: u32) -> Result<String> {
    let columns = columns(program, database)?;
    let workers = workers(database)?;
    let chance = Chance::seeded(42);
    let failed = |e| Error::io(file.display(), e);
    let mut out = BufWriter::new(File::create(file).map_err(failed)?);
    writeln!(out, "{}", columns.join(",")).map_err(failed)?;
    let mut line = String::new();
    for n in 0..rows {
        line.clear();
        let case = Case::draw(n, &chance, &workers);
        for column in &columns {
            let _infallible = write!(line, "{},", quoted(case.cell(column)));
        }
        line.pop();
        writeln!(out, "{line}").map_err(failed)?;
    }
    out.flush().map_err(failed)?;
    Ok(reference(rows - 1))
}

/// The headings of the program's template.
fn columns(program: &Path, database: &Path) -> Result<Vec<String>> {
    let mut command = Command::new(program);
    command.arg("--database").arg(database).args(["import", "template", "cases"]).stdout(Stdio::piped());
    let mut process = Process::start(&mut command)?;
    let mut text = String::new();
    process.output()?.read_to_string(&mut text).map_err(|e| Error::io("the template", e))?;
    process.wait()?;
    let head = text.lines().next().unwrap_or_default();
    let columns: Vec<String> = head.split(',').map(str::to_owned).collect();
    match ["Case reference", "Case type", "Opened", "Full name"]
        .iter()
        .find(|c| !columns.iter().any(|had| had == *c))
    {
        Some(missing) => Err(Error::invalid(format!("the template has no column {missing}"))),
        None => Ok(columns),
    }
}

/// Every team's name, each with the names of workers in it.
fn workers(database: &Path) -> Result<Vec<(String, String)>> {
    let (clock, tenant) = (Clock::system(), 1);
    let db = alongside::serve::open(&Place::File(database.to_owned()), tenant, &clock)?;
    let now = clock.now();
    let found = db.report_now(move |c| {
        let people = loads(&figures::entries(c, tenant, Whose::All, now)?, Day::of(now));
        let teams = by_team(c, tenant, now)?;
        let members = figures::members(c, tenant, now)?;
        Ok(members
            .into_iter()
            .filter_map(|(team, user)| {
                let team = teams.iter().find(|one| one.team_id == team)?;
                let holder = people.iter().find(|one| one.user == user && one.cases > 0)?;
                Some((team.name.clone(), holder.name.clone()))
            })
            .collect::<Vec<_>>())
    })?;
    db.close();
    if found.is_empty() { Err(Error::invalid("the demo has no team with workers")) } else { Ok(found) }
}

/// A cell as CSV wants it: in quotes where it holds a comma.
fn quoted(cell: String) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

fn reference(n: u32) -> String {
    format!("BENCH-{n:07}")
}

/// One case about one person.
struct Case<'a> {
    n: u32,
    open: bool,
    name: String,
    numbers: [u64; 4],
    held: &'a (String, String),
}

impl<'a> Case<'a> {
    fn draw(n: u32, chance: &Chance, workers: &'a [(String, String)]) -> Self {
        let pick = |most: usize| usize::try_from(chance.below(most as u64)).unwrap_or(0);
        Self {
            n,
            open: chance.below(3) == 0,
            name: format!("{} {}{}", GIVEN[pick(16)], FAMILY[pick(20)], ENDING[pick(12)]),
            numbers: [chance.below(28) + 1, chance.below(12) + 1, chance.below(60), chance.below(1_000_000)],
            held: &workers[pick(workers.len())],
        }
    }

    /// What stands in a column; most cases have nothing in most of them.
    fn cell(&self, column: &str) -> String {
        let [day, month, year, number] = self.numbers;
        let closed = |words: &str| if self.open { String::new() } else { words.to_owned() };
        match column {
            "Case reference" => reference(self.n),
            "Case type" => "Anti-social behaviour".to_owned(),
            "Stage" => "Investigation".to_owned(),
            "Title" => "Noise at night".to_owned(),
            "Opened" => format!("{day:02}/{month:02}/2024"),
            "Closed" => closed("14/06/2025"),
            "Outcome" => closed("Resolved"),
            "Team" => self.held.0.clone(),
            "Worker" => self.held.1.clone(),
            "Last contact" => format!("{day:02}/03/2025"),
            "Last contact note" => "Visited. Talked about the noise and will keep a diary of it.".to_owned(),
            "Full name" => self.name.clone(),
            "Date of birth" => format!("{day:02}/{month:02}/{}", 1940 + year),
            "Phone" => format!("07700 {number:06}"),
            "Address" => format!("{} Larch Court", number % 300 + 1),
            "Postcode" => format!("LQ{} {}AB", number % 20 + 1, number % 9 + 1),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_drawn_the_same_each_time_and_differ() {
        let workers = [("East".to_owned(), "Ann Bell".to_owned())];
        let draw = || {
            let chance = Chance::seeded(42);
            let cell = |n| Case::draw(n, &chance, &workers);
            let cells = |case: &Case<'_>| {
                ["Case reference", "Full name", "Phone", "Team"].map(|c| case.cell(c)).join(" ")
            };
            [cells(&cell(0)), cells(&cell(1))]
        };
        let [first, second] = draw();
        assert_eq!([first.clone(), second.clone()], draw());
        assert!(first.starts_with("BENCH-0000000 ") && first.ends_with(" East"), "{first}");
        assert_ne!(first[14..], second[14..]);
    }

    #[test]
    fn cells_with_commas_are_quoted() {
        assert_eq!(quoted("East, Larch".to_owned()), "\"East, Larch\"");
        assert_eq!(quoted("a \"b\"".to_owned()), "\"a \"\"b\"\"\"");
        assert_eq!(quoted("East".to_owned()), "East");
    }
}
