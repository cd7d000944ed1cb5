//! SQL of how a case stands: its stages, clocks and forms, and what happened in it, told in short.

use access::{Action, Case, Decide, Permit};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use std::collections::BTreeSet;
use uuid::Uuid;

row! {
    struct Line {
        what: String,
        id: String,
        n: i64,
        from_on: Option<Day>,
        to_on: Option<Day>,
        first_due_on: Option<Day>,
        due_on: Option<Day>,
        due_at: Option<Instant>,
        near_on: Option<Day>,
        state: String,
        words: String,
        by: Option<String>,
        uuid: Option<Uuid>,
    }
}

row! {
    /// A pause, its end or an extension, as the page of clocks tells it.
    #[derive(Clone, Debug)]
    pub struct ClockChange {
        /// Which clock.
        pub clock: String,
        /// Which run of it.
        pub nth: i64,
        /// `pause`, `resume` or `extend`.
        pub kind: String,
        /// The first day of a pause, the first day it runs again, or the day an extension was agreed.
        pub on: Day,
        /// The new last day, for an extension.
        pub to: Option<Day>,
        /// Which reason of the rule.
        pub reason: String,
        /// What was said about it.
        pub words: String,
        /// Who wrote it down.
        pub by: Option<String>,
        /// When.
        pub recorded_at: Instant,
    }
}

/// A time in a stage, or its being skipped.
#[derive(Clone, Debug)]
pub struct StageLine {
    /// The entry.
    pub entry_id: Uuid,
    /// Which stage.
    pub stage: String,
    /// Whether it was skipped.
    pub skipped: bool,
    /// First day.
    pub entered_on: Day,
    /// Last day, once left.
    pub left_on: Option<Day>,
    /// What a worker wrote about it.
    pub reason: String,
    /// Who wrote it down.
    pub by: String,
}

/// A run of a clock.
#[derive(Clone, Debug)]
pub struct ClockLine {
    /// Which clock.
    pub clock: String,
    /// Which run of it.
    pub nth: i64,
    /// The day that set it going.
    pub starts_on: Day,
    /// The first last day it had.
    pub first_due_on: Day,
    /// Its last day.
    pub due_on: Day,
    /// Its last moment, where hours are counted.
    pub due_at: Option<Instant>,
    /// The day from which it is near.
    pub near_on: Day,
    /// How it stands.
    pub state: packs::clock::State,
    /// The day it ended.
    pub ended_on: Option<Day>,
}

/// How often and when something happened, or a form was filled in.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The event as packs write it, or the form.
    pub id: String,
    /// How often.
    pub times: i64,
    /// The first day.
    pub first: Day,
    /// The latest day.
    pub last: Day,
}

/// How a case stands.
#[derive(Clone, Debug, Default)]
pub struct Worked {
    /// Every time in a stage, in order, and what was skipped.
    pub stages: Vec<StageLine>,
    /// Every run of every clock, the nearest first.
    pub clocks: Vec<ClockLine>,
    /// What happened, without what was worked out from it.
    pub events: Vec<Tally>,
    /// Forms that were filled in.
    pub forms: Vec<Tally>,
    /// Forms of which the asker has a draft.
    pub drafts: Vec<String>,
    /// Needs that are met by other work, as packs write them: `risk:matrix`, `plan`, `exit-plan`, `view`.
    pub met: BTreeSet<String>,
}

kernel::statements! {
    WORKED: Line = "SELECT 'clock', k.clock, k.nth, k.starts_on, k.ended_on, k.first_due_on, k.due_on, k.due_at,
            k.near_on, k.state, '', CAST(NULL AS TEXT), CAST(NULL AS UUID)
        FROM case_clock k
        WHERE k.tenant_id = $1 AND k.case_id = $2
        UNION ALL
        SELECT 'stage', s.stage, CASE WHEN s.skipped THEN 1 ELSE 0 END, s.entered_on, s.left_on, NULL, NULL, NULL,
            NULL, '', s.reason, u.name, s.entry_id
        FROM case_stage s
        LEFT JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.recorded_by
        WHERE s.tenant_id = $1 AND s.case_id = $2
        UNION ALL
        SELECT 'event', e.event, count(*), min(e.on_day), max(e.on_day), NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM case_event e
        WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.withdrawn_at IS NULL
        GROUP BY e.event
        UNION ALL
        SELECT 'form', n.form, count(*), min(n.occurred_on), max(n.occurred_on), NULL, NULL, NULL, NULL, '', '', NULL,
            NULL
        FROM fact_entry n
        WHERE n.tenant_id = $1 AND n.case_id = $2 AND n.withdrawn_at IS NULL
        GROUP BY n.form
        UNION ALL
        SELECT 'risk', r.tool, count(*), min(r.reviewed_on), max(r.reviewed_on), NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM risk_assessment r
        WHERE r.tenant_id = $1 AND r.case_id = $2
        GROUP BY r.tool
        UNION ALL
        SELECT 'met', 'plan', count(*), NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM next_action a
        WHERE a.tenant_id = $1 AND a.case_id = $2 AND a.goal_id IS NOT NULL
        GROUP BY a.case_id
        UNION ALL
        SELECT 'met', 'exit-plan', count(*), NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM exit_plan x
        WHERE x.tenant_id = $1 AND x.case_id = $2
        GROUP BY x.case_id
        UNION ALL
        SELECT 'met', 'contact-rule', count(*), NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM contact_promise p
        WHERE p.tenant_id = $1 AND p.case_id = $2
        GROUP BY p.case_id
        UNION ALL
        SELECT 'met', 'view', count(*), NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM case_closing k
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.state <> 'reopened' AND k.view <> ''
        GROUP BY k.case_id
        UNION ALL
        SELECT 'met', 'survey', count(*), NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM case_closing k
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.state <> 'reopened' AND k.survey <> ''
        GROUP BY k.case_id
        UNION ALL
        SELECT 'draft', d.form, 0, NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL
        FROM draft d
        WHERE d.tenant_id = $1 AND d.object_id = $2 AND d.user_id = $3";
    CHANGES: ClockChange = "SELECT h.clock, h.nth, h.kind, h.on_day, h.to_on, h.reason, h.words, u.name, h.recorded_at
        FROM clock_change h
        LEFT JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.recorded_by
        WHERE h.tenant_id = $1 AND h.case_id = $2
        ORDER BY h.recorded_at, h.change_id
        LIMIT 500";
}

/// How a case stands: one statement.
pub fn worked<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Worked>
where
    Case: Decide<A>,
{
    let mut worked = Worked::default();
    for line in c.all(WORKED, args![permit.tenant(), permit.id(), permit.scope().user()])? {
        match line.what.as_str() {
            "clock" => worked.clocks.extend(line.clock()),
            "stage" => worked.stages.extend(line.stage()),
            "event" => worked.events.extend(line.tally()),
            "form" => worked.forms.extend(line.tally()),
            "risk" => _ = worked.met.insert(format!("risk:{}", line.id)),
            "met" => _ = worked.met.insert(line.id),
            _ => worked.drafts.extend(line.id.strip_prefix("form:").map(str::to_owned)),
        }
    }
    worked.stages.sort_by_key(|line| (line.entered_on, line.left_on.is_none(), line.left_on, line.entry_id));
    worked.clocks.sort_by_key(|line| (line.ended_on.is_some(), line.due_on, line.clock.clone(), line.nth));
    Ok(worked)
}

/// Pauses and extensions of a case, in the order in which they were written down: one statement.
pub fn clock_changes<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<ClockChange>>
where
    Case: Decide<A>,
{
    c.all(CHANGES, args![permit.tenant(), permit.id()])
}

impl Line {
    fn clock(self) -> Option<ClockLine> {
        Some(ClockLine {
            clock: self.id,
            nth: self.n,
            starts_on: self.from_on?,
            first_due_on: self.first_due_on?,
            due_on: self.due_on?,
            due_at: self.due_at,
            near_on: self.near_on?,
            state: packs::clock::State::parse(&self.state)?,
            ended_on: self.to_on,
        })
    }

    fn stage(self) -> Option<StageLine> {
        Some(StageLine {
            entry_id: self.uuid?,
            stage: self.id,
            skipped: self.n == 1,
            entered_on: self.from_on?,
            left_on: self.to_on,
            reason: self.words,
            by: self.by.unwrap_or_default(),
        })
    }

    fn tally(self) -> Option<Tally> {
        Some(Tally { id: self.id, times: self.n, first: self.from_on?, last: self.to_on? })
    }
}
