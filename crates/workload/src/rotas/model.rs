//! What stands in a rota, half-day by half-day. Pure.

use access::{TeamId, UserId};
use kernel::{Day, text_enum};
use rota::{Activity, problem::WEEK};
use uuid::Uuid;

/// Weeks of a rota: the fewest, the usual (Alongside default), the most.
pub const WEEKS: (i64, i64, i64) = (4, 12, 26);
/// Hours of a half-day: a full week of 37 hours has ten.
pub const HALF_HOURS: f64 = 3.7;
/// From when until when a morning and an afternoon are, in minutes of the day: 3.7 hours each. Alongside default.
pub const MINUTES: [[i64; 2]; 2] = [[9 * 60, 12 * 60 + 42], [13 * 60, 16 * 60 + 42]];
/// Half-days that whoever leads a team has for work of their own each week: Tuesday morning and Thursday afternoon.
/// Alongside default.
const LEADERS_OWN: [usize; 2] = [2, 7];

/// What somebody does in a half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// What the search gives out.
    Of(Activity),
    /// Training.
    Training,
    /// Reflective practice.
    Reflection,
    /// Not a half-day that they work.
    Free,
    /// On leave or ill; colleagues see only that they are away.
    Away,
    /// A bank holiday.
    Holiday,
}

impl Cell {
    /// Everything that a leader may put into a half-day that somebody works.
    pub const WORK: [Self; 8] = [
        Self::Of(Activity::Duty),
        Self::Of(Activity::Case),
        Self::Of(Activity::Visit),
        Self::Of(Activity::Supervision),
        Self::Of(Activity::Panel),
        Self::Of(Activity::Flexible),
        Self::Training,
        Self::Reflection,
    ];

    /// The letter it is kept as.
    pub fn letter(self) -> char {
        match self {
            Self::Of(activity) => activity.letter(),
            Self::Training => 'T',
            Self::Reflection => 'R',
            Self::Free => '-',
            Self::Away => 'A',
            Self::Holiday => 'B',
        }
    }

    /// What a letter stands for.
    pub fn of_letter(letter: char) -> Option<Self> {
        match letter {
            'T' => Some(Self::Training),
            'R' => Some(Self::Reflection),
            '-' => Some(Self::Free),
            'A' => Some(Self::Away),
            'B' => Some(Self::Holiday),
            other => Activity::of_letter(other).map(Self::Of),
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Of(Activity::Duty) => "Duty",
            Self::Of(Activity::Case) => "Casework",
            Self::Of(Activity::Visit) => "Visits",
            Self::Of(Activity::Supervision) => "Supervision",
            Self::Of(Activity::Panel) => "Panel",
            Self::Of(Activity::Flexible) => "Open",
            Self::Training => "Training",
            Self::Reflection => "Reflection",
            Self::Free => "Off",
            Self::Away => "Away",
            Self::Holiday => "Bank holiday",
        }
    }

    /// Whether it is time that is kept free of everything else.
    pub fn is_protected(self) -> bool {
        matches!(self, Self::Of(Activity::Case | Activity::Supervision) | Self::Reflection)
    }

    /// Whether they are at work.
    pub fn is_work(self) -> bool {
        !matches!(self, Self::Free | Self::Away | Self::Holiday)
    }
}

/// Somebody's half-days, ten a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(pub Vec<Cell>);

impl Cells {
    /// Reads letters; a letter that stands for nothing is not worked.
    pub fn read(letters: &str) -> Self {
        Self(letters.chars().map(|letter| Cell::of_letter(letter).unwrap_or(Cell::Free)).collect())
    }

    /// As letters.
    pub fn letters(&self) -> String {
        self.0.iter().map(|cell| cell.letter()).collect()
    }

    /// What stands in a half-day; not working beyond the end.
    pub fn at(&self, slot: usize) -> Cell {
        self.0.get(slot).copied().unwrap_or(Cell::Free)
    }
}

text_enum! {
    /// What comes again and again.
    pub enum NeedKind {
        /// A panel: some of the team go.
        Panel = "panel", "Panel";
        /// Training: the whole team.
        Training = "training", "Training";
        /// Reflective practice: the whole team.
        Reflection = "reflection", "Reflective practice";
    }
}

text_enum! {
    /// How a rota stands.
    pub enum State {
        /// Being searched.
        Searching = "searching", "Being made";
        /// Found, and in force for nobody yet.
        Ready = "ready", "Draft";
        /// In force.
        Published = "published", "Published";
    }
}

text_enum! {
    /// Why a half-day was changed.
    pub enum Reason {
        /// For a colleague who is away.
        Cover = "cover", "Cover for a colleague";
        /// They are away themselves.
        Absence = "absence", "Away";
        /// Something that could not wait.
        Crisis = "crisis", "A crisis that could not wait";
        /// Agreed between two.
        Swap = "swap", "Swapped with a colleague";
        /// Protected time that was taken before.
        GivenBack = "given_back", "Protected time given back";
        /// Anything else.
        Other = "other", "Another reason";
    }
}

/// What comes again and again in a rota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What it is.
    pub kind: NeedKind,
    /// How it is called.
    pub name: String,
    /// When in the week, Monday morning 0.
    pub half: usize,
    /// Every how many weeks.
    pub every: usize,
    /// In which week first, from 1.
    pub first: usize,
    /// Whom a panel needs.
    pub people: i32,
    /// The skill that each of them has; empty for any.
    pub skill: String,
}

impl Need {
    /// Whether it comes in a half-day of the rota.
    pub fn comes(&self, slot: usize) -> bool {
        let week = slot / WEEK + 1;
        slot % WEEK == self.half
            && week >= self.first
            && (week - self.first).is_multiple_of(self.every.max(1))
    }
}

/// Somebody on a rota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they lead the team.
    pub leads: bool,
    /// Whether they can be the senior of the duty desk.
    pub senior: bool,
    /// The weekday on which they would rather not be on duty, Monday 0.
    pub dislikes: Option<usize>,
    /// The skills of theirs that the rota's panels ask for.
    pub skills: Vec<String>,
    /// As it was published.
    pub planned: Cells,
    /// As it stands.
    pub cells: Cells,
}

/// A rota with everybody on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rota {
    /// The rota.
    pub id: Uuid,
    /// Whose.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
    /// Its first day, a Monday.
    pub from: Day,
    /// Weeks.
    pub weeks: usize,
    /// People whom the duty desk needs.
    pub desk: i32,
    /// What chance is drawn from.
    pub seed: i64,
    /// How it stands.
    pub state: State,
    /// Grows with each change.
    pub version: i64,
    /// What comes again and again.
    pub needs: Vec<Need>,
    /// Who is on it: whoever leads first, then by name.
    pub people: Vec<Person>,
}

impl Rota {
    /// Half-days.
    pub fn slots(&self) -> usize {
        self.weeks * WEEK
    }

    /// The day of a half-day.
    pub fn day(&self, slot: usize) -> Day {
        day_of(self.from, slot)
    }

    /// The first half-day of a day: of a weekend the next Monday's, beyond the ends the ends.
    pub fn slot_of(&self, day: Day) -> usize {
        let days = usize::try_from(self.from.days_until(day)).unwrap_or(0);
        let (week, weekday) = (days / 7, days % 7);
        (week * WEEK + (2 * weekday).min(WEEK)).min(self.slots())
    }

    /// The half-days of a week.
    pub fn week(&self, week: usize) -> std::ops::Range<usize> {
        week * WEEK..(week + 1) * WEEK
    }

    /// The week that a day is in; `None` where it is in none of this rota's.
    pub fn week_of(&self, day: Day) -> Option<usize> {
        let days = usize::try_from(self.from.days_until(day)).ok()?;
        (days / 7 < self.weeks).then_some(days / 7)
    }

    /// Its last working day.
    pub fn last(&self) -> Day {
        self.from.plus(self.weeks as i64 * 7 - 3)
    }

    /// Whether a half-day is of a bank holiday.
    pub fn is_holiday(&self, slot: usize) -> bool {
        self.people.iter().any(|person| person.cells.at(slot) == Cell::Holiday)
    }

    /// `Tuesday 24 November, morning`.
    pub fn slot_words(&self, slot: usize) -> String {
        let day = self.day(slot);
        format!("{} {}, {}", weekday(slot), short(day), half_name(slot))
    }

    /// `the week of 23 November`.
    pub fn week_words(&self, slot: usize) -> String {
        format!("the week of {}", short(self.day(slot / WEEK * WEEK)))
    }
}

/// The day of a half-day of a rota that begins on a Monday.
pub fn day_of(from: Day, slot: usize) -> Day {
    from.plus(days_into(slot))
}

/// How many days into a rota that begins on a Monday a half-day is.
pub fn days_into(slot: usize) -> i64 {
    let (week, half) = (slot / WEEK, slot % WEEK);
    (week * 7 + half / 2) as i64
}

/// `24 November`.
pub fn short(day: Day) -> String {
    let long = day.long();
    long.rsplit_once(' ').map_or(long.clone(), |(day, _)| day.to_owned())
}

/// The Monday of a day's week.
pub fn monday(day: Day) -> Day {
    day.plus(-i64::from(day.weekday().to_monday_zero_offset()))
}

/// The weekday of a half-day.
pub fn weekday(slot: usize) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"][slot % WEEK / 2]
}

/// `morning` or `afternoon`.
pub fn half_name(slot: usize) -> &'static str {
    if slot.is_multiple_of(2) { "morning" } else { "afternoon" }
}

/// What a rota begins with: what is known of somebody before anything is given out. `works` says whether a half-day of the
/// week is theirs, `holiday` and `away` whether a day is.
pub fn template(
    (from, weeks): (Day, usize),
    leads: bool,
    needs: &[Need],
    works: impl Fn(usize) -> bool,
    holiday: impl Fn(Day) -> bool,
    away: impl Fn(Day) -> bool,
) -> Cells {
    let cell = |slot: usize| {
        let day = day_of(from, slot);
        let whole_team = || needs.iter().find(|need| need.kind != NeedKind::Panel && need.comes(slot));
        if holiday(day) {
            Cell::Holiday
        } else if !works(slot % WEEK) {
            Cell::Free
        } else if away(day) {
            Cell::Away
        } else if let Some(need) = whole_team() {
            if need.kind == NeedKind::Training { Cell::Training } else { Cell::Reflection }
        } else if leads && LEADERS_OWN.contains(&(slot % WEEK)) {
            Cell::Of(Activity::Case)
        } else {
            Cell::Of(Activity::Flexible)
        }
    };
    Cells((0..weeks * WEEK).map(cell).collect())
}

#[cfg(test)]
mod tests;
