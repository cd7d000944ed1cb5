//! Giving a waiting case to a worker: who could have it and why, what everybody would carry then, one button.

use super::{
    ask::ask,
    words::{hint, score, stops},
};
use crate::{
    Points,
    giving::{
        model::{LEAST_BAD, Offer, problem},
        store::{self, Look},
    },
    load::web::words::percent,
};
use access::{Action, Actor, Case, CaseRef, Changed, Db, Fault, Posted, Query, UserId, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::{
    allocation::{
        model::Chooser,
        store::{
            self as kept,
            choices::{ChoiceKind, NewChoice, Suggested},
        },
        web::{
            case_shell,
            choose::{give, nobody, still_good},
            name, notice, tags,
        },
    },
    web::type_words,
};
use kernel::{Chance, Day, Form, words::count};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SummaryList, SummaryRow, Tag};

/// What stands for the service manager among the answers.
const ASK: &str = "ask";
/// The bar of somebody without room: the longest there is.
const FULL: f64 = 160.0;

/// The case, and who may be given it.
#[derive(Template)]
#[template(path = "giving/allocate_case.html")]
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
    /// Nobody has room: what is offered are the least bad.
    pub nobody_has_room: bool,
    /// Who cannot, and the words that may be said about it.
    pub barred: Vec<(String, String)>,
    /// What everybody would carry.
    pub preview: Vec<PreviewRow>,
    /// Whose hours are not written down, and for leaders where they are.
    pub unknown: Vec<(String, String)>,
    /// Who has it already; empty while it waits.
    pub held: String,
    /// Where it is handed over.
    pub handover_href: String,
    /// Who works on it, and conflicts of interest.
    pub workers_href: String,
    /// Everybody who can take it is away.
    pub nobody_here: bool,
}

/// What somebody carries, and would carry.
pub struct PreviewRow {
    /// Who.
    pub name: String,
    /// Open cases now.
    pub cases: i64,
    /// Points now, and their room.
    pub points: String,
    /// How much of the room is taken now.
    pub now: String,
    /// How much would be taken if they got it.
    pub after: String,
    /// The same for the bar.
    pub percent: f64,
    /// How their place in the suggestion comes about.
    pub score: String,
}

impl PreviewRow {
    #[expect(clippy::cast_precision_loss, reason = "a percentage of a bar")]
    fn new(offer: &Offer, weight: Points) -> Option<Self> {
        let load = offer.load.as_ref()?;
        let used = load.used()?;
        let words = |used: Option<i64>| used.map_or_else(|| "no room".to_owned(), percent);
        Some(Self {
            name: offer.candidate.name.clone(),
            cases: load.cases,
            points: format!("{} of {}", load.points(), load.room_points()),
            now: words(offer.used_after.map(|_| used)),
            after: format!("{}, {} points", words(offer.used_after), load.points() + weight),
            percent: offer.used_after.map_or(FULL, |after| after as f64 / 10.0),
            score: score(offer),
        })
    }
}

impl AllocateCase {
    pub(super) fn new(shell: Shell, look: &Look, who: Chooser, mut form: Form, today: Day) -> Self {
        let (facts, offers) = (&look.facts, &look.offers);
        let chosen = offered(offers, who);
        let nobody_has_room = !offers.iter().any(Offer::can) && offers.iter().any(Offer::only_full);
        let mut choices: Vec<Choice> = chosen.iter().map(|offer| choice(offer, look.weight, today)).collect();
        if nobody_has_room {
            choices.push(Choice::new(ASK, "Ask the service manager").hint(
                "The case waits. The manager finds it on their day, and decides who takes it or what gives.",
            ));
        }
        if let (true, Some(first)) = (form.value("to").is_empty(), chosen.first()) {
            let first = if nobody_has_room { ASK.to_owned() } else { first.candidate.user.to_string() };
            form.set("to", first);
        }
        let others = offers.iter().filter(|o| !chosen.iter().any(|c| c.candidate.user == o.candidate.user));
        let unknown = offers.iter().filter(|o| o.load.as_ref().is_none_or(|load| load.room.is_none()));
        Self {
            shell: shell.errors(errors(&form)),
            tags: tags(&facts.band, facts.clock_due_on, today),
            facts: summary(look, today),
            action: format!("/cases/{}/allocate", facts.case_id),
            form,
            submission: String::new(),
            nobody_here: !chosen.is_empty() && chosen.iter().all(|o| o.candidate.away(today)),
            choices,
            nobody_has_room,
            barred: others.map(|o| (name(&o.candidate), stops(o, today))).collect(),
            preview: offers.iter().filter_map(|o| PreviewRow::new(o, look.weight)).collect(),
            unknown: unknown
                .map(|o| {
                    let hours = format!("/caseloads/officer/{}/hours", o.candidate.user);
                    (o.candidate.name.clone(), if who.leads { hours } else { String::new() })
                })
                .collect(),
            held: facts.worker.clone().unwrap_or_default(),
            handover_href: format!("/cases/{}/handover", facts.case_id),
            workers_href: format!("/cases/{}/workers", facts.case_id),
        }
    }
}

/// Who stands among the answers: whom nothing rules out, and for a leader those who have no room for it, the least bad
/// where nobody has any.
fn offered(offers: &[Offer], who: Chooser) -> Vec<&Offer> {
    let most = if offers.iter().any(Offer::can) { usize::MAX } else { LEAST_BAD };
    let full = offers.iter().filter(|offer| who.leads && offer.only_full()).take(most);
    offers.iter().filter(|offer| offer.can()).chain(full).collect()
}

fn choice(offer: &Offer, weight: Points, today: Day) -> Choice {
    Choice::new(offer.candidate.user.to_string(), name(&offer.candidate)).hint(hint(offer, weight, today))
}

fn summary(look: &Look, today: Day) -> SummaryList {
    let facts = &look.facts;
    let waits = count(facts.opened_on.days_until(today), "day", "days");
    let cost = match look.line.as_str() {
        "" => "Not weighed".to_owned(),
        line if line.contains(" = ") => format!("{line} points"),
        line => format!("{} points: {line}", look.weight),
    };
    let first = cases::web::day_words(look.first_contact, today);
    let rows = [
        ("Person", facts.known_as.as_str()),
        ("Kind", &type_words(&facts.case_type)),
        ("Team", &facts.team),
        ("Waiting", &waits),
        ("Cost", &cost),
        ("First contact by", &first),
    ];
    SummaryList { rows: rows.into_iter().map(|(term, words)| SummaryRow::new(term, words, "")).collect() }
}

/// Shows who may be given the case: six statements.
pub async fn show_allocate(
    db: Db,
    case: CaseRef<Write>,
    Query(query): Query,
) -> Result<Page<AllocateCase>, Fault> {
    let look = read(&db, &case).await?;
    let mut page = page(&db, &case, &look, Form::default());
    match query.value("done") {
        "asked" => page.shell = page.shell.notice("The service manager was asked. The case waits."),
        code => {
            if let Some(words) = notice(code) {
                page.shell = page.shell.notice(words);
            }
        }
    }
    Ok(Page(page))
}

async fn read<A: Action>(db: &Db, case: &access::Ref<Case, A>) -> Result<Look, Fault>
where
    Case: access::Decide<A>,
{
    Ok(db.view(case, |c, permit| store::look(c, permit)).await?)
}

fn page(db: &Db, case: &CaseRef<Write>, look: &Look, form: Form) -> AllocateCase {
    let actor = case.actor();
    let shell = case_shell(actor, "Allocate this case", &look.facts);
    let who = Chooser::new(actor, look.facts.worker_id);
    AllocateCase {
        submission: submission(db),
        ..AllocateCase::new(shell, look, who, form, Day::of(actor.now))
    }
}

/// Gives the case to the worker who was chosen, and keeps the choice. When two do so at once, the first wins and the
/// other is told. Where nobody has room, the service manager can be asked instead.
pub async fn allocate(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    if posted.form.value("to") == ASK {
        return ask(&db, &case, &posted.submission).await;
    }
    let look = read(&db, &case).await?;
    let who = Chooser::new(case.actor(), look.facts.worker_id);
    let form = &mut posted.form;
    let to = form.one_of("to", |text| text.parse::<UserId>().ok(), "Choose who gets the case.");
    let reason = form.opt_text("reason", 500);
    // A form sent twice finds the case given: the answer of the first sending follows below.
    if let (Some(to), None) = (to, look.facts.worker_id)
        && let Some((field, words)) = problem(&look.offers, to, &reason, who)
    {
        form.error(field, words);
    }
    let Some(to) = to.filter(|_| posted.form.is_good()) else {
        if look.facts.worker_id.is_some() {
            return Err(kept::taken().into());
        }
        if offered(&look.offers, who).is_empty() {
            return Err(nobody().into());
        }
        let page = page(&db, &case, &look, posted.form);
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
            let look = store::look(c, permit)?;
            if look.facts.worker_id.is_none() {
                still_good(problem(&look.offers, to, &reason, who))?;
            }
            give(c, permit, &look.facts, (to, &reason), (&actor, &chance))?;
            store::count(c, permit.tenant(), &look)?;
            kept::choices::keep(c, permit.tenant(), &chosen(&look, (to, &reason), (&actor, &chance)))?;
            Ok(Changed::to(back.clone(), format!("allocated to {to}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The choice as it is kept: who could take it, and who got it.
fn chosen(look: &Look, (to, reason): (UserId, &str), (actor, chance): (&Actor, &Chance)) -> NewChoice {
    let suggested = look.offers.iter().filter(|offer| offer.can());
    NewChoice {
        choice_id: chance.uuid(actor.now),
        case: look.facts.case_id,
        kind: ChoiceKind::Give,
        points: Some(look.weight.in_hundredths()),
        suggested: suggested
            .map(|offer| Suggested {
                user: offer.candidate.user,
                score: offer.score,
                used_after: offer.used_after,
            })
            .collect(),
        chosen: to,
        reason: reason.to_owned(),
        at: actor.now,
        by: actor.user,
    }
}
