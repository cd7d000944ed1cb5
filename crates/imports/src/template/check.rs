//! Reads a file of our template, checks every row, and stages what is sound.

use super::{
    SYSTEM,
    fields::{Field, Mapping, Need},
    row::Values,
    seen::{Seen, SeenCase},
};
use crate::{
    ids::Ids,
    lookup::{Found, Lookup, Team},
    problem::Problem,
    read::{Row, Scan, Source},
    records::ExternalKind,
    run::{Checked, Held, Stager},
    store::{self, NewRun},
    words::NameWords,
};
use access::UserId;
use cases::model::PartyRole;
use kernel::{Day, Error, Result};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
};
use uuid::Uuid;

/// Reads, checks and stages a file. Nothing of it shows.
pub fn check(
    held: &mut Held<'_>,
    run: &NewRun,
    path: &Path,
    scan: &Scan,
    said: &[(String, String)],
) -> Result<Checked> {
    let mut source = Source::open(path, scan, &|headers| Mapping::fit(headers, said))?;
    let mapping = Mapping::new(&source.headers, said)?;
    let missing = mapping.missing();
    if !missing.is_empty() {
        return Err(Error::invalid(format!(
            "The file has no column for {}. Its columns are: {}. Rename them as the template does, or say which is which \
             with --map \"{}=their heading\".",
            missing.join(", "),
            source.headers.join(", "),
            missing[0]
        )));
    }
    let mut check = Check::new(held, run, mapping)?;
    check.stager.heads("", &source.headers);
    check.rows(&mut source)?;
    check.finish(&source)
}

/// A team as cases are given to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) team: Uuid,
    pub(super) organisation: Uuid,
    pub(super) keeper: Option<Uuid>,
}

impl Place {
    fn of(team: &Team) -> Self {
        Self {
            team: team.id.uuid(),
            organisation: team.organisation.uuid(),
            keeper: team.keeper.map(UserId::uuid),
        }
    }
}

/// A row whose case has no subject yet.
pub(super) struct Waiting {
    pub(super) values: Values,
    cells: Vec<String>,
}

/// A worker's part in the life of a person with a reference, over all their cases.
pub(super) type Parts = HashMap<(u64, Uuid), (Day, Option<Day>)>;

pub(super) struct Check<'a, 'b> {
    pub(super) held: &'a mut Held<'b>,
    pub(super) run: &'a NewRun,
    pub(super) ids: Ids,
    pub(super) places: Vec<Place>,
    pub(super) today: Day,
    pub(super) mapping: Mapping,
    pub(super) lookup: Lookup,
    pub(super) default_team: Option<Place>,
    pub(super) made_team: Option<Place>,
    pub(super) made_keeper: Option<Uuid>,
    pub(super) stager: Stager,
    pub(super) seen: Seen,
    pub(super) words: NameWords,
    pub(super) waiting: HashMap<u64, Vec<Waiting>>,
    pub(super) parts: Parts,
    pub(super) workers: Vec<UserId>,
    worker_at: HashMap<UserId, u32>,
    pub(super) people: u64,
    pub(super) members: u64,
    pub(super) contacts: u64,
    pub(super) actions: u64,
    pub(super) alerts: u64,
}

/// Rows read together, so that one look-up serves them all.
const BLOCK: usize = store::LOOKED_UP;

impl<'a, 'b> Check<'a, 'b> {
    fn new(held: &'a mut Held<'b>, run: &'a NewRun, mapping: Mapping) -> Result<Self> {
        let lookup = Lookup::load(held.db)?;
        let default_team = match (run.team, lookup.teams.as_slice()) {
            (Some(id), teams) => teams.iter().find(|t| t.id == id).map(Place::of),
            (None, [only]) => Some(Place::of(only)),
            _ => None,
        };
        Ok(Self {
            ids: Ids::of(run.run_id, run.made_at),
            places: Vec::new(),
            today: Day::of(run.made_at),
            stager: Stager::new(held.db.facade(), run.run_id),
            held,
            run,
            mapping,
            lookup,
            default_team,
            made_team: None,
            made_keeper: None,
            seen: Seen::default(),
            words: NameWords::default(),
            waiting: HashMap::new(),
            parts: HashMap::new(),
            workers: Vec::new(),
            worker_at: HashMap::new(),
            people: 0,
            members: 0,
            contacts: 0,
            actions: 0,
            alerts: 0,
        })
    }

    fn rows(&mut self, source: &mut Source) -> Result<()> {
        let mut block: Vec<Row> = Vec::new();
        block.resize_with(BLOCK, Row::default);
        let mut values = Values::default();
        let mut found = Vec::new();
        loop {
            let mut n = 0;
            while n < BLOCK && source.next(&mut block[n])? {
                n += 1;
            }
            let used = self.used(&block[..n])?;
            for row in &block[..n] {
                self.stager.row();
                values.read(row, source, &self.mapping, &mut found);
                self.row(&mut values, row, &used, &mut found)?;
                found.clear();
            }
            let words = format!("{} rows read:", kernel::words::thousands(self.stager.rows()));
            self.held.beat(&words, source.read() as i64, source.size as i64)?;
            if n < BLOCK {
                return Ok(());
            }
        }
    }

    /// References of a block that are here already: of cases and of people.
    fn used(&mut self, block: &[Row]) -> Result<(HashSet<String>, HashSet<String>)> {
        let column = |field: Field| -> Vec<String> {
            let Some(at) = self.mapping.column(field) else { return Vec::new() };
            let cells = block.iter().map(|row| row.cells.get(at).unwrap_or_default().trim());
            let mut cells: Vec<String> = cells.filter(|c| !c.is_empty()).map(str::to_owned).collect();
            cells.dedup();
            cells
        };
        let (cases, people) = (column(Field::Reference), column(Field::PersonReference));
        let tenant = self.held.db.tenant();
        let (cases, people) = self.held.db.facade().report_now(move |c| {
            Ok((
                cases::store::bulk::references(c, tenant, &cases)?,
                store::known(c, tenant, SYSTEM, ExternalKind::Person, &people)?,
            ))
        })?;
        Ok((cases.into_iter().collect(), people.into_iter().collect()))
    }

    fn row(
        &mut self,
        values: &mut Values,
        row: &Row,
        used: &(HashSet<String>, HashSet<String>),
        found: &mut Vec<Problem>,
    ) -> Result<()> {
        let cells = || row.cells.iter().map(str::to_owned).collect::<Vec<_>>();
        self.needs(values, Need::Every, found);
        if values.full_name().is_empty() {
            found.push(self.bad(
                values,
                Field::FullName,
                "The name is missing.",
                "Give the person's whole name.",
            ));
        }
        if used.0.contains(values.text(Field::Reference)) {
            found.push(self.bad(
                values,
                Field::Reference,
                "A case here has this reference already.",
                "Leave the case out, or give it another reference.",
            ));
        }
        if used.1.contains(values.text(Field::PersonReference)) {
            found.push(self.bad(
                values,
                Field::PersonReference,
                "A person with this reference is here already.",
                "Leave the row out and add the case on the person's page, or leave the person reference empty to make a new record.",
            ));
        }
        if values.day(Field::BornOn).is_some_and(|born| born > self.today) {
            found.push(self.bad(values, Field::BornOn, "This day is yet to come.", "Check the year."));
        }
        self.contradicts(values, found);
        let case = if found.iter().any(|p| p.blocks) { None } else { self.case_of(values, found)? };
        let case = case.filter(|(n, _)| !self.repeats(values, *n, found));
        let Some((n, place)) = case else {
            return self.stager.reject("", row.line, cells(), std::mem::take(found));
        };
        for warning in found.drain(..) {
            values.odd(&warning.told());
            self.stager.warn(warning);
        }
        let subject = values.role.is_none_or(|role| role == PartyRole::Subject);
        let ready = self.seen.case_mut(n).is_some_and(|case| case.has_subject);
        if ready || subject {
            return self.accept(n, values, &place, subject && !ready);
        }
        self.waiting.entry(n).or_default().push(Waiting { values: values.clone(), cells: cells() });
        Ok(())
    }
}

impl Check<'_, '_> {
    pub(super) fn bad(&self, values: &Values, field: Field, problem: &str, remedy: &str) -> Problem {
        Problem::bad(values.line, self.mapping.heading(field), values.text(field), problem, remedy)
    }

    pub(super) fn odd(&self, values: &Values, field: Field, problem: &str, remedy: &str) -> Problem {
        Problem::odd(values.line, self.mapping.heading(field), values.text(field), problem, remedy)
    }

    /// Notes what must be filled and is not.
    fn needs(&self, values: &Values, need: Need, found: &mut Vec<Problem>) {
        for column in super::COLUMNS.iter().filter(|c| c.need == need) {
            let heading = self.mapping.heading(column.field);
            if values.text(column.field).is_empty() && !found.iter().any(|p| p.column == heading) {
                let problem = format!("{} is missing.", column.field.label());
                found.push(Problem::bad(values.line, heading, "", problem, column.sentence));
            }
        }
    }

    /// The team a new case goes to. `None` when a problem was noted.
    fn place(&mut self, values: &Values, found: &mut Vec<Problem>) -> Result<Option<Place>> {
        let name = values.text(Field::Team);
        let matched = match self.lookup.team(name) {
            Found::One(at) => self.lookup.teams.get(at).map(Place::of),
            _ => None,
        };
        let mut place = matched.or(self.default_team);
        if place.is_none() && self.lookup.teams.is_empty() {
            place = Some(self.imported_team()?);
        }
        let Some(mut place) = place else {
            let problem =
                if name.is_empty() { "The team is missing." } else { "No team here has this name." };
            let remedy = format!(
                "Use one of: {}. Or choose one team for all such rows: --team NAME.",
                self.lookup.team_list()
            );
            found.push(self.bad(values, Field::Team, problem, &remedy));
            return Ok(None);
        };
        if !name.is_empty() && matched.is_none() {
            found.push(self.odd(
                values,
                Field::Team,
                "No team here has this name.",
                "The case goes to the team chosen for the file.",
            ));
        }
        let owner = values.text(Field::Organisation);
        if !owner.is_empty() {
            let Found::One(id) = self.lookup.organisation(owner) else {
                found.push(self.bad(
                    values,
                    Field::Organisation,
                    "No organisation here has this name.",
                    "Use its name as it stands here, or leave the cell empty for the team's own.",
                ));
                return Ok(None);
            };
            place.organisation = id.uuid();
        }
        Ok(Some(place))
    }

    /// The case of a row, one of the rows before or a new one, and where it belongs. `None` when a problem was noted.
    fn case_of(&mut self, values: &Values, found: &mut Vec<Problem>) -> Result<Option<(u64, Place)>> {
        if let Some(case) = self.seen.case(values.text(Field::Reference)) {
            let (n, line, place) = (case.n, case.line, case.place);
            for field in case.contradicted(values) {
                found.push(self.bad(
                    values,
                    field,
                    &format!("Line {line} says otherwise about the same case."),
                    "Make the rows of a case agree, leave the cell empty, or give the other case a reference of its own.",
                ));
            }
            found.extend(self.another_name(values, case));
            let good = !found.iter().any(|p| p.blocks);
            return Ok(self.places.get(place as usize).filter(|_| good).map(|place| (n, *place)));
        }
        self.needs(values, Need::First, found);
        let place = self.place(values, found)?;
        let worker = self.worker(values, found);
        if values.sensitivity == 3 && worker.is_none() {
            found.push(self.bad(
                values,
                Field::Sensitivity,
                "A restricted person needs a worker who may see them.",
                "Name a worker who is known here.",
            ));
        }
        if !values.text(Field::Next).is_empty() && values.text(Field::NextDue).is_empty() {
            found.push(self.bad(
                values,
                Field::NextDue,
                "The next action has no date.",
                "Say by when it is due.",
            ));
        }
        let (Some(opened), Some(place)) = (values.day(Field::Opened), place) else { return Ok(None) };
        if found.iter().any(|p| p.blocks) {
            return Ok(None);
        }
        if values.day(Field::Closed).is_some_and(|closed| closed < opened) {
            found.push(self.odd(
                values,
                Field::Closed,
                "The case was closed before it was opened.",
                "It comes in as given. Check both dates.",
            ));
        }
        if opened > self.today {
            found.push(self.odd(
                values,
                Field::Opened,
                "This day is yet to come.",
                "It comes in as given. Check the year.",
            ));
        }
        let at = self.places.iter().position(|known| *known == place).unwrap_or_else(|| {
            self.places.push(place);
            self.places.len() - 1
        });
        let at = u32::try_from(at).map_err(|_| Error::defect("too many teams"))?;
        Ok(Some((self.seen.add_case(values, worker, at, opened), place)))
    }

    /// A warning where a later row of a case names somebody else than its first, and says neither what they are to it nor
    /// who they are: the reference may be mistyped.
    fn another_name(&self, values: &Values, case: &SeenCase) -> Option<Problem> {
        let unsaid = values.role.is_none() && values.text(Field::PersonReference).is_empty();
        (unsaid && case.names_another(values)).then(|| {
            self.odd(
                values,
                Field::FullName,
                &format!("Line {} has another name for this case, and this row says no role.", case.line),
                "It comes in as one more person the case is about. Check the case reference, or give a role.",
            )
        })
    }

    fn worker(&mut self, values: &Values, found: &mut Vec<Problem>) -> Option<u32> {
        let name = values.text(Field::Worker);
        if name.is_empty() {
            return None;
        }
        match self.lookup.user(name) {
            Found::One(id) => {
                let next = u32::try_from(self.workers.len()).ok()?;
                let at = *self.worker_at.entry(id).or_insert(next);
                if at == next {
                    self.workers.push(id);
                }
                Some(at)
            }
            Found::None => {
                found.push(self.odd(
                    values,
                    Field::Worker,
                    "No worker here has this name.",
                    "The case comes in allocated to nobody.",
                ));
                None
            }
            Found::Several => {
                found.push(self.odd(
                    values,
                    Field::Worker,
                    "Several workers here have this name.",
                    "The case comes in allocated to nobody. Use the sign-in name.",
                ));
                None
            }
        }
    }

    /// Notes where a row says otherwise about its person than a row before.
    fn contradicts(&self, values: &Values, found: &mut Vec<Problem>) {
        let reference = values.text(Field::PersonReference);
        let Some(person) = self.seen.person(reference).filter(|_| !reference.is_empty()) else { return };
        for field in person.contradicted(values) {
            found.push(self.bad(
                values,
                field,
                &format!("Line {} says otherwise about the person with the same reference.", person.line),
                "Make the rows of a person agree, leave the cell empty, or give the other person a reference of their own.",
            ));
        }
    }

    /// Whether a row before has the same person in the same case; that is noted.
    fn repeats(&mut self, values: &Values, case: u64, found: &mut Vec<Problem>) -> bool {
        let reference = values.text(Field::PersonReference);
        let role = values.role.unwrap_or(PartyRole::Subject).code();
        let before = if reference.is_empty() {
            let who = (kernel::words::fold(&values.full_name()), values.day(Field::BornOn));
            self.seen.join(case, &who, values.line)
        } else {
            self.seen.join(case, &(reference, role), values.line)
        };
        let Some(line) = before else { return false };
        found.push(self.bad(
            values,
            Field::Reference,
            &format!("Line {line} has the same person in the same case."),
            "Take the row out. If one person has two roles in a case, give both rows the same person reference.",
        ));
        true
    }

    fn finish(mut self, source: &Source) -> Result<Checked> {
        for n in self.seen.without_subject().collect::<Vec<_>>() {
            for row in self.waiting.remove(&n).unwrap_or_default() {
                let problem = self.bad(
                    &row.values,
                    Field::Role,
                    "No row of this case says whom it is about.",
                    "Give one row of the case the role Subject.",
                );
                self.stager.reject("", row.values.line, row.cells, vec![problem])?;
            }
        }
        let mut parts: Vec<_> = std::mem::take(&mut self.parts).into_iter().collect();
        parts.sort_unstable();
        for ((person, user), time) in parts {
            self.member(person, user, time)?;
        }
        let mut settings = self.run.settings.clone();
        for (field, column) in self.mapping.mapped() {
            settings += &crate::model::line(&format!("map.{}", field.code()), &source.headers[column]);
        }
        let unused = &self.mapping.unused;
        let ignored = (!unused.is_empty())
            .then(|| format!("These columns fit none of ours and stay out: {}.", unused.join(", ")));
        for note in source.notes.iter().chain(&ignored) {
            settings += &crate::model::line("note", note);
        }
        let cases = self.seen.cases() - self.seen.without_subject().count() as u64;
        let counts = [
            ("people", self.people as i64),
            ("cases", cases as i64),
            ("contacts", self.contacts as i64),
            ("actions", self.actions as i64),
        ];
        self.stager.finish(self.held, settings, &counts)
    }
}
