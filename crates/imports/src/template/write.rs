//! The template itself: an empty file with two example rows, and what each column means.

use super::fields::COLUMNS;
use kernel::{Error, Result};

/// The template as CSV and its description as CSV. `team` is put into the example, so that it can come in as it is.
pub fn write(team: Option<&str>) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut template = csv::Writer::from_writer(Vec::new());
    let failed = |e: csv::Error| Error::defect(e.to_string());
    template.write_record(COLUMNS.iter().map(|c| c.field.label())).map_err(failed)?;
    for n in 0..2 {
        let cells = COLUMNS.iter().map(|c| match (c.field, n) {
            (super::Field::Team, 0) => team.unwrap_or_default(),
            _ => c.examples[n],
        });
        template.write_record(cells).map_err(failed)?;
    }
    let mut words = csv::Writer::from_writer(Vec::new());
    words.write_record(["Column", "Needed", "Holds", "Meaning", "Other headings"]).map_err(failed)?;
    for column in COLUMNS {
        let aliases = column.aliases.replace(',', ", ");
        let holds = column.holds.words();
        words
            .write_record([column.field.label(), column.need.words(), &holds, column.sentence, &aliases])
            .map_err(failed)?;
    }
    let done = |w: csv::Writer<Vec<u8>>| w.into_inner().map_err(|e| Error::defect(e.to_string()));
    Ok((done(template)?, done(words)?))
}
