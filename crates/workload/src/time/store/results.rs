//! SQL of a time study's results: entries of everybody who took part, by a person's number and never a name.

use crate::{
    rotas::model::{Cell, MINUTES, day_of},
    time::model::Activity,
};
use access::{CaseId, TeamId, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// An entry as results count it.
    #[derive(Clone, Debug)]
    pub struct Counted {
        /// Who, to tell people apart: never shown.
        pub user_id: UserId,
        /// The team with which they took part.
        pub team_id: TeamId,
        /// The day.
        pub on_day: Day,
        /// When it began, in minutes of the day.
        pub from_minute: i64,
        /// For how many minutes.
        pub minutes: i64,
        /// What.
        pub activity: Activity,
        /// Whether they were interrupted.
        pub interrupted: bool,
        /// For which case.
        pub case_id: Option<CaseId>,
        /// Its kind.
        pub case_type: Option<String>,
    }
}

row! {
    /// What a weight asks of a case for which something was written down.
    #[derive(Clone, Debug)]
    pub struct CaseFacts {
        /// The case.
        pub case_id: CaseId,
        /// Its kind.
        pub case_type: String,
        /// Its risk band; empty when nothing is weighed.
        pub band: String,
        /// Whether a formal power or order is in use.
        pub court: bool,
        /// A tier that another tool gave it.
        pub tier: Option<String>,
        /// Where somebody is seen.
        pub setting: Option<String>,
    }
}

row! {
    /// A stage that a case was in.
    #[derive(Clone, Debug)]
    pub struct InStage {
        /// The case.
        pub case_id: CaseId,
        /// The stage.
        pub stage: String,
        /// First day.
        pub entered_on: Day,
        /// Last day, once left.
        pub left_on: Option<Day>,
    }
}

row! {
    /// Time that somebody who took part keeps for casework.
    #[derive(Clone, Debug)]
    pub struct KeptTime {
        /// Who.
        pub user_id: UserId,
        /// The day of the week, 1 for Monday; 0 when it is once.
        pub weekday: i64,
        /// The day, when it is once.
        pub on_day: Option<Day>,
        /// When it begins, in minutes of the day.
        pub from_minute: i64,
        /// When it ends, in minutes of the day.
        pub to_minute: i64,
    }
}

kernel::statements! {
    COUNTED: Counted = "SELECT t.user_id, a.team_id, t.on_day, t.from_minute, t.minutes, t.activity, t.interrupted,
            t.case_id, f.case_type
        FROM time_entry t
        JOIN time_agreement a ON a.tenant_id = t.tenant_id AND a.exercise_id = t.exercise_id
            AND a.user_id = t.user_id
        LEFT JOIN case_file f ON f.tenant_id = t.tenant_id AND f.case_id = t.case_id
        WHERE t.tenant_id = $1 AND t.exercise_id = $2
        ORDER BY t.user_id, t.on_day, t.from_minute, t.entry_id
        LIMIT 1000000";
    STAGES: InStage = "SELECT s.case_id, s.stage, s.entered_on, s.left_on
        FROM case_stage s
        WHERE s.tenant_id = $1 AND NOT s.skipped AND s.entered_on <= $4 AND COALESCE(s.left_on, $4) >= $3
          AND s.case_id IN (
              SELECT t.case_id FROM time_entry t
              WHERE t.tenant_id = $1 AND t.exercise_id = $2 AND t.case_id IS NOT NULL)
        ORDER BY s.case_id, s.entered_on, s.entry_id
        LIMIT 300000";
    CASES: CaseFacts = "SELECT f.case_id, f.case_type, f.band,
            CASE WHEN EXISTS (
                SELECT 1 FROM power_use w
                WHERE w.tenant_id = f.tenant_id AND w.case_id = f.case_id AND NOT w.informal AND w.outcome = ''
                  AND w.authorised_on IS NOT NULL)
                THEN TRUE ELSE FALSE END,
            x.tier, x.setting
        FROM case_file f
        LEFT JOIN case_weighing x ON x.tenant_id = f.tenant_id AND x.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.case_id IN (
            SELECT t.case_id FROM time_entry t
            WHERE t.tenant_id = $1 AND t.exercise_id = $2 AND t.case_id IS NOT NULL)
        ORDER BY f.case_id
        LIMIT 100000";
    TEAM_OF: (CaseId, String) = "SELECT f.case_id, t.name
        FROM case_file f
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        WHERE f.tenant_id = $1 AND f.closed_on IS NULL
        ORDER BY f.case_id
        LIMIT 100000";
    KEPT: KeptTime = "SELECT s.user_id, s.weekday, s.on_day, s.from_minute, s.to_minute
        FROM time_agreement a
        JOIN protected_slot s ON s.tenant_id = a.tenant_id AND s.user_id = a.user_id
        WHERE a.tenant_id = $1 AND a.exercise_id = $2
        ORDER BY s.user_id, s.slot_id
        LIMIT 50000";
    // Half-days as they were published: what stood in them later was lost.
    ROTAS: (UserId, Day, String) = "SELECT p.user_id, r.from_on, p.planned
        FROM time_agreement a
        CROSS JOIN rota_person p
        JOIN rota r ON r.tenant_id = p.tenant_id AND r.rota_id = p.rota_id
        WHERE a.tenant_id = $1 AND a.exercise_id = $2
          AND p.tenant_id = a.tenant_id AND p.user_id = a.user_id
          AND r.state = 'published' AND r.until_on >= $3 AND r.from_on <= $4
        ORDER BY p.user_id, r.from_on
        LIMIT 10000";
}

/// Everybody's entries: one statement.
pub fn counted(c: &mut dyn Conn, tenant: i64, exercise: Uuid) -> Result<Vec<Counted>> {
    c.all(COUNTED, args![tenant, exercise])
}

/// The stages that the cases of its entries were in, from a day to another: one statement.
pub fn stages(c: &mut dyn Conn, tenant: i64, exercise: Uuid, (from, to): (Day, Day)) -> Result<Vec<InStage>> {
    let mut all = c.all(STAGES, args![tenant, exercise, from, to])?;
    // Results look a case up by its place, so the order is not left to how an engine sorts ids.
    all.sort_by_key(|one| one.case_id);
    Ok(all)
}

/// The time that those who took part keep for casework from a day to another: as a rota gave it to them, or as they chose
/// it themselves where they are on no rota. Two statements.
pub fn kept(c: &mut dyn Conn, tenant: i64, exercise: Uuid, (from, to): (Day, Day)) -> Result<Vec<KeptTime>> {
    let rotas = c.all(ROTAS, args![tenant, exercise, from, to])?;
    let mut kept = c.all(KEPT, args![tenant, exercise])?;
    kept.retain(|own| rotas.iter().all(|(user, ..)| *user != own.user_id));
    for (user_id, begins, planned) in &rotas {
        for (slot, letter) in planned.chars().enumerate() {
            let day = day_of(*begins, slot);
            if Cell::of_letter(letter) == Some(Cell::Of(rota::Activity::Case)) && from <= day && day <= to {
                let [from_minute, to_minute] = MINUTES[slot % 2];
                let on_day = Some(day);
                kept.push(KeptTime { user_id: *user_id, weekday: 0, on_day, from_minute, to_minute });
            }
        }
    }
    Ok(kept)
}

/// What weights ask of the cases of its entries: one statement.
pub fn cases(c: &mut dyn Conn, tenant: i64, exercise: Uuid) -> Result<Vec<CaseFacts>> {
    c.all(CASES, args![tenant, exercise])
}

/// The team of every open case: one statement.
pub fn teams(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(CaseId, String)>> {
    c.all(TEAM_OF, args![tenant])
}
