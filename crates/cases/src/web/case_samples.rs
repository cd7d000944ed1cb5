//! Made-up cases for the samples of the case page.

use crate::{
    facts::model::{Known, Value},
    store::read::CaseCore,
    work::store::worked::{ClockLine, StageLine, Tally, Worked},
};
use ::packs::{Pack, clock::State};
use access::NOBODY;
use kernel::{Day, Instant};
use std::sync::Arc;

/// The samples' present: 18 November 2026.
pub(super) const NOW: Instant = Instant::from_micros(1_795_000_000_000_000);

type Sample = (&'static str, CaseCore, Option<Arc<Pack>>, Worked, Vec<Known>);

/// An open case, one that was imported, a closed one, and one with very long names.
pub(super) fn samples() -> Vec<Sample> {
    let pack = packs::shipped().first().cloned().map(Arc::new);
    let open = core(pack.as_deref());
    let closed = CaseCore {
        closed_on: Some(Day::of(NOW)),
        outcome: "Nuisance has stopped".to_owned(),
        worker: None,
        last_contact_at: None,
        ..open.clone()
    };
    let imported = CaseCore {
        pack_version: 0,
        case_type: "floating_support".to_owned(),
        stage: "As it was in the file".to_owned(),
        ..open.clone()
    };
    let long = CaseCore {
        title: "Noise, threats and damage from several flats of the same building, again ".repeat(3),
        lead_name: "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley".to_owned(),
        ..open.clone()
    };
    let (worked, known) = pack.as_deref().map(|pack| (worked(pack), known(pack))).unwrap_or_default();
    vec![
        ("open", open, pack.clone(), worked.clone(), known.clone()),
        ("imported, without a pack", imported, None, Worked::default(), Vec::new()),
        ("closed", closed, pack.clone(), Worked::default(), Vec::new()),
        ("long names", long, pack, worked, known),
    ]
}

fn core(pack: Option<&Pack>) -> CaseCore {
    let today = Day::of(NOW);
    CaseCore {
        reference: "LL-K7QM2-4DXA".to_owned(),
        case_type: pack.map_or("other".to_owned(), |pack| pack.id.clone()),
        stage: "Action plan agreed".to_owned(),
        title: "Noise and threats from the flat above".to_owned(),
        organisation: "Larch Council".to_owned(),
        team: "Community Safety".to_owned(),
        worker: Some("Priya Shah".to_owned()),
        worker_id: None,
        lead_person_id: kernel::Id::from_uuid(NOBODY),
        lead_name: "Amina Okafor".to_owned(),
        opened_on: today.plus(-60),
        opened_recorded_at: NOW,
        closed_on: None,
        outcome: String::new(),
        last_contact_at: Some(NOW),
        known_as: "Amina".to_owned(),
        pack_version: 1,
        hash: None,
        band: "high".to_owned(),
        worker_since: Some(today.plus(-55)),
        promise_due_on: Some(today.plus(3)),
        division: "england-and-wales".to_owned(),
        import_warning: String::new(),
    }
}

/// The first two stages and clocks of a pack, so that the sample has something of each kind.
fn worked(pack: &Pack) -> Worked {
    let today = Day::of(NOW);
    let stage = |at: usize, left: Option<Day>| {
        pack.stages.get(at).map(|stage| StageLine {
            entry_id: NOBODY,
            stage: stage.id.clone(),
            skipped: false,
            entered_on: today.plus(-60),
            left_on: left,
            reason: String::new(),
            by: "Priya Shah".to_owned(),
        })
    };
    let clock = |at: usize, due: i64, state: State| {
        pack.clocks.get(at).map(|rule| ClockLine {
            clock: rule.id.clone(),
            nth: 1,
            starts_on: today.plus(-40),
            first_due_on: today.plus(due),
            due_on: today.plus(due),
            due_at: None,
            near_on: today.plus(due - 7),
            state,
            ended_on: (state == State::Met).then_some(today),
        })
    };
    Worked {
        stages: [stage(0, Some(today.plus(-50))), stage(1, None)].into_iter().flatten().collect(),
        clocks: [
            clock(0, -3, State::Running),
            clock(1, 5, State::Running),
            clock(2, 30, State::Paused),
            clock(3, 9, State::Met),
        ]
        .into_iter()
        .flatten()
        .collect(),
        events: Vec::new(),
        forms: pack
            .forms
            .first()
            .map(|form| Tally { id: form.id.clone(), times: 1, first: today, last: today })
            .into_iter()
            .collect(),
        drafts: pack.forms.get(1).map(|form| form.id.clone()).into_iter().collect(),
        met: std::collections::BTreeSet::new(),
    }
}

fn known(pack: &Pack) -> Vec<Known> {
    let Some(form) = pack.forms.first() else { return Vec::new() };
    form.fields
        .iter()
        .take(4)
        .map(|field| Known {
            field: field.field.clone(),
            value: Value::Absent(crate::facts::model::Absent::NotKnown),
            entry_id: NOBODY,
            case: kernel::Id::from_uuid(NOBODY),
            form: form.id.clone(),
            occurred_on: Day::of(NOW),
            recorded_at: NOW,
            by: "Priya Shah".to_owned(),
            superseded_at: None,
        })
        .collect()
}
