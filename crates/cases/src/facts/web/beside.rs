//! What stands beside the answers of a form: what the person's own record says already, and what checks of returns
//! say of what is filled in.

use super::Read;
use crate::{
    facts::{
        checks::{Filled, speaks_at, wrong},
        model::{Known, Value},
        sheet::Sheet,
    },
    work::Head,
};
use ::packs::{
    Pack,
    model::{Check, Field, Form as PackForm, Keeps},
};
use kernel::{Day, Error, Form, db::Conn};

/// Adds what the person's own record says where a form asks for it and no case has recorded it yet: it is one fact,
/// asked once.
pub(super) fn add_own(
    c: &mut dyn Conn,
    tenant: i64,
    (pack, form): (&Pack, &str),
    head: &Head,
    known: &mut Vec<Known>,
) -> Result<(), Error> {
    let form = pack.form(form).ok_or(Error::NotFound)?;
    let asked = form.fields.iter().filter_map(|asked| pack.field(&asked.field));
    let missing: Vec<&Field> = asked
        .filter(|field| field.keeps != Keeps::Nothing && !known.iter().any(|known| known.field == field.id))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let own = people::store::own::own(c, tenant, head.lead_person_id)?;
    for field in missing {
        let words = if field.keeps == Keeps::Language { &own.language } else { &own.needs };
        if !words.is_empty() {
            known.push(Known {
                field: field.id.clone(),
                value: Value::Text(words.clone()),
                entry_id: access::NOBODY,
                case: head.case_id,
                form: String::new(),
                occurred_on: Day::of(own.recorded_at),
                recorded_at: own.recorded_at,
                by: own.by.clone(),
                superseded_at: None,
            });
        }
    }
    Ok(())
}

/// The checks of returns that speak of a form as it stands, each with the field it speaks at.
pub(super) fn looks<'p>(
    read: &'p Read,
    form: &PackForm,
    sheet: &Sheet<'_>,
    typed: &Form,
) -> Vec<(&'p str, &'p Check)> {
    let filled = Filled {
        values: sheet.values(typed),
        entries: &read.entries,
        opened_on: read.head.opened_on,
        band: &read.head.band,
        roles: &read.roles,
    };
    let speaking = wrong(&read.pack, &filled).into_iter();
    speaking.filter_map(|check| Some((speaks_at(check, form)?, check))).collect()
}

pub(super) fn look_words(check: &Check) -> String {
    format!("{} {}", check.words, check.remedy)
}
