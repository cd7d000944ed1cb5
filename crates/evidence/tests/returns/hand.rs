//! What people decide against the rules, the risk band of the return's own day, and the nightly look.

use crate::world::*;
use access::Role;
use cases::risk::store::NewAssessment;
use evidence::returns::{command, nightly::look, store::findings};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

const WHEN: &str = "period=2026-07-01_2026-09-30";

#[test]
fn a_case_that_the_rule_leaves_out_is_put_into_one_table_with_the_reason() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let person = app.person("Ada Obi").added();
        // Closed before the quarter: no rule would look at it.
        let case = opened(&app, pack, person, "2026-03-02");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(person).signed_in();
        let path = format!("/cases/{case}/returns?{WHEN}");
        let decide = |with: &[(&str, &str)]| {
            app.clock().advance_seconds(60);
            priya.submit(&priya.get(&path).ok(), "main form[method=post]", with)
        };
        let why = ("reason", "The duty was owed; the fact came by letter.");
        let wrong = decide(&[("choice", "force"), why]).is(422).saying("Choose the table it is put into.");
        assert_eq!(wrong.text("#reason"), why.1);
        decide(&[("choice", "force"), ("table", "A1"), why]).is(303);
        assert_eq!(table(&app, pack, QUARTER, "A1"), "not_recorded 1, = 1");
        assert_eq!(
            table(&app, pack, "2026-04-01..2027-03-31", "A1"),
            "not_recorded 1, = 1",
            "in the year, too"
        );
        assert_eq!(table(&app, pack, "2026-04-01..2026-06-30", "A1"), "= 0", "not in another quarter");
        assert_eq!(table(&app, pack, QUARTER, "A3"), "= 0", "not in another table");
        priya.get(&path).ok().saying("Put in by Priya Shah: The duty was owed; the fact came by letter.");
        let analyst = app.worker("Ana Lyst").role(Role::Analyst).signed_in();
        let tables = format!("/evidence/returns?pack=homelessness-england&{WHEN}");
        analyst.get(&tables).ok().saying("1 case put in by hand.");
        // The export says so beside its files.
        let folder = std::env::temp_dir().join(format!("alongside-by-hand-{}", app.uuid().simple()));
        let days = (day("2026-07-01"), day("2026-09-30"));
        command::h_clic(app.db(), &pack.id, days, &folder, &mut Vec::new()).unwrap();
        let notes = std::fs::read_to_string(folder.join("README.txt")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let said = format!("{case} by Priya Shah on 20 November 2026: {} put into A1.", why.1);
        assert!(notes.contains(&said), "{notes}");
        // Left out of the whole return, then by the rules again.
        decide(&[("choice", "out"), ("reason", "Another council sends it.")]).is(303);
        assert_eq!(table(&app, pack, QUARTER, "A1"), "= 0");
        decide(&[("choice", "force"), ("table", "A1"), why]).is(303);
        decide(&[("choice", "in"), ("table", "A1"), ("reason", "The rules are right.")]).is(303);
        assert_eq!(table(&app, pack, QUARTER, "A1"), "= 0");
        analyst.get(&tables).ok().without("by hand");
    });
}

#[test]
fn the_band_is_that_of_the_day() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("asb");
        let person = app.person("Ada Obi").added();
        let case = opened(&app, pack, person, "2026-05-02");
        let by = app.worker("Priya Shah").role(Role::Officer).works_with(person).added();
        let weigh = |tool: &str, on: &str, band: (&str, i64)| {
            let new = NewAssessment {
                id: app.uuid(),
                review: app.uuid(),
                person,
                tool: (tool.to_owned(), 1, tool.to_owned()),
                own_wording: false,
                score: (1, 9),
                scored_band: band.0.to_owned(),
                band: (band.0.to_owned(), band.0.to_owned(), band.1),
                override_why: String::new(),
                summary: String::new(),
                reviewed_on: day(on),
                next_on: day(on).plus(28),
                owner: by,
                prompt: String::new(),
                answers: Vec::new(),
            };
            app.write(move |c| cases::risk::store::add(c, 1, case, &new, new.reviewed_on.at(12, 0), by));
        };
        weigh("harm", "2026-06-01", ("high", 0));
        weigh("home", "2026-06-10", ("standard", 2));
        weigh("harm", "2026-08-01", ("medium", 1));
        weigh("harm", "2026-10-05", ("standard", 2));
        let world = read(&app, pack, "2026-04-01..2026-12-31", app.clock().now());
        let one = &world.cases[0];
        let then = |on: &str| one.band_on(day(on)).to_owned();
        assert_eq!(
            ["2026-05-31", "2026-06-01", "2026-06-30", "2026-09-30", "2026-10-05"].map(then),
            ["", "high", "high", "medium", "standard"],
            "the highest of what each tool said last"
        );
        assert_eq!(one.band, "standard", "as the case page shows it today");
        // As known in July, August's weighing has not been written down.
        let known = read(&app, pack, QUARTER, day("2026-07-31").start());
        assert_eq!(known.cases[0].band_on(day("2026-09-30")), "high");
        let analyst = app.worker("Ana Lyst").role(Role::Analyst).signed_in();
        let page = analyst.get(&format!("/evidence/returns?pack=asb&{WHEN}")).ok();
        page.saying("The risk band is that of the last day of the period.").without("today’s");
    });
}

#[test]
fn the_nightly_look_keeps_when_something_was_seen_first_and_when_it_was_gone() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let people = ["Ada Obi", "Sol Reyes"].map(|name| app.person(name).added());
        let cases = people.map(|person| opened(&app, pack, person, "2026-07-02"));
        said(&app, pack, (cases[0], people[0]), "2026-07-02", &[("duty_owed", "relief")]);
        let looked = look(app.db(), &|| true).unwrap();
        assert_eq!((looked.cases, looked.found, looked.new, looked.gone), (2, 3, 3, 0), "{looked:?}");
        let again = look(app.db(), &|| true).unwrap();
        assert_eq!((again.found, again.new, again.gone), (3, 0, 0), "{again:?}");
        // Friday 20 November; the next look is on Monday 23 November, in the evening.
        app.clock().advance_seconds(
            day("2026-11-23").at(20, 0).micros() / 1_000_000 - app.clock().now().micros() / 1_000_000,
        );
        said(&app, pack, (cases[0], people[0]), "2026-11-23", &[("application_on", "2026-07-01")]);
        said(&app, pack, (cases[1], people[1]), "2026-11-23", &[("duty_owed", "relief")]);
        let monday = look(app.db(), &|| true).unwrap();
        assert_eq!((monday.found, monday.new, monday.gone), (5, 3, 1), "{monday:?}");
        let rows: Vec<(Day, Day, Option<Day>)> = app.read(move |c| {
            const ROWS: Sql<(Day, Day, Option<Day>)> = Sql::new(
                "SELECT first_on, last_on, gone_on FROM return_finding
                 WHERE tenant_id = $1 AND case_id = $2 ORDER BY gone_on NULLS LAST, check_id",
            );
            c.all(ROWS, args![1i64, cases[0]])
        });
        let (friday, now) = (day("2026-11-20"), day("2026-11-23"));
        assert_eq!(rows, [(friday, friday, Some(now)), (friday, now, None), (friday, now, None)]);
        // A leader of both sees who has what; an officer their own.
        let lead =
            app.worker("Lea Der").role(Role::Leader).works_with(people[0]).works_with(people[1]).signed_in();
        let path = "/evidence/returns/checks?pack=homelessness-england";
        let page = lead.get(path).ok().saying("2 open cases you may read with something to correct");
        let page = page.saying("3 new since Monday, 1 put right.").saying("Since 20 November 2026.");
        assert!(page.statements <= 12, "{} statements", page.statements);
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(people[0]).signed_in();
        priya.get(path).ok().saying("0 new since Monday, 1 put right.").without("Sol");
        let open = app.read(|c| findings::open(c, 1, "homelessness-england"));
        assert_eq!(open.len(), 5);
    });
}
