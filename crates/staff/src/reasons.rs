//! Why somebody may have fewer hours for their own cases: the published list, with what each allows.
//!
//! Source: reduction reasons of the probation Workload Measurement Tool (HM Prison and Probation Service, `hmpps-workload`,
//! MIT), in `data/reductions.csv`.

use crate::model::Hours;
use std::sync::LazyLock;

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its code: what is kept.
    pub code: String,
    /// `Personal`, `Learning` or `Work`.
    pub category: String,
    /// What it is called.
    pub name: String,
    /// Percent of the contract that it takes, where the list says so.
    pub percent: Option<i64>,
    /// The most percent it may take, where the list says so.
    pub most: Option<i64>,
    /// Months after which it ends unless it is agreed again, where the list says so.
    pub months: Option<i64>,
}

impl Reason {
    /// Hours a week, in hundredths, of a contract: those asked for, else the list's percent; `None` where neither is said.
    ///
    /// # Errors
    /// The most hours there may be, where those asked for are more.
    pub fn hours(&self, contract: Hours, asked: Option<Hours>) -> Result<Option<Hours>, Hours> {
        let of = |percent: i64| (contract * percent + 50) / 100;
        let most = self.most.map_or(contract, of);
        match asked.or_else(|| self.percent.map(of)) {
            Some(hours) if hours > most => Err(most),
            hours => Ok(hours),
        }
    }
}

/// The list.
pub fn reasons() -> &'static [Reason] {
    static LIST: LazyLock<Vec<Reason>> =
        LazyLock::new(|| include_str!("../data/reductions.csv").lines().skip(1).filter_map(read).collect());
    &LIST
}

/// The reason of a code.
pub fn reason(code: &str) -> Option<&'static Reason> {
    reasons().iter().find(|reason| reason.code == code)
}

fn read(line: &str) -> Option<Reason> {
    let mut cells = line.split(',').map(str::trim);
    let (category, name) = (cells.next()?, cells.next()?);
    let mut number = || cells.next().and_then(|cell| cell.parse().ok());
    Some(Reason {
        code: code_of(category, name),
        category: category.to_owned(),
        name: name.to_owned(),
        percent: number(),
        most: number(),
        months: number(),
    })
}

/// Letters and digits with single hyphens between.
fn code_of(category: &str, name: &str) -> String {
    let text = format!("{category} {name}").to_lowercase();
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_published_one() {
        assert_eq!(reasons().len(), 26);
        let codes: std::collections::BTreeSet<_> = reasons().iter().map(|one| &one.code).collect();
        assert_eq!(codes.len(), 26, "each has a code of its own");
        let union = reason("personal-trade-union-facility-time").unwrap();
        assert_eq!((union.percent, union.most, union.months), (None, Some(50), None));
        let first = reason("learning-professional-qualification-1st-6-months").unwrap();
        assert_eq!((first.percent, first.most, first.months), (Some(80), None, Some(6)));
    }

    #[test]
    fn hours_are_the_lists_share_and_never_over_its_cap() {
        let new = reason("learning-newly-qualified-officer").unwrap();
        assert_eq!(new.hours(3_700, None), Ok(Some(740)));
        assert_eq!(new.hours(3_700, Some(500)), Ok(Some(500)));
        assert_eq!(new.hours(3_700, Some(3_800)), Err(3_700));
        let union = reason("personal-trade-union-facility-time").unwrap();
        assert_eq!((union.hours(3_700, None), union.hours(3_700, Some(1_851))), (Ok(None), Err(1_850)));
    }
}
