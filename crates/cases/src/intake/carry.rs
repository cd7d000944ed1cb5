//! What a report said goes into the facts of the case that it opens, so that nobody is asked it twice. Pure.

use super::{model::Reporter, store::read::Report};
use crate::facts::{Answer, Value};
use packs::{
    Pack,
    model::{Field, OfReport},
};

/// The answers that a report gives to the fields of a pack. A way that the field's list does not know is left out:
/// the form asks it then.
pub fn answers(pack: &Pack, report: &Report) -> Vec<Answer> {
    let agency = report.reporter == Reporter::Agency;
    let known = |field: &&Field| field.report.is_some_and(|of| of.is_of(agency));
    let asked = pack.fields.iter().filter(known);
    asked.filter_map(|field| value(pack, field, report).map(|value| Answer::new(field, value))).collect()
}

fn value(pack: &Pack, field: &Field, report: &Report) -> Option<Value> {
    match field.report? {
        OfReport::Words | OfReport::OwnWords | OfReport::AgencyWords => {
            Some(Value::Text(report.words.clone()))
        }
        OfReport::Day | OfReport::OwnDay | OfReport::AgencyDay => Some(Value::Day(report.received_on)),
        OfReport::Way | OfReport::OwnWay => {
            let way = report.received.code();
            let codes = &pack.list(&field.list)?.codes;
            let there = codes.iter().any(|code| code.code == way && !code.retired);
            there.then(|| Value::Codes(vec![way.to_owned()]))
        }
    }
}
