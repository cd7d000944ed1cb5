//! People written by hand, so that a walk through the demo meets somebody with a whole life. All of them are invented.

mod homes;
mod leila;
mod leila_told;
mod sketch;
mod streets;

use crate::{casework::Casework, draw::Draw, facts::Fact, world::World};
use kernel::Day;
use sketch::Sketch;

/// Everybody written by hand, and how many they are. The casework is told whose caseload they are on.
pub fn all(draw: &Draw, world: &World, as_at: Day, casework: &mut Casework) -> (Vec<Fact>, u64) {
    let mut facts = Vec::new();
    let mut people = 0;
    let stars: [fn(&mut Sketch); 6] =
        [leila::leila, homes::winston, homes::andreea, streets::kit, streets::jermaine, homes::marek];
    for star in stars {
        let mut sketch = Sketch::new(draw, world, as_at);
        star(&mut sketch);
        let done = sketch.finish(casework);
        facts.extend(done.0);
        people += done.1;
    }
    (facts, people)
}
