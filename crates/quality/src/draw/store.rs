//! SQL of draws.

use super::model::Framed;
use access::{CaseId, PersonId, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Ready, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// A draw.
    #[derive(Clone, Debug)]
    pub struct Draw {
        /// The draw.
        pub draw_id: Uuid,
        /// Cases for each officer.
        pub each: i64,
        /// SHA-256 of its frame, in hexadecimal.
        pub frame_hash: String,
        /// The key of its order; empty until the frame is kept.
        pub seed: String,
        /// When cases were drawn.
        pub drawn_at: Option<Instant>,
    }
}

row! {
    /// A case that may be drawn, and what its review is made from.
    #[derive(Clone, Debug)]
    pub struct Eligible {
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// Who holds it.
        pub worker_id: UserId,
        /// Whether its risk is high.
        pub high: bool,
        /// The team that holds it.
        pub team_id: TeamId,
        /// Its kind.
        pub case_type: String,
    }
}

impl Eligible {
    /// What the draw needs of it.
    pub fn framed(&self) -> Framed {
        let Self { case_id, reference, worker_id, high, .. } = self;
        Framed { case: *case_id, reference: reference.clone(), worker: *worker_id, high: *high }
    }
}

row! {
    /// A review that was drawn for a month.
    #[derive(Clone, Debug)]
    pub struct OfMonth {
        /// The review.
        pub review_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// Whom it is about.
        pub person_id: PersonId,
        /// The team that held it.
        pub team_id: TeamId,
        /// Who held it.
        pub worker_id: UserId,
        /// The form.
        pub form_id: String,
        /// Its version.
        pub form_version: i64,
        /// Whether a second reviewer answers it too, blind.
        pub second: bool,
    }
}

// Live on a day, held by somebody, opened early enough and not reviewed lately. A review that somebody asked for counts
// once it is begun: else who only asks could keep a case out of the averages. $5 is all zeros for every team.
macro_rules! frame {
    ($team:literal) => {
        concat!(
            "SELECT f.case_id, f.reference, f.worker_id, CASE WHEN f.band = 'high' THEN TRUE ELSE FALSE END,
            f.team_id, f.case_type
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE f.tenant_id = $1
          AND f.worker_id IS NOT NULL
          AND f.opened_on <= $2
          AND (f.closed_on IS NULL OR f.closed_on > $3)
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
          AND NOT EXISTS (
              SELECT 1 FROM case_review r
              WHERE r.tenant_id = f.tenant_id AND r.case_id = f.case_id AND r.drawn_on > $4 AND r.drawn_on <= $3
                AND r.state <> 'replaced' AND (NOT r.directed OR r.state <> 'drawn'))",
            $team,
            "
        ORDER BY f.reference"
        )
    };
}

kernel::statements! {
    DIVISION: (String,) = "SELECT division FROM tenant WHERE tenant_id = $1";
    TEAMS: (TeamId, String) = "SELECT team_id, name FROM team WHERE tenant_id = $1 ORDER BY name, team_id LIMIT 5000";
    FRAME: Eligible = frame!("");
    FRAME_OF_TEAM: Eligible = frame!("
          AND f.team_id = $5");
    KEPT: Draw = "SELECT draw_id, per_worker, frame_hash, seed, drawn_at
        FROM review_draw
        WHERE tenant_id = $1 AND month = $2 AND team_id = $3";
    OVERLAPPING: (String,) = "SELECT COALESCE(t.name, '')
        FROM review_draw d
        LEFT JOIN team t ON t.tenant_id = d.tenant_id AND t.team_id = d.team_id
        WHERE d.tenant_id = $1
          AND d.month = $2
          AND ((d.team_id = $4 AND $3 <> $4) OR (d.team_id <> $4 AND $3 = $4))
        ORDER BY t.name, d.team_id
        LIMIT 100";
    KEPT_FRAME: Eligible = "SELECT x.case_id, x.reference, x.worker_id, x.high, f.team_id, f.case_type
        FROM review_frame x
        JOIN case_file f ON f.tenant_id = x.tenant_id AND f.case_id = x.case_id
        WHERE x.tenant_id = $1 AND x.draw_id = $2
        ORDER BY x.reference";
    OF_MONTH: OfMonth = "SELECT r.review_id, r.case_id, f.lead_person_id, r.team_id, r.worker_id, r.form_id,
            r.form_version, r.second
        FROM case_review r
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN review_draw d ON d.tenant_id = r.tenant_id AND d.draw_id = r.draw_id
        WHERE r.tenant_id = $1 AND d.month = $2
        ORDER BY r.worker_id, r.place, r.review_id
        LIMIT 5000";
    ADD: () = "INSERT INTO review_draw (
            tenant_id, draw_id, month, team_id, per_worker, eligible, frame_hash, framed_at, seed, drawn_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)
        ON CONFLICT (tenant_id, month, team_id) DO NOTHING";
    REFRAME: () = "UPDATE review_draw
        SET per_worker = $3, eligible = $4, frame_hash = $5, framed_at = $6
        WHERE tenant_id = $1 AND draw_id = $2 AND seed = ''";
    CLEAR_FRAME: () = "DELETE FROM review_frame WHERE tenant_id = $1 AND draw_id = $2";
    SEED: () = "UPDATE review_draw SET seed = $3 WHERE tenant_id = $1 AND draw_id = $2 AND seed = ''";
    CLEAR_REVIEWS: () = "DELETE FROM case_review
        WHERE tenant_id = $1
          AND draw_id = $2
          AND EXISTS (
              SELECT 1 FROM review_draw d
              WHERE d.tenant_id = case_review.tenant_id AND d.draw_id = case_review.draw_id AND d.drawn_at IS NULL)";
    DRAWN: () = "UPDATE review_draw SET drawn_at = $3 WHERE tenant_id = $1 AND draw_id = $2 AND drawn_at IS NULL";
}

kernel::bulk! {
    FRAMED = "INSERT INTO review_frame (tenant_id, draw_id, case_id, reference, worker_id, high) VALUES",
        "($1, $2, ?, ?, ?, ?)", "";
    REVIEW = "INSERT INTO case_review (
            tenant_id, review_id, case_id, team_id, worker_id, form_id, form_version, month, draw_id, place, directed,
            why, drawn_on, state, praise, voice, response, disagrees, version, second) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, $2, ?, FALSE, '', ?, 'drawn', '', '', '', FALSE, 1, ?)", "";
}

/// Every SQL text of draws.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements(), super::replace::store::STATEMENTS].concat()
}

/// What a frame is read by.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// One team, or the whole service.
    pub team: Option<TeamId>,
    /// The last day on which a case can have been opened.
    pub opened_by: Day,
    /// The day on which it is live.
    pub live_on: Day,
    /// The day up to which an earlier draw is long ago.
    pub rested: Day,
}

/// The division whose working days count.
pub fn division(c: &mut dyn Conn, tenant: i64) -> Result<String> {
    Ok(c.one(DIVISION, args![tenant])?.0)
}

/// All teams by name.
pub fn teams(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(TeamId, String)>> {
    c.all(TEAMS, args![tenant])
}

/// Every case that may be drawn, by reference: one statement.
pub fn frame(c: &mut dyn Conn, tenant: i64, wanted: Wanted) -> Result<Vec<Eligible>> {
    let Wanted { team, opened_by, live_on, rested } = wanted;
    match team {
        None => c.all(FRAME, args![tenant, opened_by, live_on, rested]),
        Some(team) => c.all(FRAME_OF_TEAM, args![tenant, opened_by, live_on, rested, team]),
    }
}

/// The draw of a month and a team, or of the whole service.
pub fn kept(c: &mut dyn Conn, tenant: i64, month: &str, team: Option<TeamId>) -> Result<Option<Draw>> {
    c.opt(KEPT, args![tenant, month, team.map_or(access::NOBODY, TeamId::uuid)])
}

/// Names of the teams whose draw of a month overlaps one of a team or of the whole service; an empty name is the service.
pub fn overlapping(c: &mut dyn Conn, tenant: i64, month: &str, team: Option<TeamId>) -> Result<Vec<String>> {
    let team = team.map_or(access::NOBODY, TeamId::uuid);
    let rows = c.all(OVERLAPPING, args![tenant, month, team, access::NOBODY])?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// The reviews that were drawn for a month: one statement.
pub fn of_month(c: &mut dyn Conn, tenant: i64, month: &str) -> Result<Vec<OfMonth>> {
    c.all(OF_MONTH, args![tenant, month])
}

/// The frame of a draw, as it was kept.
pub fn kept_frame(c: &mut dyn Conn, tenant: i64, draw: Uuid) -> Result<Vec<Eligible>> {
    c.all(KEPT_FRAME, args![tenant, draw])
}

/// A frame that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewDraw {
    /// The draw.
    pub draw_id: Uuid,
    /// The month.
    pub month: String,
    /// One team, or the whole service.
    pub team: Option<TeamId>,
    /// Cases for each officer.
    pub each: i64,
    /// Cases in the frame.
    pub eligible: i64,
    /// Its hash.
    pub frame_hash: String,
    /// When.
    pub at: Instant,
    /// Who draws; nobody for a command.
    pub by: Uuid,
}

/// Begins a draw with its frame's hash, or begins one again that has no seed yet. What was kept of its frame goes.
pub fn begin(c: &mut dyn Conn, tenant: i64, n: &NewDraw) -> Result<()> {
    let team = n.team.map_or(access::NOBODY, TeamId::uuid);
    c.exec(ADD, args![tenant, n.draw_id, &n.month, team, n.each, n.eligible, &n.frame_hash, n.at, n.by])?;
    c.exec(REFRAME, args![tenant, n.draw_id, n.each, n.eligible, &n.frame_hash, n.at])?;
    c.exec(CLEAR_FRAME, args![tenant, n.draw_id]).map(drop)
}

/// A part of a frame, to be written.
pub fn frame_rows(tenant: i64, draw: Uuid, part: &[Eligible]) -> Ready {
    let mut writes = Writes::new(vec![tenant.into(), draw.into()]);
    for one in part {
        let Eligible { case_id, reference, worker_id, high, .. } = one;
        writes
            .row(&FRAMED, [(*case_id).into(), reference.clone().into(), (*worker_id).into(), (*high).into()]);
    }
    writes.ready()
}

/// Gives a draw its seed, once.
pub fn set_seed(c: &mut dyn Conn, tenant: i64, draw: Uuid, seed: &str) -> Result<()> {
    c.exec(SEED, args![tenant, draw, seed]).map(drop)
}

/// Takes away what an attempt that broke off had drawn; nothing of a draw that is whole.
pub fn clear_reviews(c: &mut dyn Conn, tenant: i64, draw: Uuid) -> Result<()> {
    c.exec(CLEAR_REVIEWS, args![tenant, draw]).map(drop)
}

/// A review that is drawn.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// The review.
    pub review_id: Uuid,
    /// The case.
    pub case: Eligible,
    /// The form and its version.
    pub form: (&'static str, i64),
    /// Its place in the order of its officer's cases.
    pub place: i64,
    /// Whether a second reviewer answers it blind.
    pub second: bool,
}

/// A part of the reviews of a draw, to be written.
pub fn review_rows(tenant: i64, draw: Uuid, (month, on): (&str, Day), part: &[NewReview]) -> Ready {
    let mut writes = Writes::new(vec![tenant.into(), draw.into()]);
    for new in part {
        let (form, version) = new.form;
        let values: [Val; 10] = [
            new.review_id.into(),
            new.case.case_id.into(),
            new.case.team_id.into(),
            new.case.worker_id.into(),
            form.to_owned().into(),
            version.into(),
            month.to_owned().into(),
            new.place.into(),
            on.into(),
            new.second.into(),
        ];
        writes.row(&REVIEW, values);
    }
    writes.ready()
}

/// Marks that all of a draw is there: from now on its reviews show.
pub fn drawn(c: &mut dyn Conn, tenant: i64, draw: Uuid, at: Instant) -> Result<()> {
    c.exec(DRAWN, args![tenant, draw, at]).map(drop)
}
