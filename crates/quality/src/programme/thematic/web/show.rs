//! One audit: its frame, its sample, what was found, what is recommended. The same facts on screen and on paper.

use super::{at, id_of, kind_named, kinds, shell, standing_tag, tag};
use crate::{
    programme::thematic::{
        model::{Standing, Tally, reach, sureness},
        store::{
            self, Audit, Recommendation, Sampled,
            write::{self, NewRecommendation},
        },
    },
    web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown, UserId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, words::count};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// An audit.
#[derive(Template)]
#[template(path = "programme/show.html")]
pub struct ShowAudit {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Its address.
    pub at: String,
    /// How far it is.
    pub tag: Tag,
    /// What it says.
    pub report: Report,
    /// Whether its findings can still change.
    pub open: bool,
    /// What was typed.
    pub form: Form,
    /// Who may own a recommendation.
    pub owners: Vec<Choice>,
    /// Which sending of a recommendation this is.
    pub submission: String,
    /// Which sending of what was found this is.
    pub submission_found: String,
}

/// What an audit says.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its frame and sample, in words.
    pub facts: SummaryList,
    /// How much of the sample was looked at.
    pub coverage: String,
    /// What a sample of this size can say.
    pub reach: String,
    /// What was found, question by question.
    pub questions: Vec<QuestionRow>,
    /// The cases of the sample that the reader may open.
    pub cases: Vec<CaseRow>,
    /// What is said of cases the reader may not open; empty for none.
    pub hidden: String,
    /// What was found in all, paragraph by paragraph.
    pub found: Vec<String>,
    /// What is recommended.
    pub recommended: Vec<RecommendationRow>,
}

/// What was found for one question.
#[derive(Clone, Debug)]
pub struct QuestionRow {
    /// The question.
    pub words: String,
    /// How often each answer was given.
    pub tally: Tally,
    /// `75%`, or nothing where it never applied.
    pub share: String,
    /// The same as a number, for its bar.
    pub percent: i64,
    /// How sure that is.
    pub sure: String,
}

/// A case of the sample.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Where it is looked at.
    pub href: String,
    /// Its place in the order.
    pub place: i64,
    /// Whom it is about.
    pub person: String,
    /// Its reference and what it is about.
    pub about: String,
    /// Who looked at it and when, or that nobody has.
    pub tag: Tag,
    /// What was found beyond the questions.
    pub words: String,
}

/// A recommendation of an audit.
#[derive(Clone, Debug)]
pub struct RecommendationRow {
    /// Its page.
    pub href: String,
    /// What is to change.
    pub words: String,
    /// Who sees to it.
    pub owner: String,
    /// How far it is.
    pub tag: Tag,
    /// What shows that it is done, and who accepted that.
    pub evidence: String,
}

/// What the pages of an audit are made from.
pub(super) struct Facts {
    pub(super) audit: Audit,
    pub(super) kinds: Vec<(String, String)>,
    pub(super) questions: Vec<(i64, String)>,
    pub(super) tallies: Vec<(i64, Tally)>,
    pub(super) sample: Vec<Sampled>,
    pub(super) recommended: Vec<Recommendation>,
    pub(super) owners: Vec<(UserId, String)>,
}

/// Reads an audit: seven statements, and those that name the kinds of case.
pub(super) async fn facts(db: &Db, actor: &Actor, id: Uuid, action: &'static str) -> Result<Facts, Fault> {
    let today = Day::of(actor.now);
    let facts = db
        .list(actor, action, format!("thematic audit {}", id.simple()), move |c, scope| {
            let tenant = scope.tenant();
            let value = Facts {
                audit: store::one(c, tenant, id, today)?,
                kinds: kinds(c, tenant, today)?,
                questions: store::questions(c, tenant, id)?,
                tallies: store::tallies(c, tenant, id)?,
                sample: store::sample(c, scope, id)?,
                recommended: store::recommended(c, tenant, id)?,
                owners: crate::programme::store::owners(c, tenant)?,
            };
            let subjects = value.sample.iter().map(|one| one.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(facts)
}

/// A text in its paragraphs.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Report {
    pub(super) fn new(facts: &Facts, today: Day) -> Self {
        let audit = &facts.audit;
        let kind = kind_named(&facts.kinds, &audit.case_type);
        let mut rows = vec![
            SummaryRow::new("Question", &audit.question, ""),
            SummaryRow::new("Cases", audit.rule().words(kind, audit.team.as_deref().unwrap_or_default()), ""),
            SummaryRow::new(
                "Frame",
                format!(
                    "{}, kept on {} by {}",
                    count(audit.eligible, "case", "cases"),
                    Day::of(audit.framed_at).long(),
                    audit.by
                ),
                "",
            ),
        ];
        if !audit.tool.is_empty() {
            rows.push(SummaryRow::new("Questions of the form", &audit.tool, ""));
        }
        rows.push(SummaryRow::new("SHA-256 of the frame", &audit.frame_hash, ""));
        rows.push(SummaryRow::new("Seed of the order", &audit.seed, ""));
        if let (Some(at), Some(by)) = (audit.finished_at, &audit.finished_by) {
            rows.push(SummaryRow::new("Finished", format!("{} by {by}", Day::of(at).long()), ""));
        }
        let hidden = audit.sampled - i64::try_from(facts.sample.len()).unwrap_or(0);
        Self {
            facts: SummaryList { rows },
            coverage: format!("{} of {} cases looked at.", audit.looked, audit.sampled),
            reach: reach(audit.sampled, audit.eligible),
            questions: facts.questions.iter().map(|one| QuestionRow::new(one, facts)).collect(),
            cases: facts.sample.iter().map(|one| CaseRow::new(one, audit.audit_id)).collect(),
            hidden: match hidden {
                0 => String::new(),
                n => format!(
                    "{} that you may not open. The figures count them.",
                    count(n, "case is not listed", "cases are not listed")
                ),
            },
            found: paragraphs(&audit.found),
            recommended: facts.recommended.iter().map(|one| RecommendationRow::new(one, today)).collect(),
        }
    }
}

impl QuestionRow {
    fn new((nth, words): &(i64, String), facts: &Facts) -> Self {
        let tally = facts.tallies.iter().find(|(of, _)| of == nth).map_or(Tally::default(), |(_, t)| *t);
        let percent = tally.percent();
        Self {
            words: words.clone(),
            tally,
            share: percent.map_or(String::new(), |n| format!("{n}%")),
            percent: percent.unwrap_or(0),
            sure: if percent.is_some() {
                sureness(tally.met, tally.applies(), facts.audit.eligible)
            } else {
                "Nothing to say yet".to_owned()
            },
        }
    }
}

impl CaseRow {
    fn new(one: &Sampled, audit: Uuid) -> Self {
        let tag = match (&one.looked_by, one.looked_at) {
            (Some(by), Some(at)) => Tag::good(format!("{by}, {}", Day::of(at).short())),
            _ => Tag::warn("To be looked at"),
        };
        Self {
            href: format!("/cases/{}/audits/{}", one.case_id, audit.simple()),
            place: one.place,
            person: one.person.clone(),
            about: format!("{}: {}", one.reference, one.title),
            tag,
            words: one.words.clone(),
        }
    }
}

impl RecommendationRow {
    pub(super) fn new(one: &Recommendation, today: Day) -> Self {
        let standing = Standing::of(one.due_on, one.done_on, one.accepted_at.is_some(), today);
        let accepted = match (&one.accepted_by, one.accepted_at) {
            (Some(by), Some(at)) => format!(" Accepted by {by} on {}.", Day::of(at).long()),
            _ => String::new(),
        };
        Self {
            href: super::recommend::at(one.recommendation_id),
            words: one.words.clone(),
            owner: one.owner.clone(),
            tag: standing_tag(standing, one.due_on),
            evidence: format!("{}{accepted}", one.evidence),
        }
    }
}

fn page(db: &Db, actor: &Actor, facts: &Facts, form: Form, done: &str) -> ShowAudit {
    let today = Day::of(actor.now);
    ShowAudit {
        shell: shell(actor, &facts.audit.theme, done).errors(errors(&form)),
        nav: nav(actor, "/reviews/programme"),
        at: at(facts.audit.audit_id),
        tag: tag(&facts.audit, today),
        report: Report::new(facts, today),
        open: facts.audit.finished_at.is_none(),
        form,
        owners: facts.owners.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
        submission: submission(db),
        submission_found: submission(db),
    }
}

/// Shows an audit.
pub async fn show_audit(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowAudit>, Fault> {
    let facts = facts(&db, &actor, id_of(&params, "audit_id")?, "list").await?;
    let mut form = Form::default();
    form.set("found", facts.audit.found.as_str());
    Ok(Page(page(&db, &actor, &facts, form, query.value("done"))))
}

async fn refused(db: &Db, actor: &Actor, id: Uuid, form: Form) -> Result<Response, Fault> {
    let facts = facts(db, actor, id, "list").await?;
    Ok(Page(page(db, actor, &facts, form, "")).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Keeps what was found in all, or finishes the audit with it.
pub async fn find(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "audit_id")?;
    let words = posted.form.need_text("found", 8000, "Write what was found in all.");
    let finishes = posted.form.value("do") == "finish";
    if !posted.form.is_good() {
        return refused(&db, &actor, id, posted.form).await;
    }
    let kept = db
        .act(&actor, "auditFound", &posted.submission, move |c, scope| {
            let tenant = scope.tenant();
            let audit = store::one(c, tenant, id, Day::of(scope.now()))?;
            if finishes && audit.looked < audit.sampled {
                return Err(Error::Invalid(format!(
                    "{} of {} cases were looked at. Look at the rest first.",
                    audit.looked, audit.sampled
                )));
            }
            write::set_found(c, tenant, id, &words)?;
            if finishes {
                write::finish(c, tenant, id, (scope.user(), scope.now()))?;
            }
            let done = if finishes { "finished" } else { "found" };
            Ok(Changed::to(format!("{}?done={done}", at(id)), format!("audit {}: {done}", id.simple())))
        })
        .await;
    match kept {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(Error::Invalid(words)) => {
            posted.form.error("found", words);
            refused(&db, &actor, id, posted.form).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Keeps a recommendation.
pub async fn recommend(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "audit_id")?;
    let known = facts(&db, &actor, id, "list").await?.owners;
    let form = &mut posted.form;
    let words = form.need_text("words", 2000, "Write what is to change.");
    let find = |text: &str| known.iter().map(|(id, _)| *id).find(|id| id.to_string() == text);
    let owner = form.one_of("owner", find, "Choose who sees to it.");
    let due_on = form.need_day("due", "Write by when.");
    if due_on.is_some_and(|on| on < Day::of(actor.now)) {
        form.error("due", "Write today or a later day.");
    }
    let (Some(owner), Some(due_on), true) = (owner, due_on, form.is_good()) else {
        return refused(&db, &actor, id, posted.form).await;
    };
    let new = NewRecommendation { id: db.chance().uuid(actor.now), audit: id, words, owner, due_on };
    let location = db
        .act(&actor, "recommend", &posted.submission, move |c, scope| {
            write::recommend(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let to = format!("{}?done=recommended", at(id));
            Ok(Changed::to(to, format!("recommendation {}", new.id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
