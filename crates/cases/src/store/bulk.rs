//! What imports write here, many rows at a time, and how they take it back.

use crate::model::{ActionKind, Channel, Closing, Direction, Outcome, PartyRole};
use access::{CaseId, OrganisationId, PersonId, TeamId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
};
use uuid::Uuid;

kernel::bulk! {
    CASE = "INSERT INTO case_file (
            tenant_id, case_id, reference, case_type, stage, title, organisation_id, team_id, worker_id,
            lead_person_id, opened_on, opened_recorded_at, closed_on, closed_recorded_at, outcome, last_contact_at,
            import_warning, version) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", "";
    PARTY = "INSERT INTO case_party (tenant_id, case_id, person_id, role) VALUES", "($1, ?, ?, ?)",
        "ON CONFLICT (tenant_id, case_id, person_id, role) DO NOTHING";
    CONTACT = "INSERT INTO contact (
            tenant_id, contact_id, person_id, case_id, user_id, channel, direction, outcome, with_whom, summary,
            occurred_at, occurred_on, recorded_at) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)", "";
    ACTION = "INSERT INTO next_action (
            tenant_id, action_id, person_id, case_id, kind, what, owner_id, owner_name, due_on, outcome, recorded_at,
            recorded_by, version) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, '', ?, '', ?, ?, 1)", "";
}

/// References looked up at once.
pub const REFERENCES: usize = 200;

kernel::statements! {
    TOUCHED: (i64, i64) = "SELECT
            (SELECT count(*)
             FROM case_access a
             JOIN case_file k ON k.tenant_id = a.tenant_id AND k.case_id = a.case_id
             WHERE a.tenant_id = $1 AND a.batch_id = $2 AND k.version > 1),
            (SELECT count(*)
             FROM person_access a
             JOIN next_action x ON x.tenant_id = a.tenant_id AND x.person_id = a.person_id
             WHERE a.tenant_id = $1 AND a.batch_id = $2 AND x.version > 1)";
    DROP_CONTACTS: () = "DELETE FROM contact
        WHERE tenant_id = $1
          AND case_id IN (
              SELECT a.case_id FROM case_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.case_id <= $3)";
    DROP_ACTIONS: () = "DELETE FROM next_action
        WHERE tenant_id = $1
          AND case_id IN (
              SELECT a.case_id FROM case_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.case_id <= $3)";
    DROP_PARTIES: () = "DELETE FROM case_party
        WHERE tenant_id = $1
          AND case_id IN (
              SELECT a.case_id FROM case_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.case_id <= $3)";
    DROP_CASES: () = "DELETE FROM case_file
        WHERE tenant_id = $1
          AND case_id IN (
              SELECT a.case_id FROM case_access a WHERE a.tenant_id = $1 AND a.batch_id = $2 AND a.case_id <= $3)";
}

/// The text that looks up [`REFERENCES`] references at once.
fn known_references() -> kernel::db::Sql<(String,)> {
    static TEXT: std::sync::LazyLock<&'static str> = std::sync::LazyLock::new(|| {
        let slots: Vec<String> = (2..REFERENCES + 2).map(|n| format!("${n}")).collect();
        let text = format!(
            "SELECT reference FROM case_file WHERE tenant_id = $1 AND reference IN ({})",
            slots.join(", ")
        );
        Box::leak(text.into_boxed_str())
    });
    kernel::db::Sql::new(*TEXT)
}

/// Every SQL text of this store.
pub fn statements() -> Vec<Known> {
    let known = Known::of("cases::store::bulk::KNOWN_REFERENCES", known_references());
    [STATEMENTS.to_vec(), bulk_statements(), vec![known]].concat()
}

/// A case as an import makes it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The case.
    pub id: CaseId,
    /// The reference people quote.
    pub reference: String,
    /// What kind of case.
    pub case_type: String,
    /// Where it stands.
    pub stage: String,
    /// What it is about.
    pub title: String,
    /// Who owns the record.
    pub organisation: OrganisationId,
    /// Who holds it.
    pub team: TeamId,
    /// Who it is allocated to.
    pub worker: Option<UserId>,
    /// The subject it is listed under.
    pub lead: PersonId,
    /// First day.
    pub opened_on: Day,
    /// When the opening was written down.
    pub opened_recorded_at: Instant,
    /// How it ended, once it has.
    pub closing: Option<Closing>,
    /// Latest successful contact.
    pub last_contact_at: Option<Instant>,
    /// What is odd about it, in sentences; empty for nothing.
    pub warning: String,
}

/// Makes a case, open or closed; its access row comes before.
pub fn case(w: &mut Writes, n: Imported) {
    let (closed_on, closed_at, outcome) = n
        .closing
        .map_or((None, None, String::new()), |c| (Some(c.closed_on), Some(c.recorded_at), c.outcome));
    w.row(
        &CASE,
        [
            n.id.into(),
            n.reference.into(),
            n.case_type.into(),
            n.stage.into(),
            n.title.into(),
            n.organisation.into(),
            n.team.into(),
            n.worker.into(),
            n.lead.into(),
            n.opened_on.into(),
            n.opened_recorded_at.into(),
            closed_on.into(),
            closed_at.into(),
            outcome.into(),
            n.last_contact_at.into(),
            n.warning.into(),
        ],
    );
}

/// Adds a party; the access crate's row for a subject is the caller's to write.
pub fn party(w: &mut Writes, case: CaseId, person: PersonId, role: PartyRole) {
    w.row(&PARTY, [case.into(), person.into(), role.into()]);
}

/// A contact as an import makes it.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The contact.
    pub id: Uuid,
    /// The person it is about.
    pub person: PersonId,
    /// The case it belongs to.
    pub case: CaseId,
    /// The worker who had it.
    pub user: UserId,
    /// How.
    pub channel: Channel,
    /// Who began it.
    pub direction: Direction,
    /// Whether they were reached.
    pub outcome: Outcome,
    /// What was said or done.
    pub summary: String,
    /// The day it happened; imports know no time of day.
    pub occurred_on: Day,
    /// When it was written down.
    pub recorded_at: Instant,
}

/// Adds a contact. The case's "last contact" is the caller's to know.
pub fn contact(w: &mut Writes, n: Contact) {
    w.row(
        &CONTACT,
        [
            n.id.into(),
            n.person.into(),
            n.case.into(),
            n.user.into(),
            n.channel.into(),
            n.direction.into(),
            n.outcome.into(),
            n.summary.into(),
            n.occurred_on.start().into(),
            n.occurred_on.into(),
            n.recorded_at.into(),
        ],
    );
}

/// An action as an import makes it.
#[derive(Clone, Debug)]
pub struct Action {
    /// The action.
    pub id: Uuid,
    /// The person it is for.
    pub person: PersonId,
    /// The case it belongs to.
    pub case: CaseId,
    /// What is to happen.
    pub what: String,
    /// Whose it is.
    pub owner: Option<UserId>,
    /// The day it is due.
    pub due_on: Day,
    /// When it is written down.
    pub recorded_at: Instant,
    /// Who writes it down.
    pub recorded_by: UserId,
}

/// Adds a task.
pub fn action(w: &mut Writes, n: Action) {
    w.row(
        &ACTION,
        [
            n.id.into(),
            n.person.into(),
            n.case.into(),
            ActionKind::Task.into(),
            n.what.into(),
            n.owner.into(),
            n.due_on.into(),
            n.recorded_at.into(),
            n.recorded_by.into(),
        ],
    );
}

/// Which of these references (at most [`REFERENCES`]) a case has already.
pub fn references(c: &mut dyn Conn, tenant: i64, references: &[String]) -> Result<Vec<String>> {
    let Some(last) = references.last() else { return Ok(Vec::new()) };
    let mut args = vec![Val::I64(tenant)];
    args.extend((0..REFERENCES).map(|n| Val::from(references.get(n).unwrap_or(last))));
    Ok(c.all(known_references(), &args)?.into_iter().map(|(reference,)| reference).collect())
}

/// How many of a batch's cases, and of its people's actions, somebody has changed since. What was added is for the
/// importer to find, by ids.
pub fn touched(c: &mut dyn Conn, tenant: i64, batch: Uuid) -> Result<(i64, i64)> {
    c.one(TOUCHED, args![tenant, batch])
}

/// Takes back a batch's cases up to one, with all that is in them.
pub fn drop_cases(c: &mut dyn Conn, tenant: i64, batch: Uuid, last: CaseId) -> Result<()> {
    for sql in [DROP_CONTACTS, DROP_ACTIONS, DROP_PARTIES] {
        c.exec(sql, args![tenant, batch, last])?;
    }
    access::bulk::drop_subjects(c, tenant, batch, last)?;
    c.exec(DROP_CASES, args![tenant, batch, last])?;
    access::bulk::drop_cases(c, tenant, batch, last)
}
