//! Giving a waiting case to a worker: who could have it, the likeliest chosen, one button.

use super::{barred, case_shell, choice, giving, notice, tags};
use crate::{
    allocation::{
        model::{Candidate, Chooser, Part, choice_problem, first_contact, rank},
        store::{self, CaseFacts, Giving, candidates},
    },
    model::{ActionKind, NewAction},
    web::type_words,
    work::{self, NewEvent},
};
use access::{Actor, Case, CaseRef, Changed, Db, Fault, Permit, Posted, Query, UserId, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Chance, Day, Error, Form, Result, db::Conn, words::count};
use packs::model::Event;
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SummaryList, SummaryRow, Tag};

/// Days ahead that somebody sees on their day: what is due later does not tell them today.
const SEEN_AHEAD: i64 = 7;

/// The case, and who may be given it.
#[derive(Template)]
#[template(path = "allocate_case.html")]
pub struct AllocateCase {
    /// The frame.
    pub shell: Shell,
    /// Risk and clocks.
    pub tags: Vec<Tag>,
    /// The case in a few rows.
    pub facts: SummaryList,
    /// Where the form is sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Who can take it, the likeliest first.
    pub choices: Vec<Choice>,
    /// Who cannot, and the words that may be said about it.
    pub barred: Vec<(String, &'static str)>,
    /// Who has it already, and where it is handed over; empty while it waits.
    pub held: String,
    /// Where it is handed over.
    pub handover_href: String,
    /// Who works on it, and conflicts of interest.
    pub workers_href: String,
    /// Everybody who can take it is away.
    pub nobody_here: bool,
}

impl AllocateCase {
    fn new(shell: Shell, facts: &CaseFacts, ranked: &[Candidate], mut form: Form, today: Day) -> Self {
        let able: Vec<&Candidate> = ranked.iter().filter(|c| c.barred.is_none()).collect();
        if let (true, Some(first)) = (form.value("to").is_empty(), able.first()) {
            form.set("to", first.user.to_string());
        }
        let waits = facts.opened_on.days_until(today);
        Self {
            shell: shell.errors(errors(&form)),
            tags: tags(&facts.band, facts.clock_due_on, today),
            facts: SummaryList {
                rows: vec![
                    SummaryRow::new("Person", &facts.known_as, ""),
                    SummaryRow::new("Kind", type_words(&facts.case_type), ""),
                    SummaryRow::new("Team", &facts.team, ""),
                    SummaryRow::new("Waiting", count(waits, "day", "days"), ""),
                ],
            },
            action: format!("/cases/{}/allocate", facts.case_id),
            form,
            submission: String::new(),
            nobody_here: !able.is_empty() && able.iter().all(|c| c.away(today)),
            choices: able.into_iter().map(|c| choice(c, today)).collect(),
            barred: barred(ranked),
            held: facts.worker.clone().unwrap_or_default(),
            handover_href: format!("/cases/{}/handover", facts.case_id),
            workers_href: format!("/cases/{}/workers", facts.case_id),
        }
    }
}

/// Shows who may be given the case: three statements.
pub async fn show_allocate(
    db: Db,
    case: CaseRef<Write>,
    Query(query): Query,
) -> std::result::Result<Page<AllocateCase>, Fault> {
    let (facts, ranked) = look(&db, &case).await?;
    let mut page = page(&db, &case, &facts, &ranked, Form::default());
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

async fn look(db: &Db, case: &CaseRef<Write>) -> std::result::Result<(CaseFacts, Vec<Candidate>), Fault> {
    let today = Day::of(case.actor().now);
    let found = db
        .view(case, move |c, permit| {
            Ok((store::facts(c, permit)?, rank(candidates::of_case(c, permit)?, today)))
        })
        .await?;
    Ok(found)
}

fn page(db: &Db, case: &CaseRef<Write>, facts: &CaseFacts, ranked: &[Candidate], form: Form) -> AllocateCase {
    let actor = case.actor();
    let shell = case_shell(actor, "Allocate this case", facts);
    AllocateCase {
        submission: submission(db),
        ..AllocateCase::new(shell, facts, ranked, form, Day::of(actor.now))
    }
}

/// Gives the case to the worker who was chosen. When two do so at once, the first wins and the other is told.
pub async fn allocate(
    db: Db,
    case: CaseRef<Write>,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let (facts, ranked) = look(&db, &case).await?;
    let who = Chooser::new(case.actor(), facts.worker_id);
    let form = &mut posted.form;
    let to = form.one_of("to", |text| text.parse::<UserId>().ok(), "Choose who gets the case.");
    let reason = form.opt_text("reason", 500);
    // A form sent twice finds the case given: the answer of the first sending follows below.
    if let (Some(to), None) = (to, facts.worker_id)
        && let Some((field, words)) = choice_problem(&ranked, to, &reason, who)
    {
        form.error(field, words);
    }
    let Some(to) = to.filter(|_| posted.form.is_good()) else {
        if facts.worker_id.is_some() {
            return Err(store::taken().into());
        }
        somebody_can(&ranked)?;
        let page = page(&db, &case, &facts, &ranked, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let back = if who.leads {
        "/allocate?done=given".to_owned()
    } else {
        format!("/cases/{}/workers?done=given", case.id())
    };
    let (actor, chance) = (case.actor().clone(), db.chance().clone());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let facts = store::facts(c, permit)?;
            let today = Day::of(actor.now);
            if facts.worker_id.is_none() {
                let ranked = rank(candidates::of_case(c, permit)?, today);
                still_good(choice_problem(&ranked, to, &reason, who))?;
            }
            let giving = giving(&chance, &actor, permit.id(), (to, Part::Lead, 100), reason.clone());
            let first = store::give(c, permit.tenant(), &giving)?;
            follow(c, permit, &facts, &giving, (first, &actor), &chance)?;
            Ok(Changed::to(back.clone(), format!("allocated to {to}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// [`Error::Conflict`] when there is nobody to choose: the form has no field then that an error could stand on.
pub(super) fn somebody_can(candidates: &[Candidate]) -> Result<()> {
    if candidates.iter().any(|c| c.barred.is_none()) {
        return Ok(());
    }
    Err(Error::Conflict(
        "Nobody of this team can take the case. Ask the service manager for somebody of another team."
            .to_owned(),
    ))
}

/// What was good on the page may have changed meanwhile: a conflict was recorded, somebody left the team.
pub(super) fn still_good(problem: Option<(&'static str, &'static str)>) -> Result<()> {
    problem.map_or(Ok(()), |(_, words)| {
        Err(Error::Conflict(format!(
            "{words} Something changed since you opened the page. Nothing was changed."
        )))
    })
}

/// What follows when a case is given: the event, where it is the first time; and the first contact on the worker's
/// list, which tells them.
fn follow(
    c: &mut dyn Conn,
    permit: &Permit<Case, Write>,
    facts: &CaseFacts,
    giving: &Giving,
    (first, actor): (bool, &Actor),
    chance: &Chance,
) -> Result<()> {
    let (tenant, today) = (permit.tenant(), Day::of(giving.at));
    if first {
        work::happened(
            c,
            tenant,
            &NewEvent {
                event_id: chance.uuid(giving.at),
                case: giving.case,
                event: Event::Allocated,
                on: today,
                at: Some(giving.at),
                source: Some(giving.allocation_id),
                recorded_at: giving.at,
                recorded_by: giving.by,
            },
        )?;
    }
    let pack = work::pack_of(c, tenant, &facts.case_type, facts.pack_version)?;
    let clocks = store::clocks(c, tenant, giving.case)?;
    let due = first_contact(pack.as_deref(), &facts.band, &clocks, today);
    let by =
        if giving.to == giving.by { "taken by you".to_owned() } else { format!("given by {}", actor.name) };
    let action = |what: String, kind, due_on| NewAction {
        action_id: chance.uuid(giving.at),
        person: facts.person_id,
        case: Some(giving.case),
        kind,
        what,
        owner: Some(giving.to),
        owner_name: String::new(),
        due_on,
        due_at: None,
        recorded_at: giving.at,
        recorded_by: giving.by,
    };
    let what = format!("First contact. New to you: {}, {by}", facts.reference);
    crate::store::add_action(c, tenant, &action(what, ActionKind::Contact, due))?;
    if today.days_until(due) > SEEN_AHEAD {
        let what = format!("Read {}, new to you, {by}. First contact by {}", facts.reference, due.long());
        crate::store::add_action(c, tenant, &action(what, ActionKind::Task, today))?;
    }
    Ok(())
}

impl ui::Samples for AllocateCase {
    const NAME: &'static str = "allocate-case";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let facts = super::workers::sample_facts(today, None);
        let taken = super::workers::sample_facts(today, Some("Priya Shah"));
        let ranked = super::workers::sample_candidates(today);
        let away: Vec<Candidate> = ranked
            .iter()
            .take(1)
            .map(|c| Candidate { leave: Some((today, today.plus(3))), ..c.clone() })
            .collect();
        let page = |facts: &CaseFacts, ranked: &[Candidate], form: Form| {
            Self::new(Shell::new("Allocate this case", "Cases"), facts, ranked, form, today)
        };
        let mut wrong = Form::default();
        wrong.set("to", ranked.get(1).map_or_else(String::new, |c| c.user.to_string()));
        wrong.error("reason", "Say why them and not the first on the list.");
        vec![
            ("candidates", page(&facts, &ranked, Form::default())),
            ("errors", page(&facts, &ranked, wrong)),
            ("all away", page(&facts, &away, Form::default())),
            ("nobody", page(&facts, &[], Form::default())),
            ("taken", page(&taken, &ranked, Form::default())),
        ]
    }
}
