//! Every form of every pack that ships: nothing is asked twice, and what is known is shown where it is asked.

use access::Role;
use cases::facts::{Answer, NewEntry, Value, model::Absent, save};
use packs::model::Whose;
use std::collections::BTreeMap;
use testkit::{TestApp, on_both};

/// A question as two people would call it the same.
fn plain(label: &str) -> String {
    kernel::words::fold(label)
}

#[test]
fn no_form_of_any_pack_asks_the_same_thing_under_two_names() {
    let mut defects = Vec::new();
    let mut of_person: BTreeMap<String, (String, String)> = BTreeMap::new();
    for pack in packs::shipped() {
        let mut labels: BTreeMap<String, &str> = BTreeMap::new();
        for field in &pack.fields {
            if let Some(other) = labels.insert(plain(&field.label), &field.id) {
                defects
                    .push(format!("{}: “{}” is asked as {other} and as {}", pack.id, field.label, field.id));
            }
            if field.of != Whose::Person {
                continue;
            }
            let known = of_person
                .entry(field.id.clone())
                .or_insert_with(|| (format!("{:?}", field.kind), pack.id.clone()));
            if known.0 != format!("{:?}", field.kind) {
                defects.push(format!(
                    "{} is another kind of answer in {} than in {}",
                    field.id, pack.id, known.1
                ));
            }
        }
        for form in &pack.forms {
            let mut asked: Vec<&str> = form.fields.iter().map(|f| f.field.as_str()).collect();
            asked.sort_unstable();
            let all = asked.len();
            asked.dedup();
            if asked.len() < all {
                defects.push(format!("{}: {} asks a question twice", pack.id, form.id));
            }
        }
    }
    let mut labels: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for pack in packs::shipped() {
        for field in pack.fields.iter().filter(|field| field.of == Whose::Person) {
            let known = labels.entry(plain(&field.label)).or_insert((&field.id, &pack.id));
            if known.0 != field.id {
                defects.push(format!(
                    "“{}” of the person is {} in {} and {} in {}",
                    field.label, known.0, known.1, field.id, pack.id
                ));
            }
        }
    }
    assert!(defects.is_empty(), "asked twice:\n{}", defects.join("\n"));
}

#[test]
fn what_is_known_is_shown_in_every_form_that_asks_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        for pack in packs::shipped() {
            let mina = app.person("Amina Okafor").added();
            let priya = app.worker(&format!("Priya {}", pack.short)).role(Role::Officer).works_with(mina);
            let priya = priya.signed_in();
            let case = crate::work::begun(&app, pack, mina, "2026-11-02");
            let entry = NewEntry {
                entry_id: app.uuid(),
                case,
                person: mina,
                form: pack.forms.first().map(|form| form.id.clone()).unwrap_or_default(),
                repeats: false,
                occurred_on: app.clock().today(),
                recorded_at: app.clock().now(),
                recorded_by: priya.user(),
                answers: pack
                    .fields
                    .iter()
                    .map(|field| Answer::new(field, Value::Absent(Absent::NotKnown)))
                    .collect(),
            };
            app.write(move |c| save(c, 1, &entry));
            for form in pack.forms.iter().filter(|form| !form.repeats) {
                let page = priya.get(&format!("/cases/{case}/forms/{}", form.id)).ok();
                assert!(page.statements <= 4, "{}: {} statements", form.id, page.statements);
                let shown = page.select(".asked").len();
                let known = page.html().matches("Recorded on 20 November 2026 by").count();
                assert_eq!(
                    known, shown,
                    "{} {}: a known fact is asked as if nobody had said it",
                    pack.id, form.id
                );
                let chosen = page.select("option[selected]").iter().filter(|o| *o == "Not known").count();
                assert!(chosen >= shown, "{} {}: {chosen} of {shown}", pack.id, form.id);
            }
            let page = priya.get(&format!("/cases/{case}")).ok();
            assert!(page.statements <= 6, "{} statements", page.statements);
        }
    });
}
