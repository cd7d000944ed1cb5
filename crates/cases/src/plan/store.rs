//! SQL of plans: what a look at one reads. What changes them is in [`write`], lists over many in [`lists`], help in
//! [`help`].

pub mod help;
pub mod lists;
pub mod write;

use super::{
    model::{Binding, Copy, ExitPlan, Goal, How, Owner, Standing, Step},
    shape::Shape,
};
use crate::work;
use access::{Action, Case, CaseId, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// The case a plan or a promise belongs to, and how its plan stands.
    #[derive(Clone, Debug)]
    pub struct Head {
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// What it is about.
        pub title: String,
        /// The current risk band; empty when nothing is weighed.
        pub band: String,
        /// The subject it is listed under.
        pub lead_person_id: PersonId,
        /// As they wish to be called.
        pub known_as: String,
        /// Who it is allocated to.
        pub worker_id: Option<UserId>,
        /// Their name.
        pub worker: Option<String>,
        /// First day.
        pub opened_on: Day,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// The last day of the current contact promise.
        pub promise_due_on: Option<Day>,
        /// What is going well; none before anything was written.
        pub strengths: Option<String>,
        /// Who and what helps already.
        pub supports: Option<String>,
        /// When any words of the plan were last changed.
        pub changed_at: Option<Instant>,
        /// Who changed them.
        pub changed_by: Option<String>,
        /// Grows with each change of strengths and supports.
        pub version: Option<i64>,
        /// By when it is looked at again.
        pub review_on: Option<Day>,
        /// The day of the latest agreement.
        pub agreed_on: Option<Day>,
        /// When that was written down.
        pub agreed_at: Option<Instant>,
        /// With whom it was agreed.
        pub agreed_with: Option<String>,
        /// How.
        pub how: Option<How>,
        /// Whether they got a copy.
        pub copy: Option<Copy>,
        /// Why they got none.
        pub copy_why: Option<String>,
        /// The exit plan in force.
        pub exit_id: Option<Uuid>,
        /// What would make it safe to end.
        pub safe_when: Option<String>,
        /// When that is expected.
        pub expected_on: Option<Day>,
        /// Who carries on.
        pub carries_on: Option<String>,
        /// When the exit plan was written down.
        pub exit_at: Option<Instant>,
        /// Who wrote it down.
        pub exit_by: Option<String>,
        /// The version of its pack that it is worked by.
        pub pack_version: i64,
        /// What that version's text says, as a hash, where the service has published it.
        pub pack_hash: Option<Vec<u8>>,
    }
}

impl Head {
    /// How the plan stands to its agreement.
    pub fn standing(&self) -> Standing {
        Standing::of(self.agreed_on.zip(self.agreed_at), self.changed_at)
    }

    /// The exit plan in force.
    pub fn exit(&self) -> Option<ExitPlan> {
        Some(ExitPlan {
            exit_id: self.exit_id?,
            safe_when: self.safe_when.clone()?,
            expected_on: self.expected_on?,
            carries_on: self.carries_on.clone()?,
            recorded_at: self.exit_at?,
            recorded_by: self.exit_by.clone()?,
        })
    }
}

row! {
    struct GoalRow {
        goal_id: Uuid,
        area: String,
        words: String,
        state: super::model::GoalState,
        ended_on: Option<Day>,
        changed_at: Instant,
        changed_by: String,
        version: i64,
        step_id: Option<Uuid>,
        what: Option<String>,
        owner_kind: Option<Owner>,
        owner_id: Option<UserId>,
        owner: Option<String>,
        due_on: Option<Day>,
        binding: Option<Binding>,
        done_on: Option<Day>,
        outcome: Option<String>,
        evidence: Option<String>,
        step_version: Option<i64>,
    }
}

impl GoalRow {
    fn goal(&self) -> Goal {
        Goal {
            goal_id: self.goal_id,
            area: self.area.clone(),
            words: self.words.clone(),
            state: self.state,
            ended_on: self.ended_on,
            changed_at: self.changed_at,
            changed_by: self.changed_by.clone(),
            version: self.version,
        }
    }

    fn step(self) -> Option<Step> {
        Some(Step {
            step_id: self.step_id?,
            goal_id: self.goal_id,
            what: self.what?,
            owner_kind: self.owner_kind?,
            owner_id: self.owner_id,
            owner: self.owner?,
            due_on: self.due_on?,
            binding: self.binding?,
            done_on: self.done_on,
            outcome: self.outcome?,
            evidence: self.evidence?,
            version: self.step_version?,
        })
    }
}

row! {
    /// An agreement as the plan's history shows it.
    #[derive(Clone, Debug)]
    pub struct Agreement {
        /// With whom.
        pub agreed_with: String,
        /// On which day.
        pub agreed_on: Day,
        /// How.
        pub how: How,
        /// Whether they got a copy.
        pub copy: Copy,
        /// Why they got none.
        pub copy_why: String,
        /// By when it was to be looked at again.
        pub review_on: Day,
        /// The plan as it read then.
        pub words: String,
        /// Who wrote it down.
        pub recorded_by: String,
    }
}

row! {
    /// What a part of a plan said after a change.
    #[derive(Clone, Debug)]
    pub struct Change {
        /// `start`, `goal` or `step`.
        pub part: String,
        /// What it said then.
        pub words: String,
        /// When.
        pub changed_at: Instant,
        /// Who changed it.
        pub changed_by: String,
    }
}

row! {
    /// How a case's plan stands, for its card and for what a stage or closing needs.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct State {
        /// The day of the latest agreement.
        pub agreed_on: Option<Day>,
        /// When that was written down.
        pub agreed_at: Option<Instant>,
        /// When any words were last changed.
        pub changed_at: Option<Instant>,
        /// By when it is looked at again.
        pub review_on: Option<Day>,
        /// Whether there is an exit plan.
        pub has_exit: bool,
        /// Goals that are worked on.
        pub goals: i64,
        /// Steps that are not done; each has an owner and a day.
        pub steps: i64,
        /// Of these, steps whose day has passed.
        pub late: i64,
        /// The day the next step is due.
        pub next_on: Option<Day>,
        /// Whether contact is agreed with somebody.
        pub has_promise: bool,
        /// The last day of the current promise.
        pub promise_due_on: Option<Day>,
        /// Whether any step was ever written, done or not.
        pub has_steps: bool,
    }
}

impl State {
    /// How it stands to its agreement.
    pub fn standing(&self) -> Standing {
        Standing::of(self.agreed_on.zip(self.agreed_at), self.changed_at)
    }
}

kernel::statements! {
    HEAD: Head = "SELECT f.reference, f.case_type, f.title, f.band, f.lead_person_id, n.known_as, f.worker_id, u.name,
            f.opened_on, f.closed_on, f.promise_due_on, p.strengths, p.supports, p.changed_at, w.name, p.version,
            p.review_on, p.agreed_on, p.agreed_at, a.agreed_with, a.how, a.copy, a.copy_why, e.exit_id,
            e.safe_when, e.expected_on, e.carries_on, e.recorded_at, x.name, f.pack_version, v.hash
        FROM case_file f
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        LEFT JOIN case_plan p ON p.tenant_id = f.tenant_id AND p.case_id = f.case_id
        LEFT JOIN app_user w ON w.tenant_id = p.tenant_id AND w.user_id = p.changed_by
        LEFT JOIN plan_agreement a ON a.tenant_id = p.tenant_id AND a.agreement_id = p.agreement_id
        LEFT JOIN exit_plan e ON e.tenant_id = p.tenant_id AND e.exit_id = p.exit_id
        LEFT JOIN app_user x ON x.tenant_id = e.tenant_id AND x.user_id = e.recorded_by
        LEFT JOIN pack_version v ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type
            AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    GOALS: GoalRow = "SELECT g.goal_id, g.area, g.words, g.state, g.ended_on, g.changed_at, COALESCE(w.name, ''), g.version,
            s.action_id, s.what, s.owner_kind, s.owner_id, COALESCE(u.name, s.owner_name), s.due_on, s.binding,
            s.done_on, s.outcome, s.evidence, s.version
        FROM plan_goal g
        LEFT JOIN app_user w ON w.tenant_id = g.tenant_id AND w.user_id = g.changed_by
        LEFT JOIN next_action s ON s.tenant_id = g.tenant_id AND s.case_id = g.case_id AND s.goal_id = g.goal_id
        LEFT JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.owner_id
        WHERE g.tenant_id = $1 AND g.case_id = $2
        ORDER BY CASE g.state WHEN 'open' THEN 0 WHEN 'reached' THEN 1 ELSE 2 END, g.recorded_at, g.goal_id,
            s.done_on NULLS FIRST, s.due_on, s.action_id
        LIMIT 500";
    AGREEMENTS: Agreement = "SELECT a.agreed_with, a.agreed_on, a.how, a.copy, a.copy_why, a.review_on, a.words,
            COALESCE(u.name, '')
        FROM plan_agreement a
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.recorded_by
        WHERE a.tenant_id = $1 AND a.case_id = $2
        ORDER BY a.agreed_on DESC, a.recorded_at DESC, a.agreement_id
        LIMIT 50";
    EXITS: ExitPlan = "SELECT e.exit_id, e.safe_when, e.expected_on, e.carries_on, e.recorded_at, COALESCE(u.name, '')
        FROM exit_plan e
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE e.tenant_id = $1 AND e.case_id = $2
        ORDER BY e.recorded_at DESC, e.exit_id
        LIMIT 50";
    CHANGES: Change = "SELECT h.part, h.words, h.changed_at, COALESCE(u.name, '')
        FROM plan_change h
        LEFT JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.changed_by
        WHERE h.tenant_id = $1 AND h.case_id = $2
        ORDER BY h.changed_at DESC, h.change_id DESC
        LIMIT 200";
    STATE: State = "SELECT p.agreed_on, p.agreed_at, p.changed_at, p.review_on,
            CASE WHEN p.exit_id IS NULL THEN FALSE ELSE TRUE END,
            (SELECT count(*) FROM plan_goal g
                WHERE g.tenant_id = f.tenant_id AND g.case_id = f.case_id AND g.state = 'open'),
            (SELECT count(*) FROM next_action s
                WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id AND s.done_on IS NULL
                  AND s.goal_id IS NOT NULL),
            (SELECT count(*) FROM next_action s
                WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id AND s.done_on IS NULL
                  AND s.goal_id IS NOT NULL AND s.due_on < $3),
            (SELECT min(s.due_on) FROM next_action s
                WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id AND s.done_on IS NULL
                  AND s.goal_id IS NOT NULL),
            CASE WHEN EXISTS (
                SELECT 1 FROM contact_promise k WHERE k.tenant_id = f.tenant_id AND k.case_id = f.case_id)
                THEN TRUE ELSE FALSE END,
            f.promise_due_on,
            CASE WHEN EXISTS (
                SELECT 1 FROM next_action s
                WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id AND s.goal_id IS NOT NULL)
                THEN TRUE ELSE FALSE END
        FROM case_file f
        LEFT JOIN case_plan p ON p.tenant_id = f.tenant_id AND p.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id = $2";
}

/// Every SQL text of plans.
pub fn statements() -> Vec<kernel::db::Known> {
    [STATEMENTS, write::STATEMENTS, lists::STATEMENTS, help::STATEMENTS].concat()
}

/// The case and how its plan stands: one statement.
pub fn head<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Head>
where
    Case: Decide<A>,
{
    c.one(HEAD, args![permit.tenant(), permit.id()])
}

/// The same with how plans of its kind look, in the version it is worked by: no other statement, but for a text
/// that was not read before.
pub fn framed<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<(Head, Shape)>
where
    Case: Decide<A>,
{
    let head = head(c, permit)?;
    let pack = work::packs::known(
        c,
        permit.tenant(),
        &head.case_type,
        head.pack_version,
        head.pack_hash.as_deref(),
    )?;
    let shape = Shape::of(pack.as_deref());
    Ok((head, shape))
}

/// Goals, those worked on first, and their steps, those not done first: one statement.
pub fn goals<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<(Vec<Goal>, Vec<Step>)>
where
    Case: Decide<A>,
{
    let (mut goals, mut steps): (Vec<Goal>, Vec<Step>) = (Vec::new(), Vec::new());
    for row in c.all(GOALS, args![permit.tenant(), permit.id()])? {
        if goals.last().is_none_or(|last| last.goal_id != row.goal_id) {
            goals.push(row.goal());
        }
        steps.extend(row.step());
    }
    Ok((goals, steps))
}

/// Every agreement, latest first: one statement.
pub fn agreements<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Agreement>>
where
    Case: Decide<A>,
{
    c.all(AGREEMENTS, args![permit.tenant(), permit.id()])
}

/// Every version of the exit plan, latest first: one statement.
pub fn exits<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<ExitPlan>>
where
    Case: Decide<A>,
{
    c.all(EXITS, args![permit.tenant(), permit.id()])
}

/// What the plan's parts said after each change, latest first: one statement.
pub fn changes<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Change>>
where
    Case: Decide<A>,
{
    c.all(CHANGES, args![permit.tenant(), permit.id()])
}

/// How the case's plan and promise stand: one statement. For cards, for what a stage or closing needs, and for the
/// self-audit; the caller has decided that the case may be read.
pub fn state(c: &mut dyn Conn, tenant: i64, case: CaseId, today: Day) -> Result<State> {
    c.one(STATE, args![tenant, case, today])
}
