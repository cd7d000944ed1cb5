//! The bank holidays of one division in one year: yearly rules, then what was proclaimed out of turn.
//!
//! Two sources make the yearly rules. Schedule 1 of the Banking and Financial Dealings Act 1971 names days; the
//! rest (New Year's Day and early May outside Scotland, 12 July, Boxing Day and late May in Scotland, and most
//! substitutes for a weekend) is proclaimed each year under section 1(3) of that Act, in the same way each year.
//! Good Friday and Christmas Day are holidays by common law outside Scotland. Names and the choice of which
//! holiday a substitute stands for follow GOV.UK; the Scottish Government labels 2 and 3 January 2023 the other
//! way round, on the same dates.

use super::Division::{EnglandAndWales, NorthernIreland, Scotland};
use super::{Division, is_weekend};
use crate::Day;
use jiff::civil::Weekday;

/// Every bank holiday of the year with its name, earliest first; none for a year outside the calendar.
pub(super) fn of(division: Division, year: i16) -> Vec<(Day, &'static str)> {
    let mut days = Vec::with_capacity(12);
    for rule in RULES.iter().filter(|rule| rule.kept_in.contains(&division)) {
        days.extend(rule.place(year, &days));
    }
    for one in ONE_OFFS.iter().filter(|one| one.on.0 == year && one.kept_in.contains(&division)) {
        days.retain(|(_, name)| Some(*name) != one.instead_of);
        days.extend(one.day().map(|day| (day, one.name)));
    }
    days.sort_unstable();
    days
}

/// The reason in the table for a day that was proclaimed out of turn.
pub(super) fn proclamation(division: Division, day: Day) -> Option<&'static str> {
    ONE_OFFS.iter().find(|one| one.day() == Some(day) && one.kept_in.contains(&division)).map(|one| one.why)
}

/// A holiday of every year.
struct Rule {
    kept_in: &'static [Division],
    name: &'static str,
    when: When,
}

/// How a yearly holiday finds its day.
enum When {
    /// Month and day of the month, and what happens when that is a Saturday or a Sunday.
    Date(i8, i8, Substitute),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The first Monday of the month.
    FirstMonday(i8),
    /// The last Monday of the month.
    LastMonday(i8),
}

/// Where a holiday goes from a weekend, and its name there.
enum Substitute {
    /// To the next weekday that is not a bank holiday by an earlier rule.
    NextFree(&'static str),
    /// To this day of the same month, always. When Christmas Day is a Sunday, Boxing Day keeps its Monday and
    /// Christmas Day goes past it to Tuesday; the next free day would be wrong for one of the two.
    On(i8, &'static str),
}

use Substitute::{NextFree, On};
use When::{Date, Easter, FirstMonday, LastMonday};

const EVERYWHERE: &[Division] = &[EnglandAndWales, Scotland, NorthernIreland];
const NOT_IN_SCOTLAND: &[Division] = &[EnglandAndWales, NorthernIreland];

const EARLY_MAY: &str = "Early May bank holiday";
const SPRING: &str = "Spring bank holiday";
const BOYNE: &str = "Battle of the Boyne (Orangemen’s Day)";
const BOYNE_MOVED: &str = "Battle of the Boyne (Orangemen’s Day) (substitute day)";

/// In the order of the year, which [`NextFree`] relies on: in Scotland 2 January makes way for the substitute of
/// New Year's Day.
const RULES: [Rule; 13] = [
    Rule {
        kept_in: EVERYWHERE,
        name: "New Year’s Day",
        when: Date(1, 1, NextFree("New Year’s Day (substitute day)")),
    },
    Rule {
        kept_in: &[Scotland],
        name: "2nd January",
        when: Date(1, 2, NextFree("2nd January (substitute day)")),
    },
    Rule {
        kept_in: &[NorthernIreland],
        name: "St Patrick’s Day",
        when: Date(3, 17, NextFree("St Patrick’s Day (substitute day)")),
    },
    Rule { kept_in: EVERYWHERE, name: "Good Friday", when: Easter(-2) },
    Rule { kept_in: NOT_IN_SCOTLAND, name: "Easter Monday", when: Easter(1) },
    Rule { kept_in: EVERYWHERE, name: EARLY_MAY, when: FirstMonday(5) },
    Rule { kept_in: EVERYWHERE, name: SPRING, when: LastMonday(5) },
    Rule { kept_in: &[NorthernIreland], name: BOYNE, when: Date(7, 12, NextFree(BOYNE_MOVED)) },
    Rule { kept_in: &[Scotland], name: "Summer bank holiday", when: FirstMonday(8) },
    Rule { kept_in: NOT_IN_SCOTLAND, name: "Summer bank holiday", when: LastMonday(8) },
    // St Andrew's Day Bank Holiday (Scotland) Act 2007, section 1
    Rule {
        kept_in: &[Scotland],
        name: "St Andrew’s Day",
        when: Date(11, 30, NextFree("St Andrew’s Day (substitute day)")),
    },
    Rule {
        kept_in: EVERYWHERE,
        name: "Christmas Day",
        when: Date(12, 25, On(27, "Christmas Day (substitute day)")),
    },
    Rule {
        kept_in: EVERYWHERE,
        name: "Boxing Day",
        when: Date(12, 26, On(28, "Boxing Day (substitute day)")),
    },
];

impl Rule {
    /// The day and name in a year, given the holidays of that year found so far.
    fn place(&self, year: i16, taken: &[(Day, &'static str)]) -> Option<(Day, &'static str)> {
        match self.when {
            Date(month, day, ref substitute) => {
                let own = Day::new(year, month, day)?;
                // A weekday is taken only in Scotland in January, when 1 January was a Sunday.
                let free = |day: Day| !is_weekend(day) && taken.iter().all(|(other, _)| *other != day);
                match *substitute {
                    _ if free(own) => Some((own, self.name)),
                    NextFree(name) => {
                        (1..=7).map(|n| own.plus(n)).find(|day| free(*day)).map(|day| (day, name))
                    }
                    On(day, name) => Some((Day::new(year, month, day)?, name)),
                }
            }
            Easter(after) => Some((easter(year)?.plus(after), self.name)),
            FirstMonday(month) => Some((monday_from(Day::new(year, month, 1)?), self.name)),
            LastMonday(month) => {
                let last_week = Day::new(year, month, 1)?.plus_months(1).plus(-7);
                Some((monday_from(last_week), self.name))
            }
        }
    }
}

/// The first Monday on or after a day.
fn monday_from(day: Day) -> Day {
    day.plus(i64::from(day.weekday().until(Weekday::Monday)))
}

/// Easter Sunday by the Gregorian computus (the tables of the Calendar (New Style) Act 1750, in the form
/// published anonymously in Nature, 20 April 1876).
fn easter(year: i16) -> Option<Day> {
    let year_number = i64::from(year);
    let moon_year = year_number % 19;
    let (century, of_century) = (year_number / 100, year_number % 100);
    let moon_slip = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * moon_year + century - century / 4 - moon_slip + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - full_moon - of_century % 4) % 7;
    let late = (moon_year + 11 * full_moon + 22 * to_sunday) / 451;
    Some(Day::new(year, 3, 22)?.plus(full_moon + to_sunday - 7 * late))
}

/// A bank holiday proclaimed out of turn.
struct OneOff {
    kept_in: &'static [Division],
    /// Year, month, day.
    on: (i16, i8, i8),
    name: &'static str,
    /// The name of the yearly holiday that is not kept that year; `None` when the day is an extra one.
    instead_of: Option<&'static str>,
    /// Occasion and source, shown to people who ask why a date was counted as it was.
    why: &'static str,
}

impl OneOff {
    fn day(&self) -> Option<Day> {
        Day::new(self.on.0, self.on.1, self.on.2)
    }
}

/// The Act in the reasons is the Banking and Financial Dealings Act 1971: section 1(2) moves a day of Schedule 1,
/// section 1(3) appoints an extra one.
const ONE_OFFS: [OneOff; 9] = [
    OneOff {
        kept_in: EVERYWHERE,
        on: (2011, 4, 29),
        name: "Royal wedding",
        instead_of: None,
        why: "Wedding of Prince William and Catherine Middleton: proclaimed under section 1(3) of the 1971 Act",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2012, 6, 4),
        name: SPRING,
        instead_of: Some(SPRING),
        why: "Moved from 28 May to the Queen’s Diamond Jubilee weekend: proclaimed under section 1 of the 1971 Act",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2012, 6, 5),
        name: "Queen’s Diamond Jubilee",
        instead_of: None,
        why: "Diamond Jubilee: proclaimed under section 1(3) of the 1971 Act",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2020, 5, 8),
        name: "Early May bank holiday (VE day)",
        instead_of: Some(EARLY_MAY),
        why: "Moved from 4 May for the 75th anniversary of VE Day: proclamation of 10 July 2019 (Gazette notice \
              3326938, England, Wales and Northern Ireland), and in Scotland under section 1(2) of the 1971 Act",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2022, 6, 2),
        name: SPRING,
        instead_of: Some(SPRING),
        why: "Moved from 30 May to the Platinum Jubilee weekend: proclaimed under section 1 of the 1971 Act",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2022, 6, 3),
        name: "Platinum Jubilee bank holiday",
        instead_of: None,
        why: "Platinum Jubilee: proclaimed under section 1(3) of the 1971 Act",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2022, 9, 19),
        name: "Bank Holiday for the State Funeral of Queen Elizabeth II",
        instead_of: None,
        why: "State funeral: proclamations approved on 10 September 2022 under section 1(3) of the 1971 Act \
              (Gazette notice 4158896, England, Wales and Northern Ireland; another for Scotland)",
    },
    OneOff {
        kept_in: EVERYWHERE,
        on: (2023, 5, 8),
        name: "Bank holiday for the coronation of King Charles III",
        instead_of: None,
        why: "Coronation of 6 May 2023: announced 6 November 2022, proclaimed under section 1(3) of the 1971 Act",
    },
    OneOff {
        kept_in: &[Scotland],
        on: (2026, 6, 15),
        name: "World Cup bank holiday",
        instead_of: None,
        why: "Scotland’s first men’s World Cup finals since 1998: proclaimed under section 1(3) of the 1971 Act, \
              4 February 2026",
    },
];
