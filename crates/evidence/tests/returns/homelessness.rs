//! The tables of the homelessness return over three households, told by hand.

use crate::world::*;
use access::{CaseId, PersonId};
use evidence::returns::model::{Why, enters, place};
use packs::Pack;
use testkit::{TestApp, on_both};

type Household = (CaseId, PersonId);

/// A household owed a duty from a day, with what was asked then.
fn household(app: &TestApp, pack: &Pack, duty: &str, on: &str, more: &[(&str, &str)]) -> Household {
    let person = app.person("Amina Okafor").born("1990-10-01").added();
    let who = (opened(app, pack, person, on), person);
    let mut facts = vec![("duty_owed", duty)];
    match duty {
        "prevention" => facts.push(("prevention_accepted_on", on)),
        "relief" => facts.push(("relief_accepted_on", on)),
        _ => {}
    }
    facts.extend_from_slice(more);
    said(app, pack, who, on, &facts);
    who
}

struct Three {
    prevented: Household,
    relieved: Household,
}

fn three(app: &TestApp, pack: &Pack) -> Three {
    let needs =
        [("support_needs", "mental-health+physical"), ("reason_lost", "40"), ("household_type", "couple")];
    let prevented = household(app, pack, "prevention", "2026-07-02", &needs);
    let relieved = household(
        app,
        pack,
        "relief",
        "2026-08-10",
        &[("reason_lost", "?declined"), ("support_needs", "none")],
    );
    household(app, pack, "not-homeless", "2026-09-30", &[]);
    household(app, pack, "relief", "2026-10-01", &[]);
    Three { prevented, relieved }
}

#[test]
fn duties_reasons_and_needs_are_counted_and_unknowns_kept_apart() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        three(&app, pack);
        for (id, rows) in [
            ("A1", "prevention 1, relief 1, not-homeless 1, = 3"),
            ("A2P", "40 1, = 1"),
            ("A2R", "declined 1, = 1"),
            ("A3", "0 1, 2 1, = 2"),
            ("A3-needs", "mental-health 1, physical 1, none 1, = 2"),
            ("A5P", "couple 1, = 1"),
            ("A5R", "not_recorded 1, = 1"),
            ("A6", "35-44 2, = 2"),
            ("A8", "not_recorded 2, = 2"),
            ("MD1", "= 0"),
        ] {
            assert_eq!(table(&app, pack, QUARTER, id), rows, "{id}");
        }
        assert_eq!(table(&app, pack, "2026-10-01..2026-12-31", "A1"), "relief 1, = 1");
    });
}

#[test]
fn a_duty_that_follows_in_the_same_quarter_does_not_hide_the_first_assessment() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let who = household(&app, pack, "prevention", "2026-07-02", &[]);
        said(&app, pack, who, "2026-09-01", &[("duty_owed", "relief-after-prevention")]);
        assert_eq!(table(&app, pack, QUARTER, "A1"), "prevention 1, = 1");
    });
}

#[test]
fn a_past_quarter_comes_out_again_as_it_was_recorded_then() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let Three { prevented, relieved } = three(&app, pack);
        // The end of the duty is written down late; the reason for the loss was wrong all along; the household
        // changes after the quarter.
        let late = [("prevention_ended_on", "2026-09-20"), ("prevention_end", "suitable-6-months")];
        says(
            &app,
            pack,
            prevented,
            &Says { form: "", on: "2026-10-03", recorded: "2026-10-03", said: &late },
        );
        let wrong = [("reason_lost", "41")];
        says(
            &app,
            pack,
            prevented,
            &Says { form: "", on: "2026-07-02", recorded: "2026-10-10", said: &wrong },
        );
        let grown = [("household_type", "couple-children")];
        says(
            &app,
            pack,
            prevented,
            &Says { form: "", on: "2026-10-20", recorded: "2026-10-20", said: &grown },
        );
        // A day that was wrong moves into another quarter.
        let moved = [("relief_accepted_on", "2026-10-02")];
        says(
            &app,
            pack,
            relieved,
            &Says { form: "", on: "2026-10-12", recorded: "2026-10-12", said: &moved },
        );
        for (id, then, now) in [
            ("A2P", "40 1, = 1", "41 1, = 1"),
            ("A5P", "couple 1, = 1", "couple 1, = 1"),
            ("P1", "= 0", "suitable-6-months 1, = 1"),
            ("A2R", "declined 1, = 1", "= 0"),
        ] {
            assert_eq!(table_then(&app, pack, QUARTER, id, "2026-09-30"), then, "{id} as recorded then");
            assert_eq!(table(&app, pack, QUARTER, id), now, "{id} as known now");
        }
    });
}

#[test]
fn what_lasts_is_counted_on_the_last_day() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let Three { prevented, relieved } = three(&app, pack);
        let stay = |who, kind: &str, from: &str, until: Option<&str>| {
            let mut said = vec![("placement_type", kind), ("placement_from", from)];
            said.extend(until.map(|until| ("placement_until", until)));
            says(&app, pack, who, &Says { form: "placement", on: from, recorded: from, said: &said });
        };
        let list = &pack.list("placement_type").unwrap().codes;
        let (hotel, flat) = (list[0].code.as_str(), list[1].code.as_str());
        stay(prevented, hotel, "2026-07-05", Some("2026-08-01"));
        stay(prevented, flat, "2026-08-01", None);
        stay(relieved, hotel, "2026-08-10", Some("2026-09-30"));
        let counted = |days| table(&app, pack, days, "TA1");
        assert_eq!(counted(QUARTER), format!("{flat} 1, = 1"), "they left on the last day");
        assert_eq!(counted("2026-07-01..2026-07-31"), format!("{hotel} 1, = 1"));
        assert_eq!(counted("2026-07-01..2026-08-31"), format!("{hotel} 1, {flat} 1, = 2"));
        assert_eq!(table(&app, pack, QUARTER, "TA2"), "couple 1, = 1");
        // A second room for the same household: the table counts households, by where they were placed last.
        stay(prevented, hotel, "2026-08-15", None);
        assert_eq!(counted(QUARTER), format!("{hotel} 1, = 1"));
        app.close(prevented.0);
        assert_eq!(counted("2026-10-01..2026-12-31"), "= 0", "it is over when the case closes");
    });
}

#[test]
fn a_case_says_why_it_is_not_in_a_table() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let Three { prevented, .. } = three(&app, pack);
        let world = read(&app, pack, QUARTER, app.clock().now());
        let case = world.cases.iter().find(|case| case.case_id == prevented.0).unwrap();
        let why = |id: &str, days: &str| place(pack.table(id).unwrap(), &world, case, period(days));
        assert_eq!(why("A1", QUARTER).unwrap()[0].on, day("2026-07-02"));
        assert_eq!(why("P1", QUARTER), Err(Why::NoEvent(None)));
        assert_eq!(why("A2P", "2026-10-01..2026-12-31"), Err(Why::NoEvent(Some(day("2026-07-02")))));
        assert_eq!(why("TA1", QUARTER), Err(Why::NoEvent(None)));
        let not = world.cases.iter().filter(|case| {
            place(pack.table("A3").unwrap(), &world, case, period(QUARTER))
                == Err(Why::Condition("duty_owed".to_owned()))
        });
        assert_eq!(not.count(), 1, "not homeless: no duty is owed");
    });
}

#[test]
fn checks_find_what_would_be_wrong() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let Three { prevented, relieved } = three(&app, pack);
        said(&app, pack, prevented, "2026-07-03", &[("application_on", "2026-07-03")]);
        let world = read(&app, pack, QUARTER, app.clock().now());
        let wrong = |case: CaseId| -> Vec<&str> {
            let case = world.cases.iter().find(|one| one.case_id == case).unwrap();
            let found = evidence::returns::checks::wrong(pack, &world, case, day("2026-09-30"));
            found.into_iter().map(|check| check.id.as_str()).collect()
        };
        assert_eq!(wrong(prevented.0), ["prevention-before-application", "couple-without-partner"]);
        // That the reason was declined is an answer.
        assert_eq!(wrong(relieved.0), ["no-application-day", "household"]);
        let partner = app.person("Sam Okafor").added();
        party(&app, prevented.0, partner, cases::model::PartyRole::Partner);
        said(&app, pack, prevented, "2026-07-04", &[("application_on", "2026-07-02")]);
        let world = read(&app, pack, QUARTER, app.clock().now());
        let case = world.cases.iter().find(|one| one.case_id == prevented.0).unwrap();
        assert!(evidence::returns::checks::wrong(pack, &world, case, day("2026-09-30")).is_empty());
        // Days of two stays are not compared with each other.
        let stay = |from: &str, until: &str| {
            let said = [("placement_from", from), ("placement_until", until)];
            says(&app, pack, prevented, &Says { form: "placement", on: from, recorded: from, said: &said });
        };
        stay("2026-07-05", "2026-07-20");
        stay("2026-08-05", "2026-08-20");
        let found = |days: &str| {
            let world = read(&app, pack, days, app.clock().now());
            let case = world.cases.iter().find(|one| one.case_id == prevented.0).unwrap().clone();
            evidence::returns::checks::wrong(pack, &world, &case, day("2026-09-30")).len()
        };
        assert_eq!(found(QUARTER), 0);
        stay("2026-09-05", "2026-09-01");
        assert_eq!(found(QUARTER), 1);
    });
}

/// Published guidance on H-CLIC: a case enters the quarter when interim accommodation is given, a duty is awarded, it
/// moves between duties, or it is closed; advice only is left out unless the household was placed.
#[test]
fn a_case_enters_the_export_by_the_rule_of_the_return() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let begun = |on: &str| {
            let person = app.person("Ada Obi").added();
            (opened(&app, pack, person, on), person)
        };
        let advice = |who| said(&app, pack, who, "2026-07-02", &[("triage_outcome", "advice-only")]);
        let placed = |who, from: &str, until: &str| {
            let said = [("placement_from", from), ("placement_until", until)];
            says(&app, pack, who, &Says { form: "placement", on: from, recorded: from, said: &said });
        };
        let referred = begun("2026-07-02");
        advice(referred);
        let referral = [("referral_body", "prison"), ("referral_received_on", "2026-07-02")];
        said(&app, pack, referred, "2026-07-02", &referral);
        happens(&app, referred.0, "closed", "2026-07-03");
        let lodged = begun("2026-07-02");
        advice(lodged);
        placed(lodged, "2026-07-02", "2026-07-20");
        let ended = begun("2026-02-02");
        said(&app, pack, ended, "2026-02-02", &[("relief_accepted_on", "2026-02-02")]);
        said(&app, pack, ended, "2026-03-30", &[("relief_ended_on", "2026-03-30")]);
        happens(&app, ended.0, "closed", "2026-08-03");
        let waiting = begun("2026-07-02");
        let owed = begun("2026-02-02");
        said(&app, pack, owed, "2026-02-02", &[("relief_accepted_on", "2026-02-02")]);
        let world = read(&app, pack, QUARTER, app.clock().now());
        let of = |who: (access::CaseId, _)| {
            let case = world.cases.iter().find(|case| case.case_id == who.0).unwrap();
            enters(pack, &world, case, period(QUARTER))
        };
        assert_eq!(
            of(referred),
            Err(Why::Condition("triage_outcome".to_owned())),
            "A7 alone takes nobody in"
        );
        assert_eq!(table(&app, pack, QUARTER, "A7"), "prison 1, = 1", "it is counted there all the same");
        assert_eq!(of(lodged).map(|one| one.event), Ok("fact:placement_from".to_owned()), "placed and left");
        assert_eq!(of(ended).map(|one| (one.event, one.on)), Ok(("closed".to_owned(), day("2026-08-03"))));
        assert_eq!(of(waiting), Err(Why::NoEvent(None)));
        assert_eq!(
            of(owed),
            Err(Why::NoEvent(Some(day("2026-02-02")))),
            "the duty was told in its own quarter"
        );
        // The page says the same.
        let reader = app.worker("Priya Shah").role(access::Role::Officer);
        let reader =
            [referred, lodged, ended].into_iter().fold(reader, |who, (_, person)| who.works_with(person));
        let reader = reader.signed_in();
        let page = |who: (access::CaseId, _)| {
            reader.get(&format!("/cases/{}/returns?period=2026-07-01_2026-09-30", who.0)).ok()
        };
        page(referred).saying("No. “Triage outcome” keeps it out.").saying("Our reading, not yet confirmed.");
        page(lodged).saying("Yes. Recorded: From on 2 July 2026.");
        page(ended).saying("Yes. The case is closed on 3 August 2026.");
    });
}
