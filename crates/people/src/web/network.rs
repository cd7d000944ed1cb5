//! Adding somebody to the people who work with a person.

use super::{errors, person_shell, submission};
use crate::{
    model::NewMember,
    store::{self, glance},
};
use access::{Changed, Db, Fault, PersonRef, Posted, UserId, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use ui::{Choice, Page, Shell};

/// The form to add somebody.
#[derive(Template)]
#[template(path = "new_member.html")]
pub struct NewMemberPage {
    /// The frame.
    pub shell: Shell,
    /// Where the form is sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Colleague or somebody else.
    pub kinds: Vec<Choice>,
}

impl ui::Samples for NewMemberPage {
    const NAME: &'static str = "new-member";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        wrong.set("name", "Pria Shah");
        wrong.error(
            "name",
            "Nobody who signs in here has that name. Check the spelling, or choose somebody else.",
        );
        [("empty", Form::default()), ("errors", wrong)]
            .map(|(words, form)| {
                let shell = Shell::new("Add somebody who works with Mina", "People").errors(errors(&form));
                (
                    words,
                    Self {
                        shell,
                        action: "/people/new".to_owned(),
                        form,
                        submission: String::new(),
                        kinds: kinds(),
                    },
                )
            })
            .into()
    }
}

fn kinds() -> Vec<Choice> {
    vec![
        Choice::new("colleague", "A colleague who signs in here")
            .hint("They will be able to open this person."),
        Choice::new("other", "Family, or an agency that does not sign in here")
            .hint("They are shown, and see nothing."),
    ]
}

/// Shows the form.
pub async fn show_new_member(db: Db, person: PersonRef<Write>) -> Result<Page<NewMemberPage>, Fault> {
    page(&db, &person, Form::default()).await.map(Page)
}

async fn page(db: &Db, person: &PersonRef<Write>, form: Form) -> Result<NewMemberPage, Fault> {
    let (known_as, _) = db.view(person, glance::name).await?;
    let shell = person_shell(person.actor(), &format!("Add somebody who works with {known_as}"))
        .quiet("Add somebody")
        .errors(errors(&form));
    let action = format!("/people/{}/network/new", person.id());
    Ok(NewMemberPage { shell, action, form, submission: submission(db), kinds: kinds() })
}

/// Adds them; a colleague may then open the person.
pub async fn add_member(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let kind = form.one_of(
        "kind",
        |code| matches!(code, "colleague" | "other").then(|| code.to_owned()),
        "Choose whether they sign in here.",
    );
    let name = form.need_text("name", 200, "Enter their name.");
    let role =
        form.need_text("role", 100, "Say what they are to the person, such as housing officer or mother.");
    let doing = form.opt_text("doing", 300);
    let (agency, phone) = (form.opt_text("agency", 200), form.opt_text("phone", 60));
    let mut user = None;
    if kind.as_deref() == Some("colleague") && !name.is_empty() {
        user = colleague(&db, &person, &name).await?;
        if user.is_none() {
            form.error(
                "name",
                "Nobody who signs in here has that name. Check the spelling, or choose somebody else.",
            );
        }
    }
    if !form.is_good() {
        return Ok(Page(page(&db, &person, posted.form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let actor = person.actor();
    let since_on = Day::of(actor.now);
    let member =
        NewMember { user, name, agency, phone, role, doing, is_lead: false, since_on, until_on: None };
    let id = db.chance().uuid(actor.now);
    let back = format!("/people/{}?done=member", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            store::add_member(c, permit.tenant(), permit.id(), id, &member, None)?;
            let who = member.user.map_or_else(String::new, |user| user.to_string());
            Ok(Changed::to(back.clone(), format!("network member {id} {who}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The one active account with this name or sign-in name.
async fn colleague(db: &Db, person: &PersonRef<Write>, name: &str) -> Result<Option<UserId>, Fault> {
    let folded = kernel::words::fold(name);
    let found =
        db.own(person.actor(), move |c, scope| access::store::user_named(c, scope.tenant(), &folded)).await?;
    Ok(found)
}
