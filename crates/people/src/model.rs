//! The words of this slice as types, and the rules that need no database.

use access::{AccessCode, AddressClass, Guarded, PersonId, ThirdParty, UserId};
use kernel::{Day, Instant};
use uuid::Uuid;

kernel::text_enum! {
    /// What kind of name a name is.
    pub enum NameKind {
        /// On their papers.
        Legal = "legal", "Legal name";
        /// As they wish to be called.
        KnownAs = "known_as", "Known as";
        /// Before a marriage or a change.
        Former = "former", "Former name";
        /// Another name they use.
        Alias = "alias", "Also known as";
        /// The same name as others spell it.
        Spelling = "spelling", "Other spelling";
    }
}

kernel::text_enum! {
    /// What an address is to a person.
    pub enum AddressKind {
        /// Where they live.
        Home = "home", "Home";
        /// Where they stay for now.
        Temporary = "temporary", "Temporary";
        /// Where they get post.
        Post = "post", "Post only";
        /// A refuge: withheld always.
        Refuge = "refuge", "Refuge";
        /// Nowhere fixed; the lines say where to look.
        NoFixed = "no_fixed", "No fixed address";
    }
}

kernel::text_enum! {
    /// A way to reach somebody.
    pub enum Channel {
        /// By telephone.
        Phone = "phone", "Phone";
        /// By text message.
        Text = "text", "Text";
        /// By e-mail.
        Email = "email", "E-mail";
        /// By letter.
        Letter = "letter", "Letter";
        /// By calling on them.
        Visit = "visit", "Visit";
        /// Otherwise; the rule says how.
        Other = "other", "Other";
    }
}

kernel::text_enum! {
    /// Whether a way to reach somebody is safe for them.
    pub enum Safety {
        /// Safe at any time.
        Safe = "safe", "Safe";
        /// Safe only as the rule says.
        Careful = "careful", "Only as agreed";
        /// Never to be used.
        Unsafe = "unsafe", "Not safe: do not use";
        /// Nobody has asked yet.
        NotAsked = "not_asked", "Not asked yet";
    }
}

kernel::text_enum! {
    /// How close a tie is. Line styles follow Hartman's eco-map convention.
    pub enum Strength {
        /// Close and helpful.
        Strong = "strong", "Strong";
        /// Neither close nor distant.
        Ordinary = "ordinary", "Ordinary";
        /// Distant.
        Weak = "weak", "Weak";
        /// Harmful or full of conflict.
        Strained = "strained", "Strained";
    }
}

kernel::text_enum! {
    /// How grave a risk is.
    pub enum Level {
        /// Act now.
        High = "high", "High";
        /// Plan and watch.
        Medium = "medium", "Medium";
        /// Keep in mind.
        Lower = "lower", "Lower";
    }
}

/// A person to be recorded.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The person.
    pub person_id: PersonId,
    /// Whole name, given names first.
    pub full_name: String,
    /// As they wish to be called; the first given name where empty.
    pub known_as: String,
    /// Date of birth.
    pub born_on: Option<Day>,
    /// Whether the date of birth is a guess or partly known.
    pub born_about: bool,
    /// Such as she/her; empty when not asked.
    pub pronouns: String,
    /// Language, and whether an interpreter is needed; empty when not asked.
    pub language: String,
    /// Communication and access needs.
    pub needs: String,
    /// 0 universal, 1 standard, 2 sensitive, 3 restricted.
    pub sensitivity: i64,
    /// Whether only named workers may see them.
    pub restricted: bool,
    /// Who keeps the record.
    pub keeper: UserId,
    /// Who makes it.
    pub recorded_by: UserId,
    /// When it is made.
    pub recorded_at: Instant,
    /// The import that makes it, if one.
    pub batch: Option<Uuid>,
}

/// An address to be recorded.
#[derive(Clone, Debug)]
pub struct NewAddress {
    /// What it is to them.
    pub kind: AddressKind,
    /// In one line, without the postcode.
    pub lines: String,
    /// Postcode as typed; stored upper case with one space.
    pub postcode: String,
    /// Whether only those who work with them may see it.
    pub withheld: bool,
    /// Key safe or door code; empty when none.
    pub access_code: String,
    /// Since when, if known.
    pub from_on: Option<Day>,
    /// Last day, once they have left.
    pub until_on: Option<Day>,
}

/// A way to reach somebody, to be recorded.
#[derive(Clone, Debug)]
pub struct NewMethod {
    /// By what.
    pub channel: Channel,
    /// The number or address.
    pub value: String,
    /// Whether it is safe.
    pub safety: Safety,
    /// How and when; empty when none.
    pub rule: String,
    /// Whether it is the way they asked for.
    pub preferred: bool,
}

/// Somebody who works with a person, to be recorded.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// The worker's account; `None` for family and agencies without one.
    pub user: Option<UserId>,
    /// Name, where there is no account.
    pub name: String,
    /// Agency or `Family`, where there is no account.
    pub agency: String,
    /// Telephone, where there is no account.
    pub phone: String,
    /// What they are to the person.
    pub role: String,
    /// What they are doing.
    pub doing: String,
    /// Whether they lead.
    pub is_lead: bool,
    /// Since when.
    pub since_on: Day,
    /// Last day, once it has ended.
    pub until_on: Option<Day>,
}

/// A postcode as stored: upper case, one space before the last three characters.
pub fn postcode(text: &str) -> String {
    let bare: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    if bare.len() < 5 {
        return bare;
    }
    let (out, inward) = bare.split_at(bare.len() - 3);
    format!("{out} {inward}")
}

/// An address as shown: only with leave where it is withheld.
pub type ShownAddress = Guarded<String, AddressClass>;
/// Another person's name as shown: only with leave where naming them could harm.
pub type ShownThirdParty = Guarded<String, ThirdParty>;
/// An access code as shown: only with leave.
pub type ShownCode = Guarded<String, AccessCode>;
