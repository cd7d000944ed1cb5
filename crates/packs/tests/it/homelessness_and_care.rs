//! What two packs that ship say, against dates worked out by hand from the words of the law.

use kernel::{
    Day,
    calendar::{Calendar, Division, Mode, last_day},
};
use packs::{
    Pack,
    model::{Basis, ClockRule, Ends, Event, Whose},
};
use std::collections::BTreeMap;

fn pack(id: &str) -> Pack {
    let (_, text) = packs::SHIPPED.iter().find(|(name, _)| *name == format!("{id}.toml")).expect("it ships");
    packs::read(text).expect("it reads without problems")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn due(mode: Mode, n: i64, from: &str) -> String {
    let calendar = Calendar::new(Division::EnglandAndWales);
    last_day(mode, n, day(from), &calendar).expect("it can be counted").to_string()
}

fn rule<'a>(pack: &'a Pack, clock: &str, from: &str) -> &'a ClockRule {
    pack.clock(clock, day(from)).expect("a rule is in force")
}

#[test]
fn homelessness_dates_are_those_of_the_act() {
    let pack = pack("homelessness-england");
    for (clock, from, expected) in [
        ("relief", "2026-04-01", "2026-05-26"),
        ("prevention", "2026-04-01", "2026-05-26"),
        ("review", "2026-03-01", "2026-03-21"),
        ("appeal", "2026-03-01", "2026-03-22"),
        ("review-decision", "2026-03-02", "2026-04-26"),
        ("bb-family", "2026-04-01", "2026-05-12"),
        ("out-of-area", "2026-04-01", "2026-04-14"),
    ] {
        let rule = rule(&pack, clock, from);
        assert_eq!(rule.basis, Basis::Statute, "{clock}");
        assert_eq!(due(rule.mode, rule.n, from), expected, "{clock} from {from}");
    }
}

#[test]
fn reviews_of_some_decisions_are_shorter_or_longer() {
    let pack = pack("homelessness-england");
    let rule = rule(&pack, "review-decision", "2026-03-02");
    let of = |field: &str, code: &str| {
        let variant = rule
            .variants
            .iter()
            .find(|v| v.when.field == field && v.when.is.iter().any(|c| c == code))
            .expect("a variant");
        due(variant.mode.unwrap_or(rule.mode), variant.n, "2026-03-02")
    };
    assert_eq!(of("review_of", "relief-steps"), "2026-03-22");
    assert_eq!(of("review_of", "noncoop-prevention"), "2026-03-22");
    assert_eq!(of("reviewer", "joint"), "2026-05-10");
    assert_eq!(of("reviewer", "appointed"), "2026-05-24");
    assert!(
        rule.variants.iter().all(|v| !v.when.is.iter().any(|c| c == "noncoop-relief")),
        "a notice that ends relief for refusal to co-operate has 8 weeks"
    );
}

#[test]
fn prevention_follows_the_law_of_the_day_it_starts() {
    let pack = pack("homelessness-england");
    let before = rule(&pack, "prevention", "2026-04-30");
    let after = rule(&pack, "prevention", "2026-05-01");
    assert!(before.ends_words.contains("section 21") && before.confirmed);
    assert!(after.ends_words.contains("section 8") && !after.confirmed);
    assert_eq!(before.ends, Ends::Notice);
    assert_eq!(after.ends, Ends::Notice);
    assert!(pack.clock("prevention", day("2018-04-02")).is_none(), "the duty began on 3 April 2018");
    assert_eq!(rule(&pack, "relief", "2026-05-01").ends, Ends::Automatic);
}

#[test]
fn both_duties_run_from_acceptance_to_their_end() {
    let pack = pack("homelessness-england");
    for duty in ["prevention", "relief"] {
        let rule = rule(&pack, duty, "2026-04-01");
        assert_eq!(rule.starts, Event::Fact(format!("{duty}_accepted_on")));
        assert_eq!(rule.stops, [Event::Fact(format!("{duty}_ended_on"))]);
    }
}

#[test]
fn no_invented_period_is_shown_as_law() {
    let pack = pack("homelessness-england");
    for clock in
        ["referral", "triage", "assessment", "interim", "php", "php-review", "main-decision", "suitability"]
    {
        let basis = rule(&pack, clock, "2026-06-01").basis;
        assert_eq!(basis, Basis::Default, "{clock}");
    }
}

#[test]
fn care_dates_are_those_of_guidance_and_of_local_control() {
    let pack = pack("adult-social-care");
    for (clock, from, basis, expected) in [
        ("contact", "2026-04-02", Basis::Default, "2026-04-07"), // over the Easter bank holidays
        ("assessment", "2026-04-01", Basis::Default, "2026-04-29"),
        ("support-plan", "2026-04-30", Basis::Default, "2026-06-01"), // over two bank holidays in May
        ("first-review", "2026-04-01", Basis::Guidance, "2026-05-27"),
        ("review", "2027-02-28", Basis::Guidance, "2028-02-28"),
        ("review", "2024-02-29", Basis::Guidance, "2025-02-28"),
        ("manager-review", "2026-04-01", Basis::Local, "2026-05-13"),
        ("reablement-free", "2026-04-01", Basis::Statute, "2026-05-12"),
        ("direct-payment-first", "2026-08-31", Basis::Statute, "2027-02-28"),
        ("direct-payment", "2026-04-01", Basis::Statute, "2027-04-01"),
    ] {
        let rule = rule(&pack, clock, from);
        assert_eq!(rule.basis, basis, "{clock}");
        assert_eq!(due(rule.mode, rule.n, from), expected, "{clock} from {from}");
    }
    for clock in ["first-review", "review"] {
        assert!(!rule(&pack, clock, "2026-04-01").confirmed, "{clock} is our reading of guidance 13.32");
    }
}

#[test]
fn eligibility_asks_for_the_ten_outcomes_of_the_regulations() {
    let pack = pack("adult-social-care");
    assert_eq!(pack.list("care_outcomes").map(|list| list.codes.len()), Some(10));
    assert_eq!(pack.list("wellbeing").map(|list| list.codes.len()), Some(9));
}

#[test]
fn a_panel_may_question_but_changes_no_plan() {
    let pack = pack("adult-social-care");
    let panel = pack.decision("panel").expect("the panel decides");
    let may: Vec<_> = panel.options.iter().map(|option| option.code.as_str()).collect();
    assert_eq!(may, ["approved", "time-limited", "challenged", "deferred", "declined"]);
    assert_eq!(panel.records, "vap_answer");
    let form = pack.form("panel").expect("the request");
    for fact in ["outcomes_unable", "budget_agreed", "care_eligibility"] {
        assert!(form.fields.iter().all(|asked| asked.field != fact), "{fact} is no matter of the panel");
    }
}

#[test]
fn a_fact_of_the_person_is_the_same_in_every_pack() {
    let mut known: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (name, text) in packs::SHIPPED {
        let pack = packs::read(text).expect("it reads without problems");
        for field in pack.fields.iter().filter(|field| field.of == Whose::Person) {
            let codes = pack.list(&field.list).map(|list| format!("{:?}", list.codes)).unwrap_or_default();
            let says = (format!("{:?} {}", field.kind, field.label), codes);
            let before = known.entry(field.id.clone()).or_insert_with(|| says.clone());
            assert_eq!(*before, says, "{name}: {}", field.id);
        }
    }
    assert!(known.contains_key("interpreter"));
}

#[test]
fn what_a_decision_records_is_asked_nowhere_else() {
    for id in ["homelessness-england", "adult-social-care"] {
        let pack = pack(id);
        let recorded: Vec<_> =
            pack.decisions.iter().map(|kind| &kind.records).filter(|f| !f.is_empty()).collect();
        assert!(!recorded.is_empty());
        for form in &pack.forms {
            for asked in &form.fields {
                assert!(
                    !recorded.contains(&&asked.field),
                    "{}: {} is decided, not asked",
                    form.id,
                    asked.field
                );
            }
        }
    }
}
