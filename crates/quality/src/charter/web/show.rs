//! The self-assessment: seven commitments with their evidence and judgement, and the earlier ones.

use super::{AT, Asked, Facts, at, facts, period_of};
use crate::{
    charter::{
        model::{ASKS, COMMITMENTS, Figure, Judgement, period, standing},
        store::{self, evidence},
    },
    programme::thematic::web::{id_of, shell},
    web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error};
use people::web::submission;
use ui::{Page, Shell, SubNav, Tag};

/// A self-assessment.
#[derive(Template)]
#[template(path = "charter/show.html")]
pub struct ShowCharter {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// How far it is, in words.
    pub standing: String,
    /// The period of its figures, and whether they are live.
    pub period: String,
    /// Where it is signed; empty where it cannot be.
    pub sign: String,
    /// Whether another can be begun.
    pub may_begin: bool,
    /// Its report.
    pub print: String,
    /// The commitments.
    pub commitments: Vec<CommitmentCard>,
    /// All self-assessments: words and address.
    pub all: Vec<(String, String)>,
    /// Which sending this is.
    pub submission: String,
}

/// One commitment.
#[derive(Clone, Debug)]
pub struct CommitmentCard {
    /// Its number.
    pub n: usize,
    /// Its name.
    pub name: &'static str,
    /// What it asks, in our words.
    pub asks: &'static str,
    /// Its page; empty before a self-assessment is begun.
    pub href: String,
    /// The judgement.
    pub tag: Tag,
    /// Why, who and when; empty before it is judged.
    pub words: Vec<String>,
    /// The evidence.
    pub figures: Vec<FigureRow>,
    /// What is missing and done about it, in a line each.
    pub plan: Vec<(String, Tag)>,
}

/// A figure of the evidence.
#[derive(Clone, Debug)]
pub struct FigureRow {
    /// What is counted.
    pub name: String,
    /// `75% (3 of 4)`.
    pub words: String,
    /// The share in whole percent, for its bar.
    pub percent: i64,
    /// Where its list stands; empty for none.
    pub href: String,
}

impl FigureRow {
    fn new(figure: &Figure) -> Self {
        Self {
            name: figure.name.clone(),
            words: figure.words(),
            percent: figure.percent(),
            href: figure.href.clone(),
        }
    }
}

/// A judgement as a tag.
pub(super) fn tag(judgement: Option<Judgement>) -> Tag {
    match judgement {
        Some(Judgement::Met) => Tag::good(Judgement::Met.label()),
        Some(Judgement::Partly) => Tag::warn(Judgement::Partly.label()),
        Some(Judgement::NotYet) => Tag::bad(Judgement::NotYet.label()),
        None => Tag::plain("Not judged yet"),
    }
}

impl CommitmentCard {
    pub(super) fn new(n: usize, facts: &Facts, today: Day) -> Self {
        let number = i64::try_from(n).unwrap_or(0);
        let judged = facts.judged.iter().find(|one| one.commitment == number);
        let words = judged.map_or(Vec::new(), |one| {
            vec![one.words.clone(), format!("{}, {}.", one.by, Day::of(one.at).long())]
        });
        let planned = facts.planned.iter().filter(|one| one.commitment == number).map(|one| {
            let done =
                if one.done_words.is_empty() { String::new() } else { format!(" Done: {}", one.done_words) };
            let tag = match one.done_on {
                Some(on) => Tag::good(format!("Done on {}", on.short())),
                None if one.due_on < today => Tag::bad(format!("Overdue since {}", one.due_on.short())),
                None => Tag::info(format!("By {}", one.due_on.short())),
            };
            (format!("{} {} {} sees to it.{done}", one.gap, one.what, one.owner), tag)
        });
        Self {
            n,
            name: COMMITMENTS.get(n - 1).copied().unwrap_or_default(),
            asks: ASKS.get(n - 1).copied().unwrap_or_default(),
            href: facts
                .assessment
                .as_ref()
                .map_or(String::new(), |one| format!("{}/commitments/{n}", at(one.assessment_id))),
            tag: tag(judged.map(|one| one.judgement)),
            words,
            figures: facts.figures.iter().filter(|f| f.commitment == number).map(FigureRow::new).collect(),
            plan: planned.collect(),
        }
    }
}

/// How far it is, and the period of its figures.
pub(super) fn head(facts: &Facts, today: Day) -> (String, String) {
    let judged: Vec<Judgement> = facts.judged.iter().map(|one| one.judgement).collect();
    match &facts.assessment {
        None => {
            let (from, to) = period_of(today);
            ("No self-assessment is begun yet.".to_owned(), format!("Figures of {}.", period(from, to)))
        }
        Some(one) => match (one.signed_at, &one.signed_by) {
            (Some(at), Some(by)) => (
                format!("{} Signed by {by} on {}.", standing(&judged), Day::of(at).long()),
                format!("Figures of {}, as they were when it was signed.", period(one.from_on, Day::of(at))),
            ),
            _ => (
                format!(
                    "{} Begun by {} on {}.",
                    standing(&judged),
                    one.begun_by,
                    Day::of(one.begun_at).long()
                ),
                format!("Figures of {}, as they are now.", period(one.from_on, one.to_on.max(today))),
            ),
        },
    }
}

fn page(db: &Db, actor: &Actor, facts: &Facts, done: &str) -> ShowCharter {
    let today = Day::of(actor.now);
    let (standing, period) = head(facts, today);
    let open = facts.assessment.as_ref().filter(|one| one.signed_at.is_none());
    let listed = |one: &store::Assessment| {
        let state = match one.signed_at {
            Some(at) => format!("signed on {}", Day::of(at).long()),
            None => "open".to_owned(),
        };
        let words = format!("Begun on {}, {state}: {} of 7 met", Day::of(one.begun_at).long(), one.met);
        (words, at(one.assessment_id))
    };
    ShowCharter {
        shell: shell(actor, "Charter self-assessment", done).intro(
            "The Respect ASB Charter for Housing: seven commitments, with what the record says about each.",
        ),
        nav: nav(actor, "/reviews/programme"),
        standing,
        period,
        sign: open
            .filter(|one| one.judged == 7 && actor.is(Role::Manager))
            .map_or(String::new(), |one| format!("{}/sign", at(one.assessment_id))),
        may_begin: facts.all.iter().all(|one| one.signed_at.is_some()),
        print: facts
            .assessment
            .as_ref()
            .map_or(format!("{AT}/print"), |one| format!("{}/print", at(one.assessment_id))),
        commitments: (1..=COMMITMENTS.len()).map(|n| CommitmentCard::new(n, facts, today)).collect(),
        all: facts.all.iter().map(listed).collect(),
        submission: submission(db),
    }
}

/// Shows the self-assessment that is open, or the latest.
pub async fn show_charter(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowCharter>, Fault> {
    let facts = facts(&db, &actor, Asked::Latest, "report").await?;
    Ok(Page(page(&db, &actor, &facts, query.value("done"))))
}

/// Shows one self-assessment.
pub async fn show_one(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowCharter>, Fault> {
    let id = id_of(&params, "assessment_id")?;
    let facts = facts(&db, &actor, Asked::One(id), "report").await?;
    Ok(Page(page(&db, &actor, &facts, query.value("done"))))
}

/// Begins a self-assessment of the last twelve months.
pub async fn begin(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "beginCharter", &posted.submission, move |c, scope| {
            let tenant = scope.tenant();
            if store::all(c, tenant)?.iter().any(|one| one.signed_at.is_none()) {
                return Err(Error::Conflict(
                    "One is open already. Sign it before you begin another.".to_owned(),
                ));
            }
            store::begin(c, tenant, id, period_of(Day::of(scope.now())), (scope.user(), scope.now()))?;
            Ok(Changed::to(at(id), format!("charter self-assessment {} begun", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Signs a self-assessment: its figures are kept as they are at this moment.
pub async fn sign(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let id = id_of(&params, "assessment_id")?;
    let location = db
        .act(&actor, "signCharter", &posted.submission, move |c, scope| {
            let (tenant, today) = (scope.tenant(), Day::of(scope.now()));
            let one = store::one(c, tenant, id)?;
            if one.judged < 7 {
                return Err(Error::Conflict("Judge all seven commitments first.".to_owned()));
            }
            store::sign(c, tenant, id, (scope.user(), scope.now()))?;
            let figures = evidence::evidence(c, tenant, (one.from_on, one.to_on.max(today)), today)?;
            evidence::keep(c, tenant, id, &figures)?;
            let to = format!("{}?done=signed", at(id));
            Ok(Changed::to(to, format!("charter self-assessment {} signed", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
