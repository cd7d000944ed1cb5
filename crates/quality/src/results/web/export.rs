//! Results as files: one sheet in the shape of the spreadsheets that people know, with nothing hidden and no formula.
//! Each file is one row of the audit, with the ids of the reviews in it.

use super::{asked::Asked, form_name, kind_name, list::which, parts, show::told};
use crate::{
    forms::Forms,
    results::{
        finding::{self, Chart},
        store::{
            list::{self, Line},
            read,
        },
    },
};
use access::{Actor, Db, Fault, Query, Shown};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Result, csv_cell::guard};
use rust_xlsxwriter::{Format, Workbook};
use std::collections::HashMap;
use uuid::Uuid;

/// Reviews in a file at most, the latest first. The page of results says where there are more.
const MOST: i64 = 20_000;
/// What stands in the columns before the criteria.
const HEADINGS: [&str; 10] = [
    "Month",
    "Officer",
    "Team",
    "Area",
    "Case",
    "Kind of case",
    "Form",
    "Version",
    "Score",
    "Critical not met",
];
/// The longest a cell of a spreadsheet may be.
const CELL: usize = 32_767;

/// The rows of a file, as cells of text; scores and counts are numbers.
pub struct Sheet {
    /// What stands in the first row.
    pub headings: Vec<String>,
    /// One row a review.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Words(String),
    /// A number.
    Number(i64),
}

impl Sheet {
    /// Of reviews and their answers: (review, criterion, stored code).
    pub fn new(forms: &Forms, lines: &[Line], answers: &[(Uuid, String, String)]) -> Self {
        let several = lines.windows(2).any(|pair| pair[0].form_id != pair[1].form_id);
        let mut columns: Vec<(String, String)> = Vec::new();
        let form_of: HashMap<Uuid, &Line> = lines.iter().map(|line| (line.review_id, line)).collect();
        let mut given: HashMap<(Uuid, &str), &str> = HashMap::new();
        for (review, criterion, value) in answers {
            let Some(line) = form_of.get(review) else { continue };
            given.insert((*review, criterion), value);
            let column = (line.form_id.clone(), criterion.clone());
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns.sort();
        let heading = |(form, criterion): &(String, String)| {
            if several { format!("{form} {criterion}") } else { criterion.clone() }
        };
        let headings =
            HEADINGS.iter().map(|words| (*words).to_owned()).chain(columns.iter().map(heading)).collect();
        let rows = lines.iter().map(|line| {
            let answers = columns.iter().map(|(form, criterion)| {
                let value =
                    given.get(&(line.review_id, criterion.as_str())).filter(|_| *form == line.form_id);
                Cell::Words(value.map_or("", |value| answer(value)).to_owned())
            });
            cells(forms, line).into_iter().chain(answers).collect()
        });
        Self { rows: rows.collect(), headings }
    }

    /// As CSV; a cell that a spreadsheet might run begins with an apostrophe.
    ///
    /// # Errors
    /// A defect, where a row cannot be written.
    pub fn csv(&self) -> Result<Vec<u8>> {
        let failed = |e: csv::Error| Error::defect(e.to_string());
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(self.headings.iter().map(|words| guard(words).into_owned())).map_err(failed)?;
        for row in &self.rows {
            let text = |cell: &Cell| match cell {
                Cell::Words(words) => guard(words).into_owned(),
                Cell::Number(n) => n.to_string(),
            };
            out.write_record(row.iter().map(text)).map_err(failed)?;
        }
        out.into_inner().map_err(|e| Error::defect(e.to_string()))
    }

    /// As a workbook of one sheet. Every cell is text or a number: nothing is written as a formula.
    ///
    /// # Errors
    /// A defect, where it cannot be written.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        let failed = |e: rust_xlsxwriter::XlsxError| Error::defect(e.to_string());
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("Reviews").map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold();
        for (column, words) in (0_u16..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, words, &bold).map_err(failed)?;
        }
        for (n, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Words(words) if words.is_empty() => {}
                    Cell::Words(words) => {
                        let words: String = words.chars().take(CELL).collect();
                        sheet.write_string(n, column, words).map_err(failed)?;
                    }
                    Cell::Number(number) => {
                        sheet.write_number(n, column, *number as f64).map_err(failed)?;
                    }
                }
            }
        }
        book.save_to_buffer().map_err(failed)
    }
}

fn cells(forms: &Forms, line: &Line) -> Vec<Cell> {
    let words = |text: &str| Cell::Words(text.to_owned());
    let kind = if line.case_type.is_empty() { String::new() } else { kind_name(&line.case_type) };
    vec![
        words(&line.month),
        words(&line.worker),
        words(&line.team),
        words(&line.area),
        words(&line.reference),
        Cell::Words(kind),
        Cell::Words(form_name(forms, &line.form_id)),
        Cell::Number(line.form_version),
        line.score.map_or(Cell::Words(String::new()), Cell::Number),
        Cell::Number(line.critical),
    ]
}

/// As spreadsheets of reviews say it.
fn answer(value: &str) -> &'static str {
    match value {
        "met" => "Yes",
        "partly" => "Partly",
        "not_met" => "No",
        _ => "n/a",
    }
}

async fn sheet(db: &Db, actor: &Actor, asked: &Asked) -> std::result::Result<Sheet, Fault> {
    let which = which(asked, &asked.form, actor);
    let detail = asked.link("file of reviews", &[]);
    let (forms, lines, answers) = db
        .list(actor, "export", detail, move |c, scope| {
            let lines = list::lines(c, scope, &which, (MOST, 0))?;
            let answers = list::answers(c, scope, &which, MOST)?;
            let subjects = lines.iter().map(|line| line.review_id).collect();
            Ok(Shown { value: (Forms::read(c, scope.tenant())?, lines, answers), subjects })
        })
        .await?;
    Ok(Sheet::new(&forms, &lines, &answers))
}

/// Gives reviews as a spreadsheet: two statements.
pub async fn xlsx(db: Db, actor: Actor, Query(query): Query) -> std::result::Result<Response, Fault> {
    let asked = Asked::read(query, Day::of(actor.now));
    let bytes = sheet(&db, &actor, &asked).await?.xlsx()?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(&asked, ("reviews", "xlsx"), kind, bytes))
}

/// Gives the same as CSV.
pub async fn csv(db: Db, actor: Actor, Query(query): Query) -> std::result::Result<Response, Fault> {
    let asked = Asked::read(query, Day::of(actor.now));
    let bytes = sheet(&db, &actor, &asked).await?.csv()?;
    Ok(file(&asked, ("reviews", "csv"), "text/csv; charset=utf-8", bytes))
}

/// Gives the months of the chart as CSV: two statements. It names nobody.
pub async fn months(db: Db, actor: Actor, Query(query): Query) -> std::result::Result<Response, Fault> {
    let asked = Asked::read(query, Day::of(actor.now));
    let choice = asked.choice.clone();
    let (found, changes) = db
        .report(&actor, "report", asked.link("months of reviews", &[]), move |c, scope| {
            Ok((read::parts(c, scope.tenant(), &choice)?, read::changes(c, scope.tenant(), &choice)?))
        })
        .await?;
    let series = parts::months(&parts::narrowed(&found, &asked, None));
    let starts: Vec<String> = told(&changes, &asked).iter().map(|change| change.month.clone()).collect();
    let chart = finding::chart(&series, &starts);
    let mut text = "Month,Reviews,Mean,Centre,Lower limit,Upper limit\n".to_owned();
    for (at, month) in series.iter().enumerate() {
        let level = match &chart {
            Chart::Control(points) => {
                points.get(at).map(|p| format!("{:.2},{:.2},{:.2}", p.mean, p.lower, p.upper))
            }
            Chart::Run { median, .. } => Some(format!("{median:.2},,")),
            Chart::Empty => None,
        };
        let level = level.unwrap_or_else(|| ",,".to_owned());
        text.push_str(
            &[month.month.as_str(), &month.sum.reviews.to_string(), &format!("{:.2}", month.mean()), &level]
                .join(","),
        );
        text.push('\n');
    }
    Ok(file(&asked, ("months", "csv"), "text/csv; charset=utf-8", text.into_bytes()))
}

fn file(asked: &Asked, (what, ending): (&str, &str), kind: &str, bytes: Vec<u8>) -> Response {
    let name = format!("{what}-{}-to-{}.{ending}", asked.choice.from, asked.choice.to);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
