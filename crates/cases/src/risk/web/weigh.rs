//! Answering a tool: every question, who says so, the band that counts.

use super::{Form, store};
use crate::{
    desk::{self, Desk},
    risk::{
        model::{self, Asked, Given, ToldBy},
        store::{AssessmentLine, NewAssessment},
    },
    work,
};
use access::{CaseRef, Changed, Db, Fault, Posted, PostedOnce, Query, Write, draft_form};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Instant, Result};
use packs::model::RiskTool;
use people::web::{errors, submission};
use std::collections::BTreeMap;
use ui::{Choice, Page, Shell, SubNav};

/// The form of a tool.
#[derive(Template)]
#[template(path = "weigh_risk.html")]
pub struct Weigh {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Where the form is sent.
    pub action: String,
    /// Where drafts of it are kept.
    pub draft_action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
    /// The tool's id; empty where there is no such tool.
    pub tool: String,
    /// Where it comes from.
    pub source: String,
    /// What may not be forgotten; empty for nothing.
    pub note: String,
    /// Whose words the questions are.
    pub wording: String,
    /// Whether each answer says who told us.
    pub asks_source: bool,
    /// The questions.
    pub questions: Vec<Ask>,
    /// Who can have told us.
    pub tellers: Vec<Choice>,
    /// Bands that may be given in place of the score's.
    pub bands: Vec<Choice>,
    /// What each band means: from which score, weighed again when.
    pub meanings: Vec<String>,
}

/// A question on the page.
pub struct Ask {
    /// Name of its answer's field.
    pub name: String,
    /// Name of the field for who says so.
    pub teller: String,
    /// Name of the field for what was said.
    pub note: String,
    /// Number and words.
    pub words: String,
    /// What was answered last time; empty where it was not.
    pub last: String,
    /// The answers offered.
    pub choices: Vec<Choice>,
}

/// What the form needs to know.
struct Facts {
    desk: Desk,
    tool: Option<RiskTool>,
    wording: BTreeMap<String, String>,
    /// The latest assessment with this tool.
    last: Option<AssessmentLine>,
    /// Its answers, by question.
    said: BTreeMap<String, String>,
    incidents: Vec<(String, Day)>,
    draft: Option<(String, Instant)>,
}

/// The field for who says so wherever a question's own field says nothing.
const TELLER: &str = "told_by";

/// The draft's name among a worker's drafts.
fn draft_name(tool: &str) -> String {
    format!("risk:{tool}")
}

/// Shows the form of the tool named by `tool`, with the worker's draft in it if there is one.
pub async fn show_weigh(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Page<Weigh>, Fault> {
    let facts = facts(&db, &case, query.value("tool")).await?;
    let (mut form, kept) = match &facts.draft {
        Some((body, at)) => (draft_form(body), at.long()),
        None => (Form::default(), String::new()),
    };
    if form.value("reviewed_on").is_empty() {
        form.set("reviewed_on", desk::today_words(case.actor()));
    }
    let mut page = page(&db, &case, &facts, form, kept);
    if let Some(words) = desk::notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

async fn facts(db: &Db, case: &CaseRef<Write>, tool: &str) -> Result<Facts> {
    let wanted = tool.to_owned();
    db.view(case, move |c, permit| {
        let scope = permit.scope();
        let desk = desk::open(c, permit)?;
        let tool = desk.pack.as_ref().and_then(|pack| pack.risk_tool(&wanted)).cloned();
        let last = store::history(c, permit)?.into_iter().find(|line| line.tool == wanted);
        let said = match &last {
            Some(line) => store::answers(c, permit, line.assessment_id)?,
            None => Vec::new(),
        };
        let escalates = tool.as_ref().is_some_and(|tool| tool.escalates.is_some());
        let since = Day::of(scope.now()).plus_months(-super::LOOK_BACK);
        Ok(Facts {
            wording: match &tool {
                Some(tool) if tool.wording_may_be_loaded => store::wording(c, scope.tenant(), &wanted)?,
                _ => BTreeMap::new(),
            },
            said: said.into_iter().map(|answer| (answer.question, answer.answered)).collect(),
            incidents: if escalates { store::incidents(c, permit, since)? } else { Vec::new() },
            draft: access::store::draft(
                c,
                scope.tenant(),
                scope.user(),
                &draft_name(&wanted),
                permit.id().uuid(),
            )?,
            desk,
            tool,
            last,
        })
    })
    .await
}

fn page(db: &Db, case: &CaseRef<Write>, facts: &Facts, form: Form, kept: String) -> Weigh {
    let (desk, tool) = (&facts.desk, facts.tool.as_ref());
    let title = tool.map_or("Weigh the risk", |tool| tool.name.as_str());
    let questions = tool.map(|tool| model::asked(tool, &facts.wording)).unwrap_or_default();
    let wording = if facts.wording.is_empty() {
        "The questions are in Alongside's own short words."
    } else {
        "The questions are in the official wording that this service loaded."
    };
    Weigh {
        shell: desk.shell(case.actor(), title).errors(errors(&form)),
        subnav: desk.subnav("/risk"),
        action: desk.at("/risk/weigh"),
        draft_action: desk.at("/risk/draft"),
        submission: submission(db),
        form,
        kept,
        tool: tool.map(|tool| tool.id.clone()).unwrap_or_default(),
        source: tool.map(|tool| tool.source.clone()).unwrap_or_default(),
        note: tool.map(|tool| tool.note.clone()).unwrap_or_default(),
        wording: wording.to_owned(),
        asks_source: tool.is_some_and(|tool| tool.asks_source),
        questions: (1..).zip(&questions).map(|(nth, asked)| ask(nth, asked, facts)).collect(),
        tellers: ToldBy::ALL.iter().map(|told| Choice::new(told.code(), told.label())).collect(),
        bands: tool.map(bands).unwrap_or_default(),
        meanings: tool.map(meanings).unwrap_or_default(),
    }
}

fn ask(nth: usize, asked: &Asked, facts: &Facts) -> Ask {
    let last = match (&facts.last, facts.said.get(&asked.id)) {
        (Some(line), Some(said)) => format!("Last time, {}: {said}", line.reviewed_on.long()),
        _ => String::new(),
    };
    Ask {
        name: format!("q-{}", asked.id),
        teller: format!("s-{}", asked.id),
        note: format!("n-{}", asked.id),
        words: format!("{nth}. {}", asked.words),
        last,
        choices: asked.answers.iter().map(|a| Choice::new(&a.code, &a.label)).collect(),
    }
}

fn bands(tool: &RiskTool) -> Vec<Choice> {
    tool.bands.iter().map(|band| Choice::new(&band.code, &band.label)).collect()
}

fn meanings(tool: &RiskTool) -> Vec<String> {
    tool.bands
        .iter()
        .map(|band| {
            let days = kernel::words::count(band.review_days, "working day", "working days");
            format!("{}: {} points and more. Weighed again within {days}.", band.label, band.from)
        })
        .collect()
}

/// Keeps what was typed. The script sends it as it is typed; without scripts a button does.
pub async fn keep_draft(db: Db, case: CaseRef<Write>, posted: Posted) -> Result<Response, Fault> {
    // Keeping a draft changes nothing about the case, but only who may write to it may keep one.
    db.view(&case, |_, _| Ok(())).await?;
    let tool: String = posted.form.value("tool").chars().take(80).collect();
    db.keep_draft(case.actor(), &posted, &draft_name(&tool), case.id().uuid()).await?;
    let to = ui::query(&format!("/cases/{}/risk/weigh", case.id()), &[("tool", &tool), ("done", "draft")]);
    Ok(posted.draft_kept(&to))
}

/// Saves an assessment; the draft goes.
pub async fn add(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("tool")).await?;
    if facts.tool.is_none() {
        return Err(kernel::Error::invalid(
            "This kind of case has no such tool. Choose one on the risk page.",
        )
        .into());
    }
    let Some(new) = read(&db, &case, &facts, &mut posted.form) else {
        let page = page(&db, &case, &facts, posted.form, String::new());
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let back = format!("/cases/{}/risk?done=risk", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (scope, tenant) = (permit.scope(), permit.tenant());
            store::add(c, tenant, permit.id(), &new, scope.now(), scope.user())?;
            // Clocks and what a pack sets going may ask for the band.
            work::settle(c, tenant, permit.id(), scope.user(), scope.now())?;
            access::store::drop_draft(c, tenant, scope.user(), &draft_name(&new.tool.0), permit.id().uuid())?;
            Ok(Changed::to(back.clone(), format!("risk assessment {}", new.id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn read(db: &Db, case: &CaseRef<Write>, facts: &Facts, form: &mut Form) -> Option<NewAssessment> {
    let actor = case.actor();
    let tool = facts.tool.as_ref()?;
    let questions = model::asked(tool, &facts.wording);
    let given: Vec<Given> = questions.iter().filter_map(|asked| read_answer(tool, asked, form)).collect();
    let summary = form.opt_text("summary", 4000);
    let today = Day::of(actor.now);
    let reviewed_on = form.need_day("reviewed_on", "Say on which day the risk was weighed.").unwrap_or(today);
    if reviewed_on > today {
        form.error("reviewed_on", "Enter a day that has come.");
    }
    let scored = model::weigh(tool, &questions, &given)?;
    let (rank, why) = read_band(tool, scored.rank, desk::leads(actor), form);
    if !form.is_good() {
        return None;
    }
    let (band, scored_band) = (tool.bands.get(rank)?, tool.bands.get(scored.rank)?);
    let before = facts.last.as_ref().map(|line| (line.band_rank, line.band_label.as_str()));
    Some(NewAssessment {
        id: db.chance().uuid(actor.now),
        review: db.chance().uuid(actor.now),
        person: facts.desk.row.person_id,
        tool: (tool.id.clone(), tool.version, tool.name.clone()),
        own_wording: !facts.wording.is_empty(),
        score: (scored.score, scored.most),
        scored_band: scored_band.code.clone(),
        band: (band.code.clone(), band.label.clone(), i64::try_from(rank).ok()?),
        override_why: why,
        summary,
        reviewed_on,
        next_on: model::next_review(reviewed_on, band, &facts.desk.calendar()),
        owner: facts.desk.owner(actor),
        prompt: model::prompt(tool, rank, before, &facts.incidents, reviewed_on),
        answers: given,
    })
}

/// An answer, and who says so where the tool asks; not answered is an error, not known is an answer.
fn read_answer(tool: &RiskTool, asked: &Asked, form: &mut Form) -> Option<Given> {
    let (answer, teller, note) =
        (format!("q-{}", asked.id), format!("s-{}", asked.id), format!("n-{}", asked.id));
    let offer = form.one_of(
        &answer,
        |code| asked.answers.iter().find(|offer| offer.code == code).cloned(),
        "Answer this, or choose Not known.",
    );
    let own = ToldBy::parse(form.value(&teller));
    let note = form.opt_text(&note, 1000);
    let offer = offer?;
    // Somebody has said yes or no: who? Nobody needs to say that something is not known.
    let known = offer.code != model::NOT_KNOWN;
    let told_by = own.or_else(|| ToldBy::parse(form.value(TELLER)).filter(|_| tool.asks_source && known));
    if tool.asks_source && told_by.is_none() && known {
        form.error(&teller, "Choose who or what says so, here or once for all on top.");
    }
    Some(Given { question: asked.id.clone(), asked: asked.words.clone(), offer, told_by, note })
}

/// The band that counts: the score's, or the one that was given with its reason.
fn read_band(tool: &RiskTool, scored: usize, leads: bool, form: &mut Form) -> (usize, String) {
    let why = form.opt_text("band_why", 1000);
    let wanted = form.text("band");
    let Some(rank) = tool.bands.iter().position(|band| band.code == wanted) else {
        return (scored, String::new());
    };
    if rank == scored {
        return (scored, String::new());
    }
    if !model::may_give(scored, rank, leads) {
        let label = tool.bands.get(scored).map(|band| band.label.as_str()).unwrap_or_default();
        form.error(
            "band",
            format!(
                "The score's band is {label}. Only a team leader can give a lower one: keep it, or ask one."
            ),
        );
    }
    if why.is_empty() {
        form.error("band_why", "Say why another band fits better than the score's.");
    }
    (rank, why)
}

impl ui::Samples for Weigh {
    const NAME: &'static str = "weigh-risk";
    fn samples() -> Vec<(&'static str, Self)> {
        let ask = |nth: usize, words: &str, last: &str| Ask {
            name: format!("q-{nth}"),
            teller: format!("s-{nth}"),
            note: format!("n-{nth}"),
            words: format!("{nth}. {words}"),
            last: last.to_owned(),
            choices: ui::choices(&[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")]),
        };
        let page = |form: Form, kept: &str, questions: Vec<Ask>| Self {
            shell: Shell::new("Risk matrix", "Cases").errors(errors(&form)),
            subnav: crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/risk"),
            action: "/cases/0/risk/weigh".to_owned(),
            draft_action: "/cases/0/risk/draft".to_owned(),
            submission: String::new(),
            form,
            kept: kept.to_owned(),
            tool: if questions.is_empty() { String::new() } else { "matrix".to_owned() },
            source: "Alongside default".to_owned(),
            note: "Ask when the person is alone and it is safe.".to_owned(),
            wording: "The questions are in Alongside's own short words.".to_owned(),
            asks_source: true,
            questions,
            tellers: ToldBy::ALL.iter().map(|told| Choice::new(told.code(), told.label())).collect(),
            bands: ui::choices(&[("high", "High"), ("medium", "Medium"), ("low", "Low")]),
            meanings: vec!["High: 18 points and more. Weighed again within 5 working days.".to_owned()],
        };
        let both =
            || vec![ask(1, "Has it got worse?", "Last time, 3 May 2026: No"), ask(2, "Is anybody hurt?", "")];
        let mut wrong = Form::default();
        wrong.error("q-1", "Answer this, or choose Not known.");
        wrong.error("s-2", "Choose who or what says so, here or once for all on top.");
        wrong.error("band_why", "Say why another band fits better than the score's.");
        vec![
            ("empty", page(Form::default(), "", both())),
            ("errors", page(wrong, "", both())),
            ("draft", page(Form::default(), "20 November 2026, 4.40pm", both())),
            ("no such tool", page(Form::default(), "", Vec::new())),
        ]
    }
}
