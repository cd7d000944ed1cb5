//! Writing a letter: its text, a second language, large print, how it goes. Nothing typed is lost: drafts are kept as
//! they are typed, and whoever saves second sees what was saved first.

use super::{address, letter_id, show::safe_card, ways};
use crate::letters::{
    model::{Edit, LetterId, State, Way},
    paper::LANGUAGES,
    plain,
    store::{
        self,
        read::{self, Letter},
    },
};
use access::{CaseRef, Changed, Db, Fault, Posted, Write, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form};
use people::web::{errors, safe::SafeCard, submission};
use ui::{Choice, Page, Shell};

/// The draft's name among a worker's drafts.
const FORM: &str = "letter";

/// The most characters a letter may have.
const MOST: usize = 30_000;

/// What to do when somebody else saved first.
const STALE: &str = "Somebody else saved this letter while you wrote, or it is no draft any more. Nothing of yours is lost. \
Put both texts together, and save again.";

/// The form for a letter's text.
#[derive(Template)]
#[template(path = "letters/edit.html")]
pub struct EditLetter {
    /// The frame.
    pub shell: Shell,
    /// The letter's page.
    pub path: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// How it may go.
    pub ways: Vec<Choice>,
    /// Second languages.
    pub languages: Vec<Choice>,
    /// Whom it is to, and what they need.
    pub to: String,
    /// How to reach them safely.
    pub safe: SafeCard,
    /// What could be said more plainly.
    pub hints: Vec<String>,
    /// What somebody else saved meanwhile; empty when nobody did.
    pub theirs: String,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
}

/// Shows the form, with the worker's own draft in it if there is one. A letter that is no draft is shown instead.
pub async fn show_edit(db: Db, case: CaseRef<Write>, params: RawPathParams) -> Result<Response, Fault> {
    let letter = letter_id(&params)?;
    match page(&db, &case, letter, None).await? {
        Some(page) => Ok(Page(page).into_response()),
        None => Ok(Redirect::to(&address(case.id(), letter)).into_response()),
    }
}

/// The form around what was typed, or around the draft; `None` when the letter is no draft any more.
async fn page(
    db: &Db,
    case: &CaseRef<Write>,
    letter: LetterId,
    typed: Option<Form>,
) -> Result<Option<EditLetter>, Fault> {
    let ((frame, _), saved, people, reach, draft) = db
        .view(case, move |c, permit| {
            let scope = permit.scope();
            Ok((
                read::frame(c, permit)?,
                read::one(c, permit, letter)?,
                read::recipients(c, permit)?,
                read::reach(c, permit)?,
                access::store::draft(c, scope.tenant(), scope.user(), FORM, letter.uuid())?,
            ))
        })
        .await?;
    if saved.state != State::Draft && typed.is_none() {
        return Ok(None);
    }
    let (mut form, kept) = match (typed, draft) {
        (Some(form), _) => (form, String::new()),
        (None, Some((body, at))) => (draft_form(&body), at.long()),
        (None, None) => (fresh(&saved), String::new()),
    };
    let mut theirs = String::new();
    if form.error_of("body") == Some(STALE) {
        theirs.clone_from(&saved.body);
        // Their text is on the page now, so saving again is against it.
        form.set("version", saved.version.to_string());
    }
    let to = people.iter().find(|p| p.person == saved.person);
    Ok(Some(EditLetter {
        shell: access::shell(case.actor(), "Write the letter", "Cases")
            .at("/caseloads")
            .intro(&frame.reference)
            .errors(errors(&form)),
        path: address(case.id(), letter),
        submission: submission(db),
        ways: ways(),
        languages: LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect(),
        safe: to.map_or_else(SafeCard::default, |to| safe_card(&reach, to.person)),
        to: to.map_or_else(String::new, |p| {
            let about = [p.name.as_str(), p.language.as_str(), p.needs.as_str()];
            about.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ")
        }),
        hints: plain::hints(form.value("body")),
        theirs,
        form,
        kept,
    }))
}

fn fresh(letter: &Letter) -> Form {
    let mut form = Form::default();
    form.set("title", &letter.title);
    form.set("body", &letter.body);
    form.set("second_language", &letter.second_language);
    form.set("second_body", &letter.second_body);
    form.set("large_print", if letter.large_print { "yes" } else { "" });
    form.set("way", letter.way.code());
    form.set("version", letter.version.to_string());
    form
}

/// Keeps what was typed. The script sends it as it is typed.
pub async fn keep_draft(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let letter = letter_id(&params)?;
    db.view(&case, move |c, permit| read::one(c, permit, letter)).await?;
    db.keep_draft(case.actor(), &posted, FORM, letter.uuid()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Saves the text. What somebody else saved meanwhile is shown beside it, and nothing is overwritten.
pub async fn save(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let letter = letter_id(&params)?;
    let (edit, version) = read_form(&mut posted.form);
    if posted.form.is_good() {
        let (back, by, at) = (address(case.id(), letter), case.actor().user, case.actor().now);
        let saved = db
            .change(&case, &posted.submission, move |c, permit| {
                let (tenant, scope) = (permit.tenant(), permit.scope());
                if !store::edit(c, tenant, (permit.id(), letter, version), &edit, (at, by))? {
                    return Err(Error::Conflict(STALE.to_owned()));
                }
                access::store::drop_draft(c, tenant, scope.user(), FORM, letter.uuid())?;
                Ok(Changed::to(format!("{back}?done=saved"), format!("letter {letter} edited")))
            })
            .await;
        match saved {
            Ok(location) => return Ok(Redirect::to(&location).into_response()),
            Err(Error::Conflict(words)) => posted.form.error("body", words),
            Err(e) => return Err(e.into()),
        }
    }
    match page(&db, &case, letter, Some(posted.form)).await? {
        Some(page) => Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY)),
        None => Err(Error::NotFound.into()),
    }
}

fn read_form(form: &mut Form) -> (Edit, i64) {
    let way = form.one_of("way", Way::parse, "Choose how it goes.");
    let second_body = form.opt_text("second_body", MOST);
    let second_language = form.text("second_language");
    let known = LANGUAGES.iter().any(|(code, _)| *code == second_language);
    match (second_body.is_empty(), known) {
        (false, false) => form.error("second_language", "Choose which language the second text is in."),
        (true, true) => {
            form.error("second_body", "Put the translated text in, or choose no second language.");
        }
        _ => {}
    }
    let edit = Edit {
        title: form.need_text("title", 200, "Give the letter a heading."),
        body: form.need_text("body", MOST, "Write the letter."),
        second_language: if known { second_language } else { String::new() },
        second_body,
        large_print: form.value("large_print") == "yes",
        way,
    };
    let version = form.text("version").parse().unwrap_or(0);
    (edit, version)
}

impl ui::Samples for EditLetter {
    const NAME: &'static str = "edit-letter";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, theirs: &str, kept: &str| Self {
            shell: Shell::new("Write the letter", "Cases").intro("ASB-K7QM2-4DXA").errors(errors(&form)),
            path: "/cases/0/letters/0".to_owned(),
            submission: String::new(),
            ways: ways(),
            languages: vec![Choice::new("pl", "Polish")],
            to: "Amina Okafor. Somali, interpreter needed. Reads large print".to_owned(),
            safe: SafeCard::default(),
            hints: plain::hints(form.value("body")),
            theirs: theirs.to_owned(),
            form,
            kept: kept.to_owned(),
        };
        let mut full = Form::default();
        full.set("title", "What we agreed");
        full.set("body", "Dear Mina\n\nWe will commence on Monday.\n\n- You call the school");
        full.set("way", "post");
        let mut wrong = full.clone();
        wrong.error("body", STALE);
        vec![
            ("empty", page(Form::default(), "", "")),
            ("full", page(full, "", "20 November 2026, 4.40pm")),
            ("errors", page(wrong, "Dear Mina\n\nWe start on Tuesday.", "")),
        ]
    }
}
