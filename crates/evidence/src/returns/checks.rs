//! The checks of a pack, asked of a case as a return sees it.

use super::model::{CaseWorld, World, facts::of_case};
use cases::facts::checks::{self, Saying, Told};
use kernel::Day;
use packs::{Pack, model::Check};

/// The checks that speak of a case on a day, errors first.
pub fn wrong<'p>(pack: &'p Pack, world: &World, case: &CaseWorld, on: Day) -> Vec<&'p Check> {
    checks::wrong(pack, &Then { world, case, on })
}

/// A case on a day.
struct Then<'a> {
    world: &'a World,
    case: &'a CaseWorld,
    on: Day,
}

impl Told for Then<'_> {
    fn said(&self, field: &str) -> Vec<Saying<'_>> {
        let facts = of_case(self.world, self.case, field, self.on).into_iter();
        let said = facts.map(|fact| Saying {
            codes: &fact.codes,
            day: fact.day,
            has_value: fact.has_value(),
            entry: fact.repeats.then_some(fact.entry),
        });
        said.collect()
    }

    fn opened_on(&self) -> Day {
        self.case.opened_on
    }

    fn band(&self) -> &str {
        self.case.band_on(self.on)
    }

    fn has_party(&self, role: &str) -> bool {
        self.case.parties.iter().any(|(_, known)| known == role)
    }
}
