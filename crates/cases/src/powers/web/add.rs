//! Putting the use of a tool or power into the register.

use super::{read_service, test_choices};
use crate::{
    desk::{self, Desk},
    powers::{
        model::{self, TestMet},
        store::{self, NewUse},
    },
    store::read::{self, Party},
    work::{self, NewEvent},
};
use access::{CaseRef, Changed, Db, Fault, PersonId, PostedOnce, Query, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Result};
use packs::model::{Event, Power};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// The form for a tool or power.
#[derive(Template)]
#[template(path = "new_power.html")]
pub struct NewPower {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Where the form is sent.
    pub action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// The power's id; empty where there is no such power.
    pub power: String,
    /// The legal test; empty for informal tools.
    pub test: String,
    /// The law, and whether our reading of it is confirmed.
    pub citation: String,
    /// Who may use it, how long it lasts, who authorises it.
    pub about: Vec<String>,
    /// Things to do first.
    pub first: Vec<String>,
    /// Whether to ask why a formal power comes first.
    pub asks_why: bool,
    /// Whether a clock counts hours from the moment it is served.
    pub hours: bool,
    /// Whom it may be used with or against.
    pub parties: Vec<Choice>,
    /// Answers about the test.
    pub tests: Vec<Choice>,
}

struct Facts {
    desk: Desk,
    power: Option<Power>,
    parties: Vec<Party>,
    asks_why: bool,
    hours: bool,
}

async fn facts(db: &Db, case: &CaseRef<Write>, power: &str) -> Result<Facts> {
    let wanted = power.to_owned();
    db.view(case, move |c, permit| {
        let desk = desk::open(c, permit)?;
        let power = desk.pack.as_ref().and_then(|pack| pack.power(&wanted)).cloned();
        let power = power.filter(|power| model::in_force(power, Day::of(permit.scope().now())));
        let informal_used = store::uses(c, permit)?.iter().any(|line| line.informal);
        let asks_why = match (&desk.pack, &power) {
            (Some(pack), Some(power)) => model::asks_why(pack, power, informal_used),
            _ => false,
        };
        let hours =
            desk.pack.as_ref().zip(power.as_ref()).is_some_and(|(pack, p)| model::counts_hours(pack, &p.id));
        Ok(Facts { parties: read::parties(c, permit)?, desk, power, asks_why, hours })
    })
    .await
}

/// Shows the form of the power named by `power`.
pub async fn show_new(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Page<NewPower>, Fault> {
    let facts = facts(&db, &case, query.value("power")).await?;
    Ok(Page(page(&db, &case, &facts, Form::default())))
}

fn page(db: &Db, case: &CaseRef<Write>, facts: &Facts, form: Form) -> NewPower {
    let (desk, power) = (&facts.desk, facts.power.as_ref());
    let mut parties: Vec<Choice> = Vec::new();
    for party in facts.parties.iter().filter(|party| party.known) {
        let id = party.person_id.to_string();
        if !parties.iter().any(|known| known.value == id) {
            parties.push(Choice::new(id, format!("{}, {}", party.name, party.role.label().to_lowercase())));
        }
    }
    NewPower {
        shell: desk.shell(case.actor(), power.map_or("Tools and powers", |p| &p.name)).errors(errors(&form)),
        subnav: desk.subnav("/powers"),
        action: desk.at("/powers/new"),
        submission: submission(db),
        form,
        power: power.map(|p| p.id.clone()).unwrap_or_default(),
        test: power.map(|p| p.test.clone()).unwrap_or_default(),
        citation: power.map(citation).unwrap_or_default(),
        about: power.map(about).unwrap_or_default(),
        first: power.map(|p| p.first.clone()).unwrap_or_default(),
        asks_why: facts.asks_why,
        hours: facts.hours,
        parties,
        tests: test_choices(),
    }
}

/// The law as it is shown: a reading that nobody has confirmed says so.
fn citation(power: &Power) -> String {
    match (power.citation.is_empty(), power.confirmed) {
        (true, _) => String::new(),
        (_, true) => power.citation.clone(),
        (_, false) => format!("{} (our reading, not yet confirmed)", power.citation),
    }
}

fn about(power: &Power) -> Vec<String> {
    let mut about = vec![format!("Who may use it: {}.", power.who)];
    if !power.lasts.is_empty() {
        about.push(format!("How long it lasts: {}.", power.lasts));
    }
    if power.authorise {
        about.push("A team leader authorises it before it is served.".to_owned());
    }
    about
}

/// Saves the use; the day it was served, or the moment, sets clocks going.
pub async fn add(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("power")).await?;
    let Some(power) = facts.power.clone() else {
        return Err(kernel::Error::invalid(
            "This kind of case has no such tool. Choose one of the register.",
        )
        .into());
    };
    let Some(new) = read(&db, &case, &facts, &power, &mut posted.form) else {
        return Ok(Page(page(&db, &case, &facts, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (event_id, id) = (db.chance().uuid(case.actor().now), new.id.simple().to_string());
    let back = ui::query(&format!("/cases/{}/powers/use", case.id()), &[("id", &id), ("done", "power")]);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, by, at) = (permit.tenant(), permit.scope().user(), permit.scope().now());
            store::add(c, tenant, permit.id(), &new, (by, at))?;
            if let Some(on) = new.service.served_on {
                let event = Event::Power(new.power.0.clone());
                let source = Some(new.id);
                let case = permit.id();
                let n = NewEvent {
                    event_id,
                    case,
                    event,
                    on,
                    at: new.service.served_at,
                    source,
                    recorded_at: at,
                    recorded_by: by,
                };
                work::happened(c, tenant, &n)?;
            }
            Ok(Changed::to(back.clone(), format!("power {}", new.id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn read(db: &Db, case: &CaseRef<Write>, facts: &Facts, power: &Power, form: &mut Form) -> Option<NewUse> {
    let actor = case.actor();
    let person = form.text("person").parse::<PersonId>().ok();
    let person = person.filter(|id| facts.parties.iter().any(|party| party.person_id == *id && party.known));
    let whom = form.opt_text("whom", 200);
    if person.is_none() && whom.is_empty() {
        form.error("whom", "Choose a party above, or say whom, such as a company.");
    }
    let met = TestMet::parse(form.value("test_met"));
    let formal = !power.test.is_empty();
    let evidence = form.opt_text("evidence", 4000);
    if formal && met.is_none() {
        form.error("test_met", "Say whether the legal test is met.");
    }
    if met == Some(TestMet::Yes) && evidence.is_empty() {
        form.error("evidence", "Say how the test is met: which evidence shows it.");
    }
    let first_done = form.opt_text("first_done", 2000);
    let formal_why = form.opt_text("formal_why", 1000);
    if facts.asks_why && formal_why.is_empty() {
        form.error("formal_why", "Say why nothing less intrusive was tried first.");
    }
    let stop = model::why_not_served(power.authorise, false, formal, met);
    let service = read_service(form, actor.now, facts.hours, stop);
    form.is_good().then(|| NewUse {
        id: db.chance().uuid(actor.now),
        power: (power.id.clone(), power.name.clone(), power.test.clone(), citation(power)),
        informal: power.informal,
        authorise: power.authorise,
        person,
        whom: if person.is_some() { String::new() } else { whom },
        test_met: met,
        evidence,
        first_done,
        formal_why: if facts.asks_why { formal_why } else { String::new() },
        service,
    })
}
