//! The words of this slice as types, and the rules that need no database.

use access::{CaseId, OrganisationId, PersonId, TeamId, UserId};
use kernel::{Chance, Day, Instant};
use uuid::Uuid;

kernel::text_enum! {
    /// A person's part in a case.
    pub enum PartyRole {
        /// Whom the case is about.
        Subject = "subject", "Subject";
        /// The subject's partner.
        Partner = "partner", "Partner";
        /// A child in the household.
        Child = "child", "Child";
        /// Other family.
        Family = "family", "Family member";
        /// Who made the complaint.
        Complainant = "complainant", "Complainant";
        /// Who was harmed.
        Victim = "victim", "Victim";
        /// Who is said to have done it.
        AllegedPerpetrator = "alleged_perpetrator", "Alleged perpetrator";
        /// Who saw it.
        Witness = "witness", "Witness";
        /// One of a group the case is about.
        GroupMember = "group_member", "Group member";
        /// Any other part.
        Other = "other", "Other";
    }
}

kernel::text_enum! {
    /// How a contact was made.
    pub enum Channel {
        /// At their home or elsewhere with them.
        Visit = "visit", "Visit";
        /// At the office.
        Office = "office", "Office interview";
        /// By telephone.
        Phone = "phone", "Phone call";
        /// By text message.
        Text = "text", "Text message";
        /// By e-mail.
        Email = "email", "E-mail";
        /// By letter.
        Letter = "letter", "Letter";
        /// By video call.
        Video = "video", "Video call";
        /// With other professionals.
        Meeting = "meeting", "Meeting";
        /// Not a contact: a note.
        Note = "note", "Note";
        /// A service given.
        Service = "service", "Service given";
    }
}

kernel::text_enum! {
    /// Who began a contact.
    pub enum Direction {
        /// We did.
        Out = "out", "We contacted them";
        /// They did.
        In = "in", "They contacted us";
        /// Nobody: a note.
        None = "none", "Not a contact";
    }
}

kernel::text_enum! {
    /// Whether they were reached. An attempt is not a contact.
    pub enum Outcome {
        /// They were.
        Successful = "successful", "Reached";
        /// They were not.
        Attempted = "attempted", "Tried, not reached";
        /// A note.
        None = "none", "Not a contact";
    }
}

kernel::text_enum! {
    /// What kind of thing is to happen.
    pub enum ActionKind {
        /// A contact at a distance.
        Contact = "contact", "Contact";
        /// A visit.
        Visit = "visit", "Visit";
        /// A meeting of professionals.
        Meeting = "meeting", "Meeting";
        /// Something to be done.
        Task = "task", "Task";
    }
}

/// A case to be recorded. Its subjects come with it; other parties are added after.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The case.
    pub case_id: CaseId,
    /// The reference people quote; see [`reference`].
    pub reference: String,
    /// What kind of case; the case-type packs define the kinds.
    pub case_type: String,
    /// Where it stands.
    pub stage: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Who owns the record.
    pub organisation: OrganisationId,
    /// Who holds it.
    pub team: TeamId,
    /// Who it is allocated to.
    pub worker: Option<UserId>,
    /// Whom it is about, the one it is listed under first; never empty.
    pub subjects: Vec<PersonId>,
    /// 0 universal, 1 standard, 2 sensitive, 3 restricted.
    pub sensitivity: i64,
    /// First day.
    pub opened_on: Day,
    /// When the opening was written down.
    pub opened_recorded_at: Instant,
    /// The import that makes it, if one.
    pub batch: Option<Uuid>,
}

/// How a case ended.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Last day.
    pub closed_on: Day,
    /// When the closing was written down.
    pub recorded_at: Instant,
    /// How it ended.
    pub outcome: String,
}

/// A contact or note to be recorded.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// The contact.
    pub contact_id: Uuid,
    /// The person it is about.
    pub person: PersonId,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The worker who had it.
    pub user: UserId,
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
    /// When it is written down.
    pub recorded_at: Instant,
}

/// Something that is to happen, to be recorded.
#[derive(Clone, Debug)]
pub struct NewAction {
    /// The action.
    pub action_id: Uuid,
    /// The person it is for.
    pub person: PersonId,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// What kind.
    pub kind: ActionKind,
    /// What is to happen.
    pub what: String,
    /// The worker whose it is.
    pub owner: Option<UserId>,
    /// Whose it is otherwise.
    pub owner_name: String,
    /// The day it is due.
    pub due_on: Day,
    /// The time, where one is booked.
    pub due_at: Option<Instant>,
    /// When it is written down.
    pub recorded_at: Instant,
    /// Who writes it down.
    pub recorded_by: UserId,
}

/// A new reference: the first letters of the case type and nine letters and digits drawn by chance, such as
/// `ASB-K7QM2-4DXA`. The letters that look like digits (i, l, o, u) are not used.
pub fn reference(case_type: &str, chance: &Chance) -> String {
    let kind: String = case_type.chars().filter(char::is_ascii_alphabetic).take(3).collect();
    reference_of(if kind.is_empty() { "CAS" } else { &kind }, chance)
}

/// A new reference that begins with a pack's own short letters.
pub fn reference_of(short: &str, chance: &Chance) -> String {
    let drawn = chance.token().to_uppercase();
    format!("{}-{}-{}", short.to_uppercase(), &drawn[..5], &drawn[5..9])
}
