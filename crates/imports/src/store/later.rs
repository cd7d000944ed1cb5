//! What hangs on the records an import makes: which tables the import fills itself, which the program works out
//! from facts, and which are somebody's later work. Undo asks here before it hides anything.
//!
//! All ids of a run lie between two bounds ([`Ids::bounds`](crate::ids::Ids::bounds)), and every foreign key has an
//! index. So each question is a look into an index between two values: as quick for a million rows as for one.

use kernel::{
    Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

/// What a table is to the undoing of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hangs {
    /// The import writes it and takes it back; what others add to it is counted where it is written.
    Made,
    /// The program works its rows out from facts, so they go with what they are about.
    WorkedOut,
    /// Somebody's later work: with a row whose column (named second) leads to the import, undo is refused.
    Edit(&'static str),
    /// It hangs on later work, which refuses by itself.
    Beneath,
}

row! {
    /// Later work of one kind.
    #[derive(Clone, Debug)]
    pub struct Later {
        /// What it was done to: `case`, `person`, `worker`, `team`, `organisation`, `household`.
        pub kind: String,
        /// What was done, such as "a letter"; empty in totals.
        pub what: String,
        /// To how many.
        pub records: i64,
    }
}

/// Makes [`EDITS`] and the statements that look for them from one list. A line says what is touched, the table and its
/// column, and the words for it. `not` names the column that tells rows of the import itself apart.
macro_rules! edits {
    (
        $kind0:literal $table0:literal . $column0:literal => $what0:literal;
        $($kind:literal $table:literal . $column:literal $(not $own:literal)? => $what:literal;)*
    ) => {
        const EDITS: &[(&str, &str)] = &[($table0, $column0), $(($table, $column)),*];

        /// All that is later work, one row for each record touched.
        macro_rules! all {
            ($before:literal, $after:literal) => {
                concat!(
                    $before,
                    "SELECT '", $kind0, "' AS kind, '", $what0, "' AS what, x.", $column0, " AS id FROM ", $table0,
                    " x WHERE x.tenant_id = $1 AND x.", $column0, " >= $2 AND x.", $column0, " <= $3",
                    $(
                        " UNION ALL SELECT '", $kind, "', '", $what, "', x.", $column, " FROM ", $table,
                        " x WHERE x.tenant_id = $1 AND x.", $column, " >= $2 AND x.", $column, " <= $3",
                        $(" AND (x.", $own, " < $2 OR x.", $own, " > $3)",)?
                    )*
                    $after
                )
            };
        }

        kernel::statements! {
            /// What was done, and to how many.
            KINDS: Later = all!(
                "SELECT w.kind, w.what, count(DISTINCT w.id) FROM (",
                ") w GROUP BY w.kind, w.what ORDER BY w.kind, w.what"
            );
            /// How many cases, people and so on were touched.
            TOTALS: Later = all!(
                "SELECT w.kind, '', count(DISTINCT w.id) FROM (",
                ") w GROUP BY w.kind ORDER BY w.kind"
            );
            DROP_FINDINGS: () = "DELETE FROM return_finding
                WHERE tenant_id = $1 AND case_id >= $2 AND case_id <= $3";
            DROP_POINTS: () = "DELETE FROM case_points
                WHERE tenant_id = $1 AND case_id >= $2 AND case_id <= $3";
            DROP_LOADS: () = "DELETE FROM worker_day
                WHERE tenant_id = $1 AND user_id >= $2 AND user_id <= $3";
        }
    };
}

edits! {
    "case" "case_stage"."case_id" => "a stage";
    "case" "case_party"."case_id" not "person_id" => "another person";
    "case" "contact"."case_id" not "contact_id" => "a contact";
    "case" "next_action"."case_id" not "action_id" => "an action";
    "case" "fact_entry"."case_id" => "a form";
    "case" "case_clock"."case_id" => "a clock";
    "case" "clock_change"."case_id" => "a changed clock";
    "case" "case_event"."case_id" => "an event";
    "case" "report"."case_id" => "a report";
    "case" "allocation"."case_id" => "an allocation";
    "case" "handover"."case_id" => "a handover";
    "case" "case_plan"."case_id" => "a plan";
    "case" "plan_goal"."case_id" => "a goal";
    "case" "plan_change"."case_id" => "a changed plan";
    "case" "plan_agreement"."case_id" => "an agreed plan";
    "case" "exit_plan"."case_id" => "a plan for the ending";
    "case" "intervention"."case_id" => "an intervention";
    "case" "contact_promise"."case_id" => "a promise of contact";
    "case" "risk_assessment"."case_id" => "a risk assessment";
    "case" "power_use"."case_id" => "a use of a power";
    "case" "case_decision"."case_id" => "a decision";
    "case" "case_closing"."case_id" => "a closing";
    "case" "survey_request"."case_id" => "a survey";
    "case" "letter"."case_id" => "a letter";
    "case" "document"."case_id" => "a document";
    "case" "return_choice"."case_id" => "a choice for a return";
    "case" "case_message"."case_id" => "a message";
    "case" "review_frame"."case_id" => "a draw of reviews";
    "case" "case_review"."case_id" => "a review";
    "case" "self_audit_answer"."case_id" => "a self-audit";
    "case" "six_week_case"."case_id" => "a six-week review";
    "case" "supervision_decision"."case_id" => "a decision in supervision";
    "case" "thematic_frame"."case_id" => "an audit";
    "case" "thematic_case"."case_id" => "an audit";
    "case" "case_weighing"."case_id" => "what a case weighs";
    "case" "case_adjustment"."case_id" => "what a case weighs";
    "case" "time_entry"."case_id" => "a time study";
    "case" "time_running"."case_id" => "a time study";
    "case" "giving_choice"."case_id" => "an allocation";
    "action" "supervision_decision"."action_id" => "a decision in supervision";
    "action" "review_action"."action_id" => "a review";
    "action" "survey_answer"."action_id" => "a survey";
    "person" "person_name"."person_id" not "name_id" => "a name";
    "person" "address"."person_id" not "address_id" => "an address";
    "person" "contact_method"."person_id" not "method_id" => "a way to reach them";
    "person" "network_member"."person_id" not "member_id" => "a worker";
    "person" "relationship"."person_id" => "a tie";
    "person" "what_matters"."person_id" => "a saying of what matters";
    "person" "risk"."person_id" => "a risk";
    "person" "alert"."person_id" => "a warning";
    "person" "reach_change"."person_id" => "a change of how they are reached";
    "person" "exclusion"."person_id" => "a conflict of interest";
    "person" "household_member"."person_id" not "household_id" => "another household";
    "person" "case_party"."person_id" not "case_id" => "another case";
    "person" "case_file"."lead_person_id" not "case_id" => "another case";
    "person" "contact"."person_id" not "contact_id" => "a contact";
    "person" "next_action"."person_id" not "action_id" => "an action";
    "person" "fact_entry"."person_id" => "a form";
    "person" "report"."person_id" => "a report";
    "person" "intervention"."person_id" => "an intervention";
    "person" "contact_promise"."person_id" => "a promise of contact";
    "person" "risk_assessment"."person_id" => "a risk assessment";
    "person" "power_use"."person_id" => "a use of a power";
    "person" "survey_request"."person_id" => "a survey";
    "person" "letter"."person_id" => "a letter";
    "person" "case_message"."person_id" => "a message";
    "household" "household_member"."household_id" not "person_id" => "another person";
    "worker" "credential"."user_id" => "a password";
    "worker" "role_grant"."user_id" => "a role";
    "worker" "session"."user_id" => "a sign-in";
    "worker" "team_member"."user_id" => "a team";
    "worker" "allocation"."user_id" => "an allocation";
    "worker" "worker_leave"."user_id" => "an absence";
    "worker" "message_reader"."user_id" => "a message";
    "worker" "protected_slot"."user_id" => "protected time";
    "worker" "queue_place"."user_id" => "a queue";
    "worker" "self_audit"."user_id" => "a self-audit";
    "worker" "six_week_review"."user_id" => "a six-week review";
    "worker" "supervised_worker"."user_id" => "supervision";
    "worker" "supervised_worker"."supervisor_id" => "supervision";
    "worker" "supervision_session"."supervisor_id" => "supervision";
    "worker" "supervision_attendee"."user_id" => "supervision";
    "worker" "supervision_item"."user_id" => "supervision";
    "worker" "supervision_action"."user_id" => "supervision";
    "worker" "supervision_action"."owner_id" => "supervision";
    "worker" "supervision_reflection"."user_id" => "supervision";
    "worker" "recommendation"."owner_id" => "a recommendation";
    "worker" "review_hours"."user_id" => "hours for reviews";
    "worker" "staff_contract"."user_id" => "hours of work";
    "worker" "staff_reduction"."user_id" => "a reduction of hours";
    "worker" "staff_strength"."user_id" => "a strength";
    "worker" "load_notice"."user_id" => "a notice of too much work";
    "worker" "time_agreement"."user_id" => "a time study";
    "worker" "time_entry"."user_id" => "a time study";
    "worker" "time_running"."user_id" => "a time study";
    "worker" "pulse_asked"."user_id" => "a pulse";
    "worker" "charter_plan"."owner_id" => "a plan of the charter";
    "worker" "own_method"."user_id" => "a way of keeping a standard";
    "worker" "rota_person"."user_id" => "a rota";
    "worker" "rota_change"."user_id" => "a rota";
    "worker" "rota_feed"."made_by" => "a calendar";
    "team" "team_member"."team_id" => "a worker";
    "team" "case_file"."team_id" not "case_id" => "another case";
    "team" "report"."team_id" => "a report";
    "team" "time_exercise_team"."team_id" => "a time study";
    "team" "time_agreement"."team_id" => "a time study";
    "team" "rota"."team_id" => "a rota";
    "team" "rota_feed"."team_id" => "a calendar";
    "organisation" "team"."organisation_id" not "team_id" => "another team";
    "organisation" "app_user"."organisation_id" not "user_id" => "another worker";
}

/// The tables that imports fill. What others change in them is told by `touched` of their stores; what they add, by a
/// line above.
const MADE: &[&str] = &[
    "organisation",
    "team",
    "app_user",
    "person_access",
    "person",
    "person_name",
    "address",
    "contact_method",
    "household",
    "household_member",
    "network_member",
    "case_access",
    "case_file",
    "case_party",
    "contact",
    "next_action",
];

/// The tables whose rows the program works out: [`drop_worked_out`] takes them back.
const WORKED_OUT: &[&str] = &["return_finding", "case_points", "worker_day"];

/// The tables that hang on nothing but later work.
const BENEATH: &[&str] = &[
    "giving_candidate",
    "thematic_finding",
    "survey_code",
    "survey_try",
    "case_fact",
    "intervention_step",
    "risk_answer",
    "power_breach",
    "letter_copy",
    "outbox",
    "document_version",
    "review_answer",
    "review_begun",
    "review_second",
    "blind_answer",
    "review_dispute",
    "review_decision",
    "self_audit_finding",
    "supervision_move",
    "supervision_theme",
    "load_answer",
    "rota_need",
];

/// Every table that hangs on what an import makes, and what it is to the undoing. A test holds this against the foreign
/// keys of both live schemas, and says what to do about a table that is missing here.
pub fn hanging() -> Vec<(&'static str, Hangs)> {
    let plain = |tables: &'static [&'static str], what: Hangs| tables.iter().map(move |table| (*table, what));
    plain(MADE, Hangs::Made)
        .chain(plain(WORKED_OUT, Hangs::WorkedOut))
        .chain(plain(BENEATH, Hangs::Beneath))
        .chain(EDITS.iter().map(|(table, column)| (*table, Hangs::Edit(column))))
        .collect()
}

/// Later work on what lies between the bounds of a run's ids: what was done, and to how many in all.
pub fn later(c: &mut dyn Conn, tenant: i64, (first, last): (Uuid, Uuid)) -> Result<(Vec<Later>, Vec<Later>)> {
    let kinds = c.all(KINDS, args![tenant, first, last])?;
    if kinds.is_empty() {
        return Ok((kinds, Vec::new()));
    }
    Ok((kinds, c.all(TOTALS, args![tenant, first, last])?))
}

/// Takes back what the program worked out about the cases and workers between two ids.
pub fn drop_worked_out(c: &mut dyn Conn, tenant: i64, (first, last): (Uuid, Uuid)) -> Result<()> {
    c.exec(DROP_FINDINGS, args![tenant, first, last])?;
    c.exec(DROP_POINTS, args![tenant, first, last])?;
    c.exec(DROP_LOADS, args![tenant, first, last]).map(drop)
}
