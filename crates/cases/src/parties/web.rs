//! The page of the people in a case.

use super::offered;
use crate::{
    desk::{self, Desk},
    intake::{
        model::Safe,
        web::about::{About, Matches, look, read_about, sought},
    },
    model::PartyRole,
    store::{
        self,
        read::{self, Party},
    },
};
use access::{CaseRef, Changed, Db, Fault, PersonId, PostedOnce, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Form, Result};
use people::{
    matching::Candidate,
    web::{errors, submission},
};
use ui::{Choice, Page, Shell, SubNav};

/// Who is in a case, and a form to add somebody.
#[derive(Template)]
#[template(path = "show_parties.html")]
pub struct ShowParties {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Name, part, and the address of the record if it may be opened.
    pub parties: Vec<(String, String, String)>,
    /// Where the form is sent.
    pub action: String,
    /// The case.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// Parts that may be given.
    pub parts: Vec<Choice>,
    /// Whom we know that fits.
    pub matches: Matches,
}

/// What the page reads: three statements.
struct Facts {
    desk: Desk,
    parties: Vec<Party>,
}

async fn facts(db: &Db, case: &CaseRef<Write>) -> Result<Facts> {
    db.view(case, |c, permit| Ok(Facts { desk: desk::open(c, permit)?, parties: read::parties(c, permit)? }))
        .await
}

/// Shows who is in the case.
pub async fn show_parties(db: Db, case: CaseRef<Write>) -> std::result::Result<Page<ShowParties>, Fault> {
    let facts = facts(&db, &case).await?;
    Ok(Page(page(&db, &case, facts, Form::default(), None)))
}

fn page(
    db: &Db,
    case: &CaseRef<Write>,
    facts: Facts,
    form: Form,
    found: Option<&[Candidate]>,
) -> ShowParties {
    let pack = facts.desk.pack.as_deref();
    ShowParties {
        shell: facts.desk.shell(case.actor(), "Who is in this case").errors(errors(&form)),
        subnav: facts.desk.subnav("/people"),
        parts: offered(pack).into_iter().map(|(role, words)| Choice::new(role.code(), words)).collect(),
        parties: crate::web::case::party_rows(facts.parties, pack),
        action: facts.desk.at("/people"),
        back: facts.desk.at(""),
        submission: submission(db),
        matches: found.map_or_else(Matches::none, |found| Matches::new(found, &form)),
        form,
    }
}

/// Adds somebody in a part. Whether we know them is asked first, as for a report.
pub async fn add(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> std::result::Result<Response, Fault> {
    let facts = facts(&db, &case).await?;
    if posted.form.value("button") == "look" {
        let found = look(&db, case.actor(), "find", sought(&posted.form)).await?;
        return Ok(Page(page(&db, &case, facts, posted.form, Some(&found))).into_response());
    }
    let (part, about, chosen) = read_form(&db, &case, &facts, &mut posted.form);
    let mut found = Vec::new();
    if posted.form.value("person").is_empty() || !posted.form.is_good() {
        found = look(&db, case.actor(), "find", sought(&posted.form)).await?;
        if posted.form.value("person").is_empty() && !found.is_empty() {
            posted.form.error("person", "Choose who it is, or say that it is none of these people.");
        }
    }
    let (Some((part, person)), true) = (part.zip(chosen), posted.form.is_good()) else {
        let page = page(&db, &case, facts, posted.form, Some(&found));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (back, chance) = (facts.desk.at("?done=party"), db.chance().clone());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            about.record(c, permit.scope(), person, &chance)?;
            store::add_party(c, permit.tenant(), permit.id(), person, part)?;
            Ok(Changed::to(back.clone(), format!("{} {person}", part.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The part, somebody new if it is, and who it is.
fn read_form(
    db: &Db,
    case: &CaseRef<Write>,
    facts: &Facts,
    form: &mut Form,
) -> (Option<PartyRole>, About, Option<PersonId>) {
    let parts = offered(facts.desk.pack.as_deref());
    let known = |code: &str| parts.iter().map(|(role, _)| *role).find(|role| role.code() == code);
    let part = form.one_of("part", known, "Choose what they are to this case.");
    let about = read_about(db, case.actor(), form, Safe::NotAsked, "");
    let chosen = form.value("person").parse::<PersonId>().ok();
    let person = about.person.as_ref().map(|person| person.person_id).or(chosen);
    let there = |party: &Party| Some(party.person_id) == chosen && Some(party.role) == part;
    if facts.parties.iter().any(there) {
        form.error("part", "They have this part already. Choose another part, or somebody else.");
    }
    (part, about, person)
}

impl ui::Samples for ShowParties {
    const NAME: &'static str = "show-parties";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |parties: &[(&str, &str, &str)], form: Form, matches: Matches| Self {
            shell: Shell::new("Who is in this case", "Cases").errors(errors(&form)),
            subnav: crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/people"),
            parties: parties
                .iter()
                .map(|(name, part, href)| ((*name).to_owned(), (*part).to_owned(), (*href).to_owned()))
                .collect(),
            action: "/cases/0/people".to_owned(),
            back: "/cases/0".to_owned(),
            submission: String::new(),
            form,
            parts: offered(None).into_iter().map(|(r, words)| Choice::new(r.code(), words)).collect(),
            matches,
        };
        let mut wrong = Form::default();
        wrong.error("part", "Choose what they are to this case.");
        wrong.error("person", "Choose who it is, or say that it is none of these people.");
        let found = Matches {
            count: "1 person may be who it is about".to_owned(),
            choices: ui::choices(&[
                ("1", "Samuel Field, born 1988"),
                ("new", "None of these: record a new person"),
            ]),
            chosen: String::new(),
            error: "Choose who it is, or say that it is none of these people.".to_owned(),
        };
        let some = [
            ("Amina Okafor", "Person affected", "/people/0"),
            ("Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley", "Witness, family or household", ""),
            ("Restricted person", "Person complained about", ""),
        ];
        vec![
            ("full", page(&some, Form::default(), Matches::none())),
            ("one", page(&some[..1], Form::default(), Matches::none())),
            ("errors and people", page(&some[..1], wrong, found)),
        ]
    }
}
