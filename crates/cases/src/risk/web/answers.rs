//! An assessment as it was asked and answered, whatever the tool looks like today.

use super::{Line, store};
use crate::{
    desk,
    risk::{model::ToldBy, store::AnswerLine},
};
use access::{CaseRef, Db, Fault, Query, Read};
use askama::Template;
use kernel::Day;
use ui::{Page, Shell, SubNav};
use uuid::Uuid;

/// One assessment.
#[derive(Template)]
#[template(path = "show_answers.html")]
pub struct ShowAnswers {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// The assessment; `None` where there is none under this address.
    pub line: Option<Line>,
    /// Whether it was asked in a wording that the service loaded.
    pub own_wording: bool,
    /// What the worker made of it.
    pub summary: String,
    /// The answers.
    pub answers: Vec<AnswerRow>,
}

/// An answer.
pub struct AnswerRow {
    /// The question as it was asked.
    pub asked: String,
    /// The answer.
    pub answered: String,
    /// What it added.
    pub points: i64,
    /// Who says so, and what was said.
    pub more: String,
}

impl AnswerRow {
    fn new(line: AnswerLine) -> Self {
        let told = ToldBy::parse(&line.told_by).map(|t| format!("{}.", t.label())).unwrap_or_default();
        let more = [told, line.note].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        Self { asked: line.asked, answered: line.answered, points: line.points, more }
    }
}

impl ui::Samples for ShowAnswers {
    const NAME: &'static str = "show-risk-answers";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |answers: Vec<AnswerRow>| Self {
            shell: Shell::new("Risk", "Cases"),
            subnav: crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/risk"),
            line: None,
            own_wording: true,
            summary: "She feels safer since the lock was changed.".to_owned(),
            answers,
        };
        let row = AnswerRow {
            asked: "How often does it happen?".to_owned(),
            answered: "Most days".to_owned(),
            points: 3,
            more: "The person. Since the summer, at night.".to_owned(),
        };
        vec![("full", page(vec![row])), ("none", page(Vec::new()))]
    }
}

/// Shows the assessment named by `of`, the latest where none is named.
pub async fn show_answers(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowAnswers>, Fault> {
    let wanted = Uuid::try_parse(query.value("of")).ok();
    let (desk, line, answers) = db
        .view(&case, move |c, permit| {
            let desk = desk::open(c, permit)?;
            let mut history = store::history(c, permit)?.into_iter();
            let line = history.find(|line| wanted.is_none_or(|id| line.assessment_id == id));
            let answers = match &line {
                Some(line) => store::answers(c, permit, line.assessment_id)?,
                None => Vec::new(),
            };
            Ok((desk, line, answers))
        })
        .await?;
    let today = Day::of(case.actor().now);
    let title =
        line.as_ref().map_or("Risk".to_owned(), |l| format!("{}, {}", l.tool_name, l.reviewed_on.long()));
    Ok(Page(ShowAnswers {
        shell: desk.shell(case.actor(), &title),
        subnav: desk.subnav("/risk"),
        own_wording: line.as_ref().is_some_and(|l| l.own_wording),
        summary: line.as_ref().map(|l| l.summary.clone()).unwrap_or_default(),
        line: line.map(|line| Line::new(&desk, &line, today)),
        answers: answers.into_iter().map(AnswerRow::new).collect(),
    }))
}
