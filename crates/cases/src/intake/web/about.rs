//! Whom a form is about: somebody who is known, found while it is typed, or somebody new.

use crate::intake::{model::Safe, store};
use access::{Actor, Db, Fault, PersonId, Scope, Shown};
use askama::Template;
use kernel::{Chance, Day, Form, Result, db::Conn};
use people::{
    matching::{self, Candidate, Sought},
    model::{AddressKind, Channel, NewAddress, NewMethod, NewPerson, Safety},
    store::find,
};
use ui::Choice;
use uuid::Uuid;

/// People offered at once.
const MOST: usize = 8;

/// Somebody new, with how to reach them and where they live; or the wish to take somebody known.
#[derive(Clone)]
pub(crate) struct About {
    /// The new person; none where somebody known was chosen.
    pub(crate) person: Option<NewPerson>,
    method: NewMethod,
    address: NewAddress,
    ids: [Uuid; 3],
}

impl About {
    /// Writes somebody new down. [`kernel::Error::Conflict`] when the asker may not know of whom they chose.
    pub(crate) fn record(
        &self,
        c: &mut dyn Conn,
        scope: &Scope,
        chosen: PersonId,
        chance: &Chance,
    ) -> Result<()> {
        let (tenant, [method_id, address_id, alert]) = (scope.tenant(), self.ids);
        let Some(person) = &self.person else {
            return match store::read::known_person(c, scope, chosen)? {
                Some(_) => Ok(()),
                None => Err(kernel::Error::Conflict(
                    "That person cannot be chosen any more. Look for them again.".to_owned(),
                )),
            };
        };
        let id = person.person_id;
        people::store::add(c, tenant, person, chance)?;
        if !self.method.value.is_empty() || !self.method.rule.is_empty() {
            people::store::add_method(c, tenant, id, method_id, &self.method)?;
        }
        if !self.address.lines.is_empty() || !self.address.postcode.is_empty() {
            people::store::add_address(c, tenant, id, address_id, &self.address)?;
        }
        // Somebody restricted may be who this is: their keeper is told, and nobody else.
        let who = (person.full_name.as_str(), person.born_on);
        find::alert_keepers(c, tenant, id, who, alert, scope.now())
    }
}

/// The new person on the form; none when somebody known was chosen.
pub(crate) fn read_about(db: &Db, actor: &Actor, form: &mut Form, safe: Safe, rule: &str) -> About {
    let new = matches!(form.value("person"), "" | "new");
    let full_name =
        if new { form.need_text("name", 200, "Enter their name.") } else { form.opt_text("name", 200) };
    let born_on = form.opt_day("born");
    if born_on.is_some_and(|born| born > Day::of(actor.now)) {
        form.error("born", "Enter a date of birth that is not in the future.");
    }
    let (phone, lines) = (form.opt_text("phone", 60), form.opt_text("address", 300));
    let person = NewPerson {
        person_id: db.chance().id(actor.now),
        full_name,
        known_as: String::new(),
        born_on,
        born_about: false,
        pronouns: String::new(),
        language: String::new(),
        needs: String::new(),
        sensitivity: 1,
        restricted: false,
        keeper: actor.user,
        recorded_by: actor.user,
        recorded_at: actor.now,
        batch: None,
    };
    let method = NewMethod {
        channel: Channel::Phone,
        value: phone,
        safety: match safe {
            Safe::Yes => Safety::Safe,
            Safe::Careful => Safety::Careful,
            Safe::No => Safety::Unsafe,
            Safe::NotAsked => Safety::NotAsked,
        },
        rule: rule.to_owned(),
        preferred: true,
    };
    let address = NewAddress {
        kind: AddressKind::Home,
        lines,
        postcode: form.opt_text("postcode", 10),
        withheld: false,
        access_code: String::new(),
        from_on: None,
        until_on: None,
    };
    let ids = [(); 3].map(|()| db.chance().uuid(actor.now));
    About { person: new.then_some(person), method, address, ids }
}

/// Who the form says it is about; what cannot be read as a day is left out here and told when the form is sent.
pub(crate) fn sought(form: &Form) -> Sought {
    Sought {
        name: form.text("name").chars().take(200).collect(),
        born_on: kernel::form::parse_day(&form.text("born")),
        phone: form.text("phone"),
        postcode: form.text("postcode"),
        address: form.text("address"),
    }
}

/// Looks for people whom the asker may know of; the audit has what was looked for. One statement or two.
pub(crate) async fn look(
    db: &Db,
    actor: &Actor,
    action: &'static str,
    sought: Sought,
) -> std::result::Result<Vec<Candidate>, Fault> {
    let found = db
        .list(actor, action, sought.name.clone(), move |c, scope| {
            let value = matching::candidates(c, scope, &sought, MOST)?;
            let subjects = value.iter().map(|candidate| candidate.found.person_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(found)
}

/// People whom a report or a part in a case may be about: a part of the form, and the whole of a suggestion.
#[derive(Template)]
#[template(path = "report_matches.html")]
pub struct Matches {
    /// How many, in words; empty before anybody was looked for.
    pub count: String,
    /// Who, and a new person last.
    pub choices: Vec<Choice>,
    /// Who was chosen.
    pub chosen: String,
    /// What is wrong with the choice.
    pub error: String,
}

impl Matches {
    /// Nobody was looked for.
    pub(crate) fn none() -> Self {
        Self { count: String::new(), choices: Vec::new(), chosen: String::new(), error: String::new() }
    }

    pub(crate) fn new(found: &[Candidate], form: &Form) -> Self {
        let n = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let mut choices: Vec<Choice> = found.iter().map(choice).collect();
        if !choices.is_empty() {
            choices.push(Choice::new("new", "None of these: record a new person"));
        }
        Self {
            count: match n {
                0 => "Nobody we know fits. A new person will be recorded.".to_owned(),
                _ => format!("{} may be who it is about", kernel::words::count(n, "person", "people")),
            },
            choices,
            chosen: form.value("person").to_owned(),
            error: form.error_of("person").unwrap_or_default().to_owned(),
        }
    }
}

/// Somebody it may be, to be chosen: name, year of birth, and what fits.
pub(super) fn choice(candidate: &Candidate) -> Choice {
    let found = &candidate.found;
    let born = match found.born_on {
        Some(day) if found.may_open => format!(", born {}", day.long()),
        Some(day) => format!(", born {}", day.year()),
        None => String::new(),
    };
    let mut why = candidate.why.join(", ");
    if !found.may_open && !found.keeper.is_empty() {
        why = format!("{why}. {}, {}, keeps the record", found.keeper, found.keeper_organisation);
    }
    Choice::new(found.person_id.to_string(), format!("{}{born}", found.full_name)).hint(why)
}
