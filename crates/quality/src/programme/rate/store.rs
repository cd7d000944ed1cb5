//! SQL of rates: what a service settled, what is known of officers, and what a draw kept.

use super::model::{Known, LOOK_BACK, NEW_MONTHS, Rate, Settings, rate};
use crate::draw::model::Framed;
use access::{Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known as KnownSql, Writes},
    row,
};
use std::collections::BTreeMap;
use uuid::Uuid;

row! {
    /// What a service settled, and who did.
    #[derive(Clone, Debug)]
    pub struct Settled {
        /// Cases of everybody.
        pub base: i64,
        /// More for new workers.
        pub newcomer: i64,
        /// More for high risk.
        pub high: i64,
        /// More for low scores.
        pub low: i64,
        /// Below which mean that is.
        pub low_score: i64,
        /// Whether draws take it.
        pub in_draws: bool,
        /// When.
        pub at: Instant,
        /// Who.
        pub by: String,
    }
}

impl Settled {
    /// What was settled.
    pub fn settings(&self) -> Settings {
        let Self { base, newcomer, high, low, low_score, in_draws, .. } = *self;
        Settings { base, newcomer, high, low, low_score, in_draws }
    }
}

row! {
    /// An officer whom the asker leads, as they stand today.
    #[derive(Clone, Debug)]
    pub struct Officer {
        /// Their account.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// The day they began in practice.
        pub started_on: Option<Day>,
        /// Open cases they hold.
        pub cases: i64,
        /// Of these, cases of high risk.
        pub high: i64,
        /// Reviews of the last months that count.
        pub reviews: i64,
        /// The sum of their scores.
        pub scores: i64,
    }
}

impl Officer {
    /// What the rate asks of them.
    pub fn known(&self) -> Known {
        let Self { started_on, cases, high, reviews, scores, .. } = *self;
        Known { started_on, cases, high, reviews, scores }
    }
}

// Sums of reviews that count, made here or by an import that is live; the parameter is all zeros.
macro_rules! live {
    ($zeros:literal) => {
        concat!(
            "(s.batch_id = ",
            $zeros,
            " OR EXISTS (
                  SELECT 1 FROM batch b WHERE b.tenant_id = s.tenant_id AND b.batch_id = s.batch_id AND b.live))"
        )
    };
}

// Open cases of an officer `u`, without those of an import that is not live: a draw sees none of them.
macro_rules! held {
    () => {
        "FROM case_file f
                JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
                WHERE f.tenant_id = u.tenant_id AND f.worker_id = u.user_id AND f.closed_on IS NULL
                  AND (c.batch_id IS NULL OR EXISTS (
                      SELECT 1 FROM batch b
                      WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))"
    };
}

kernel::statements! {
    SETTLED: Settled = "SELECT s.base, s.newcomer, s.high, s.low, s.low_score, s.in_draws, s.recorded_at, u.name
        FROM sampling_rate s
        JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.recorded_by
        WHERE s.tenant_id = $1
        ORDER BY s.recorded_at DESC, s.rate_id DESC
        LIMIT 1";
    SETTLE: () = "INSERT INTO sampling_rate (
            tenant_id, rate_id, base, newcomer, high, low, low_score, in_draws, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    NEWCOMERS: (UserId, Day) = "SELECT w.user_id, w.started_on
        FROM supervised_worker w
        WHERE w.tenant_id = $1 AND w.started_on > $2
        ORDER BY w.user_id
        LIMIT 10000";
    SCORES: (UserId, i64, i64) = concat!("SELECT s.worker_id, CAST(sum(s.reviews) AS BIGINT), CAST(sum(s.total) AS BIGINT)
        FROM review_sum s
        WHERE s.tenant_id = $1 AND s.month >= $2 AND s.month < $3 AND ", live!("$4"), "
        GROUP BY s.worker_id
        ORDER BY s.worker_id
        LIMIT 10000");
    OFFICERS: Officer = concat!("SELECT u.user_id, u.name, w.started_on,
            (SELECT count(*) ", held!(), "),
            (SELECT count(*) ", held!(), " AND f.band = 'high'),
            (SELECT CAST(COALESCE(sum(s.reviews), 0) AS BIGINT) FROM review_sum s
                WHERE s.tenant_id = u.tenant_id AND s.worker_id = u.user_id AND s.month >= $4 AND s.month < $5
                  AND ", live!("$6"), "),
            (SELECT CAST(COALESCE(sum(s.total), 0) AS BIGINT) FROM review_sum s
                WHERE s.tenant_id = u.tenant_id AND s.worker_id = u.user_id AND s.month >= $4 AND s.month < $5
                  AND ", live!("$6"), ")
        FROM app_user u
        LEFT JOIN supervised_worker w ON w.tenant_id = u.tenant_id AND w.user_id = u.user_id
        WHERE u.tenant_id = $1
          AND u.status = 'active'
          AND u.user_id IN (
              SELECT o.user_id
              FROM team_member m
              CROSS JOIN team_member o
              WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.manages AND m.from_at <= $3 AND m.until_at > $3
                AND o.tenant_id = m.tenant_id AND o.team_id = m.team_id AND o.user_id <> m.user_id
                AND NOT o.manages AND o.from_at <= $3 AND o.until_at > $3)
        ORDER BY u.sort_name, u.user_id
        LIMIT 500");
    KEPT: (UserId, i64, String) = "SELECT worker_id, picks, why
        FROM review_rate
        WHERE tenant_id = $1 AND draw_id = $2
        ORDER BY worker_id
        LIMIT 10000";
    CLEAR: () = "DELETE FROM review_rate WHERE tenant_id = $1 AND draw_id = $2";
}

kernel::bulk! {
    RATE = "INSERT INTO review_rate (tenant_id, draw_id, worker_id, picks, why) VALUES", "($1, $2, ?, ?, ?)", "";
}

/// Every SQL text of rates.
pub fn statements() -> Vec<KnownSql> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// What a service settled last: one statement. Nothing while the Alongside defaults hold.
pub fn settled(c: &mut dyn Conn, tenant: i64) -> Result<Option<Settled>> {
    c.opt(SETTLED, args![tenant])
}

/// Keeps what a manager settles; what was settled before stays.
pub fn settle(
    c: &mut dyn Conn,
    tenant: i64,
    id: Uuid,
    s: &Settings,
    (by, at): (UserId, Instant),
) -> Result<()> {
    let Settings { base, newcomer, high, low, low_score, in_draws } = *s;
    c.exec(SETTLE, args![tenant, id, base, newcomer, high, low, low_score, in_draws, at, by]).map(drop)
}

/// `2026-11` of a day, so many months on.
fn month(day: Day, on: i64) -> String {
    day.plus_months(on).to_string().chars().take(7).collect()
}

/// The officers whom the asker leads, as a draw of the month of `today` would see them: one statement.
pub fn officers(c: &mut dyn Conn, scope: &Scope, today: Day) -> Result<Vec<Officer>> {
    let (from, until) = (month(today, -LOOK_BACK), month(today, 0));
    c.all(OFFICERS, args![scope.tenant(), scope.user(), scope.now(), from, until, access::NOBODY])
}

/// How many cases of each officer a draw takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Cases of everybody else.
    pub base: Option<i64>,
    /// Those of whom another number is taken, with the reasons.
    pub of: BTreeMap<UserId, Rate>,
}

impl Rates {
    /// How many cases of an officer are taken, where `each` are taken of everybody.
    pub fn picks(&self, worker: UserId, each: usize) -> usize {
        self.of.get(&worker).and_then(|rate| usize::try_from(rate.picks).ok()).unwrap_or(each)
    }
}

/// The rates of a draw of the month that begins on `first`, from its frame: three statements, or one where draws take
/// the same of everybody.
pub fn fresh(c: &mut dyn Conn, tenant: i64, frame: &[Framed], first: Day) -> Result<Rates> {
    let Some(settings) = settled(c, tenant)?.map(|s| s.settings()).filter(|s| s.in_draws) else {
        return Ok(Rates::default());
    };
    let mut known: BTreeMap<UserId, Known> = BTreeMap::new();
    for one in frame {
        let of = known.entry(one.worker).or_default();
        of.cases += 1;
        of.high += i64::from(one.high);
    }
    fill(c, tenant, &mut known, first)?;
    let rates = known.iter().map(|(worker, known)| (*worker, rate(&settings, known, first)));
    let of = rates.filter(|(_, rate)| rate.picks != settings.base).collect();
    Ok(Rates { base: Some(settings.base), of })
}

/// Adds who is new and what was scored in the months before `first` to what is known of officers: two statements.
pub fn fill(c: &mut dyn Conn, tenant: i64, known: &mut BTreeMap<UserId, Known>, first: Day) -> Result<()> {
    for (worker, on) in c.all(NEWCOMERS, args![tenant, first.plus_months(-NEW_MONTHS)])? {
        known.entry(worker).and_modify(|of| of.started_on = Some(on));
    }
    for (worker, n, sum) in
        c.all(SCORES, args![tenant, month(first, -LOOK_BACK), month(first, 0), access::NOBODY])?
    {
        known.entry(worker).and_modify(|of| (of.reviews, of.scores) = (n, sum));
    }
    Ok(())
}

/// Keeps the rates of a draw in place of those of an attempt that broke off. Its seed is not drawn yet.
pub fn keep(c: &mut dyn Conn, tenant: i64, draw: Uuid, rates: &Rates) -> Result<()> {
    c.exec(CLEAR, args![tenant, draw])?;
    let mut writes = Writes::new(vec![tenant.into(), draw.into()]);
    for (worker, rate) in &rates.of {
        writes.row(&RATE, [(*worker).into(), rate.picks.into(), rate.why.join("; ").into()]);
    }
    writes.ready().run(c)
}

/// The rates that a draw kept: one statement.
pub fn kept(c: &mut dyn Conn, tenant: i64, draw: Uuid) -> Result<Rates> {
    let rows = c.all(KEPT, args![tenant, draw])?;
    let of = rows.into_iter().map(|(worker, picks, why)| (worker, Rate { picks, why: vec![why] })).collect();
    Ok(Rates { base: None, of })
}
