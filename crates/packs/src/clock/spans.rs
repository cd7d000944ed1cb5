//! From when to when each run of a clock is: what starts it, what stops it, what starts it again.

use super::Happened;
use crate::{
    Pack,
    model::{ClockRule, Event},
};
use kernel::Day;

/// One run of a clock: from what set it going to what ended it.
pub(super) struct Span<'p> {
    pub rule: &'p ClockRule,
    pub start: Happened,
    pub end: Option<End>,
    /// It was started by the end of the run before.
    again: bool,
}

/// What ended a run.
#[derive(Clone)]
pub(super) struct End {
    pub by: Ended,
    pub what: Happened,
}

/// How a run ended. On one day, the first of these counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ended {
    /// What should be done was done.
    Done,
    /// It came to nothing: what its rule names happened, or the case was closed.
    Dropped,
    /// It repeats, and was set going anew.
    Anew,
}

/// What happened that a clock may look at, in the order of time, and when the case was closed.
pub(super) struct Story {
    events: Vec<Happened>,
    closed: Option<Day>,
}

impl Story {
    /// Whatever order the events come in. A case that was opened again is as if it had not been closed.
    pub fn of(happened: &[Happened], closed: Option<Day>) -> Self {
        let mut events: Vec<Happened> =
            happened.iter().filter(|h| h.event != Event::Closed).cloned().collect();
        events.extend(closed.map(|on| Happened { event: Event::Closed, on, at: None }));
        events.sort_by(|a, b| (a.on, a.at, &a.event).cmp(&(b.on, b.at, &b.event)));
        events.dedup();
        Self { events, closed }
    }

    /// Every run of a clock, the first one first.
    pub fn spans<'p>(&self, pack: &'p Pack, clock: &str) -> Vec<Span<'p>> {
        let rules: Vec<&ClockRule> = pack.clocks.iter().filter(|rule| rule.id == clock).collect();
        let concerns = |event: &Event| {
            rules.iter().any(|r| r.starts == *event || r.stops.contains(event) || r.until.contains(event))
        };
        let events: Vec<&Happened> = self.events.iter().filter(|h| concerns(&h.event)).collect();
        let mut one = OneClock { pack, clock, events, closed: self.closed, used: None };
        let mut spans: Vec<Span<'p>> = Vec::new();
        while let Some(mut next) = one.next_start(spans.last()) {
            next.end = one.end_of(&next);
            spans.push(next);
        }
        spans
    }
}

/// What happened that concerns one clock.
struct OneClock<'p, 's> {
    pack: &'p Pack,
    clock: &'s str,
    events: Vec<&'s Happened>,
    closed: Option<Day>,
    /// The event that ended the last run: it ends no other.
    used: Option<usize>,
}

impl<'p> OneClock<'p, '_> {
    /// The rule that an event sets going, if it does.
    fn started(&self, h: &Happened) -> Option<&'p ClockRule> {
        let rule = self.pack.clock(self.clock, h.on).filter(|rule| rule.starts == h.event)?;
        // After closing nothing starts, but for what closing itself starts.
        let open = self.closed.is_none_or(|closed| h.on <= closed);
        (open || rule.starts == Event::Closed).then_some(rule)
    }

    /// What comes after a run: itself again where it repeats, else the next event that starts it.
    fn next_start(&self, last: Option<&Span<'p>>) -> Option<Span<'p>> {
        let Some(last) = last else {
            return self.first_start(|_| true);
        };
        let end = last.end.as_ref()?;
        if let Some(rule) = self.again(last, end) {
            return Some(Span { rule, start: end.what.clone(), end: None, again: true });
        }
        self.first_start(|h| h.on >= end.what.on && h.on > last.start.on)
    }

    fn first_start(&self, fits: impl Fn(&Happened) -> bool) -> Option<Span<'p>> {
        self.events.iter().filter(|h| fits(h)).find_map(|h| {
            let start = (*h).clone();
            Some(Span { rule: self.started(h)?, start, end: None, again: false })
        })
    }

    /// The rule under which a clock that repeats starts again from its own end.
    fn again(&self, last: &Span<'p>, end: &End) -> Option<&'p ClockRule> {
        let on = end.what.on;
        let over = self.closed.is_some_and(|closed| closed <= on)
            || self.events.iter().any(|h| h.on == on && last.rule.until.contains(&h.event));
        let rule = self.pack.clock(self.clock, on)?;
        (end.by == Ended::Done && last.rule.repeats && rule.repeats && !over).then_some(rule)
    }

    /// What ends a run: on the first day on which something does, what counts first.
    fn end_of(&mut self, span: &Span<'p>) -> Option<End> {
        let from = self.events.partition_point(|h| h.on < span.start.on);
        let mut best: Option<(Day, Ended, usize)> = None;
        for (n, h) in self.events.iter().enumerate().skip(from) {
            if best.is_some_and(|(on, ..)| on < h.on) {
                break;
            }
            let Some(by) = self.ends(span, n, h) else { continue };
            if best.is_none_or(|(_, known, _)| by < known) {
                best = Some((h.on, by, n));
            }
        }
        if let Some(closed) = self.closed
            && span.rule.starts != Event::Closed
            && best.is_none_or(|(on, ..)| closed < on)
        {
            return Some(End {
                by: Ended::Dropped,
                what: Happened { event: Event::Closed, on: closed, at: None },
            });
        }
        let (_, by, n) = best?;
        self.used = (by != Ended::Anew).then_some(n);
        Some(End { by, what: self.events[n].clone() })
    }

    fn ends(&self, span: &Span<'p>, n: usize, h: &Happened) -> Option<Ended> {
        if self.used == Some(n) {
            return None;
        }
        let (rule, start) = (span.rule, &span.start);
        if rule.stops.contains(&h.event) {
            // What starts it cannot be what stops it; where hours are counted the moment tells them apart.
            let other = !span.again && h.event != start.event;
            let moments = h.at.zip(start.at).filter(|_| rule.mode.counts_hours());
            let later = moments.map_or(h.on > start.on, |(at, from)| at > from);
            let same = moments.map_or(h.on == start.on, |(at, from)| at == from);
            if later || (same && other) {
                return Some(Ended::Done);
            }
        }
        if rule.until.contains(&h.event) && h.event != start.event {
            return Some(Ended::Dropped);
        }
        (rule.repeats && h.on > start.on && self.started(h).is_some()).then_some(Ended::Anew)
    }
}
