//! Staging: checked records and problems are put aside in chunks, out of sight.

use super::held::Held;
use crate::{
    pack::{Pack, Unpack},
    problem::Problem,
    records::{Context, External, Part, Record, Token},
    store::{self, Chunk, Verdict},
};
use kernel::{Result, db::Writes};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Bytes in a chunk: small enough that staging one holds the writer for a few milliseconds.
const CHUNK: usize = 192 << 10;

/// People whose words are sorted together before they are staged. The table of words has two orders, by word and
/// by person. Words of so many people sorted by word touch few pages of either at a time: measured, a quarter of
/// the time of writing them person by person.
const SORTED_PEOPLE: u64 = 10_000;

/// Ids sorted together.
const SORTED_IDS: usize = 100_000;

/// Problems kept of each kind, and of all; every one is counted.
const KEPT_OF_KIND: u32 = 10_000;
const KEPT: usize = 50_000;

/// A row that cannot come in, as it was; line 0 holds the headings of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Which file.
    pub part: String,
    /// Which line.
    pub line: u64,
    /// What is wrong, in words.
    pub why: String,
    /// The cells as they were.
    pub cells: Vec<String>,
}

impl Record for BadRow {
    const PART: Part = Part::Bad;

    fn pack(&self, to: &mut Pack) {
        to.text(&self.part);
        to.num(self.line);
        to.text(&self.why);
        to.num(self.cells.len() as u64);
        self.cells.iter().for_each(|cell| to.text(cell));
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        Ok(Self {
            part: from.text()?,
            line: from.num()?,
            why: from.text()?,
            cells: (0..from.num()?).map(|_| from.text()).collect::<Result<_>>()?,
        })
    }

    fn write(self, _: &Context, _: &mut Writes) {}
}

#[derive(Default)]
struct Buffer {
    pack: Pack,
    records: i64,
    chunks: i64,
    staged: i64,
}

/// Puts records and problems of a run aside.
pub struct Stager {
    db: kernel::db::Db,
    run: Uuid,
    parts: BTreeMap<Part, Buffer>,
    tokens: Vec<Token>,
    first_person: u64,
    external: Vec<External>,
    kept: [Vec<Problem>; 2],
    kinds: HashMap<(String, String), u32>,
    heads: HashMap<String, Vec<String>>,
    rows: i64,
    bad: i64,
    warnings: i64,
}

impl Stager {
    /// Begins to stage for a run.
    pub fn new(db: &kernel::db::Db, run: Uuid) -> Self {
        Self {
            db: db.clone(),
            run,
            parts: BTreeMap::new(),
            tokens: Vec::new(),
            first_person: 0,
            external: Vec::new(),
            kept: [Vec::new(), Vec::new()],
            kinds: HashMap::new(),
            heads: HashMap::new(),
            rows: 0,
            bad: 0,
            warnings: 0,
        }
    }

    /// Puts a record aside.
    pub fn put<R: Record>(&mut self, record: &R) -> Result<()> {
        let buffer = self.parts.entry(R::PART).or_default();
        record.pack(&mut buffer.pack);
        buffer.records += 1;
        if buffer.pack.bytes().len() < CHUNK { Ok(()) } else { self.flush(R::PART) }
    }

    /// Puts the words by which a person is found aside. People come in the order of their numbers, or nearly.
    pub fn tokens(&mut self, person: u64, tokens: impl IntoIterator<Item = String>) -> Result<()> {
        if person >= self.first_person + SORTED_PEOPLE {
            self.sort_tokens()?;
            self.first_person = person;
        }
        self.tokens.extend(tokens.into_iter().map(|token| Token(token, person)));
        Ok(())
    }

    /// Puts an id from another system aside.
    pub fn external(&mut self, id: External) -> Result<()> {
        self.external.push(id);
        if self.external.len() < SORTED_IDS { Ok(()) } else { self.sort_external() }
    }

    /// Counts a row that was read.
    pub fn row(&mut self) {
        self.rows += 1;
    }

    /// Rows read so far.
    pub fn rows(&self) -> i64 {
        self.rows
    }

    /// Notes a warning; its row comes in as given.
    pub fn warn(&mut self, problem: Problem) {
        self.warnings += 1;
        self.keep(problem);
    }

    fn keep(&mut self, problem: Problem) {
        let kind = self.kinds.entry((problem.part.clone(), problem.problem.clone())).or_default();
        *kind += 1;
        let list = &mut self.kept[usize::from(!problem.blocks)];
        if *kind <= KEPT_OF_KIND && list.len() < KEPT {
            list.push(problem);
        }
    }

    /// Puts a row aside that cannot come in, with what is wrong with it.
    pub fn reject(
        &mut self,
        part: &str,
        line: u64,
        cells: Vec<String>,
        problems: Vec<Problem>,
    ) -> Result<()> {
        self.bad += 1;
        let blocking = problems.iter().filter(|p| p.blocks);
        let why = blocking.map(Problem::sentence).collect::<Vec<_>>().join(" ");
        problems.into_iter().filter(|p| p.blocks).for_each(|p| self.keep(p));
        self.bad_row(part, line, why, cells)
    }

    /// Says what the columns of a file are called, for the rows of it that cannot come in.
    pub fn heads(&mut self, part: &str, headers: &[String]) {
        self.heads.insert(part.to_owned(), headers.to_vec());
    }

    fn bad_row(&mut self, part: &str, line: u64, why: String, cells: Vec<String>) -> Result<()> {
        // The headings come before the first row.
        if let Some(headers) = self.heads.remove(part) {
            self.put(&BadRow { part: part.to_owned(), line: 0, why: String::new(), cells: headers })?;
        }
        self.put(&BadRow { part: part.to_owned(), line, why, cells })
    }

    /// Puts a row aside that is left out because the row it belongs to is; it counts as no problem of its own.
    pub fn leave_out(&mut self, part: &str, line: u64, cells: Vec<String>, why: String) -> Result<()> {
        self.bad_row(part, line, why, cells)
    }

    /// Stages what is left and notes the verdict. `settings` are lines of name=value, `counts` names and numbers.
    pub fn finish(
        mut self,
        held: &mut Held<'_>,
        settings: String,
        counts: &[(&str, i64)],
    ) -> Result<Checked> {
        self.sort_tokens()?;
        self.sort_external()?;
        for part in self.parts.keys().copied().collect::<Vec<_>>() {
            self.flush(part)?;
        }
        self.keep_problems(held)?;
        let counts: String =
            counts.iter().map(|(name, n)| crate::model::line(name, &n.to_string())).collect();
        let verdict = Verdict { rows: self.rows, bad: self.bad, warnings: self.warnings, settings, counts };
        let (tenant, run, noted) = (self.db.tenant(), self.run, verdict.clone());
        self.db.write_now(move |c| store::checked(c, tenant, run, &noted))?;
        let [bad, odd] = self.kept;
        Ok(Checked { verdict, problems: bad, warnings: odd })
    }

    fn sort_tokens(&mut self) -> Result<()> {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.sort_unstable();
        tokens.iter().try_for_each(|token| self.put(token))?;
        tokens.clear();
        self.tokens = tokens;
        Ok(())
    }

    fn sort_external(&mut self) -> Result<()> {
        let mut ids = std::mem::take(&mut self.external);
        ids.sort_unstable();
        ids.iter().try_for_each(|id| self.put(id))
    }

    fn flush(&mut self, part: Part) -> Result<()> {
        let Some(buffer) = self.parts.get_mut(&part) else { return Ok(()) };
        if buffer.records == 0 {
            return Ok(());
        }
        let chunk = Chunk { part, chunk: buffer.chunks, records: buffer.records };
        let body = buffer.pack.take();
        buffer.chunks += 1;
        buffer.staged += buffer.records;
        buffer.records = 0;
        let (tenant, run) = (self.db.tenant(), self.run);
        self.db.write_now(move |c| store::stage(c, tenant, run, chunk, &body))
    }

    fn keep_problems(&self, held: &mut Held<'_>) -> Result<()> {
        let mut lines: BTreeSet<(&str, u64)> = BTreeSet::new();
        let mut place = 0;
        for problems in self.kept.iter().flatten().collect::<Vec<_>>().chunks(256) {
            let mut writes = Writes::new(vec![self.db.tenant().into(), self.run.into()]);
            for problem in problems {
                // Places only tell problems of one line apart, so they may grow over the whole run.
                place += i64::from(!lines.insert((&problem.part, problem.line)));
                store::problem(&mut writes, place, problem);
            }
            let ready = writes.ready();
            self.db.write_now(move |c| ready.run(c))?;
            held.beat("Writing down what was found", 0, 0)?;
        }
        Ok(())
    }
}

/// What checking found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Counts, settings and notes.
    pub verdict: Verdict,
    /// What keeps rows out, as far as it is kept.
    pub problems: Vec<Problem>,
    /// Warnings, as far as they are kept.
    pub warnings: Vec<Problem>,
}
