//! Points, in hundredths.

use serde::{Deserialize, Deserializer, de::Error as _};
use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub},
};

/// Points of work. What one of them is, a pack of weights says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// None.
    pub const ZERO: Self = Self(0);

    /// Whole points.
    pub const fn whole(n: i64) -> Self {
        Self(n * 100)
    }

    /// Points by their hundredths.
    pub const fn hundredths(n: i64) -> Self {
        Self(n)
    }

    /// How many hundredths.
    pub const fn in_hundredths(self) -> i64 {
        self.0
    }

    /// A share of them in hundredths (a percentage), halves rounded away from 0.
    #[must_use]
    pub const fn percent(self, percent: i64) -> Self {
        let by = self.0 * percent;
        let half = if by < 0 { -50 } else { 50 };
        Self((by + half) / 100)
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Points {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// As people write it: `8`, `2.5`, `−0.75`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "−" } else { "" };
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// From a number with at most two decimals.
impl<'de> Deserialize<'de> for Points {
    #[expect(clippy::cast_possible_truncation, reason = "the line before sees to it that it fits")]
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(from)?;
        let hundredths = number * 100.0;
        if hundredths.abs() <= 1e9 && (hundredths - hundredths.round()).abs() < 1e-6 {
            Ok(Self(hundredths.round() as i64))
        } else {
            Err(D::Error::custom("points have two decimals at most: write a number such as 2.5"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn they_are_written_as_people_do() {
        let written = [0, 800, 250, -75, 105, -1200].map(|n| Points::hundredths(n).to_string());
        assert_eq!(written, ["0", "8", "2.5", "−0.75", "1.05", "−12"]);
    }

    #[test]
    fn halves_are_rounded_away_from_nothing() {
        assert_eq!(Points::hundredths(50).percent(25), Points::hundredths(13));
        assert_eq!(Points::hundredths(-50).percent(25), Points::hundredths(-13));
        assert_eq!(Points::whole(8).percent(10), Points::hundredths(80));
    }
}
