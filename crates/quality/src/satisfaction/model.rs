//! What is asked, how, and when somebody is unhappy.

use kernel::Chance;

/// Days for which a code works. Alongside default.
pub const CODE_DAYS: i64 = 28;
/// Working days in which whoever leads the team answers somebody who is unhappy. Alongside default.
pub const ANSWER_DAYS: i64 = 2;
/// The longest text of somebody's own words.
pub const MOST_WORDS: usize = 4000;
/// Fewer answers than this are not shown of a group, so that nobody is known by them. Alongside default; the same five
/// as scores of officers (domain 1.4).
pub const LEAST: i64 = 5;
/// From this answer on, of five, somebody is satisfied (domain 1.4: 4 and 5).
pub const SATISFIED: i64 = 4;
/// Up to this answer, of five, somebody is unhappy. Alongside default.
pub const UNHAPPY: i64 = 2;

kernel::text_enum! {
    /// When somebody is asked.
    pub enum Kind {
        /// After the case was closed.
        Closing = "closing", "After the end";
        /// While it is open.
        Mid = "mid", "During the case";
    }
}

kernel::text_enum! {
    /// How far a survey is.
    pub enum State {
        /// Nobody has asked.
        Queued = "queued", "To be asked";
        /// They were asked, and have not answered.
        Sent = "sent", "Asked";
        /// They answered, or said that they do not want to.
        Answered = "answered", "Answered";
        /// Nobody asks any more.
        Dropped = "dropped", "Not asked";
    }
}

kernel::text_enum! {
    /// How somebody is asked.
    pub enum Way {
        /// Somebody rings and reads the script.
        Phone = "phone", "Telephone";
        /// Somebody asks them face to face.
        Face = "face", "Face to face";
        /// A code and a link by text message.
        Text = "text", "Text message";
        /// A code and a link by e-mail.
        Email = "email", "E-mail";
        /// A code in a letter.
        Post = "post", "Letter";
        /// A code that is handed over.
        Hand = "hand", "Code handed over";
    }
}

impl Way {
    /// The ways that carry a code.
    pub const CODES: [Self; 4] = [Self::Text, Self::Email, Self::Post, Self::Hand];
}

kernel::text_enum! {
    /// How an answer came.
    pub enum Channel {
        /// By the telephone script.
        Phone = "phone", "Telephone";
        /// Face to face.
        Face = "face", "Face to face";
        /// By the code of a text message.
        Text = "text", "Code from a text";
        /// By the code of a letter, or one that was handed over.
        Letter = "letter", "Code from a letter";
        /// By a link.
        Link = "link", "Link";
    }
}

impl Channel {
    /// How an answer came that a code of this way brought; `link` when the address held it.
    pub fn of_code(way: Way, link: bool) -> Self {
        match way {
            _ if link => Self::Link,
            Way::Email => Self::Link,
            Way::Text => Self::Text,
            _ => Self::Letter,
        }
    }
}

kernel::text_enum! {
    /// Whether somebody feels safer than before.
    pub enum Safer {
        /// They do.
        Yes = "yes", "Yes";
        /// They do not.
        No = "no", "No";
        /// They cannot say.
        Unsure = "unsure", "Not sure";
    }
}

kernel::text_enum! {
    /// Why nobody asks any more.
    pub enum Dropped {
        /// It would not be safe to ask.
        Unsafe = "unsafe", "It would not be safe to ask";
        /// They could not be reached.
        NotReached = "not-reached", "They could not be reached";
        /// Another reason.
        Other = "other", "Another reason";
    }
}

/// The three questions that are answered from 1 to 5: name of the field, and what is asked (domain 1.4).
pub const QUESTIONS: [(&str, &str); 3] = [
    ("handling", "How content are you with the way you were helped?"),
    ("outcome", "How content are you with what came of it?"),
    ("informed", "How content are you with how you were kept informed?"),
];

/// The answers to them, the best first.
pub const ANSWERS: [(i64, &str); 5] = [
    (5, "Very content"),
    (4, "Content"),
    (3, "Neither content nor unhappy"),
    (2, "Unhappy"),
    (1, "Very unhappy"),
];

/// What somebody said. Whatever they did not want to answer is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The way they were helped, 1 to 5.
    pub handling: Option<i64>,
    /// What came of it, 1 to 5.
    pub outcome: Option<i64>,
    /// Being kept informed, 1 to 5.
    pub informed: Option<i64>,
    /// Whether they feel safer.
    pub safer: Option<Safer>,
    /// What else they said.
    pub words: String,
}

impl Answer {
    /// Whether nothing was said at all.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// Whether somebody should answer them: two or less on any question, or not safer than before.
    pub fn is_unhappy(&self) -> bool {
        let low = [self.handling, self.outcome, self.informed].into_iter().flatten().any(|n| n <= UNHAPPY);
        low || self.safer == Some(Safer::No)
    }
}

/// The letters of a code: none that is taken for another (no 0 and O, 1, I and L, U and V are told apart by leaving
/// U out).
const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters in a code: 30 to the power of 10, or 49 bits, with ten wrong tries in a quarter of an hour.
const LENGTH: usize = 10;

/// A new code, such as `K7QM24DXA9`.
pub fn new_code(chance: &Chance) -> String {
    (0..LENGTH)
        .filter_map(|_| usize::try_from(chance.below(LETTERS.len() as u64)).ok())
        .filter_map(|place| LETTERS.get(place).copied().map(char::from))
        .collect()
}

/// A code as people read it: `K7QM2 4DXA9`.
pub fn spaced(code: &str) -> String {
    let half = code.len().min(LENGTH / 2);
    code.split_at_checked(half).map_or(code.to_owned(), |(a, b)| format!("{a} {b}"))
}

/// What somebody typed as a code, without spaces and dashes and in capitals; `None` for what can be none.
pub fn tidy(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.'))
        .flat_map(char::to_uppercase)
        .take(LENGTH + 1)
        .collect();
    (code.len() == LENGTH && code.bytes().all(|b| LETTERS.contains(&b))).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = new_code(&Chance::seeded(7));
        assert_eq!(code.len(), LENGTH);
        assert_ne!(code, new_code(&Chance::seeded(8)));
        for typed in [code.clone(), spaced(&code), spaced(&code).to_lowercase(), format!(" {code} ")] {
            assert_eq!(tidy(&typed).as_ref(), Some(&code), "{typed}");
        }
        for typed in ["", "K7QM2", "K7QM24DXA9K", "K7QM24DX!9", "KOQM24DXA9", "K7QM24DXAÉ"] {
            assert_eq!(tidy(typed), None, "{typed}");
        }
    }

    #[test]
    fn somebody_is_unhappy_for_one_low_answer_or_when_no_safer() {
        let good = Answer { handling: Some(5), outcome: Some(3), informed: None, ..Answer::default() };
        assert!(!good.is_unhappy());
        assert!(Answer { informed: Some(2), ..good.clone() }.is_unhappy());
        assert!(Answer { outcome: Some(1), ..good.clone() }.is_unhappy());
        assert!(Answer { safer: Some(Safer::No), ..good.clone() }.is_unhappy());
        assert!(!Answer { safer: Some(Safer::Unsure), ..good.clone() }.is_unhappy());
        assert!(!good.is_empty() && Answer::default().is_empty());
    }
}
