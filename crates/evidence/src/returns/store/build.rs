//! The rows that a return reads, put together case by case.

use crate::returns::model::{CaseWorld, Choice, Fact, Happening, Period, Weighed, World};
use access::{CaseId, PersonId};
use kernel::{Day, Instant, row};
use std::collections::HashMap;
use uuid::Uuid;

/// A world in the making.
pub(super) struct Build {
    pub world: World,
    at: HashMap<CaseId, usize>,
}

impl Build {
    pub fn new(rows: Vec<CaseRow>, seen: Instant) -> Self {
        let mut build = Self { world: World::default(), at: HashMap::new() };
        for row in rows.into_iter().filter(|row| row.opened_recorded_at <= seen) {
            build.at.insert(row.case_id, build.world.cases.len());
            build.world.cases.push(CaseWorld {
                case_id: row.case_id,
                reference: row.reference,
                opened_on: row.opened_on,
                closed_on: row.closed_on.filter(|_| row.closed_recorded_at.is_none_or(|at| at <= seen)),
                band: row.band,
                weighed: Vec::new(),
                lead: row.lead_person_id,
                subjects: Vec::new(),
                parties: Vec::new(),
                events: Vec::new(),
                facts: Vec::new(),
                choices: Vec::new(),
                repeats: Vec::new(),
            });
        }
        build
    }

    /// A row of a case that is not counted is passed over.
    fn case(&mut self, id: CaseId) -> Option<&mut CaseWorld> {
        self.at.get(&id).and_then(|at| self.world.cases.get_mut(*at))
    }

    pub fn party(&mut self, row: PartyRow) {
        if let Some(born) = row.born_on {
            self.world.born.insert(row.person_id, born);
        }
        if let Some(case) = self.case(row.case_id) {
            let about = matches!(row.role.as_str(), "subject" | "group_member");
            if about && !case.subjects.contains(&row.person_id) {
                case.subjects.push(row.person_id);
            }
            case.parties.push((row.person_id, row.role));
        }
    }

    pub fn event(&mut self, row: EventRow) {
        if let Some(case) = self.case(row.case_id) {
            case.events.push(Happening { event: row.event, on: row.on_day, entry: row.entry_id });
        }
    }

    pub fn fact(&mut self, row: FactRow) {
        if let Some(case) = self.case(row.case_id) {
            add(&mut case.facts, row);
        }
    }

    pub fn person_fact(&mut self, row: FactRow) {
        add(self.world.people.entry(row.person_id).or_default(), row);
    }

    pub fn weighed(&mut self, row: WeighedRow) {
        if let Some(case) = self.case(row.case_id) {
            let (on, band, rank) = (row.reviewed_on, row.band, row.band_rank);
            case.weighed.push(Weighed { tool: row.tool, on, band, rank });
        }
    }

    pub fn choice(&mut self, row: ChoiceRow) {
        if let Some(case) = self.case(row.case_id) {
            case.choices.push(Choice {
                table: row.table_id,
                period: Period { from: row.from_on, to: row.to_on },
                included: row.included,
                reason: row.reason,
                by: row.by.unwrap_or_else(|| "somebody who has left".to_owned()),
                at: row.recorded_at,
            });
        }
    }

    pub fn repeat(&mut self, (case, role): (CaseId, String)) {
        if let Some(case) = self.case(case)
            && !case.repeats.contains(&role)
        {
            case.repeats.push(role);
        }
    }
}

/// A fact with several codes is several rows, one after the other.
fn add(facts: &mut Vec<Fact>, row: FactRow) {
    if let (Some(last), Some(code)) = (facts.last_mut(), &row.code_value)
        && last.entry == row.entry_id
        && last.field == row.field
    {
        last.codes.push(code.clone());
        return;
    }
    let amount = row.hundredths.map(|n| format!("{}.{:02}", n / 100, (n % 100).abs()));
    facts.push(Fact {
        field: row.field,
        entry: row.entry_id,
        form: row.form,
        repeats: row.repeats,
        on: row.occurred_on,
        recorded_at: row.recorded_at,
        codes: row.code_value.into_iter().collect(),
        day: row.day_value,
        words: row.text_value.or(amount).unwrap_or_default(),
        absent: row.absent,
    });
}

row! {
    pub(super) struct CaseRow {
        pub case_id: CaseId,
        pub reference: String,
        pub opened_on: Day,
        pub opened_recorded_at: Instant,
        pub closed_on: Option<Day>,
        pub closed_recorded_at: Option<Instant>,
        pub band: String,
        pub lead_person_id: PersonId,
    }
}

row! {
    pub(super) struct PartyRow {
        pub case_id: CaseId,
        pub person_id: PersonId,
        pub role: String,
        pub born_on: Option<Day>,
    }
}

row! {
    pub(super) struct EventRow {
        pub case_id: CaseId,
        pub event: String,
        pub on_day: Day,
        pub entry_id: Option<Uuid>,
    }
}

row! {
    pub(super) struct FactRow {
        pub case_id: CaseId,
        pub person_id: PersonId,
        pub entry_id: Uuid,
        pub form: String,
        pub field: String,
        pub repeats: bool,
        pub occurred_on: Day,
        pub recorded_at: Instant,
        pub code_value: Option<String>,
        pub day_value: Option<Day>,
        pub absent: String,
        pub text_value: Option<String>,
        pub hundredths: Option<i64>,
    }
}

row! {
    pub(super) struct WeighedRow {
        pub case_id: CaseId,
        pub tool: String,
        pub reviewed_on: Day,
        pub band: String,
        pub band_rank: i64,
    }
}

row! {
    pub(super) struct ChoiceRow {
        pub case_id: CaseId,
        pub table_id: String,
        pub from_on: Day,
        pub to_on: Day,
        pub included: bool,
        pub reason: String,
        pub by: Option<String>,
        pub recorded_at: Instant,
    }
}
