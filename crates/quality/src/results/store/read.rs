//! SQL of the page of results: it reads sums, never single reviews, but for the last fifty.

use crate::results::model::{LeftOut, Sum, Tally};
use access::{NOBODY, Scope};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A team, and where it belongs.
    #[derive(Clone, Debug)]
    pub struct Team {
        /// The team.
        pub team_id: Uuid,
        /// Its name.
        pub name: String,
        /// The area it covers.
        pub area_id: Option<Uuid>,
        /// The area's name.
        pub area: Option<String>,
        /// The organisation that hosts it.
        pub organisation_id: Uuid,
        /// The organisation's name.
        pub organisation: String,
        /// Whether the asker leads it.
        pub leads: bool,
    }
}

row! {
    /// Reviews of a month, added up over officers.
    #[derive(Clone, Debug)]
    pub struct Part {
        /// The month.
        pub month: String,
        /// The team.
        pub team_id: Uuid,
        /// The area.
        pub area_id: Uuid,
        /// The kind of case.
        pub case_type: String,
        /// The form.
        pub form_id: String,
        /// How many.
        pub reviews: i64,
        /// The sum of their scores.
        pub total: i64,
        /// The sum of the squares.
        pub squares: i64,
        /// Reviews with something critical that is not met.
        pub critical: i64,
    }
}

impl Part {
    /// The sum.
    pub fn sum(&self) -> Sum {
        Sum { reviews: self.reviews, total: self.total, squares: self.squares, critical: self.critical }
    }
}

row! {
    /// Reviews of one officer.
    #[derive(Clone, Debug)]
    pub struct OfficerPart {
        /// The officer.
        pub worker_id: Uuid,
        /// Their name.
        pub name: String,
        /// Whether they have an account here.
        pub known: bool,
        /// How many.
        pub reviews: i64,
        /// The sum of their scores.
        pub total: i64,
        /// The sum of the squares.
        pub squares: i64,
        /// Reviews with something critical that is not met.
        pub critical: i64,
    }
}

impl OfficerPart {
    /// The sum.
    pub fn sum(&self) -> Sum {
        Sum { reviews: self.reviews, total: self.total, squares: self.squares, critical: self.critical }
    }
}

row! {
    /// Answers to a criterion in a month of a team.
    #[derive(Clone, Debug)]
    pub struct CriterionPart {
        /// The version of the form.
        pub form_version: i64,
        /// The criterion.
        pub criterion: String,
        /// The month.
        pub month: String,
        /// The team.
        pub team_id: Uuid,
        /// Answers that it is met.
        pub met: i64,
        /// That some of it is.
        pub partly: i64,
        /// That it is not.
        pub not_met: i64,
        /// That it does not apply.
        pub na: i64,
        /// That facts mislead.
        pub overruled: i64,
    }
}

impl CriterionPart {
    /// The answers.
    pub fn tally(&self) -> Tally {
        Tally {
            met: self.met,
            partly: self.partly,
            not_met: self.not_met,
            na: self.na,
            overruled: self.overruled,
        }
    }
}

row! {
    /// How often a criterion was not met in the last reviews.
    #[derive(Clone, Debug)]
    pub struct Pattern {
        /// The version of the form.
        pub form_version: i64,
        /// The criterion.
        pub criterion: String,
        /// Reviews in which it was not met.
        pub not_met: i64,
        /// The last reviews, with this version of the form.
        pub reviews: i64,
    }
}

row! {
    /// A known change.
    #[derive(Clone, Debug)]
    pub struct Change {
        /// The change.
        pub change_id: Uuid,
        /// The first month under it.
        pub month: String,
        /// The team it is about; all zeros for the whole service.
        pub team_id: Uuid,
        /// What changed.
        pub what: String,
        /// Who recorded it.
        pub by: String,
        /// When.
        pub at: Instant,
    }
}

// An import that is not live shows nothing.
macro_rules! live {
    ($of:literal, $none:literal) => {
        concat!(
            "(",
            $of,
            ".batch_id = ",
            $none,
            " OR EXISTS (SELECT 1 FROM batch b WHERE b.tenant_id = ",
            $of,
            ".tenant_id AND b.batch_id = ",
            $of,
            ".batch_id AND b.live))"
        )
    };
}
pub(crate) use live;

kernel::statements! {
    TEAMS: Team = "SELECT t.team_id, t.name, t.area_id, a.name, t.organisation_id, o.name,
            CASE WHEN EXISTS (
                SELECT 1 FROM team_member m
                WHERE m.tenant_id = t.tenant_id AND m.team_id = t.team_id AND m.user_id = $2 AND m.manages
                  AND m.from_at <= $3 AND m.until_at > $3) THEN TRUE ELSE FALSE END
        FROM team t
        JOIN organisation o ON o.tenant_id = t.tenant_id AND o.organisation_id = t.organisation_id
        LEFT JOIN area a ON a.tenant_id = t.tenant_id AND a.area_id = t.area_id
        WHERE t.tenant_id = $1
        ORDER BY t.name, t.team_id
        LIMIT 1000";
    NAMES: (Uuid, String) = concat!("SELECT p.name_id, max(p.name)
        FROM past_name p
        WHERE p.tenant_id = $1 AND p.kind IN ('team', 'area') AND ", live!("p", "$2"), "
        GROUP BY p.kind, p.name_id
        ORDER BY p.kind, p.name_id
        LIMIT 1000");
    PARTS: Part = concat!("SELECT s.month, s.team_id, s.area_id, s.case_type, s.form_id, CAST(sum(s.reviews) AS BIGINT),
            CAST(sum(s.total) AS BIGINT), CAST(sum(s.squares) AS BIGINT), CAST(sum(s.critical) AS BIGINT)
        FROM review_sum s
        WHERE s.tenant_id = $1 AND s.month >= $2 AND s.month <= $3 AND ", live!("s", "$4"), "
        GROUP BY s.month, s.team_id, s.area_id, s.case_type, s.form_id
        ORDER BY s.month, s.team_id, s.area_id, s.case_type, s.form_id
        LIMIT 100000");
    LEFT: (LeftOut, i64) = concat!("SELECT r.left_out, count(*)
        FROM review_counted r
        WHERE r.tenant_id = $1 AND r.month >= $2 AND r.month <= $3 AND r.left_out <> '' AND ", live!("r", "$4"), "
          AND ($5 = $4 OR r.team_id = $5) AND ($6 = $4 OR r.area_id = $6) AND ($7 = '' OR r.case_type = $7)
          AND ($8 = '' OR r.form_id = $8)
        GROUP BY r.left_out
        ORDER BY r.left_out
        LIMIT 10");
    OFFICERS: OfficerPart = concat!("SELECT s.worker_id,
            COALESCE(u.name, (SELECT max(p.name) FROM past_name p
                WHERE p.tenant_id = $1 AND p.name_id = s.worker_id), ''),
            CASE WHEN u.user_id IS NULL THEN FALSE ELSE TRUE END, CAST(sum(s.reviews) AS BIGINT),
            CAST(sum(s.total) AS BIGINT), CAST(sum(s.squares) AS BIGINT), CAST(sum(s.critical) AS BIGINT)
        FROM review_sum s
        LEFT JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.worker_id
        WHERE s.tenant_id = $1 AND s.team_id = $5 AND s.month >= $2 AND s.month <= $3 AND ", live!("s", "$4"), "
          AND ($6 = '' OR s.case_type = $6) AND ($7 = '' OR s.form_id = $7)
        GROUP BY s.worker_id, u.user_id, u.name, u.sort_name
        ORDER BY COALESCE(u.sort_name, ''), s.worker_id
        LIMIT 200");
    CRITERIA: CriterionPart = concat!("SELECT s.form_version, s.criterion, s.month, s.team_id, s.met, s.partly, s.not_met,
            s.na, s.overruled
        FROM criterion_sum s
        WHERE s.tenant_id = $1 AND s.form_id = $5 AND s.month >= $2 AND s.month <= $3 AND ", live!("s", "$4"), "
        ORDER BY s.month, s.team_id, s.form_version, s.criterion
        LIMIT 50000");
    LATEST: Pattern = concat!("SELECT l.form_version, a.criterion,
            CAST(sum(CASE WHEN a.value = 'not_met' THEN 1 ELSE 0 END) AS BIGINT), count(*)
        FROM (
            SELECT r.tenant_id, r.review_id, r.form_version
            FROM review_counted r
            WHERE r.tenant_id = $1 AND r.form_id = $3 AND r.counted_on <= $5 AND r.left_out = ''
              AND ", live!("r", "$2"), " AND ($4 = $2 OR r.team_id = $4)
            ORDER BY r.counted_on DESC, r.review_id
            LIMIT 50) l
        JOIN criterion_counted a ON a.tenant_id = l.tenant_id AND a.review_id = l.review_id
        GROUP BY l.form_version, a.criterion
        ORDER BY l.form_version, a.criterion
        LIMIT 500");
    CHANGES: Change = "SELECT h.change_id, h.month, h.team_id, h.what, COALESCE(u.name, ''), h.recorded_at
        FROM review_change h
        LEFT JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.recorded_by
        WHERE h.tenant_id = $1 AND h.month >= $2 AND h.month <= $3 AND h.withdrawn_at IS NULL
        ORDER BY h.month, h.recorded_at
        LIMIT 100";
    PAST_CRITERIA: (String, String) = concat!("SELECT k.criterion, max(k.words)
        FROM past_criterion k
        WHERE k.tenant_id = $1 AND k.form_id = $2 AND ", live!("k", "$3"), "
        GROUP BY k.criterion
        ORDER BY min(k.place), k.criterion
        LIMIT 200");
    ADD_CHANGE: () = "INSERT INTO review_change (tenant_id, change_id, month, team_id, what, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    WITHDRAW: () = "UPDATE review_change
        SET withdrawn_by = $3, withdrawn_at = $4
        WHERE tenant_id = $1 AND change_id = $2 AND withdrawn_at IS NULL";
}

/// What is asked of results. All zeros and empty texts choose everything.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The first month.
    pub from: String,
    /// The last month.
    pub to: String,
    /// The last day of it.
    pub until: kernel::Day,
    /// One team.
    pub team: Uuid,
    /// One area.
    pub area: Uuid,
    /// One kind of case.
    pub kind: String,
    /// One form.
    pub form: String,
}

/// Names that spreadsheets brought, by the ids that stand for them.
pub type PastNames = Vec<(Uuid, String)>;

/// The teams of the service, and names of teams and areas that past reviews brought: two statements.
pub fn places(c: &mut dyn Conn, scope: &Scope) -> Result<(Vec<Team>, PastNames)> {
    let teams = c.all(TEAMS, args![scope.tenant(), scope.user(), scope.now()])?;
    Ok((teams, c.all(NAMES, args![scope.tenant(), NOBODY])?))
}

/// Reviews of a period by month, team, area, kind of case and form: one statement.
pub fn parts(c: &mut dyn Conn, tenant: i64, choice: &Choice) -> Result<Vec<Part>> {
    c.all(PARTS, args![tenant, &choice.from, &choice.to, NOBODY])
}

/// How many reviews of a choice enter no average, by why: one statement.
pub fn left(c: &mut dyn Conn, tenant: i64, choice: &Choice) -> Result<Vec<(LeftOut, i64)>> {
    let Choice { from, to, team, area, kind, form, .. } = choice;
    c.all(LEFT, args![tenant, from, to, NOBODY, *team, *area, kind, form])
}

/// The officers of a team in a choice, by name: one statement.
pub fn officers(c: &mut dyn Conn, tenant: i64, team: Uuid, choice: &Choice) -> Result<Vec<OfficerPart>> {
    c.all(OFFICERS, args![tenant, &choice.from, &choice.to, NOBODY, team, &choice.kind, &choice.form])
}

/// Answers to the criteria of a form from a month on, by month and team: one statement.
pub fn criteria(
    c: &mut dyn Conn,
    tenant: i64,
    form: &str,
    (from, to): (&str, &str),
) -> Result<Vec<CriterionPart>> {
    c.all(CRITERIA, args![tenant, from, to, NOBODY, form])
}

/// How often each criterion was not met in the last fifty reviews by a form, of a team or of all: one statement.
pub fn latest(c: &mut dyn Conn, tenant: i64, form: &str, choice: &Choice) -> Result<Vec<Pattern>> {
    c.all(LATEST, args![tenant, NOBODY, form, choice.team, choice.until])
}

/// Known changes of a period, the earliest first: one statement.
pub fn changes(c: &mut dyn Conn, tenant: i64, choice: &Choice) -> Result<Vec<Change>> {
    c.all(CHANGES, args![tenant, &choice.from, &choice.to])
}

/// What the criteria of a spreadsheet's own list ask for, in its order: one statement.
pub fn past_criteria(c: &mut dyn Conn, tenant: i64, form: &str) -> Result<Vec<(String, String)>> {
    c.all(PAST_CRITERIA, args![tenant, form, NOBODY])
}

/// Records a known change.
pub fn add_change(
    c: &mut dyn Conn,
    scope: &Scope,
    id: Uuid,
    (month, team, what): (&str, Uuid, &str),
) -> Result<()> {
    c.exec(ADD_CHANGE, args![scope.tenant(), id, month, team, what, scope.user(), scope.now()]).map(drop)
}

/// Takes a change back; what is taken back already stays so.
pub fn withdraw_change(c: &mut dyn Conn, scope: &Scope, id: Uuid) -> Result<()> {
    c.exec(WITHDRAW, args![scope.tenant(), id, scope.user(), scope.now()]).map(drop)
}
