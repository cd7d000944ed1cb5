//! Lists over the plans of a caseload: what is late, missing or due. The predicate and the scope are those of
//! caseloads: figures count every live open case whoever asks, lists show what the asker may read.

use crate::store::caseload::Whose;
use access::{CaseId, PersonId, Scope};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

kernel::text_enum! {
    /// What a list is of.
    pub enum Lacking {
        /// A step's day has passed.
        Overdue = "overdue", "Steps overdue";
        /// There is no step to come.
        NoStep = "no-step", "No next step";
        /// There is no exit plan.
        NoExit = "no-exit", "No exit plan";
        /// The plan was never agreed, or was changed since.
        NotAgreed = "not-agreed", "Not agreed";
        /// The day to look at it again has come.
        Review = "review", "Review due";
    }
}

row! {
    /// Figures of all lists of a caseload.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Counts {
        /// Open cases.
        pub open: i64,
        /// Cases with a step overdue.
        pub overdue: i64,
        /// Cases with no step to come.
        pub no_step: i64,
        /// Cases without an exit plan.
        pub no_exit: i64,
        /// Cases whose plan is not agreed as it reads.
        pub not_agreed: i64,
        /// Cases whose plan is due to be looked at.
        pub review: i64,
    }
}

impl Counts {
    /// The figure of a list.
    pub fn of(&self, list: Lacking) -> i64 {
        match list {
            Lacking::Overdue => self.overdue,
            Lacking::NoStep => self.no_step,
            Lacking::NoExit => self.no_exit,
            Lacking::NotAgreed => self.not_agreed,
            Lacking::Review => self.review,
        }
    }
}

row! {
    /// A case on a list.
    #[derive(Clone, Debug)]
    pub struct Line {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// The subject it is listed under.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// Whether the asker may open their record.
        pub may_open: bool,
        /// Who it is allocated to.
        pub worker: Option<String>,
        /// First day.
        pub opened_on: Day,
        /// The day the earliest open step is due.
        pub step_on: Option<Day>,
        /// The day of the latest agreement.
        pub agreed_on: Option<Day>,
        /// By when it is looked at again.
        pub review_on: Option<Day>,
    }
}

/// Whether the plan `h` is not agreed as it reads.
macro_rules! not_agreed {
    () => {
        "(h.agreed_at IS NULL OR h.changed_at > h.agreed_at)"
    };
}

macro_rules! sum {
    ($when:expr) => {
        concat!("CAST(COALESCE(sum(CASE WHEN ", $when, " THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
}

macro_rules! plan_count {
    ($whose:literal) => {
        concat!(
            "SELECT count(*),
            ", sum!(crate::queues::late_step!("$3")), ",
            ", sum!(crate::queues::no_step!()), ",
            ", sum!(crate::queues::no_exit!()), ",
            ", sum!(not_agreed!()), ",
            ", sum!("h.review_on <= $3"), "
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        LEFT JOIN case_plan h ON h.tenant_id = f.tenant_id AND h.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND f.closed_on IS NULL
          AND ", $whose, " = $2
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))"
        )
    };
}

// One text for each way of asking, as for caseloads: an OR over lists or owners would lose the index.
macro_rules! plan_list {
    ($whose:literal, $when:expr, $first:literal) => {
        concat!(
            "SELECT f.case_id, f.reference, f.title, f.lead_person_id, n.full_name,
            CASE WHEN ",
            access::may_read_person!(),
            " THEN TRUE ELSE FALSE END, u.name, f.opened_on,
            (SELECT min(s.due_on) FROM next_action s
                WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id AND s.done_on IS NULL
                  AND s.goal_id IS NOT NULL),
            h.agreed_on, h.review_on
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        JOIN person_access p ON p.tenant_id = f.tenant_id AND p.person_id = f.lead_person_id
        LEFT JOIN case_plan h ON h.tenant_id = f.tenant_id AND h.case_id = f.case_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE f.tenant_id = $1
          AND f.closed_on IS NULL
          AND ",
            $whose,
            " = $6
          AND ",
            access::may_read_case!(),
            "
          AND ",
            $when,
            "
        ORDER BY ",
            $first,
            " NULLS LAST, f.opened_on, f.case_id
        LIMIT $7 OFFSET $8"
        )
    };
}

// The day is the last parameter, and only of those lists that need one.
kernel::statements! {
    COUNT_WORKER: Counts = plan_count!("f.worker_id");
    COUNT_TEAM: Counts = plan_count!("f.team_id");
    OVERDUE_WORKER: Line = plan_list!("f.worker_id", crate::queues::late_step!("$9"), "9");
    OVERDUE_TEAM: Line = plan_list!("f.team_id", crate::queues::late_step!("$9"), "9");
    NO_STEP_WORKER: Line = plan_list!("f.worker_id", crate::queues::no_step!(), "f.opened_on");
    NO_STEP_TEAM: Line = plan_list!("f.team_id", crate::queues::no_step!(), "f.opened_on");
    NO_EXIT_WORKER: Line = plan_list!("f.worker_id", crate::queues::no_exit!(), "f.opened_on");
    NO_EXIT_TEAM: Line = plan_list!("f.team_id", crate::queues::no_exit!(), "f.opened_on");
    NOT_AGREED_WORKER: Line = plan_list!("f.worker_id", not_agreed!(), "f.opened_on");
    NOT_AGREED_TEAM: Line = plan_list!("f.team_id", not_agreed!(), "f.opened_on");
    REVIEW_WORKER: Line = plan_list!("f.worker_id", "h.review_on <= $9", "h.review_on");
    REVIEW_TEAM: Line = plan_list!("f.team_id", "h.review_on <= $9", "h.review_on");
}

/// The figures of all lists of a caseload: one statement.
pub fn counts(c: &mut dyn Conn, tenant: i64, whose: Whose, today: Day) -> Result<Counts> {
    let sql = if matches!(whose, Whose::Worker(_)) { COUNT_WORKER } else { COUNT_TEAM };
    c.one(sql, args![tenant, whose.id(), today])
}

/// `size` cases of a list from `offset` that the asker may read, what has waited longest first: one statement.
pub fn list(
    c: &mut dyn Conn,
    scope: &Scope,
    whose: Whose,
    lacking: Lacking,
    (size, offset): (i64, i64),
) -> Result<Vec<Line>> {
    let (worker, team, dated) = match lacking {
        Lacking::Overdue => (OVERDUE_WORKER, OVERDUE_TEAM, true),
        Lacking::NoStep => (NO_STEP_WORKER, NO_STEP_TEAM, false),
        Lacking::NoExit => (NO_EXIT_WORKER, NO_EXIT_TEAM, false),
        Lacking::NotAgreed => (NOT_AGREED_WORKER, NOT_AGREED_TEAM, false),
        Lacking::Review => (REVIEW_WORKER, REVIEW_TEAM, true),
    };
    let sql = if matches!(whose, Whose::Worker(_)) { worker } else { team };
    let mut args = scope.args(args![whose.id(), size, offset]);
    if dated {
        args.push(Day::of(scope.now()).into());
    }
    c.all(sql, &args)
}
