//! What two packs that ship say, against dates worked out by hand from the words of the law.

use kernel::{
    Day,
    calendar::{Calendar, Division, Mode, last_day},
};
use packs::{
    Pack,
    model::{Basis, ClockRule, Ends, Event},
};

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
fn what_a_decision_records_is_a_code_of_the_field() {
    for id in ["homelessness-england"] {
        let pack = pack(id);
        for kind in pack.decisions.iter().filter(|kind| !kind.records.is_empty()) {
            let field = pack.field(&kind.records).expect("the field is there");
            for option in &kind.options {
                let known = match pack.list(&field.list) {
                    Some(list) => list.codes.iter().any(|code| code.code == option.code),
                    None => ["yes", "no"].contains(&option.code.as_str()),
                };
                assert!(known, "{}: {} is no code of {}", kind.id, option.code, field.id);
            }
        }
    }
}
