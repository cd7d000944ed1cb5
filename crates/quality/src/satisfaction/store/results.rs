//! SQL of results: figures of everybody who was asked, which name nobody.

use crate::results::store::read::live;
use access::NOBODY;
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// Everybody who was asked and is alike in all that results are shown by, counted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Cell {
        /// The team that holds the case, or held it last.
        pub team: String,
        /// The area it covers; empty for none.
        pub area: String,
        /// The organisation that owns the case.
        pub organisation: String,
        /// What kind of case, as a code.
        pub category: String,
        /// The month they were asked first: `2026-11`.
        pub month: String,
        /// The way they were asked last, as a code.
        pub way: String,
        /// How the answer came, as a code; empty without one.
        pub channel: String,
        /// How the case ended, in words; empty while it is open or where nothing was said.
        pub ending: String,
        /// Whether they were asked during the case.
        pub mid: bool,
        /// People asked.
        pub asked: i64,
        /// Those who answered something.
        pub answered: i64,
        /// Those who did not want to.
        pub refused: i64,
        /// Those who are unhappy.
        pub unhappy: i64,
        /// Those of them who were told what is done.
        pub told: i64,
        /// Those whose case was opened again.
        pub reopened: i64,
        /// Answers about the way they were helped.
        pub handling_n: i64,
        /// Their sum.
        pub handling_sum: i64,
        /// Those of 4 and 5.
        pub satisfied: i64,
        /// Answers about what came of it.
        pub outcome_n: i64,
        /// Their sum.
        pub outcome_sum: i64,
        /// Answers about being kept informed.
        pub informed_n: i64,
        /// Their sum.
        pub informed_sum: i64,
        /// Answers about feeling safer.
        pub safer_n: i64,
        /// Those who do.
        pub safer_yes: i64,
    }
}

row! {
    /// Mid Case Reviews of a month.
    #[derive(Clone, Debug)]
    pub struct Reviewed {
        /// The month.
        pub month: String,
        /// Reviews that count.
        pub n: i64,
        /// The sum of their scores, 0 to 100 each.
        pub sum: i64,
    }
}

row! {
    /// A case that was reviewed and whose person answered.
    #[derive(Clone, Copy, Debug)]
    pub struct Pair {
        /// The score of its latest review that counts, 0 to 100.
        pub score: i64,
        /// Whether they are satisfied with the handling.
        pub satisfied: bool,
        /// Whose score it is.
        pub worker_id: Uuid,
    }
}

macro_rules! sum {
    ($when:expr) => {
        concat!("CAST(COALESCE(sum(CASE WHEN ", $when, " THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
}
macro_rules! total {
    ($column:expr) => {
        concat!("CAST(COALESCE(sum(", $column, "), 0) AS BIGINT)")
    };
}

kernel::statements! {
    CELLS: Cell = concat!("SELECT x.team, x.area, x.organisation, x.case_type, x.asked_month, x.asked_way, x.channel, x.ending,
            x.mid, CAST(count(*) AS BIGINT), ",
            sum!("x.refused = FALSE"), ", ",
            sum!("x.refused"), ", ",
            sum!("x.unhappy"), ", ",
            sum!("x.unhappy AND x.told_at IS NOT NULL"), ", ",
            sum!("x.reopened_at IS NOT NULL"), ", ",
            sum!("x.handling IS NOT NULL"), ", ", total!("x.handling"), ", ", sum!("x.handling >= 4"), ", ",
            sum!("x.outcome IS NOT NULL"), ", ", total!("x.outcome"), ", ",
            sum!("x.informed IS NOT NULL"), ", ", total!("x.informed"), ", ",
            sum!("x.safer IN ('yes', 'no', 'unsure')"), ", ", sum!("x.safer = 'yes'"), "
        FROM (
            SELECT t.name AS team, COALESCE(g.name, '') AS area, o.name AS organisation, f.case_type, r.asked_month,
                r.asked_way, COALESCE(a.channel, '') AS channel,
                CASE WHEN r.kind = 'mid' THEN TRUE ELSE FALSE END AS mid,
                CASE WHEN r.kind = 'mid' THEN '' ELSE COALESCE((
                    SELECT k.reason_words FROM case_closing k
                    WHERE k.tenant_id = r.tenant_id AND k.case_id = r.case_id AND k.state IN ('closed', 'reopened')
                    ORDER BY k.recorded_at DESC, k.closing_id DESC
                    LIMIT 1), f.outcome) END AS ending,
                a.refused, a.unhappy, a.told_at, a.reopened_at, a.handling, a.outcome, a.informed, a.safer
            FROM survey_request r
            JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
            JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
            JOIN organisation o ON o.tenant_id = f.tenant_id AND o.organisation_id = f.organisation_id
            LEFT JOIN area g ON g.tenant_id = t.tenant_id AND g.area_id = t.area_id
            LEFT JOIN survey_answer a ON a.tenant_id = r.tenant_id AND a.survey_id = r.survey_id
            WHERE r.tenant_id = $1 AND r.asked_month >= $2 AND r.asked_month <= $3
        ) x
        GROUP BY x.team, x.area, x.organisation, x.case_type, x.asked_month, x.asked_way, x.channel, x.ending, x.mid
        ORDER BY x.asked_month, x.team, x.case_type, x.asked_way, x.channel, x.ending, x.area, x.organisation, x.mid
        LIMIT 50000");
    // The same sums that the results of reviews are made from, so that both pages say the same of a month.
    REVIEWED: Reviewed = concat!("SELECT s.month, CAST(sum(s.reviews) AS BIGINT), CAST(sum(s.total) AS BIGINT)
        FROM review_sum s
        WHERE s.tenant_id = $1 AND s.month >= $2 AND s.month <= $3 AND s.reviews > 0 AND ", live!("s", "$4"), "
        GROUP BY s.month
        ORDER BY s.month
        LIMIT 120");
    // What counts in averages of reviews (domain 1.4): shared, not asked for by somebody, half of the weight or more.
    PAIRS: Pair = "SELECT v.score, CASE WHEN a.handling >= 4 THEN TRUE ELSE FALSE END, v.worker_id
        FROM survey_request r
        JOIN survey_answer a ON a.tenant_id = r.tenant_id AND a.survey_id = r.survey_id
        JOIN case_review v ON v.tenant_id = r.tenant_id AND v.case_id = r.case_id
        WHERE r.tenant_id = $1 AND r.asked_month >= $2 AND r.asked_month <= $3 AND a.handling IS NOT NULL
          AND v.shared_at IS NOT NULL AND v.score IS NOT NULL AND v.applicable >= 50 AND NOT v.directed
          AND v.state <> 'replaced'
          AND NOT EXISTS (
              SELECT 1 FROM case_review w
              WHERE w.tenant_id = v.tenant_id AND w.case_id = v.case_id AND w.shared_at > v.shared_at
                AND w.score IS NOT NULL AND w.applicable >= 50 AND NOT w.directed AND w.state <> 'replaced')
        ORDER BY v.review_id, r.survey_id
        LIMIT 50000";
}

/// The month of a day, as it is kept: `2026-11`.
pub fn month_of(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

/// Everybody who was asked first in these months, both included: one statement.
pub fn cells(c: &mut dyn Conn, tenant: i64, (from, to): (&str, &str)) -> Result<Vec<Cell>> {
    c.all(CELLS, args![tenant, from, to])
}

/// The reviews that count, those of past spreadsheets among them, month by month: one statement.
pub fn reviewed(c: &mut dyn Conn, tenant: i64, (from, to): (&str, &str)) -> Result<Vec<Reviewed>> {
    c.all(REVIEWED, args![tenant, from, to, NOBODY])
}

/// Cases with a review that counts and an answer about the handling: one statement.
pub fn pairs(c: &mut dyn Conn, tenant: i64, (from, to): (&str, &str)) -> Result<Vec<Pair>> {
    c.all(PAIRS, args![tenant, from, to])
}
