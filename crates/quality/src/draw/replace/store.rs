//! SQL of replacing a drawn review.

use crate::draw::model::{Framed, REST};
use access::{CaseId, Scope, TeamId, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// The draw of a review that is to be replaced.
    #[derive(Clone, Debug)]
    pub struct Origin {
        /// The draw.
        pub draw_id: Uuid,
        /// The key of its order.
        pub seed: String,
        /// The month.
        pub month: String,
        /// Whose review it is.
        pub worker_id: UserId,
        /// Whether a second reviewer answers it blind; so for what takes its place.
        pub second: bool,
    }
}

row! {
    /// A case of the officer's frame.
    #[derive(Clone, Debug)]
    pub struct InFrame {
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// Who held it.
        pub worker_id: UserId,
        /// Whether its risk was high.
        pub high: bool,
        /// The team that holds it now.
        pub team_id: TeamId,
        /// Its kind.
        pub case_type: String,
        /// Whether the draw has a review of it.
        pub taken: bool,
        /// Whether it is open, held by the same officer and not drawn by another draw lately.
        pub still: bool,
    }
}

impl InFrame {
    /// What the order needs of it.
    pub fn framed(&self) -> Framed {
        let Self { case_id, reference, worker_id, high, .. } = self;
        Framed { case: *case_id, reference: reference.clone(), worker: *worker_id, high: *high }
    }
}

kernel::statements! {
    ORIGIN: Origin = "SELECT d.draw_id, d.seed, r.month, r.worker_id, r.second
        FROM case_review r
        JOIN review_draw d ON d.tenant_id = r.tenant_id AND d.draw_id = r.draw_id
        WHERE r.tenant_id = $1 AND r.review_id = $2";
    IN_FRAME: InFrame = "SELECT x.case_id, x.reference, x.worker_id, x.high, f.team_id, f.case_type,
            CASE WHEN EXISTS (
                SELECT 1
                FROM case_review r
                WHERE r.tenant_id = x.tenant_id AND r.case_id = x.case_id AND r.draw_id = x.draw_id)
            THEN TRUE ELSE FALSE END,
            CASE WHEN f.closed_on IS NULL AND f.worker_id = x.worker_id AND NOT EXISTS (
                SELECT 1
                FROM case_review r
                WHERE r.tenant_id = x.tenant_id AND r.case_id = x.case_id AND r.draw_id <> x.draw_id
                  AND r.drawn_on > $4 AND r.state <> 'replaced')
            THEN TRUE ELSE FALSE END
        FROM review_frame x
        JOIN case_file f ON f.tenant_id = x.tenant_id AND f.case_id = x.case_id
        WHERE x.tenant_id = $1 AND x.draw_id = $2 AND x.worker_id = $3
        ORDER BY x.reference
        LIMIT 2000";
    REPLACE: () = "UPDATE case_review
        SET state = 'replaced', why = $5, replaced_by = $6, closed_at = $7, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND review_id = $3
          AND worker_id <> $4
          AND (state = 'drawn' OR (state = 'in_review' AND reviewer_id = $4))
          AND NOT EXISTS (
              SELECT 1
              FROM review_second s
              WHERE s.tenant_id = $1 AND s.review_id = $3 AND s.met_at IS NOT NULL)";
    ADD: () = "INSERT INTO case_review (
            tenant_id, review_id, case_id, team_id, worker_id, form_id, form_version, month, draw_id, place, directed,
            why, drawn_on, state, praise, voice, response, disagrees, version, second, asked_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, $11, $12, 'drawn', '', '', '', FALSE, 1, $13, $14)";
}

/// The draw that a review comes from; `None` where somebody asked for it. One statement.
pub fn origin(c: &mut dyn Conn, tenant: i64, review: Uuid) -> Result<Option<Origin>> {
    c.opt(ORIGIN, args![tenant, review])
}

/// The frame of one officer in a draw: one statement.
pub fn in_frame(c: &mut dyn Conn, tenant: i64, of: &Origin, today: Day) -> Result<Vec<InFrame>> {
    c.all(IN_FRAME, args![tenant, of.draw_id, of.worker_id, today.plus(-REST)])
}

/// Marks a review as replaced, with why and by which.
///
/// # Errors
/// Conflict when it was shared, somebody else reviews it, or the case is the asker's own.
pub fn replace(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, review): (CaseId, Uuid),
    (why, by): (&str, Option<Uuid>),
) -> Result<()> {
    let done = c.exec(REPLACE, args![scope.tenant(), case, review, scope.user(), why, by, scope.now()])?;
    crate::review::store::moved(
        done,
        "It was shared or replaced since, or somebody else reviews it. Open the review again.",
    )
}

/// A review that takes another's place.
#[derive(Clone, Debug)]
pub struct Successor {
    /// The review.
    pub review_id: Uuid,
    /// The case.
    pub case: InFrame,
    /// The form and its version.
    pub form: (String, i64),
    /// Its place in the order of its officer's cases.
    pub place: i64,
    /// Why the other was replaced.
    pub why: String,
}

/// Adds a review that takes another's place in a draw.
pub fn add(c: &mut dyn Conn, scope: &Scope, of: &Origin, new: &Successor) -> Result<()> {
    let Successor { review_id, case, form, place, why } = new;
    c.exec(
        ADD,
        args![
            scope.tenant(),
            *review_id,
            case.case_id,
            case.team_id,
            case.worker_id,
            &form.0,
            form.1,
            &of.month,
            of.draw_id,
            *place,
            why,
            Day::of(scope.now()),
            of.second,
            scope.user()
        ],
    )
    .map(drop)
}
