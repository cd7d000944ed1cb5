//! The stages a case has been through, from what happened in it. Pure: no database, no clock.
//!
//! A stage is entered when its `enter` event happens or when a worker moves the case there, and left when its
//! `leave` event happens, when another stage follows that does not run beside it, or when the case closes. What
//! follows by itself is worked out anew each time, so that a corrected date moves a stage as it moves a clock.

use kernel::Day;
use packs::model::{Event, Stage};
use std::collections::VecDeque;
use uuid::Uuid;

/// Something that happened and was not itself worked out here.
#[derive(Clone, Debug)]
pub struct Cause {
    /// The event's id.
    pub id: Uuid,
    /// What happened. `stage:ID` and `left:ID` are moves by hand.
    pub event: Event,
    /// The day it happened.
    pub on: Day,
}

/// One time in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The entry: the event's own id for a move by hand, else made from the event's id.
    pub id: Uuid,
    /// Which stage.
    pub stage: String,
    /// First day.
    pub entered_on: Day,
    /// Last day, once left.
    pub left_on: Option<Day>,
}

/// An event that follows from another: a stage entered or left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// Its id, made from the event it follows from.
    pub id: Uuid,
    /// What happened.
    pub event: Event,
    /// The day it happened.
    pub on: Day,
    /// The entry it belongs to.
    pub entry: Uuid,
}

/// Where a case has been and stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Every time in a stage, in order.
    pub entries: Vec<Entry>,
    /// Stages entered and left, as events.
    pub follows: Vec<Follows>,
}

impl Walk {
    /// The stage entered last among those that are not left: where the case stands.
    pub fn current(&self) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.left_on.is_none())
    }
}

/// Steps after which a circle of stages is cut off.
const MOST: usize = 500;

/// Walks through what happened, which must be in the order in which it happened.
pub fn walk(stages: &[Stage], causes: &[Cause], closed: Option<Day>) -> Walk {
    let mut walker = Walker { stages, walk: Walk::default(), queue: VecDeque::new(), steps: 0 };
    for cause in causes {
        walker.happens(cause);
    }
    if let Some(day) = closed {
        let open: Vec<usize> = walker.open().collect();
        for at in open {
            walker.leave(at, day, true);
        }
    }
    walker.walk
}

struct Walker<'a> {
    stages: &'a [Stage],
    walk: Walk,
    queue: VecDeque<(Event, Day, Uuid)>,
    steps: usize,
}

impl Walker<'_> {
    fn happens(&mut self, cause: &Cause) {
        match &cause.event {
            Event::Stage(stage) => self.enter(stage, cause.on, cause.id, false),
            Event::Left(stage) => self.leave_stage(stage, cause.on, false),
            _ => {}
        }
        self.queue.push_back((cause.event.clone(), cause.on, cause.id));
        while let Some((event, on, id)) = self.queue.pop_front() {
            self.steps += 1;
            if self.steps > MOST + 20 * self.walk.entries.len() {
                self.queue.clear();
                return;
            }
            self.reacts(&event, on, id);
        }
    }

    /// What an event does to the stages.
    fn reacts(&mut self, event: &Event, on: Day, id: Uuid) {
        let stages = self.stages;
        for stage in stages.iter().filter(|stage| stage.leave.as_ref() == Some(event)) {
            self.leave_stage(&stage.id, on, true);
        }
        // A pack that does not say how a case begins begins with its first stage.
        let first = *event == Event::Opened && stages.iter().all(|s| s.enter != Some(Event::Opened));
        for (n, stage) in stages.iter().enumerate() {
            if stage.enter.as_ref() != Some(event) && !(first && n == 0) {
                continue;
            }
            let was_there = self.walk.entries.iter().any(|entry| entry.stage == stage.id);
            let is_there = self.open().any(|at| self.walk.entries[at].stage == stage.id);
            if is_there || (was_there && !stage.repeats) {
                continue;
            }
            self.enter(&stage.id, on, derived(id, &stage.id), true);
        }
    }

    fn open(&self) -> impl Iterator<Item = usize> {
        let entries = &self.walk.entries;
        (0..entries.len()).filter(|at| entries[*at].left_on.is_none())
    }

    fn place(&self, stage: &str) -> usize {
        self.stages.iter().position(|s| s.id == stage).unwrap_or(usize::MAX)
    }

    fn runs_beside(&self, stage: &str) -> bool {
        self.stages.iter().any(|s| s.id == stage && s.parallel)
    }

    fn repeats(&self, stage: &str) -> bool {
        self.stages.iter().any(|s| s.id == stage && s.repeats)
    }

    fn enter(&mut self, stage: &str, on: Day, entry: Uuid, by_itself: bool) {
        let main: Vec<usize> =
            self.open().filter(|at| !self.runs_beside(&self.walk.entries[*at].stage)).collect();
        // What is written down late, or comes out of turn, never takes a case back by itself.
        let behind = by_itself
            && !self.runs_beside(stage)
            && !self.repeats(stage)
            && main.iter().any(|at| self.place(&self.walk.entries[*at].stage) > self.place(stage));
        self.walk.entries.push(Entry {
            id: entry,
            stage: stage.to_owned(),
            entered_on: on,
            left_on: behind.then_some(on),
        });
        if by_itself {
            self.follow(Event::Stage(stage.to_owned()), on, entry);
        }
        if behind {
            self.follow(Event::Left(stage.to_owned()), on, entry);
        } else if !self.runs_beside(stage) {
            for at in main {
                self.leave(at, on, true);
            }
        }
    }

    fn leave_stage(&mut self, stage: &str, on: Day, by_itself: bool) {
        let open: Vec<usize> = self.open().filter(|at| self.walk.entries[*at].stage == stage).collect();
        for at in open {
            self.leave(at, on, by_itself);
        }
    }

    /// Leaves; a move by hand is an event already and is not told again.
    fn leave(&mut self, at: usize, on: Day, by_itself: bool) {
        let entry = &mut self.walk.entries[at];
        let on = on.max(entry.entered_on);
        entry.left_on = Some(on);
        let (id, stage) = (entry.id, entry.stage.clone());
        if by_itself {
            self.follow(Event::Left(stage), on, id);
        }
    }

    fn follow(&mut self, event: Event, on: Day, entry: Uuid) {
        let id = derived(entry, &event.to_string());
        self.queue.push_back((event.clone(), on, id));
        self.walk.follows.push(Follows { id, event, on, entry });
    }
}

/// An id that is always the same for the same cause and the same words, so that what follows from a record is
/// never written twice. It keeps the cause's time in front, like every id.
pub fn derived(cause: Uuid, words: &str) -> Uuid {
    // FNV-1a, 64 bits: no secret, only spread.
    let hash = words
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    let mut bytes = *cause.as_bytes();
    for (byte, mask) in bytes[8..].iter_mut().zip(hash.to_be_bytes()) {
        *byte ^= mask;
    }
    // The variant bits stay those of a UUID.
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Uuid::from_bytes(bytes)
}
