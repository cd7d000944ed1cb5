//! Notices that somebody carries far more than they have room for, and what their managers answer.

use super::{officer::path_of, words::percent};
use crate::{
    Points,
    capacity::used,
    load::store::notices::{self, Change, NewAnswer, Notice},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role, Scope, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::web::file::id_of;
use kernel::{Day, Error, Form, Id, Result, db::Conn};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// Days in which notices that have ended are still listed.
const ENDED: i64 = 28;

/// The kind of id a notice has in addresses.
pub enum NoticeId {}

/// Notices of those whom somebody leads; a manager's are everybody's.
#[derive(Template)]
#[template(path = "load/notices.html")]
pub struct ListNotices {
    /// The frame.
    pub shell: Shell,
    /// The notices, open ones first.
    pub rows: Vec<NoticeRow>,
}

/// A notice in the list.
pub struct NoticeRow {
    /// Its page.
    pub href: String,
    /// Whom it is about.
    pub name: String,
    /// What they carried when it was opened.
    pub carried: String,
    /// Where it stands.
    pub tag: Tag,
    /// What was answered, or when an answer is due.
    pub words: String,
}

impl NoticeRow {
    fn new(notice: &Notice, today: Day) -> Self {
        Self {
            href: format!("/caseloads/notices/{}", notice.notice_id.simple()),
            name: notice.name.clone(),
            carried: carried(notice),
            tag: standing(notice, today),
            words: answered(notice)
                .unwrap_or_else(|| format!("An answer is due by {}.", notice.due_on.long())),
        }
    }
}

fn carried(notice: &Notice) -> String {
    let (points, room) = (Points::hundredths(notice.points), Points::hundredths(notice.room));
    let share = if room > Points::ZERO { percent(used(points, room)) } else { "no room".to_owned() };
    format!("{points} of {room} points ({share}) on {}", notice.opened_on.long())
}

fn standing(notice: &Notice, today: Day) -> Tag {
    match (notice.ended_on, &notice.change, notice.climbed_on) {
        (Some(_), ..) => Tag::good("Ended"),
        (None, Some(_), _) => Tag::info("Answered"),
        (None, None, Some(_)) => Tag::bad("With the service manager"),
        (None, None, None) if notice.due_on < today => Tag::bad("Overdue"),
        (None, None, None) => Tag::warn("Waits for an answer"),
    }
}

/// What was answered last, by whom and when.
fn answered(notice: &Notice) -> Option<String> {
    let (change, by, at) = (notice.change?, notice.answered_by.as_deref()?, notice.answered_at?);
    let again =
        notice.look_again_on.map(|on| format!(" They look again on {}.", on.long())).unwrap_or_default();
    Some(format!(
        "{}: {}. {by}, {}.{again}",
        change.label(),
        notice.words.as_deref().unwrap_or_default().trim_end_matches('.'),
        Day::of(at).long()
    ))
}

/// A notice about somebody in a sentence.
pub(super) fn said(notice: &Notice) -> String {
    let first = format!("Since {} they carry 110% or more of their room.", notice.opened_on.long());
    match answered(notice) {
        Some(words) => format!("{first} {words}"),
        None => format!("{first} What will change is to be said by {}.", notice.due_on.long()),
    }
}

/// Lists notices: one statement.
pub async fn list_notices(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListNotices>, Fault> {
    let (now, today) = (actor.now, Day::of(actor.now));
    let led_by = (!actor.is(Role::Manager)).then_some(actor.user);
    let all = db
        .list(&actor, "list", "notices of too much work".to_owned(), move |c, scope| {
            let value = notices::list(c, scope.tenant(), led_by, today.plus(-ENDED), now)?;
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let mut shell = access::shell(&actor, "People who carry too much", "Caseloads").intro(
        "A notice opens at 110% of somebody's room. Say within five working days what will change. Both are Alongside defaults.",
    );
    if query.value("done") == "answered" {
        shell = shell.notice("The answer is kept.");
    }
    Ok(Page(ListNotices { shell, rows: all.iter().map(|one| NoticeRow::new(one, today)).collect() }))
}

/// A notice with the form to answer it.
#[derive(Template)]
#[template(path = "load/notice.html")]
pub struct ShowNotice {
    /// The frame.
    pub shell: Shell,
    /// Where it stands.
    pub tag: Tag,
    /// What it says.
    pub facts: SummaryList,
    /// How the load is worked out now.
    pub load_href: String,
    /// Where cases are moved to others.
    pub move_href: String,
    /// Where the form is sent; empty once it has ended.
    pub action: String,
    /// What may change.
    pub changes: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

impl ShowNotice {
    fn new(shell: Shell, notice: &Notice, form: Form, today: Day) -> Self {
        let mut rows = vec![
            SummaryRow::new("Who", &notice.name, ""),
            SummaryRow::new("They carried", carried(notice), ""),
            SummaryRow::new("Answer due", notice.due_on.long(), ""),
        ];
        if let Some(on) = notice.climbed_on {
            rows.push(SummaryRow::new(
                "Passed on",
                format!("To the service manager on {}, unanswered", on.long()),
                "",
            ));
        }
        if let Some(words) = answered(notice) {
            rows.push(SummaryRow::new("Last answer", words, ""));
        }
        if let Some(on) = notice.ended_on {
            rows.push(SummaryRow::new("Ended", format!("{}: they carry less than 110%", on.long()), ""));
        }
        let path = path_of(notice.user_id);
        Self {
            shell: shell.errors(errors(&form)),
            tag: standing(notice, today),
            facts: SummaryList { rows },
            load_href: format!("{path}/load"),
            move_href: format!("{path}/move"),
            action: match notice.ended_on {
                Some(_) => String::new(),
                None => format!("/caseloads/notices/{}", notice.notice_id.simple()),
            },
            changes: Change::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect(),
            form,
            submission: String::new(),
        }
    }
}

/// The notice, for a manager or for who leads the one it is about; [`Error::NotFound`] for others.
fn open(c: &mut dyn Conn, scope: &Scope, manages: bool, id: Uuid) -> Result<Notice> {
    let notice = notices::one(c, scope.tenant(), id)?;
    if manages || notices::leads(c, scope.tenant(), scope.user(), scope.now(), id)? {
        Ok(notice)
    } else {
        Err(Error::NotFound)
    }
}

async fn page(db: &Db, actor: &Actor, id: Uuid, form: Form) -> Result<ShowNotice, Fault> {
    let manages = actor.is(Role::Manager);
    let notice = db
        .list(actor, "list", format!("notice {id}"), move |c, scope| {
            Ok(Shown { value: open(c, scope, manages, id)?, subjects: Vec::new() })
        })
        .await?;
    let shell = access::shell(actor, format!("{} carries too much", notice.name), "Caseloads");
    let page = ShowNotice::new(shell, &notice, form, Day::of(actor.now));
    Ok(ShowNotice { submission: submission(db), ..page })
}

/// Shows a notice: two statements.
pub async fn show_notice(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<ShowNotice>, Fault> {
    let id: Id<NoticeId> = id_of(&params, "notice_id")?;
    Ok(Page(page(&db, &actor, id.uuid(), Form::default()).await?))
}

/// Keeps an answer; what was answered before stays in the record.
pub async fn answer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id: Id<NoticeId> = id_of(&params, "notice_id")?;
    let (id, today) = (id.uuid(), Day::of(actor.now));
    let form = &mut posted.form;
    let change = form.one_of("change", Change::parse, "Choose what will change.");
    let words = form.need_text("words", 1_000, "Say how, in a sentence or two.");
    let look_again_on = form.need_day("look_again_on", "Enter the day on which you look at it again.");
    if look_again_on.is_some_and(|on| on <= today || on > today.plus(92)) {
        form.error("look_again_on", "Enter a day after today, within three months.");
    }
    let (Some(change), Some(look_again_on), true) = (change, look_again_on, form.is_good()) else {
        let page = page(&db, &actor, id, posted.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (at, by) = (actor.now, actor.user);
    let answer = NewAnswer { id: db.chance().uuid(at), notice: id, change, words, look_again_on, at, by };
    let manages = actor.is(Role::Manager);
    let location = db
        .act(&actor, "answerNotice", &posted.submission, move |c, scope| {
            if open(c, scope, manages, id)?.ended_on.is_some() {
                return Err(Error::Conflict("The notice has ended: they carry less again.".to_owned()));
            }
            notices::answer(c, scope.tenant(), &answer)?;
            Ok(Changed::to("/caseloads/notices?done=answered", format!("notice {id}: {}", change.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn sample(today: Day, climbed: bool, answered: bool) -> Notice {
    Notice {
        notice_id: access::NOBODY,
        user_id: Id::from_uuid(access::NOBODY),
        name: "Oluwaseun Featherstonehaugh-Okonkwo".to_owned(),
        opened_on: today.plus(-9),
        points: 9_900,
        room: 8_140,
        due_on: today.plus(-2),
        climbed_on: climbed.then(|| today.plus(-1)),
        ended_on: None,
        change: answered.then_some(Change::Moved),
        words: answered.then(|| "Three cases go to Tom from Monday".to_owned()),
        look_again_on: answered.then(|| today.plus(14)),
        answered_at: answered.then(|| today.at(9, 0)),
        answered_by: answered.then(|| "Marcus Bell".to_owned()),
    }
}

impl ui::Samples for ListNotices {
    const NAME: &'static str = "list-notices";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let page = |all: &[Notice]| Self {
            shell: Shell::new("People who carry too much", "Caseloads"),
            rows: all.iter().map(|one| NoticeRow::new(one, today)).collect(),
        };
        vec![
            (
                "some",
                page(&[sample(today, true, false), sample(today, false, false), sample(today, false, true)]),
            ),
            ("none", page(&[])),
        ]
    }
}

impl ui::Samples for ShowNotice {
    const NAME: &'static str = "show-notice";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let page = |notice: &Notice, form| {
            Self::new(Shell::new("Carries too much", "Caseloads"), notice, form, today)
        };
        let mut wrong = Form::default();
        wrong.error("words", "Say how, in a sentence or two.");
        vec![
            ("open", page(&sample(today, true, false), Form::default())),
            ("answered", page(&sample(today, false, true), Form::default())),
            ("errors", page(&sample(today, false, false), wrong)),
        ]
    }
}
