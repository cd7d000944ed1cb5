//! Taking a report in two minutes: what, by whom, about whom, how grave; and whether we know them already.

use super::{
    about::{About, Matches, look, read_about, sought},
    notice, shell,
};
use crate::intake::{
    model::{Harm, NewReport, QUESTIONS, Received, Reporter, Safe},
    store,
};
use access::{Actor, Changed, Db, Fault, NOBODY, PersonId, Posted, Query, Shown, TeamId, draft_form};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use packs::Pack;
use people::{
    matching::Candidate,
    web::{errors, submission},
};
use std::sync::Arc;
use ui::{Choice, Page, Shell};

/// The draft's name among a worker's drafts.
const FORM: &str = "report";

/// The form for a report.
#[derive(Template)]
#[template(path = "new_report.html")]
pub struct NewReportPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
    /// Kinds of case.
    pub kinds: Vec<Choice>,
    /// Who may report.
    pub reporters: Vec<Choice>,
    /// How a report may come.
    pub ways: Vec<Choice>,
    /// Whether it is safe to contact the person.
    pub safety: Vec<Choice>,
    /// The quick questions: field, words, whether yes was said.
    pub questions: Vec<(&'static str, &'static str, bool)>,
    /// Teams that may look at it.
    pub teams: Vec<Choice>,
    /// Whom it may be about.
    pub matches: Matches,
}

/// What the form needs besides what was typed.
struct Around {
    kinds: Vec<Arc<Pack>>,
    teams: Vec<access::store::TeamName>,
    draft: Option<(String, kernel::Instant)>,
}

fn page(
    db: &Db,
    actor: &Actor,
    around: Around,
    typed: Option<Form>,
    matches: Option<&[Candidate]>,
) -> NewReportPage {
    let (mut form, kept) = match (typed, around.draft) {
        (Some(form), _) => (form, String::new()),
        (None, Some((body, at))) => (draft_form(&body), at.long()),
        (None, None) => (fresh(Day::of(actor.now)), String::new()),
    };
    let mine: Vec<_> = around.teams.iter().filter(|team| team.mine).collect();
    if let (true, Some(first)) = (form.value("team").is_empty(), mine.first()) {
        form.set("team", first.team_id.to_string());
    }
    NewReportPage {
        shell: shell(actor, "New report or referral")
            .intro("Write down what you are told. You can decide what follows later.")
            .errors(errors(&form)),
        submission: submission(db),
        kept,
        kinds: around.kinds.iter().map(|pack| Choice::new(&pack.id, &pack.name)).collect(),
        reporters: Reporter::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect(),
        ways: Received::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect(),
        safety: Safe::ALL.iter().map(|s| Choice::new(s.code(), s.label())).collect(),
        questions: QUESTIONS.iter().map(|(id, words, _)| (*id, *words, form.value(id) == "yes")).collect(),
        teams: around
            .teams
            .iter()
            .map(|team| {
                Choice::new(team.team_id.to_string(), format!("{}, {}", team.name, team.organisation))
            })
            .collect(),
        matches: matches.map_or_else(Matches::none, |found| Matches::new(found, &form)),
        form,
    }
}

fn fresh(today: Day) -> Form {
    let mut form = Form::default();
    form.set("received_on", today.long());
    form.set("received", Received::Phone.code());
    form.set("reporter", Reporter::Themselves.code());
    form.set("safe", Safe::NotAsked.code());
    form
}

async fn around(db: &Db, actor: &Actor) -> Result<Around, Fault> {
    let today = Day::of(actor.now);
    let around = db
        .list(actor, "newReport", String::new(), move |c, scope| {
            let value = Around {
                kinds: crate::work::packs(c, scope.tenant(), today)?,
                teams: access::store::teams(c, scope.tenant(), scope.user(), scope.now())?,
                draft: access::store::draft(c, scope.tenant(), scope.user(), FORM, NOBODY)?,
            };
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    Ok(around)
}

/// Shows the form, with the worker's draft in it if there is one.
pub async fn show_new_report(
    db: Db,
    actor: Actor,
    Query(query): Query,
) -> Result<Page<NewReportPage>, Fault> {
    let mut page = page(&db, &actor, around(&db, &actor).await?, None, None);
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// Keeps what was typed. The script sends it as it is typed; without scripts a button does.
pub async fn keep_draft(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    db.keep_draft(&actor, &posted, FORM, NOBODY).await?;
    Ok(posted.draft_kept("/reports/new?done=draft"))
}

/// Offers people while somebody types: in the audit as a suggestion.
pub async fn suggest(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let found = look(&db, &actor, "suggest", sought(&posted.form)).await?;
    Ok(ui::fragment(&Matches::new(&found, &posted.form)))
}

/// Saves the report, and the person where they are new. Whom it is about is asked first when somebody known fits.
pub async fn add_report(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    if posted.form.value("button") == "look" {
        let found = look(&db, &actor, "find", sought(&posted.form)).await?;
        let page = page(&db, &actor, around(&db, &actor).await?, Some(posted.form), Some(&found));
        return Ok(Page(page).into_response());
    }
    if let Some(before) = db.answered(&actor, &posted.submission).await? {
        return Ok(Redirect::to(&before).into_response());
    }
    let around = around(&db, &actor).await?;
    let read = read_form(&db, &actor, &around, &mut posted.form);
    let mut found = Vec::new();
    if posted.form.value("person").is_empty() {
        found = look(&db, &actor, "find", sought(&posted.form)).await?;
        if !found.is_empty() {
            posted.form.error("person", "Choose who it is about, or say that it is none of these people.");
        }
    } else if posted.form.value("person") != "new" && !posted.form.is_good() {
        found = look(&db, &actor, "find", sought(&posted.form)).await?;
    }
    let Some((report, about)) = read.filter(|_| posted.form.is_good()) else {
        let page = page(&db, &actor, around, Some(posted.form), Some(&found));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = save(&db, &actor, &posted, report, about).await?;
    Ok(Redirect::to(&location).into_response())
}

fn read_form(db: &Db, actor: &Actor, around: &Around, form: &mut Form) -> Option<(NewReport, About)> {
    let known = |id: &str| around.kinds.iter().find(|pack| pack.id == id).map(|pack| pack.id.clone());
    let case_type = form.one_of("kind", known, "Choose what kind of help or trouble it is about.");
    let words = form.need_text("words", 20_000, "Write what is reported, in their words.");
    let reporter = form.one_of("reporter", Reporter::parse, "Say who reports.");
    let reporter_name = form.opt_text("reporter_name", 200);
    let reporter_reach = form.opt_text("reporter_reach", 200);
    if matches!(reporter, Some(Reporter::Agency)) && reporter_name.is_empty() {
        form.error("reporter_name", "Say which agency refers, and who there.");
    }
    let received = form.one_of("received", Received::parse, "Say how it came.");
    let received_on = form.opt_day("received_on").unwrap_or_else(|| Day::of(actor.now));
    if received_on > Day::of(actor.now) {
        form.error("received_on", "Enter a day that is not in the future.");
    }
    let safe = form.one_of("safe", Safe::parse, "Say whether it is safe to contact them.");
    let safe_words = form.opt_text("safe_words", 300);
    let team_of = |text: &str| {
        around.teams.iter().map(|team| team.team_id).find(|team: &TeamId| team.to_string() == text)
    };
    let team = form.one_of("team", team_of, "Choose the team that looks at it.");
    let yes = |form: &Form, field: &str| form.value(field) == "yes";
    let harm = Harm {
        danger: yes(form, "danger"),
        hurt: yes(form, "hurt"),
        targeted: yes(form, "targeted"),
        needing: yes(form, "needing"),
        repeated: yes(form, "repeated"),
    };
    let about = read_about(db, actor, form, safe.unwrap_or(Safe::NotAsked), &safe_words);
    let chosen = form.value("person").parse::<PersonId>().ok();
    let person = about.person.as_ref().map(|person| person.person_id).or(chosen)?;
    let report = NewReport {
        report_id: db.chance().uuid(actor.now),
        case_type: case_type?,
        team: team?,
        person,
        words,
        reporter: reporter?,
        reporter_name,
        reporter_reach,
        received: received?,
        received_on,
        safe: safe?,
        safe_words,
        harm,
        recorded_at: actor.now,
        recorded_by: actor.user,
    };
    form.is_good().then_some((report, about))
}

async fn save(
    db: &Db,
    actor: &Actor,
    posted: &Posted,
    report: NewReport,
    about: About,
) -> Result<String, Fault> {
    let chance = db.chance().clone();
    let done = db
        .act(actor, "addReport", &posted.submission, move |c, scope| {
            let tenant = scope.tenant();
            about.record(c, scope, report.person, &chance)?;
            store::add(c, tenant, &report)?;
            access::store::drop_draft(c, tenant, scope.user(), FORM, NOBODY)?;
            let location = format!("/reports/{}?done=report", report.report_id.simple());
            Ok(Changed::to(location, format!("report {} about {}", report.report_id, report.person)))
        })
        .await?;
    Ok(done)
}

impl ui::Samples for NewReportPage {
    const NAME: &'static str = "new-report";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, matches: Matches, kept: &str| Self {
            shell: Shell::new("New report or referral", "Intake").errors(errors(&form)),
            submission: String::new(),
            kept: kept.to_owned(),
            kinds: vec![Choice::new("garden-help", "Garden help")],
            reporters: Reporter::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect(),
            ways: Received::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect(),
            safety: Safe::ALL.iter().map(|s| Choice::new(s.code(), s.label())).collect(),
            questions: QUESTIONS.iter().map(|(id, words, _)| (*id, *words, false)).collect(),
            teams: vec![Choice::new("1", "Community Safety, Larch Council")],
            matches,
            form,
        };
        let mut wrong = Form::default();
        wrong.error("words", "Write what is reported, in their words.");
        wrong.error("person", "Choose who it is about, or say that it is none of these people.");
        let found = Matches {
            count: "1 person may be who it is about".to_owned(),
            choices: vec![
                Choice::new("1", "Amina Okafor, born 1988").hint("Same name, same date of birth"),
                Choice::new("new", "None of these: record a new person"),
            ],
            chosen: String::new(),
            error: "Choose who it is about, or say that it is none of these people.".to_owned(),
        };
        vec![
            (
                "empty",
                page(
                    fresh(Day::of(kernel::Instant::from_micros(1_795_000_000_000_000))),
                    Matches::none(),
                    "",
                ),
            ),
            ("errors and people", page(wrong, found, "")),
            ("draft", page(Form::default(), Matches::none(), "20 November 2026, 4.40pm")),
        ]
    }
}
