//! Writing down what matters to a person, and what is risky.

use super::{errors, person_shell, submission};
use crate::{
    model::Level,
    store::{self, NewRisk, glance},
};
use access::{Changed, Db, Fault, PersonRef, Posted, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use ui::{Choice, Page, Shell};

/// The form for what matters, in their words.
#[derive(Template)]
#[template(path = "new_matter.html")]
pub struct NewMatter {
    /// The frame.
    pub shell: Shell,
    /// Where the form is sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

impl ui::Samples for NewMatter {
    const NAME: &'static str = "new-matter";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        wrong.error("words", "Write what they said.");
        [("empty", Form::default()), ("errors", wrong)]
            .map(|(words, form)| {
                let shell = Shell::new("What matters to Mina", "People").errors(errors(&form));
                (words, Self { shell, action: "/people/new".to_owned(), form, submission: String::new() })
            })
            .into()
    }
}

/// Shows the form for what matters.
pub async fn show_new_matter(db: Db, person: PersonRef<Write>) -> Result<Page<NewMatter>, Fault> {
    let mut form = Form::default();
    form.set("said_on", Day::of(person.actor().now).long());
    form.set("said_to", &person.actor().name);
    matter_page(&db, &person, form).await.map(Page)
}

async fn matter_page(db: &Db, person: &PersonRef<Write>, form: Form) -> Result<NewMatter, Fault> {
    let (known_as, _) = db.view(person, glance::name).await?;
    let shell = person_shell(person.actor(), &format!("What matters to {known_as}"))
        .quiet("What matters")
        .intro("In their own words, as they said them. They can read this.")
        .errors(errors(&form));
    let action = format!("/people/{}/matters/new", person.id());
    Ok(NewMatter { shell, action, form, submission: submission(db) })
}

/// Saves what matters.
pub async fn add_matter(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let words = form.need_text("words", 2000, "Write what they said.");
    let said_to = form.need_text("said_to", 200, "Say to whom they said it.");
    let said_on = form.need_day("said_on", "Enter the day they said it.");
    let (Some(said_on), true) = (said_on, form.is_good()) else {
        return Ok(
            Page(matter_page(&db, &person, posted.form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY)
        );
    };
    let id = db.chance().uuid(person.actor().now);
    let back = format!("/people/{}?done=matter", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            let at = permit.scope().now();
            store::add_matter(c, permit.tenant(), permit.id(), id, (&words, &said_to), said_on, at)?;
            Ok(Changed::to(back.clone(), "what matters"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The form for a risk.
#[derive(Template)]
#[template(path = "new_risk.html")]
pub struct NewRiskPage {
    /// The frame.
    pub shell: Shell,
    /// Where the form is sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// How grave it can be.
    pub levels: Vec<Choice>,
}

impl ui::Samples for NewRiskPage {
    const NAME: &'static str = "new-risk";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        wrong.error("what", "Say what may happen.");
        wrong.error("level", "Choose how grave it is.");
        [("empty", Form::default()), ("errors", wrong)]
            .map(|(words, form)| {
                let shell = Shell::new("A risk for Mina", "People").errors(errors(&form));
                (
                    words,
                    Self {
                        shell,
                        action: "/people/new".to_owned(),
                        form,
                        submission: String::new(),
                        levels: levels(),
                    },
                )
            })
            .into()
    }
}

fn levels() -> Vec<Choice> {
    Level::ALL.iter().map(|l| Choice::new(l.code(), l.label())).collect()
}

/// Shows the form for a risk.
pub async fn show_new_risk(db: Db, person: PersonRef<Write>) -> Result<Page<NewRiskPage>, Fault> {
    risk_page(&db, &person, Form::default()).await.map(Page)
}

async fn risk_page(db: &Db, person: &PersonRef<Write>, form: Form) -> Result<NewRiskPage, Fault> {
    let (known_as, _) = db.view(person, glance::name).await?;
    let shell =
        person_shell(person.actor(), &format!("A risk for {known_as}")).quiet("A risk").errors(errors(&form));
    let action = format!("/people/{}/risks/new", person.id());
    Ok(NewRiskPage { shell, action, form, submission: submission(db), levels: levels() })
}

/// Saves a risk.
pub async fn add_risk(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let what = form.need_text("what", 300, "Say what may happen.");
    let level = form.one_of("level", Level::parse, "Choose how grave it is.");
    let plan = form.need_text("plan", 1000, "Say what is done about it, or who is finding out.");
    let review_on = form.opt_day("review_on");
    let (Some(level), true) = (level, form.is_good()) else {
        return Ok(
            Page(risk_page(&db, &person, posted.form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY)
        );
    };
    let actor = person.actor();
    let risk = NewRisk { what, level, plan, reviewed_on: Day::of(actor.now), review_on, by: actor.user };
    let id = db.chance().uuid(actor.now);
    let back = format!("/people/{}?done=risk", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            store::add_risk(c, permit.tenant(), permit.id(), id, &risk)?;
            Ok(Changed::to(back.clone(), "risk"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
