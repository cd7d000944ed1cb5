//! Files of rows, and ids in addresses.

use axum::{
    extract::RawPathParams,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Error, Id, csv_cell::guard};

/// A file of rows under a line of headings; cells that a spreadsheet would take for formulas are guarded.
pub fn csv_file<const N: usize>(name: &str, head: &str, rows: impl Iterator<Item = [String; N]>) -> Response {
    let mut out = format!("{head}\r\n");
    for cells in rows {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("\"{}\"", guard(cell).replace('"', "\"\""))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, out).into_response()
}

/// An id in an address; [`Error::NotFound`] when it is none.
pub fn id_of<K>(params: &RawPathParams, name: &str) -> Result<Id<K>, Error> {
    let text = params.iter().find(|(param, _)| *param == name).map(|(_, value)| value);
    text.ok_or(Error::NotFound)?.parse()
}
