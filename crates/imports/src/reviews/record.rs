//! Past reviews as they lie staged, and the list of criteria that a file has of its own.

use crate::{
    pack::{Pack, Unpack},
    records::{Context, Part, Record},
};
use kernel::{
    Error, Result,
    db::{Conn, Writes},
};
use quality::{
    forms::Score,
    model::Answer,
    results::import::{NameKind, Named, PastCriterion, PastReview, count_imported, name_criteria},
};
use uuid::Uuid;

/// What a file of past reviews holds.
#[derive(Clone, Debug)]
pub enum Past {
    /// The criteria of a list of its own, under the id that stands for a form.
    Criteria(String, Vec<PastCriterion>),
    /// A review.
    Review(Box<PastReview>),
}

impl Record for Past {
    const PART: Part = Part::Reviews;

    fn pack(&self, to: &mut Pack) {
        match self {
            Self::Criteria(form, list) => {
                to.flag(false);
                to.text(form);
                to.num(list.len() as u64);
                for one in list {
                    to.text(&one.id);
                    to.text(&one.words);
                }
            }
            Self::Review(review) => {
                to.flag(true);
                pack_review(review, to);
            }
        }
    }

    fn unpack(from: &mut Unpack<'_>) -> Result<Self> {
        if from.flag()? {
            return unpack_review(from).map(|review| Self::Review(Box::new(review)));
        }
        let form = from.text()?;
        let one = |from: &mut Unpack<'_>| Ok(PastCriterion { id: from.text()?, words: from.text()? });
        Ok(Self::Criteria(form, (0..from.num()?).map(|_| one(from)).collect::<Result<_>>()?))
    }

    /// They are counted with what is there, so they are written by [`write_all`] and not as rows alone.
    fn write(self, _: &Context, _: &mut Writes) {}
}

/// Unpacks up to so many.
pub fn some(from: &mut Unpack<'_>, most: usize) -> Result<Vec<Past>> {
    let mut found = Vec::new();
    while found.len() < most && !from.is_empty() {
        found.push(Past::unpack(from)?);
    }
    Ok(found)
}

/// Writes a part of an import into the results, in the transaction that counts it.
pub fn write_all(c: &mut dyn Conn, tenant: i64, batch: Uuid, part: &[Past]) -> Result<()> {
    let mut reviews = Vec::with_capacity(part.len());
    for past in part {
        match past {
            Past::Criteria(form, list) => name_criteria(c, tenant, batch, form, list)?,
            Past::Review(review) => reviews.push((**review).clone()),
        }
    }
    if reviews.is_empty() { Ok(()) } else { count_imported(c, tenant, batch, &reviews) }
}

fn pack_review(review: &PastReview, to: &mut Pack) {
    to.id(review.review_id);
    to.day(review.month);
    for named in [&review.officer, &review.team, &review.area] {
        match named {
            Named::Nobody => to.num(0),
            Named::Known(id) => {
                to.num(1);
                to.id(*id);
            }
            Named::Past { kind, name } => {
                to.num(2);
                to.text(kind.code());
                to.text(name);
            }
        }
    }
    to.flag(review.case_id.is_some());
    to.id(review.case_id.unwrap_or_default());
    to.text(&review.reference);
    to.text(&review.case_type);
    to.text(&review.form.0);
    to.num(review.form.1.unsigned_abs());
    to.flag(review.score.percent.is_some());
    to.num(review.score.percent.unwrap_or(0).unsigned_abs());
    to.num(review.score.applicable.unsigned_abs());
    to.num(review.score.critical.len() as u64);
    review.score.critical.iter().for_each(|id| to.text(id));
    to.num(review.answers.len() as u64);
    for (criterion, answer) in &review.answers {
        let (value, reason) = answer.codes();
        to.text(criterion);
        to.text(value);
        to.text(reason);
    }
}

fn unpack_review(from: &mut Unpack<'_>) -> Result<PastReview> {
    let (review_id, month) = (from.id()?, from.day()?);
    let (officer, team, area) = (named(from)?, named(from)?, named(from)?);
    let (known, case_id) = (from.flag()?, from.id()?);
    let (reference, case_type) = (from.text()?, from.text()?);
    let form = (from.text()?, whole(from)?);
    let (scored, percent, applicable) = (from.flag()?, whole(from)?, whole(from)?);
    let critical = (0..from.num()?).map(|_| from.text()).collect::<Result<_>>()?;
    let answer = |from: &mut Unpack<'_>| {
        let (criterion, value, reason) = (from.text()?, from.text()?, from.text()?);
        Ok((criterion, Answer::parse(&value, &reason).ok_or_else(spoilt)?))
    };
    let answers = (0..from.num()?).map(|_| answer(from)).collect::<Result<_>>()?;
    Ok(PastReview {
        review_id,
        month,
        officer,
        team,
        area,
        case_id: known.then_some(case_id),
        reference,
        case_type,
        form,
        score: Score { percent: scored.then_some(percent), applicable, critical },
        answers,
    })
}

fn named(from: &mut Unpack<'_>) -> Result<Named> {
    Ok(match from.num()? {
        0 => Named::Nobody,
        1 => Named::Known(from.id()?),
        _ => {
            let kind = from.text()?;
            Named::Past { kind: NameKind::parse(&kind).ok_or_else(spoilt)?, name: from.text()? }
        }
    })
}

fn whole(from: &mut Unpack<'_>) -> Result<i64> {
    i64::try_from(from.num()?).map_err(|_| spoilt())
}

fn spoilt() -> Error {
    Error::defect("staged past reviews cannot be read back")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;
    use quality::model::Reason;

    #[test]
    fn what_is_staged_comes_back() {
        let review = PastReview {
            review_id: Uuid::from_u128(7),
            month: Day::parse("2011-11-01").unwrap(),
            officer: Named::Past { kind: NameKind::Officer, name: "Ann Ørsted".to_owned() },
            team: Named::Known(Uuid::from_u128(8)),
            area: Named::Nobody,
            case_id: Some(Uuid::from_u128(9)),
            reference: "ASB-1".to_owned(),
            case_type: String::new(),
            form: ("past-total".to_owned(), 0),
            score: Score { percent: Some(54), applicable: 96, critical: vec!["B4".to_owned()] },
            answers: vec![
                ("A1".to_owned(), Answer::Met),
                ("B4".to_owned(), Answer::NotApplicable(Reason::Other)),
            ],
        };
        let list = vec![PastCriterion { id: "1".to_owned(), words: "Seen".to_owned() }];
        let none = PastReview {
            case_id: None,
            score: Score { percent: None, ..review.score.clone() },
            ..review.clone()
        };
        let all = [
            Past::Criteria("past-x".to_owned(), list),
            Past::Review(Box::new(review)),
            Past::Review(Box::new(none)),
        ];
        let mut pack = Pack::default();
        for one in &all {
            one.pack(&mut pack);
        }
        let bytes = pack.take();
        let mut from = Unpack::new(&bytes);
        let back = some(&mut from, 9).unwrap();
        assert!(from.is_empty());
        assert_eq!(format!("{back:?}"), format!("{all:?}"));
    }
}
