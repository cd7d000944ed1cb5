//! Handing a case over: to whom, what they have to know, what is promised next, and how the client learns of it.

use super::{
    barred, case_shell, choice,
    choose::{keep_choice, somebody_can, still_good},
    giving,
};
use crate::{
    allocation::{
        model::{Candidate, Chooser, Part, Tell, choice_problem, rank},
        store::{self, CaseFacts, Handing, candidates, choices::ChoiceKind},
    },
    model::{ActionKind, NewAction},
};
use access::{CaseId, CaseRef, Changed, Db, Fault, PersonId, Posted, UserId, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Chance, Day, Form, Instant};
use people::{
    store::glance::{self, Method},
    web::{errors, safe_words, submission},
};
use ui::{Choice, Page, Shell};

/// Days until the client is told, and for which the worker before may read on, unless another day is chosen.
/// Alongside default.
const TELL_DAYS: i64 = 5;
/// The longest time for which the worker before may read on. Alongside default.
const MOST_DAYS: i64 = 28;

/// The form to hand a case over.
#[derive(Template)]
#[template(path = "hand_over.html")]
pub struct HandOver {
    /// The frame.
    pub shell: Shell,
    /// Who has it; empty while it waits.
    pub from: String,
    /// Whom it is about.
    pub known_as: String,
    /// Where the form is sent.
    pub action: String,
    /// Where a waiting case is given to somebody.
    pub allocate_href: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Who can take it, the likeliest first.
    pub choices: Vec<Choice>,
    /// Who cannot, and the words that may be said about it.
    pub barred: Vec<(String, &'static str)>,
    /// How the client may be told.
    pub ways: Vec<Choice>,
    /// How to reach them, safe ways first.
    pub methods: Vec<String>,
}

impl HandOver {
    fn new(
        shell: Shell,
        (facts, ranked, methods): &(CaseFacts, Vec<Candidate>, Vec<Method>),
        mut form: Form,
        today: Day,
    ) -> Self {
        let able: Vec<&Candidate> = ranked.iter().filter(|c| c.barred.is_none()).collect();
        if let (true, Some(first)) = (form.value("to").is_empty(), able.first()) {
            form.set("to", first.user.to_string());
        }
        for field in ["reads_until", "tell_on"] {
            if form.value(field).is_empty() && form.is_good() {
                form.set(field, today.plus(TELL_DAYS).long());
            }
        }
        Self {
            shell: shell.errors(errors(&form)),
            from: facts.worker.clone().unwrap_or_default(),
            known_as: facts.known_as.clone(),
            action: format!("/cases/{}/handover", facts.case_id),
            allocate_href: format!("/cases/{}/allocate", facts.case_id),
            form,
            submission: String::new(),
            choices: able.into_iter().map(|c| choice(c, today)).collect(),
            barred: barred(ranked),
            ways: ways(),
            methods: methods.iter().map(|m| format!("{} ({})", safe_words(m), m.safety.label())).collect(),
        }
    }
}

/// How a client may be told, as answers.
pub(super) fn ways() -> Vec<Choice> {
    Tell::ALL.iter().map(|tell| Choice::new(tell.code(), tell.label())).collect()
}

type Around = (CaseFacts, Vec<Candidate>, Vec<Method>);

async fn look(db: &Db, case: &CaseRef<Write>) -> Result<Around, Fault> {
    let today = Day::of(case.actor().now);
    let around = db
        .view(case, move |c, permit| {
            let facts = store::facts(c, permit)?;
            let ranked = others(rank(candidates::of_case(c, permit)?, today), facts.worker_id);
            Ok((facts, ranked, glance::methods_of_case(c, permit)?))
        })
        .await?;
    Ok(around)
}

/// The candidates without who has it.
fn others(mut ranked: Vec<Candidate>, holder: Option<UserId>) -> Vec<Candidate> {
    ranked.retain(|c| Some(c.user) != holder);
    ranked
}

fn page(db: &Db, case: &CaseRef<Write>, around: &Around, form: Form) -> HandOver {
    let actor = case.actor();
    let shell = case_shell(actor, "Hand this case over", &around.0);
    HandOver { submission: submission(db), ..HandOver::new(shell, around, form, Day::of(actor.now)) }
}

/// Shows the form: four statements.
pub async fn show_handover(db: Db, case: CaseRef<Write>) -> Result<Page<HandOver>, Fault> {
    let around = look(&db, &case).await?;
    Ok(Page(page(&db, &case, &around, Form::default())))
}

/// What was typed into the form.
struct Typed {
    to: UserId,
    reason: String,
    note: String,
    reads_until: Day,
    tell: Tell,
    tell_why: String,
    tell_on: Day,
    promised: Option<(String, Day)>,
}

fn read_form(form: &mut Form, today: Day) -> Option<Typed> {
    let to = form.one_of("to", |text| text.parse::<UserId>().ok(), "Choose who gets the case.");
    let reason = form.opt_text("reason", 500);
    let note = form.need_text("note", 5_000, "Write what the next worker has to know.");
    let reads_until = day_from(form, "reads_until", today);
    let tell = form.one_of("tell", Tell::parse, "Choose how they are told.");
    let tell_why = form.opt_text("tell_why", 500);
    if tell == Some(Tell::Unsafe) && tell_why.is_empty() {
        form.error("tell_why", "Say why it is not safe to tell them.");
    }
    let tell_on = day_from(form, "tell_on", today);
    let (what, on) = (form.opt_text("promised", 300), form.opt_day("promised_on"));
    match (what.is_empty(), on) {
        (true, Some(_)) => form.error("promised", "Say what is promised for that day."),
        (false, None) if form.error_of("promised_on").is_none() => {
            form.error("promised_on", "Say for which day it is promised.");
        }
        _ => {}
    }
    form.is_good().then_some(())?;
    let promised = on.map(|on| (what, on));
    Some(Typed { to: to?, reason, note, reads_until, tell: tell?, tell_why, tell_on, promised })
}

/// A day from today on, four weeks ahead at most.
fn day_from(form: &mut Form, field: &str, today: Day) -> Day {
    let day = form.opt_day(field).unwrap_or_else(|| today.plus(TELL_DAYS));
    if day < today || today.days_until(day) > MOST_DAYS {
        form.error(field, "Choose a day from today on, four weeks ahead at most.");
    }
    day
}

/// Hands the case over.
pub async fn hand_over(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let around = look(&db, &case).await?;
    let today = Day::of(case.actor().now);
    let holder = around.0.worker_id;
    let who = Chooser::new(case.actor(), holder);
    somebody_can(&around.1)?;
    let typed = read_form(&mut posted.form, today);
    if let Some(typed) = &typed {
        match holder {
            None => posted.form.error("to", "Nobody has this case. Allocate it instead."),
            // A form sent twice finds the case with the next worker: the first answer follows below.
            Some(holder) if holder == typed.to => {}
            Some(_) => {
                if let Some((field, words)) = choice_problem(&around.1, typed.to, &typed.reason, who) {
                    posted.form.error(field, words);
                }
            }
        }
    }
    let (Some(typed), Some(holder), true) = (typed, holder, posted.form.is_good()) else {
        let page = page(&db, &case, &around, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    // Who hands over their own case may not see it any more when the answer comes.
    let back = if who.holds {
        "/day?done=done".to_owned()
    } else {
        format!("/cases/{}/workers?done=handed", case.id())
    };
    let (actor, chance) = (case.actor().clone(), db.chance().clone());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let ranked = others(rank(candidates::of_case(c, permit)?, today), Some(holder));
            still_good(choice_problem(&ranked, typed.to, &typed.reason, who))?;
            let facts = store::facts(c, permit)?;
            let giving =
                giving(&chance, &actor, permit.id(), (typed.to, Part::Lead, 100), typed.reason.clone());
            let handing = Handing {
                handover_id: chance.uuid(actor.now),
                from: holder,
                reads_until: typed.reads_until,
                note: typed.note.clone(),
                tell: typed.tell,
                tell_why: typed.tell_why.clone(),
            };
            store::hand_over(c, permit.tenant(), &giving, &handing)?;
            if who.leads {
                let able = ranked.iter().filter(|c| c.barred.is_none()).map(|c| c.user);
                keep_choice(
                    c,
                    permit.tenant(),
                    (ChoiceKind::Handover, chance.uuid(actor.now)),
                    &giving,
                    able,
                )?;
            }
            let todo = Todo {
                case: permit.id(),
                person: facts.person_id,
                known_as: &facts.known_as,
                to: typed.to,
                at: actor.now,
                by: actor.user,
            };
            for action in todo.actions(&chance, typed.tell, typed.tell_on, typed.promised.as_ref()) {
                crate::store::add_action(c, permit.tenant(), &action)?;
            }
            Ok(Changed::to(back.clone(), format!("handed over from {holder} to {}", typed.to)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The next worker has read what they have to know.
pub async fn accept(db: Db, case: CaseRef<Write>, posted: Posted) -> Result<Response, Fault> {
    let location = db
        .change(&case, &posted.submission, |c, permit| {
            store::accept(c, permit)?;
            Ok(Changed::to("/day?done=accepted", "handover accepted"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// What a handover puts on the next worker's list.
pub(super) struct Todo<'a> {
    /// The case.
    pub(super) case: CaseId,
    /// The subject it is listed under.
    pub(super) person: PersonId,
    /// As they wish to be called.
    pub(super) known_as: &'a str,
    /// Who has it now.
    pub(super) to: UserId,
    /// The moment.
    pub(super) at: Instant,
    /// Who handed it over.
    pub(super) by: UserId,
}

impl Todo<'_> {
    /// To tell the client, where that is safe; and what was promised. The handover itself waits on their day until
    /// they accept it.
    pub(super) fn actions(
        &self,
        chance: &Chance,
        tell: Tell,
        tell_on: Day,
        promised: Option<&(String, Day)>,
    ) -> Vec<NewAction> {
        let mut actions = Vec::new();
        let mut add = |kind, what: String, due_on| {
            actions.push(NewAction {
                action_id: chance.uuid(self.at),
                person: self.person,
                case: Some(self.case),
                kind,
                what,
                owner: Some(self.to),
                owner_name: String::new(),
                due_on,
                due_at: None,
                recorded_at: self.at,
                recorded_by: self.by,
            });
        };
        let news = format!("tell {} that you work with them now", self.known_as);
        match tell {
            Tell::Visit => add(ActionKind::Visit, format!("Visit: {news}"), tell_on),
            Tell::Call => add(ActionKind::Contact, format!("Call: {news}"), tell_on),
            Tell::Letter => add(ActionKind::Task, format!("Send a letter: {news}"), tell_on),
            Tell::Unsafe => {}
        }
        if let Some((what, on)) = promised {
            add(ActionKind::Contact, format!("Promised: {what}"), *on);
        }
        actions
    }
}

impl ui::Samples for HandOver {
    const NAME: &'static str = "hand-over";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(Instant::from_micros(1_795_000_000_000_000));
        let page = |worker: Option<&str>, ranked: Vec<Candidate>, form: Form| {
            let facts = super::workers::sample_facts(today, worker);
            let shell = Shell::new("Hand this case over", "Cases");
            Self::new(shell, &(facts, ranked, Vec::new()), form, today)
        };
        let some = super::workers::sample_candidates(today);
        let mut wrong = Form::default();
        wrong.error("note", "Write what the next worker has to know.");
        wrong.error("tell_why", "Say why it is not safe to tell them.");
        vec![
            ("full", page(Some("Dean Hall"), some.clone(), Form::default())),
            ("errors", page(Some("Dean Hall"), some.clone(), wrong)),
            ("nobody else", page(Some("Dean Hall"), Vec::new(), Form::default())),
            ("waiting", page(None, some, Form::default())),
        ]
    }
}
