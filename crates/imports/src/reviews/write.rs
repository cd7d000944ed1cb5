//! The template of past reviews: two example rows, and what each column means.

use super::Field;
use kernel::{Error, Result};
use quality::forms::ReviewForm;

/// The template as CSV and its description as CSV: with the criteria of a form, or three of a list of one's own.
pub fn write(form: Option<&ReviewForm>) -> Result<(Vec<u8>, Vec<u8>)> {
    let failed = |e: csv::Error| Error::defect(e.to_string());
    let own = ["Plan agreed", "Contact kept", "Notes in time"].map(str::to_owned).to_vec();
    let criteria = form
        .map_or(own, |form| form.criteria.iter().map(|one| format!("{}. {}", one.id, one.words)).collect());
    let fields = [Field::Month, Field::Officer, Field::Team, Field::Area, Field::Case];
    let mut template = csv::Writer::from_writer(Vec::new());
    let heads = fields.iter().map(|field| field.label().to_owned());
    template.write_record(heads.chain(criteria.iter().cloned())).map_err(failed)?;
    for (head, answers) in [
        (["Nov 2011", "Ann Larch", "North team", "Larch Court", "ASB-2011-0001"], ["Yes", "Partly", "No"]),
        (["Dec 2011", "Ann Larch", "North team", "Larch Court", "ASB-2011-0002"], ["Yes", "Yes", "N/A"]),
    ] {
        let answers = answers.iter().cycle().take(criteria.len());
        template.write_record(head.iter().chain(answers)).map_err(failed)?;
    }
    let mut words = csv::Writer::from_writer(Vec::new());
    words.write_record(["Column", "Meaning", "Other headings"]).map_err(failed)?;
    for field in Field::ALL {
        words.write_record([field.label(), field.sentence(), &field.aliases().join(", ")]).map_err(failed)?;
    }
    for one in &criteria {
        words.write_record([one.as_str(), "A criterion: Yes, Partly, No or N/A.", ""]).map_err(failed)?;
    }
    let done = |w: csv::Writer<Vec<u8>>| w.into_inner().map_err(|e| Error::defect(e.to_string()));
    Ok((done(template)?, done(words)?))
}
