//! The words of letters as types.

use access::{CaseId, PersonId, UserId};
use kernel::Instant;
use people::model::{AddressKind, Safety};
use uuid::Uuid;

/// Marks ids of letters.
pub enum LetterKind {}
/// A letter's id.
pub type LetterId = kernel::Id<LetterKind>;

kernel::text_enum! {
    /// How a letter goes.
    pub enum Way {
        /// Printed and posted.
        Post = "post", "Post";
        /// By e-mail.
        Email = "email", "E-mail";
        /// By text message.
        Text = "text", "Text message";
        /// Printed and handed over.
        Hand = "hand", "Handed over in person";
    }
}

kernel::text_enum! {
    /// How far a letter is.
    pub enum State {
        /// Being written.
        Draft = "draft", "Draft";
        /// Waits for somebody else's approval.
        Waiting = "waiting", "Waiting for approval";
        /// Approved, not sent yet.
        Approved = "approved", "Approved";
        /// Sent.
        Sent = "sent", "Sent";
        /// Not wanted any more.
        Dropped = "dropped", "Dropped";
    }
}

kernel::text_enum! {
    /// Whom letters of a kind are for.
    pub enum Audience {
        /// Somebody the case is there to help.
        Client = "client", "The client";
        /// Somebody who is said to have done harm: nothing of another person may reach them.
        AllegedPerpetrator = "alleged_perpetrator", "An alleged perpetrator";
        /// A partner who has a part in the help.
        Agency = "agency", "An agency";
    }
}

/// A letter to be begun.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// The letter.
    pub letter_id: LetterId,
    /// The case.
    pub case: CaseId,
    /// Whom it is to.
    pub person: PersonId,
    /// Which letter of the pack; empty for one written freely.
    pub template: String,
    /// Whom such letters are for.
    pub audience: Audience,
    /// Its heading.
    pub title: String,
    /// Its text, merged.
    pub body: String,
    /// How it goes.
    pub way: Way,
    /// Whether the template asks for approval.
    pub needs_approval: bool,
    /// When it is begun.
    pub made_at: Instant,
    /// Who begins it.
    pub made_by: UserId,
}

/// What an officer may change in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Code of the second language; empty for none.
    pub second_language: String,
    /// The text in it.
    pub second_body: String,
    /// Whether it is printed large.
    pub large_print: bool,
    /// How it goes.
    pub way: Option<Way>,
}

/// Somebody a letter may go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The person.
    pub person: PersonId,
    /// Whole name.
    pub name: String,
    /// As they wish to be called.
    pub known_as: String,
    /// Language they speak best; empty when not asked.
    pub language: String,
    /// Communication needs.
    pub needs: String,
    /// Whether only named workers may see them.
    pub restricted: bool,
    /// Their part in the case, in words.
    pub role: String,
}

/// A way to reach somebody in the case, or an address they have or had: what the guards look at. Never shown but as
/// the address a letter goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whose.
    pub person: PersonId,
    /// What it is.
    pub kind: ReachKind,
}

/// An address or another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachKind {
    /// An address.
    Address {
        /// What it is to them.
        kind: AddressKind,
        /// In one line, without the postcode.
        lines: String,
        /// Postcode, as stored; empty when none.
        postcode: String,
        /// Whether only those who work with them may see it.
        withheld: bool,
        /// Whether it is where they are now: the newest of those that have not ended.
        current: bool,
    },
    /// A number, an e-mail address, or a word about post.
    Way {
        /// By what.
        channel: people::model::Channel,
        /// The number or address; may be empty for post.
        value: String,
        /// Whether it is safe.
        safety: Safety,
        /// How and when; empty when none.
        rule: String,
        /// Whether it is the way they asked for.
        preferred: bool,
    },
}

/// What was sent, word for word and byte for byte.
#[derive(Clone, Debug)]
pub struct Copy {
    /// `application/pdf`, `text/html` or `text/plain`.
    pub media: &'static str,
    /// The letter.
    pub content: Vec<u8>,
    /// SHA-256 of it.
    pub hash: Vec<u8>,
}

/// A letter that is being sent.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The letter.
    pub letter: Uuid,
    /// Where it goes, as it is written on it.
    pub sent_to: String,
    /// The copy that is kept.
    pub copy: Copy,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
}
