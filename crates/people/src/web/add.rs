//! Recording a new person, after a look whether they are known already.

use super::{errors, submission};
use crate::{
    model::{NewMember, NewMethod, NewPerson, Safety},
    store::{self, find},
    tokens,
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use ui::{Page, Shell};

/// The form for a new person; below it, people who may be the same.
#[derive(Template)]
#[template(path = "new_person.html")]
pub struct NewPersonPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// People who may be the same: words and where to go, if they may be opened.
    pub twins: Vec<(String, String)>,
}

impl ui::Samples for NewPersonPage {
    const NAME: &'static str = "new-person";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, twins: Vec<(String, String)>| Self {
            shell: Shell::new("Record a new person", "People").errors(errors(&form)),
            form,
            submission: "sample".to_owned(),
            twins,
        };
        let mut wrong = Form::default();
        wrong.set("born", "31/02/1990");
        wrong.error("name", "Enter the person's name.");
        wrong.error("born", "Enter a real date, like 22 11 2026 or 22 November 2026.");
        let twin = ("Amina Okafor, born 1988. Ask Priya Shah, Larch Council.".to_owned(), String::new());
        vec![
            ("empty", page(Form::default(), Vec::new())),
            ("errors", page(wrong, Vec::new())),
            ("may be known", page(Form::default(), vec![twin])),
        ]
    }
}

/// Shows the empty form, with the name that was searched for.
pub async fn show_new_person(db: Db, actor: Actor, Query(query): Query) -> Page<NewPersonPage> {
    let mut form = Form::default();
    form.set("name", query.value("name"));
    Page(page(&db, &actor, form, Vec::new()))
}

fn page(db: &Db, actor: &Actor, form: Form, twins: Vec<(String, String)>) -> NewPersonPage {
    let shell = access::shell(actor, "Record a new person", "People")
        .intro("We look first whether they are known already.")
        .errors(errors(&form));
    NewPersonPage { shell, form, submission: submission(db), twins }
}

/// Records the person; the worker who does so keeps the record and leads until somebody else does.
pub async fn add_person(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let full_name = form.need_text("name", 200, "Enter the person's name.");
    let known_as = form.opt_text("known_as", 100);
    let born_on = form.opt_day("born");
    if born_on.is_some_and(|born| born > Day::of(actor.now)) {
        form.error("born", "Enter a date of birth that is not in the future.");
    }
    let phone = form.opt_text("phone", 60);
    let rule = form.opt_text("rule", 300);
    let language = form.opt_text("language", 200);
    if !form.is_good() {
        let page = page(&db, &actor, posted.form, Vec::new());
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    if let Some(before) = db.answered(&actor, &posted.submission).await? {
        return Ok(Redirect::to(&before).into_response());
    }
    if posted.form.value("sure") != "yes" {
        let twins = twins(&db, &actor, &full_name, born_on).await?;
        if !twins.is_empty() {
            return Ok(Page(page(&db, &actor, posted.form, twins)).into_response());
        }
    }
    let person = NewPerson {
        person_id: db.chance().id(actor.now),
        full_name,
        known_as,
        born_on,
        born_about: false,
        pronouns: String::new(),
        language,
        needs: String::new(),
        sensitivity: 1,
        restricted: false,
        keeper: actor.user,
        recorded_by: actor.user,
        recorded_at: actor.now,
        batch: None,
    };
    let method = NewMethod {
        channel: crate::model::Channel::Phone,
        value: phone,
        safety: if rule.is_empty() { Safety::NotAsked } else { Safety::Careful },
        rule,
        preferred: true,
    };
    let location = save(&db, &actor, &posted, person, method).await?;
    Ok(Redirect::to(&location).into_response())
}

async fn save(
    db: &Db,
    actor: &Actor,
    posted: &Posted,
    person: NewPerson,
    method: NewMethod,
) -> Result<String, Fault> {
    let chance = db.chance().clone();
    let [member, method_id, alert] = [(); 3].map(|()| chance.uuid(actor.now));
    let lead = NewMember {
        user: Some(actor.user),
        name: String::new(),
        agency: String::new(),
        phone: String::new(),
        role: if actor.job_title.is_empty() { "Worker".to_owned() } else { actor.job_title.clone() },
        doing: "Recorded the person.".to_owned(),
        is_lead: true,
        since_on: Day::of(actor.now),
        until_on: None,
    };
    let location = format!("/people/{}?done=person", person.person_id);
    let done = db
        .act(actor, "addPerson", &posted.submission, move |c, scope| {
            let (tenant, id) = (scope.tenant(), person.person_id);
            store::add(c, tenant, &person, &chance)?;
            store::add_member(c, tenant, id, member, &lead, None)?;
            if !method.value.is_empty() || !method.rule.is_empty() {
                store::add_method(c, tenant, id, method_id, &method)?;
            }
            let who = (person.full_name.as_str(), person.born_on);
            find::alert_keepers(c, tenant, id, who, alert, scope.now())?;
            Ok(Changed::to(location.clone(), format!("person {id}")))
        })
        .await?;
    Ok(done)
}

/// People who may be the same, found like anybody finds them: restricted people never appear.
async fn twins(
    db: &Db,
    actor: &Actor,
    name: &str,
    born: Option<Day>,
) -> Result<Vec<(String, String)>, Fault> {
    let wanted = tokens::of_query(name);
    let found = db
        .list(actor, "find", name.to_owned(), move |c, scope| {
            let value = find::search(c, scope, &wanted, 10)?;
            let subjects = value.iter().map(|f| f.person_id.uuid()).collect();
            Ok(access::Shown { value, subjects })
        })
        .await?;
    let same_age = |f: &find::Found| match (born, f.born_on) {
        (Some(a), Some(b)) => a == b || a.year() == b.year(),
        _ => true,
    };
    Ok(found
        .into_iter()
        .filter(same_age)
        .map(|f| {
            let year = f.born_on.map_or_else(String::new, |b| format!(", born {}", b.year()));
            let words = format!("{}{year}. Ask {}, {}.", f.full_name, f.keeper, f.keeper_organisation);
            let href = if f.may_open { format!("/people/{}", f.person_id) } else { String::new() };
            (words, href)
        })
        .collect())
}
