//! Who does what in each half-day.

/// What an officer does in a half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Activity {
    /// The duty desk.
    Duty,
    /// Protected casework.
    Case,
    /// Visits.
    Visit,
    /// Their supervision.
    Supervision,
    /// A panel.
    Panel,
    /// Nothing that is planned.
    Flexible,
}

/// How many activities there are.
pub const ACTIVITIES: usize = 6;

impl Activity {
    /// All of them.
    pub const ALL: [Self; ACTIVITIES] =
        [Self::Duty, Self::Case, Self::Visit, Self::Supervision, Self::Panel, Self::Flexible];

    /// The letter it has in a plan that is written down.
    pub fn letter(self) -> char {
        ['D', 'C', 'V', 'S', 'P', 'F'][self as usize]
    }

    /// The activity of a letter; `None` of any other.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|activity| activity.letter() == letter)
    }
}

/// A rota: for each officer, what they do in each half-day; `None` where they are not at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan(pub Vec<Vec<Option<Activity>>>);

impl Plan {
    /// A string for each officer, a letter for each half-day: D duty, C casework, V visit, S supervision, P panel, F
    /// flexible, `-` away.
    pub fn letters(&self) -> Vec<String> {
        self.0.iter().map(|row| row.iter().map(|one| one.map_or('-', Activity::letter)).collect()).collect()
    }

    /// The plan of such strings; `None` where a letter means nothing.
    pub fn of_letters(rows: &[&str]) -> Option<Self> {
        let one = |letter| if letter == '-' { Some(None) } else { Activity::of_letter(letter).map(Some) };
        rows.iter().map(|row| row.chars().map(one).collect()).collect::<Option<_>>().map(Self)
    }

    /// What an officer does in a half-day.
    pub fn at(&self, officer: usize, slot: usize) -> Option<Activity> {
        self.0[officer][slot]
    }
}
