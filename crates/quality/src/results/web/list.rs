//! The reviews behind a figure. It shows those of cases that the asker may open, and says how many more there are.

use super::{asked::Asked, form_words, kind_name, long, reads, short};
use crate::{
    forms::Forms,
    results::{
        model::LeftOut,
        store::list::{self, Line, Which},
    },
};
use access::{Actor, Db, Fault, NOBODY, Query, Role, Shown};
use askama::Template;
use kernel::{Day, Form, words::count};
use ui::{Page, Pagination, Shell, SubNav, Tag, query};
use uuid::Uuid;

/// Rows on a page.
const SIZE: i64 = 50;

/// Reviews, the latest first.
#[derive(Template)]
#[template(path = "results/list.html")]
pub struct ListResults {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Which reviews these are.
    pub about: String,
    /// They.
    pub rows: Vec<ListRow>,
    /// Those that are not shown, in words.
    pub hidden: String,
    /// Other pages of the list.
    pub pages: Pagination,
    /// Back to the figures; empty for somebody who has their own page alone.
    pub back: String,
}

/// A review.
pub struct ListRow {
    /// Its page, or its case's; empty for a past one without a case of ours.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// The kind of case.
    pub kind: String,
    /// The month.
    pub month: String,
    /// Whose score it is.
    pub worker: String,
    /// Team and area.
    pub place: String,
    /// The form and its version.
    pub form: String,
    /// The score.
    pub score: String,
    /// Something critical not met, or why it enters no average.
    pub tags: Vec<Tag>,
}

impl ListRow {
    pub(super) fn new(forms: &Forms, line: &Line) -> Self {
        let href = match (line.case_id, line.past) {
            (Some(case), false) => format!("/cases/{case}/reviews/{}", line.review_id.simple()),
            (Some(case), true) => format!("/cases/{case}"),
            (None, _) => String::new(),
        };
        let mut tags = Vec::new();
        if line.critical > 0 {
            tags.push(Tag::bad(format!("{} critical not met", line.critical)));
        }
        if line.left_out != LeftOut::No {
            tags.push(Tag::warn(line.left_out.label()));
        }
        if line.past {
            tags.push(Tag::plain("From a spreadsheet"));
        }
        let reference =
            if line.reference.is_empty() { "No reference".to_owned() } else { line.reference.clone() };
        Self {
            href,
            reference,
            kind: kind_name(&line.case_type),
            month: short(&line.month),
            worker: line.worker.clone(),
            place: [line.team.as_str(), &line.area]
                .into_iter()
                .filter(|p| !p.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            form: form_words(forms, &line.form_id, line.form_version),
            score: line.score.map_or("None".to_owned(), |score| score.to_string()),
            tags,
        }
    }
}

/// Which reviews a query asks for.
pub(super) fn which(asked: &Asked, form: &Form, actor: &Actor) -> Which {
    let code = |name: &str| form.value(name).trim().to_owned();
    Which {
        worker: Uuid::parse_str(form.value("worker")).unwrap_or(NOBODY),
        criterion: code("criterion"),
        answer: code("answer"),
        left: form.value("left") == "yes",
        critical: form.value("critical") == "yes",
        manager: actor.is(Role::Manager),
        ..which_of(asked)
    }
}

/// All reviews of a choice.
pub(super) fn which_of(asked: &Asked) -> Which {
    Which {
        choice: asked.choice.clone(),
        worker: NOBODY,
        criterion: String::new(),
        answer: String::new(),
        left: false,
        critical: false,
        manager: false,
    }
}

/// How many reviews are not shown, and why.
pub(super) fn hidden_words(n: i64) -> String {
    match n {
        n if n <= 0 => String::new(),
        n => format!(
            "{} not shown: you may not open the case, or you do not lead the team.",
            count(n, "more review is", "more reviews are")
        ),
    }
}

/// Lists reviews: three statements.
pub async fn list_results(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListResults>, Fault> {
    let asked = Asked::read(query, Day::of(actor.now));
    let which = which(&asked, &asked.form, &actor);
    let page = asked.form.value("page").parse::<i64>().unwrap_or(1).clamp(1, 100_000);
    let wanted = which.clone();
    let ((all, mine), forms, lines) = db
        .list(&actor, "list", address(&asked, &which), move |c, scope| {
            let counts = list::count(c, scope, &wanted)?;
            let last = (counts.1 + SIZE - 1) / SIZE;
            let skip = (page.min(last.max(1)) - 1) * SIZE;
            let lines = list::lines(c, scope, &wanted, (SIZE, skip))?;
            let subjects = lines.iter().map(|line| line.review_id).collect();
            Ok(Shown { value: (counts, Forms::read(c, scope.tenant())?, lines), subjects })
        })
        .await?;
    let shell = access::shell(&actor, "Reviews behind a figure", "Quality").at("/reviews");
    let nav = crate::web::nav(&actor, "/reviews/results");
    let mut page =
        ListResults::new(shell, nav, &which, (page, all, mine), (&forms, &lines), address(&asked, &which));
    if reads(&actor) {
        page.back = asked.link("/reviews/results", &[]);
    }
    Ok(Page(page))
}

/// The list's own address, without the page.
fn address(asked: &Asked, which: &Which) -> String {
    let worker = if which.worker == NOBODY { String::new() } else { which.worker.simple().to_string() };
    let yes = |wanted: bool| if wanted { "yes" } else { "" };
    let own = [
        ("worker", worker.as_str()),
        ("criterion", which.criterion.as_str()),
        ("answer", which.answer.as_str()),
        ("left", yes(which.left)),
        ("critical", yes(which.critical)),
    ];
    query(&asked.link("/reviews/results/list", &[]), &own)
}

impl ListResults {
    pub(super) fn new(
        shell: Shell,
        nav: SubNav,
        which: &Which,
        (page, all, mine): (i64, i64, i64),
        (forms, lines): (&Forms, &[Line]),
        path: String,
    ) -> Self {
        let size = |n: i64| usize::try_from(n).unwrap_or(1);
        Self {
            shell,
            nav,
            about: about(which),
            rows: lines.iter().map(|line| ListRow::new(forms, line)).collect(),
            hidden: hidden_words(all - mine),
            pages: Pagination::new(path, size(page), size(SIZE), size(mine), "reviews"),
            back: String::new(),
        }
    }
}

fn about(which: &Which) -> String {
    let answer = crate::model::Answer::parse(&which.answer, "other").map(crate::model::Answer::label);
    let mut words = match (which.criterion.as_str(), answer) {
        ("", _) => "Reviews".to_owned(),
        (criterion, None) => format!("Reviews in which criterion {criterion} applies"),
        (criterion, Some(answer)) => format!("Reviews with “{answer}” for criterion {criterion}"),
    };
    if which.critical {
        words.push_str(" with something critical not met");
    }
    if which.left {
        words.push_str(" that enter no average");
    }
    format!("{words}, {} to {}.", long(&which.choice.from), long(&which.choice.to))
}
