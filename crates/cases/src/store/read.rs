//! What a look at a case, and a look at a person's cases, reads.

use crate::{
    model::{ActionKind, Channel, Direction, Outcome, PartyRole},
    recording::model::{Alone, Marks},
};
use access::{Action, Case, CaseId, Decide, Permit, Person, PersonId, Read, Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A case as its page shows it.
    #[derive(Clone, Debug)]
    pub struct CaseCore {
        /// The reference people quote.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// Where it stands.
        pub stage: String,
        /// What it is about.
        pub title: String,
        /// Who owns the record.
        pub organisation: String,
        /// Who holds it.
        pub team: String,
        /// Who it is allocated to.
        pub worker: Option<String>,
        /// Their account.
        pub worker_id: Option<UserId>,
        /// The subject it is listed under.
        pub lead_person_id: PersonId,
        /// Their name.
        pub lead_name: String,
        /// First day.
        pub opened_on: Day,
        /// When that was written down.
        pub opened_recorded_at: Instant,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// How it ended.
        pub outcome: String,
        /// Latest successful contact.
        pub last_contact_at: Option<Instant>,
        /// What the subject is called.
        pub known_as: String,
        /// The version of its pack; 0 for none.
        pub pack_version: i64,
        /// SHA-256 of the pack's text where it is the service's own.
        pub hash: Option<Vec<u8>>,
        /// The current risk band; empty when nothing is weighed.
        pub band: String,
        /// Since when the worker has it.
        pub worker_since: Option<Day>,
        /// The last day of the current contact promise.
        pub promise_due_on: Option<Day>,
        /// Whose bank holidays count.
        pub division: String,
        /// What the import that made it found odd, in sentences; empty for nothing.
        pub import_warning: String,
    }
}

row! {
    /// A party as the case page shows it.
    #[derive(Clone, Debug)]
    pub struct Party {
        /// The person.
        pub person_id: PersonId,
        /// Their name; the page says "Restricted" where `known` is false.
        pub name: String,
        /// Their part.
        pub role: PartyRole,
        /// Whether the asker may know who it is.
        pub known: bool,
        /// Whether the asker may open their record.
        pub may_open: bool,
    }
}

row! {
    /// A contact or note.
    #[derive(Clone, Debug)]
    pub struct ContactLine {
        /// The contact.
        pub contact_id: Uuid,
        /// How.
        pub channel: Channel,
        /// Who began it.
        pub direction: Direction,
        /// Whether they were reached.
        pub outcome: Outcome,
        /// With whom, where not the person alone.
        pub with_whom: String,
        /// What was said and agreed.
        pub summary: String,
        /// When it happened.
        pub occurred_at: Instant,
        /// When it was written down.
        pub recorded_at: Instant,
        /// The worker.
        pub user_id: UserId,
        /// Their name.
        pub worker: String,
        /// Their organisation.
        pub organisation: String,
        /// The case's reference, if it belongs to one.
        pub reference: Option<String>,
        /// The person it is about.
        pub person_id: PersonId,
        /// Who was seen.
        pub seen: String,
        /// Whether the person was seen alone; empty when not said.
        pub alone: String,
        /// What the person said, in their words.
        pub said: String,
        /// What the worker saw.
        pub saw: String,
        /// What the worker thinks.
        pub thinks: String,
        /// What others reported.
        pub reported: String,
        /// The entry it corrects, if one.
        pub corrects_id: Option<Uuid>,
        /// What was wrong with that entry.
        pub corrects_why: String,
        /// When it was corrected itself, if it was.
        pub corrected_at: Option<Instant>,
    }
}

row! {
    struct RecentRow {
        contact_id: Uuid,
        channel: Channel,
        direction: Direction,
        outcome: Outcome,
        with_whom: String,
        summary: String,
        occurred_at: Instant,
        recorded_at: Instant,
        user_id: UserId,
        worker: String,
        organisation: String,
        reference: Option<String>,
        person_id: PersonId,
        seen: String,
        alone: String,
        said: String,
        saw: String,
        thinks: String,
        reported: String,
        corrects_id: Option<Uuid>,
        corrects_why: String,
        corrected_at: Option<Instant>,
        nth: i64,
        shown: i64,
        all: i64,
    }
}

row! {
    struct DiaryRow {
        what: i64,
        id: Uuid,
        kind: String,
        direction: String,
        outcome: String,
        with_whom: String,
        words: String,
        on_day: Day,
        at_time: Option<Instant>,
        done_on: Option<Day>,
        recorded_at: Instant,
        user_id: Option<UserId>,
        who: String,
        organisation: String,
        person_id: PersonId,
        seen: String,
        alone: String,
        said: String,
        saw: String,
        thinks: String,
        reported: String,
        corrects_id: Option<Uuid>,
        corrects_why: String,
        corrected_at: Option<Instant>,
    }
}

row! {
    /// Something that is to happen.
    #[derive(Clone, Debug)]
    pub struct ActionLine {
        /// The action.
        pub action_id: Uuid,
        /// What kind.
        pub kind: ActionKind,
        /// What is to happen.
        pub what: String,
        /// The worker's account, if one.
        pub owner_id: Option<UserId>,
        /// Whose it is.
        pub owner: String,
        /// The day it is due.
        pub due_on: Day,
        /// The time, where one is booked.
        pub due_at: Option<Instant>,
        /// The day it was done.
        pub done_on: Option<Day>,
        /// What came of it.
        pub outcome: String,
        /// The person it is for.
        pub person_id: PersonId,
    }
}

row! {
    /// A case in a person's list.
    #[derive(Clone, Debug)]
    pub struct CaseLine {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// Where it stands.
        pub stage: String,
        /// What it is about.
        pub title: String,
        /// Who holds it.
        pub team: String,
        /// Who it is allocated to.
        pub worker: Option<String>,
        /// The person's part in it.
        pub role: PartyRole,
        /// First day.
        pub opened_on: Day,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// The last day on which coming back is shown as such, once it is closed.
        pub watch_until: Option<Day>,
        /// Whether the asker may write to it.
        pub may_write: bool,
    }
}

impl ContactLine {
    /// What is kept apart in it.
    pub fn marks(&self) -> Marks {
        Marks {
            seen: self.seen.clone(),
            alone: Alone::parse(&self.alone),
            said: self.said.clone(),
            saw: self.saw.clone(),
            thinks: self.thinks.clone(),
            reported: self.reported.clone(),
        }
    }
}

kernel::statements! {
    CORE: CaseCore = "SELECT f.reference, f.case_type, f.stage, f.title, o.name, t.name, u.name, f.worker_id,
            f.lead_person_id, n.full_name, f.opened_on, f.opened_recorded_at, f.closed_on, f.outcome,
            f.last_contact_at, n.known_as, f.pack_version, v.hash, f.band, f.worker_since, f.promise_due_on, d.division,
            f.import_warning
        FROM case_file f
        JOIN tenant d ON d.tenant_id = f.tenant_id
        LEFT JOIN pack_version v
            ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type AND v.version = f.pack_version
        JOIN organisation o ON o.tenant_id = f.tenant_id AND o.organisation_id = f.organisation_id
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    PARTIES: Party = concat!("SELECT n.person_id, n.full_name, y.role,
            CASE WHEN ", access::may_read_who_person!(), " THEN TRUE ELSE FALSE END,
            CASE WHEN ", access::may_read_person!(), " THEN TRUE ELSE FALSE END
        FROM case_party y
        JOIN person n ON n.tenant_id = y.tenant_id AND n.person_id = y.person_id
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        WHERE y.tenant_id = $1 AND y.case_id = $6
        ORDER BY y.role DESC, n.sort_name, n.person_id");
    // What was and what is to be, in one statement: the latest contacts, and open actions with those done of late.
    DIARY: DiaryRow = "SELECT CAST(1 AS BIGINT), k.contact_id, k.channel, k.direction, k.outcome, k.with_whom, k.summary,
            k.occurred_on, k.occurred_at, k.occurred_on, k.recorded_at, k.user_id, u.name, o.name, k.person_id, k.seen, k.alone,
            k.said, k.saw, k.thinks, k.reported, k.corrects_id, k.corrects_why, k.corrected_at
        FROM (
            SELECT x.tenant_id, x.contact_id, x.channel, x.direction, x.outcome, x.with_whom, x.summary,
                x.occurred_on, x.occurred_at, x.recorded_at, x.user_id, x.person_id, x.seen, x.alone, x.said,
                x.saw, x.thinks, x.reported, x.corrects_id, x.corrects_why, x.corrected_at
            FROM contact x
            WHERE x.tenant_id = $1 AND x.case_id = $2
            ORDER BY x.occurred_at DESC, x.contact_id DESC
            LIMIT $3
        ) k
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        UNION ALL
        SELECT CAST(2 AS BIGINT), a.action_id, a.kind, '', a.outcome, '', a.what, a.due_on, a.due_at, a.done_on, a.recorded_at,
            a.owner_id, COALESCE(u.name, a.owner_name), '', a.person_id, '', '', '', '', '', '', NULL, '', NULL
        FROM (
            SELECT x.tenant_id, x.action_id, x.kind, x.outcome, x.what, x.due_on, x.due_at, x.done_on, x.recorded_at,
                x.owner_id, x.owner_name, x.person_id
            FROM next_action x
            WHERE x.tenant_id = $1 AND x.case_id = $2 AND (x.done_on IS NULL OR x.done_on >= $4)
            ORDER BY x.done_on NULLS FIRST, x.due_on, x.due_at NULLS LAST, x.action_id
            LIMIT 50
        ) a
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.owner_id";
    // The latest few, and each worker's latest successful contact, so that one statement tells both.
    RECENT: RecentRow = concat!("SELECT x.contact_id, x.channel, x.direction, x.outcome, x.with_whom, x.summary,
            x.occurred_at, x.recorded_at, x.user_id, u.name, o.name, f.reference, x.person_id, x.seen, x.alone, x.said,
            x.saw, x.thinks, x.reported, x.corrects_id, x.corrects_why, x.corrected_at, x.nth, x.shown,
            (SELECT count(*) FROM contact q WHERE q.tenant_id = $1 AND q.person_id = $6)
        FROM (
            SELECT k.contact_id, k.channel, k.direction, k.outcome, k.with_whom, k.summary,
                k.occurred_at, k.recorded_at, k.user_id, k.case_id, k.tenant_id, k.person_id, k.seen, k.alone,
                k.said, k.saw, k.thinks, k.reported, k.corrects_id, k.corrects_why, k.corrected_at,
                row_number() OVER (ORDER BY k.occurred_at DESC, k.contact_id DESC) AS nth,
                row_number() OVER (
                    PARTITION BY k.user_id, k.outcome, CASE WHEN k.corrected_at IS NULL THEN 0 ELSE 1 END
                    ORDER BY k.occurred_at DESC) AS mine,
                count(*) OVER () AS shown
            FROM contact k
            WHERE k.tenant_id = $1 AND k.person_id = $6
              AND (k.case_id IS NULL OR EXISTS (
                  SELECT 1 FROM case_access c
                  WHERE c.tenant_id = k.tenant_id AND c.case_id = k.case_id AND ", access::may_read_case!(), "))
        ) x
        JOIN app_user u ON u.tenant_id = x.tenant_id AND u.user_id = x.user_id
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        LEFT JOIN case_file f ON f.tenant_id = x.tenant_id AND f.case_id = x.case_id
        WHERE x.nth <= $7 OR (x.mine = 1 AND x.outcome = 'successful' AND x.corrected_at IS NULL)
        ORDER BY x.nth");
    OF_PERSON: CaseLine = concat!("SELECT f.case_id, f.reference, f.case_type, f.stage, f.title, t.name, u.name, y.role,
            f.opened_on, f.closed_on, k.watch_until,
            CASE WHEN ", access::may_write_case!(), " THEN TRUE ELSE FALSE END
        FROM case_party y
        JOIN case_file f ON f.tenant_id = y.tenant_id AND f.case_id = y.case_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        LEFT JOIN case_closing k
            ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id AND k.state = 'closed'
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE y.tenant_id = $1 AND y.person_id = $6 AND ", access::may_read_case!(), "
        ORDER BY CASE WHEN f.closed_on IS NULL THEN 0 ELSE 1 END, f.opened_on DESC, f.case_id
        LIMIT 100");
}

/// The case itself: one statement.
pub fn core(c: &mut dyn Conn, permit: &Permit<Case, Read>) -> Result<CaseCore> {
    c.one(CORE, args![permit.tenant(), permit.id()])
}

/// Who is in the case: one statement.
pub fn parties<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Party>>
where
    Case: Decide<A>,
{
    c.all(PARTIES, &permit.scope().args(args![permit.id()]))
}

/// What was and what is to be in a case.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// The latest contacts, newest first.
    pub latest: Vec<ContactLine>,
    /// What is to happen, soonest first, and what was done in the last 28 days.
    pub next: Vec<ActionLine>,
}

/// The case's latest contacts, and what is to happen in it: one statement.
pub fn diary(c: &mut dyn Conn, permit: &Permit<Case, Read>, most: i64) -> Result<Diary> {
    let since = Day::of(permit.scope().now()).plus(-28);
    let mut diary = Diary::default();
    for row in c.all(DIARY, args![permit.tenant(), permit.id(), most, since])? {
        if row.what == 1 {
            diary.latest.extend(row.contact());
        } else {
            diary.next.extend(row.action());
        }
    }
    diary.latest.sort_by_key(|line| std::cmp::Reverse((line.occurred_at, line.contact_id)));
    diary
        .next
        .sort_by_key(|line| (line.done_on, line.due_on, line.due_at.is_none(), line.due_at, line.action_id));
    Ok(diary)
}

impl DiaryRow {
    fn contact(self) -> Option<ContactLine> {
        Some(ContactLine {
            contact_id: self.id,
            channel: Channel::parse(&self.kind)?,
            direction: Direction::parse(&self.direction)?,
            outcome: Outcome::parse(&self.outcome)?,
            with_whom: self.with_whom,
            summary: self.words,
            occurred_at: self.at_time?,
            recorded_at: self.recorded_at,
            user_id: self.user_id?,
            worker: self.who,
            organisation: self.organisation,
            reference: None,
            person_id: self.person_id,
            seen: self.seen,
            alone: self.alone,
            said: self.said,
            saw: self.saw,
            thinks: self.thinks,
            reported: self.reported,
            corrects_id: self.corrects_id,
            corrects_why: self.corrects_why,
            corrected_at: self.corrected_at,
        })
    }

    fn action(self) -> Option<ActionLine> {
        Some(ActionLine {
            action_id: self.id,
            kind: ActionKind::parse(&self.kind)?,
            what: self.words,
            owner_id: self.user_id,
            owner: self.who,
            due_on: self.on_day,
            due_at: self.at_time,
            done_on: self.done_on,
            outcome: self.outcome,
            person_id: self.person_id,
        })
    }
}

/// A person's latest contacts as the asker may see them.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    /// The latest few.
    pub latest: Vec<ContactLine>,
    /// Each worker's latest successful contact: who, when, how.
    pub last_by: Vec<(UserId, Instant, Channel)>,
    /// Entries the asker may see.
    pub shown: i64,
    /// Entries on cases the asker may not see.
    pub hidden: i64,
}

/// A person's latest contacts and each worker's last: one statement.
pub fn recent<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>, most: i64) -> Result<Recent>
where
    Person: Decide<A>,
{
    let mut recent = Recent::default();
    for row in c.all(RECENT, &permit.scope().args(args![permit.id(), most]))? {
        (recent.shown, recent.hidden) = (row.shown, row.all - row.shown);
        let counts = row.outcome == Outcome::Successful && row.corrected_at.is_none();
        if counts && !recent.last_by.iter().any(|(user, ..)| *user == row.user_id) {
            recent.last_by.push((row.user_id, row.occurred_at, row.channel));
        }
        if row.nth <= most {
            recent.latest.push(ContactLine {
                contact_id: row.contact_id,
                channel: row.channel,
                direction: row.direction,
                outcome: row.outcome,
                with_whom: row.with_whom,
                summary: row.summary,
                occurred_at: row.occurred_at,
                recorded_at: row.recorded_at,
                user_id: row.user_id,
                worker: row.worker,
                organisation: row.organisation,
                reference: row.reference,
                person_id: row.person_id,
                seen: row.seen,
                alone: row.alone,
                said: row.said,
                saw: row.saw,
                thinks: row.thinks,
                reported: row.reported,
                corrects_id: row.corrects_id,
                corrects_why: row.corrects_why,
                corrected_at: row.corrected_at,
            });
        }
    }
    Ok(recent)
}

/// The cases a person is in and the asker may read, open ones first: one statement.
pub fn of_person(c: &mut dyn Conn, scope: &Scope, person: PersonId) -> Result<Vec<CaseLine>> {
    c.all(OF_PERSON, &scope.args(args![person]))
}
