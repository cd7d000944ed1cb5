//! From when to when each run of a clock is: what starts it, what stops it, what starts it again.

use super::Happened;
use crate::{
    Pack,
    model::{ClockRule, Event},
};
use kernel::Day;
use std::collections::BTreeSet;

/// One run of a clock: from what set it going to what ended it.
pub(super) struct Span<'p> {
    pub rule: &'p ClockRule,
    pub start: Happened,
    pub end: Option<End>,
    /// It was set going by what stopped another run.
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
}

/// What happened that a clock may look at, in the order of time, and when the case was closed.
pub(super) struct Story {
    events: Vec<Happened>,
    closed: Option<Day>,
}

impl Story {
    /// Whatever order the events come in. A case that was opened again is as if it had not been closed; one that no
    /// report opened was reported when it was opened.
    pub fn of(happened: &[Happened], closed: Option<Day>) -> Self {
        let mut events: Vec<Happened> =
            happened.iter().filter(|h| h.event != Event::Closed).cloned().collect();
        if !events.iter().any(|h| h.event == Event::Reported) {
            let opened = events.iter().find(|h| h.event == Event::Opened).cloned();
            events.extend(opened.map(|opened| Happened { event: Event::Reported, ..opened }));
        }
        events.extend(closed.map(|on| Happened { event: Event::Closed, on, at: None }));
        events.sort_by(|a, b| (a.on, a.at, &a.event).cmp(&(b.on, b.at, &b.event)));
        events.dedup();
        Self { events, closed }
    }

    /// Every run of a clock, in the order of their starts.
    pub fn spans<'p>(&self, pack: &'p Pack, clock: &str) -> Vec<Span<'p>> {
        let rules: Vec<&ClockRule> = pack.clocks.iter().filter(|rule| rule.id == clock).collect();
        let concerns = |event: &Event| {
            rules.iter().any(|r| r.starts == *event || r.stops.contains(event) || r.until.contains(event))
        };
        let events: Vec<&Happened> = self.events.iter().filter(|h| concerns(&h.event)).collect();
        let one = OneClock { pack, clock, events, closed: self.closed };
        one.spans()
    }
}

/// What happened that concerns one clock, in the order of time.
struct OneClock<'p, 's> {
    pack: &'p Pack,
    clock: &'s str,
    events: Vec<&'s Happened>,
    closed: Option<Day>,
}

impl<'p> OneClock<'p, '_> {
    fn spans(&self) -> Vec<Span<'p>> {
        let mut spans: Vec<Span<'p>> = Vec::new();
        // Events that ended a run which had begun before that day: they end none that begins on it.
        let mut used = vec![false; self.events.len()];
        let mut starts: BTreeSet<(usize, bool)> = (0..self.events.len()).map(|n| (n, false)).collect();
        while let Some((n, again)) = starts.pop_first() {
            let Some(rule) = self.rule(n, again).filter(|rule| begins(&spans, rule, self.events[n], again))
            else {
                continue;
            };
            let mut span = Span { rule, start: self.events[n].clone(), end: None, again };
            if let Some((by, n)) = self.end_of(&span, &used) {
                span.end = Some(End { by, what: self.events[n].clone() });
                used[n] |= span.start.on < self.events[n].on;
                if by == Ended::Done && self.starts_again(rule, self.events[n]) {
                    starts.insert((n, true));
                }
            }
            self.close(&mut span);
            spans.push(span);
        }
        spans
    }

    /// The rule under which an event sets the clock going, if it does.
    fn rule(&self, n: usize, again: bool) -> Option<&'p ClockRule> {
        let h = self.events[n];
        let rule = self.pack.clock(self.clock, h.on).filter(|rule| again || rule.starts == h.event)?;
        // After closing nothing starts, but for what closing itself starts.
        let open = self.closed.is_none_or(|closed| h.on <= closed);
        (open || rule.starts == Event::Closed).then_some(rule)
    }

    /// Whether what stopped a run sets the next one going: not on the day on which it is over for good.
    fn starts_again(&self, rule: &ClockRule, stop: &Happened) -> bool {
        rule.again.contains(&stop.event)
            && self.closed.is_none_or(|closed| stop.on < closed)
            && !self.events.iter().any(|h| h.on == stop.on && rule.until.contains(&h.event))
    }

    /// What ends a run: on the first day on which something does, what counts first.
    fn end_of(&self, span: &Span<'p>, used: &[bool]) -> Option<(Ended, usize)> {
        let from = self.events.partition_point(|h| h.on < span.start.on);
        let mut best: Option<(Ended, usize)> = None;
        for (n, h) in self.events.iter().enumerate().skip(from) {
            if best.is_some_and(|(_, known)| self.events[known].on < h.on) {
                break;
            }
            if used[n] && h.on == span.start.on {
                continue;
            }
            let Some(by) = ends(span, h) else { continue };
            if best.is_none_or(|(known, _)| by < known) {
                best = Some((by, n));
            }
        }
        best
    }

    /// The end of the case is the end of every run that is open then, but for what closing started.
    fn close(&self, span: &mut Span<'p>) {
        let Some(closed) = self.closed else { return };
        let open = span.end.as_ref().is_none_or(|end| closed < end.what.on);
        if open && span.rule.starts != Event::Closed {
            let what = Happened { event: Event::Closed, on: closed, at: None };
            span.end = Some(End { by: Ended::Dropped, what });
        }
    }
}

/// Whether an event begins a run beside those there are.
fn begins(spans: &[Span<'_>], rule: &ClockRule, h: &Happened, again: bool) -> bool {
    let same_day = |span: &Span<'_>| {
        let apart = rule.mode.counts_hours() && span.start.at.is_some() && span.start.at != h.at;
        span.start.on == h.on && !apart
    };
    let ended_by = |span: &Span<'_>, day| span.end.as_ref().is_some_and(|end| end.what.on <= day);
    // On one day it starts once, however often that is written down; and again only from a run that is over.
    let once = !spans.iter().any(|span| same_day(span) && (span.again == again || !ended_by(span, h.on)));
    once && (again || rule.repeats || spans.iter().all(|span| ended_by(span, h.on)))
}

/// How an event ends a run, if it does.
fn ends(span: &Span<'_>, h: &Happened) -> Option<Ended> {
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
    (rule.until.contains(&h.event) && h.event != start.event).then_some(Ended::Dropped)
}
