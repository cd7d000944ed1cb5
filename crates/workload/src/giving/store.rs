//! What is known of a waiting case and of the workers who might take it.

pub mod balance;
pub mod fair;
pub mod hints;

use super::model::{Around, Known, Offer, offers};
use crate::{
    Points,
    load::{
        model::loads,
        store::figures::{Whose, entries},
        weigh,
    },
    ranking::Continuity,
};
use access::{Action, Case, Decide, Permit, UserId};
use cases::{
    allocation::{
        model::first_contact,
        store::{CaseFacts, candidates, facts},
    },
    work::packs,
};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row, text_enum,
};
use std::collections::BTreeMap;
use uuid::Uuid;

text_enum! {
    /// What a row is about.
    enum About {
        /// When somebody was last given a case.
        Since = "since", "Last given a case";
        /// What duties or law ask for.
        Skill = "skill", "Skill";
        /// A kind of case they do.
        CaseType = "case_type", "Kind of case";
        /// A place they work in.
        Area = "area", "Area";
        /// A language they speak.
        Language = "language", "Language";
        /// They hold or held a case that somebody of this one is in.
        Linked = "linked", "Linked case";
        /// A running clock of the case.
        Clock = "clock", "Clock";
    }
}

row! {
    struct AroundRow {
        user_id: Option<UserId>,
        about: About,
        code: String,
        on_day: Option<Day>,
    }
}

row! {
    struct CaseRow {
        points: i64,
        weighed_at: Option<Instant>,
        line: String,
        hash: Option<Vec<u8>>,
        language: String,
        area_id: Option<Uuid>,
    }
}

kernel::statements! {
    CASE: CaseRow = "SELECT f.points, f.weighed_at,
            COALESCE((
                SELECT p.line FROM case_points p
                WHERE p.tenant_id = f.tenant_id AND p.case_id = f.case_id
                ORDER BY p.from_at DESC
                LIMIT 1), ''),
            v.hash, n.language, t.area_id
        FROM case_file f
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN pack_version v ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type
            AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    // The team's workers: when each was last given a case, and what they can do; workers of cases that somebody of
    // this one is in; and the clocks of the case.
    AROUND: AroundRow = "SELECT x.user_id, x.about, x.code, x.on_day
        FROM (
            SELECT a.user_id, 'since' AS about, '' AS code, max(a.from_on) AS on_day
            FROM case_file f
            CROSS JOIN team_member m
            CROSS JOIN allocation a
            WHERE f.tenant_id = $1 AND f.case_id = $2
              AND m.tenant_id = f.tenant_id AND m.team_id = f.team_id AND m.from_at <= $3 AND m.until_at > $3
              AND a.tenant_id = m.tenant_id AND a.user_id = m.user_id AND a.part = 'lead'
            GROUP BY a.user_id
            UNION ALL
            SELECT s.user_id, s.kind, s.code, NULL
            FROM case_file f
            CROSS JOIN team_member m
            CROSS JOIN staff_strength s
            WHERE f.tenant_id = $1 AND f.case_id = $2
              AND m.tenant_id = f.tenant_id AND m.team_id = f.team_id AND m.from_at <= $3 AND m.until_at > $3
              AND s.tenant_id = m.tenant_id AND s.user_id = m.user_id
            UNION ALL
            SELECT g.worker_id, 'linked', '', NULL
            FROM case_party y
            JOIN case_party o ON o.tenant_id = y.tenant_id AND o.person_id = y.person_id AND o.case_id <> y.case_id
            JOIN case_file g ON g.tenant_id = o.tenant_id AND g.case_id = o.case_id AND g.worker_id IS NOT NULL
            WHERE y.tenant_id = $1 AND y.case_id = $2
            UNION ALL
            SELECT NULL, 'clock', k.clock, k.due_on
            FROM case_clock k
            WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.ended_on IS NULL
        ) x
        ORDER BY x.about, x.user_id, x.code, x.on_day
        LIMIT 2000";
    // Until the case is weighed as it should be, within seconds, this counts for who is suggested next.
    COUNT: () = "UPDATE case_file
        SET points = $3
        WHERE tenant_id = $1 AND case_id = $2 AND weighed_at IS NULL";
    // Who answers for the service: the first by name.
    MANAGER: (UserId, String) = "SELECT u.user_id, u.name
        FROM role_grant g
        JOIN app_user u ON u.tenant_id = g.tenant_id AND u.user_id = g.user_id
        WHERE g.tenant_id = $1 AND g.role = 'manager' AND u.status = 'active'
        ORDER BY u.sort_name, u.user_id
        LIMIT 1";
}

/// A waiting case, what it costs, and who might take it.
#[derive(Clone, Debug)]
pub struct Look {
    /// The case.
    pub facts: CaseFacts,
    /// What it weighs.
    pub weight: Points,
    /// How that comes about; empty where nothing weighs it.
    pub line: String,
    /// The day by which the person must be met.
    pub first_contact: Day,
    /// The offers, in their order.
    pub offers: Vec<Offer>,
}

/// Looks at a case: six statements. A case that nobody has weighed yet, because it was opened this very moment, is
/// weighed now: four more.
pub fn look<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Look>
where
    Case: Decide<A>,
{
    let (tenant, id, now) = (permit.tenant(), permit.id(), permit.scope().now());
    let today = Day::of(now);
    let facts = facts(c, permit)?;
    let case = c.one(CASE, args![tenant, id])?;
    let rows = c.all(AROUND, args![tenant, id, now])?;
    let loads = loads(&entries(c, tenant, Whose::Team(facts.team_id), now)?, today);
    let candidates = candidates::of_case(c, permit)?;
    let (weight, line) = match case.weighed_at {
        Some(_) => (Points::hundredths(case.points), case.line.clone()),
        None => match weigh::one(c, tenant, id, today)? {
            Some(score) => (score.points, score.line()),
            None => (Points::ZERO, String::new()),
        },
    };
    let pack = packs::known(c, tenant, &facts.case_type, facts.pack_version, case.hash.as_deref())?;
    let clocks: Vec<(String, Day)> = rows
        .iter()
        .filter(|row| row.about == About::Clock)
        .filter_map(|row| Some((row.code.clone(), row.on_day?)))
        .collect();
    let first_contact = first_contact(pack.as_deref(), &facts.band, &clocks, today);
    let known = known(&rows, &case, &facts);
    let around = Around { today, first_contact, weight, loads, known };
    Ok(Look { weight, line, first_contact, offers: offers(candidates, &around), facts })
}

fn known(rows: &[AroundRow], case: &CaseRow, facts: &CaseFacts) -> BTreeMap<UserId, Known> {
    let area = case.area_id.map(|id| id.to_string());
    let language = case.language.to_lowercase();
    let mut all: BTreeMap<UserId, Known> = BTreeMap::new();
    for row in rows {
        let Some(user) = row.user_id else { continue };
        let one = all.entry(user).or_default();
        match row.about {
            About::Since => one.last_on = row.on_day,
            About::CaseType => one.specialism |= row.code == facts.case_type,
            About::Area => one.near |= area.as_deref() == Some(row.code.as_str()),
            About::Language => {
                one.speaks |= !row.code.is_empty() && language.contains(&row.code.to_lowercase());
            }
            About::Linked => one.link = Continuity::Linked,
            About::Skill | About::Clock => {}
        }
    }
    all
}

/// Lets the points of a case that nobody has weighed yet count with who gets it.
pub fn count(c: &mut dyn Conn, tenant: i64, look: &Look) -> Result<()> {
    c.exec(COUNT, args![tenant, look.facts.case_id, look.weight.in_hundredths()]).map(drop)
}

/// Who answers for the service; `None` where nobody with an account does. One statement.
pub fn manager(c: &mut dyn Conn, tenant: i64) -> Result<Option<(UserId, String)>> {
    c.opt(MANAGER, args![tenant])
}
