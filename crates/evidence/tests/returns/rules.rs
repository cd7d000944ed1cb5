//! The counting rules of the Safeguarding Adults Collection and of NM01.

use crate::world::*;
use cases::model::PartyRole;
use evidence::returns::model::{Period, Why, count, place};
use testkit::{TestApp, on_both};

#[test]
fn people_count_once_and_enquiries_are_part_of_the_concerns() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("safeguarding");
        let world = |app: &TestApp| read(app, pack, QUARTER, app.clock().now());
        let n = |id: &str| count(pack, pack.table(id).unwrap(), &world(&app), period(QUARTER)).total;
        let people: Vec<_> = (0..6).map(|_| app.person("Ada Obi").born("1950-08-01").added()).collect();
        let cases: Vec<_> = people.iter().map(|person| opened(&app, pack, *person, "2026-07-10")).collect();
        // Two of them a second time.
        let again = opened(&app, pack, people[0], "2026-08-10");
        opened(&app, pack, people[1], "2026-09-10");
        for case in [cases[0], again, cases[2]] {
            happens(&app, case, "decision:s42-enquiry", "2026-08-20");
        }
        assert_eq!((n("SG1-concerns"), n("SG1-concerns-age")), (8, 6));
        assert_eq!((n("SG1-s42"), n("SG1-s42-age")), (3, 2), "each enquiry, each person once");
        assert_eq!(
            table(&app, pack, QUARTER, "SG1-concerns-age"),
            "18-64 *, 65-74 *, 75-84 5, 85-94 *, 95+ *, = 5"
        );
        assert_eq!(table(&app, pack, QUARTER, "SG1-concerns"), " 10, = 10");
        assert_eq!(table(&app, pack, QUARTER, "SG1-s42"), " *, = *");
    });
}

#[test]
fn age_is_that_of_the_last_day_or_of_death() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("safeguarding");
        let rows = || {
            let world = read(&app, pack, QUARTER, app.clock().now());
            let counted = count(pack, pack.table("SG1-concerns-age").unwrap(), &world, period(QUARTER));
            let rows = counted.all().filter(|row| row.n > 0).map(|row| format!("{} {}", row.code, row.n));
            rows.collect::<Vec<_>>().join(", ")
        };
        // 65 on 30 September; the other would be 75 then, and died before.
        for (born, died) in [("1961-09-30", None), ("1951-09-15", Some("2026-09-14"))] {
            let person = app.person("Ada Obi").born(born).added();
            let case = opened(&app, pack, person, "2026-07-10");
            if let Some(died) = died {
                said(&app, pack, (case, person), died, &[("died_on", died)]);
            }
        }
        app.person("Nobody's case").added();
        opened(&app, pack, app.person("Sol Reyes").added(), "2026-07-10");
        assert_eq!(rows(), "65-74 2, not_recorded 1");
    });
}

#[test]
fn sources_of_one_kind_count_once_and_of_different_kinds_once_each() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("safeguarding");
        let n = |id: &str| {
            let world = read(&app, pack, QUARTER, app.clock().now());
            let counted = count(pack, pack.table(id).unwrap(), &world, period(QUARTER));
            let rows = counted.all().filter(|row| row.n > 0).map(|row| format!("{} {}", row.code, row.n));
            (rows.collect::<Vec<_>>().join(", "), counted.total)
        };
        for sources in ["known+known", "known+service_provider", "unknown"] {
            let person = app.person("Ada Obi").added();
            let case = opened(&app, pack, person, "2026-07-10");
            said(
                &app,
                pack,
                (case, person),
                "2026-07-11",
                &[("risk_source", sources), ("abuse_types", "?not_asked")],
            );
            happens(&app, case, "decision:s42-concluded", "2026-08-20");
        }
        assert_eq!(n("SG2a-s42-source"), ("service_provider 1, known 2, unknown 1".to_owned(), 3));
        assert_eq!(n("SG2a-s42-type"), ("not_asked 3".to_owned(), 3));
    });
}

/// "Enquiries concluded" (Safeguarding Adults Collection, SG2a): an enquiry whose conclusion is decided again in its
/// place is one enquiry.
#[test]
fn a_conclusion_that_was_replaced_counts_once() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("safeguarding");
        let person = app.person("Ada Obi").added();
        let case = opened(&app, pack, person, "2026-07-10");
        said(&app, pack, (case, person), "2026-07-11", &[("abuse_types", "?not_asked")]);
        let mut before = None;
        for on in ["2026-08-20", "2026-08-27", "2026-09-03"] {
            let (decision, event_id) = (app.uuid(), app.uuid());
            let made = cases::decisions::Made {
                decision,
                event_id,
                case,
                person,
                kind: "s42-concluded".to_owned(),
                code: String::new(),
                on: kernel::Day::parse(on).unwrap(),
                at: app.clock().now(),
                by: access::UserId::from_uuid(access::NOBODY),
                instead: before.replace(decision),
            };
            app.write(move |c| cases::decisions::made(c, 1, None, &made));
        }
        let world = read(&app, pack, QUARTER, app.clock().now());
        let counted = count(pack, pack.table("SG2a-s42-type").unwrap(), &world, period(QUARTER));
        assert_eq!(counted.total, 1);
    });
}

#[test]
fn a_report_about_the_same_party_is_no_new_case_while_one_is_open() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("asb");
        let (kit, other) = (app.person("Kit Marlow").added(), app.person("Lee Stone").added());
        let about = |party, on: &str| {
            let case = opened(&app, pack, app.person("Ada Obi").added(), on);
            party_of(&app, case, party);
            case
        };
        let first = about(kit, "2026-07-01");
        about(kit, "2026-08-01");
        about(other, "2026-08-01");
        let n = |days| table(&app, pack, days, "nm01");
        assert_eq!(n(QUARTER), " 2, = 2");
        // Closed on 20 November: a report after that is a new case.
        app.close(first);
        about(kit, "2026-08-02");
        assert_eq!(n(QUARTER), " 2, = 2", "it was open then");
        let year = Period::parse_year("2026/27").unwrap();
        assert_eq!((year.from, year.to), (day("2026-04-01"), day("2027-03-31")));
        // A case that came from elsewhere has no pack, and counts.
        app.case(app.person("Sol Reyes").added()).opened("2026-09-01").added();
        assert_eq!(n(QUARTER), " 3, = 3");
    });
}

fn party_of(app: &TestApp, case: access::CaseId, person: access::PersonId) {
    party(app, case, person, PartyRole::AllegedPerpetrator);
}

#[test]
fn quarters_and_years_have_their_days() {
    for (of, quarter, year) in [
        ("2026-01-01", QUARTER_1, "2025-04-01..2026-03-31"),
        ("2026-03-31", QUARTER_1, "2025-04-01..2026-03-31"),
        ("2026-09-30", QUARTER, "2026-04-01..2027-03-31"),
    ] {
        assert_eq!(Period::quarter(day(of)), period(quarter), "{of}");
        assert_eq!(Period::year(day(of)), period(year), "{of}");
    }
    assert_eq!(Period::parse_year("1999/00"), Some(period("1999-04-01..2000-03-31")));
    assert_eq!(Period::parse_year("2025/2026"), Some(period("2025-04-01..2026-03-31")));
    for wrong in ["2025", "2025/27", "25/26", "2025/6", ""] {
        assert_eq!(Period::parse_year(wrong), None, "{wrong}");
    }
}

const QUARTER_1: &str = "2026-01-01..2026-03-31";

/// Safeguarding Adults Collection: cases of joint authority are counted once, where the abuse occurred.
#[test]
fn an_enquiry_of_two_councils_is_counted_by_the_one_where_it_happened() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("safeguarding");
        let concern = |area: Option<&str>| {
            let person = app.person("Ada Obi").born("1940-05-01").added();
            let who = (opened(&app, pack, person, "2026-07-02"), person);
            happens(&app, who.0, "decision:s42-enquiry", "2026-07-03");
            if let Some(area) = area {
                said(&app, pack, who, "2026-07-02", &[("abuse_area", area)]);
            }
            who.0
        };
        let (_, _, elsewhere) = (concern(None), concern(Some("here")), concern(Some("elsewhere")));
        let world = read(&app, pack, QUARTER, app.clock().now());
        for id in ["SG1-concerns", "SG1-s42", "SG1-concerns-age", "SG1-s42-age"] {
            let table = pack.table(id).unwrap();
            assert_eq!(count(pack, table, &world, period(QUARTER)).total, 2, "{id}");
            let case = world.cases.iter().find(|case| case.case_id == elsewhere).unwrap();
            let why = place(table, &world, case, period(QUARTER));
            assert_eq!(why, Err(Why::Condition("abuse_area".to_owned())), "{id}");
        }
    });
}
