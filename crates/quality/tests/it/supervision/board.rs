//! Figures over teams, and sessions for several.

use super::{World, app};
use access::Role;
use testkit::on_both;

#[test]
fn the_board_counts_what_took_place() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let first = w.held("17/11/2026", 90);
        let page = w.dean.get(&first).ok();
        w.dean.submit(&page, "form[action$='/record']", &[("theme-risk", "yes")]).is(303);
        let action = [("what", "Shadow a panel"), ("due_on", "27/11/2026")];
        w.dean.submit(&page, "form[action$='/actions']", &action).is(303);
        let decide = format!("{first}/cases/{}", w.case);
        let full = [
            ("what", "Go on"),
            ("why", "It works"),
            ("due_on", "27/11/2026"),
            ("owner", &*w.priya.user().to_string()),
        ];
        w.dean.post(&decide, &full).is(303);
        let second = w.planned("20/11/2026", "9am");
        let page = w.dean.get(&second).ok();
        let to = [
            ("move_on", "20/11/2026"),
            ("move_time", "9.30am"),
            ("moved_for", "supervisor"),
            ("move_why", "Court"),
        ];
        w.dean.submit(&page, "form[action$='/move']", &to).is(303);
        w.hold(&second, "19/11/2026", 61, &[("interruptions", "1"), ("interrupted_by", "Duty")]);
        let board = w.helen.get("/supervision/board").ok();
        assert!(board.statements <= 8, "{} statements", board.statements);
        let teams = board.select("h2[id^=team]");
        assert_eq!(teams, ["Community Safety", "Housing"]);
        let rows: Vec<String> = board.select("#team-1, #rows-1 tr");
        assert_eq!(rows.len(), 4, "the team's heading, who leads it, and its worker: {rows:?}");
        let priya = rows.iter().find(|row| row.contains("Priya")).expect("her row");
        for words in [
            "2 of 0",
            "1 interrupted",
            "2 not agreed by both",
            "1: the supervisor 1",
            "76 minutes (n = 2)",
            "1 open, 0 carried over",
        ] {
            assert!(priya.contains(words), "{words}: {priya}");
        }
        assert!(
            rows.iter().any(|row| row.contains("Dean Morris") && row.contains("Leads")),
            "the leader's own"
        );
        assert!(rows.iter().any(|row| row.contains("Helen Okoro")), "the manager's own");
        board.saying("Weighing risk: 1 session").saying("Mean length");
        // A leader sees their team alone, and an officer no board.
        w.other.get("/supervision/board").ok().without("Priya Shah");
        w.priya.get("/supervision/board").not_found();
    });
}

#[test]
fn the_board_does_not_grow_with_workers() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let few = w.dean.get("/supervision/board").ok().statements;
        let mine = w.dean.get("/supervision").ok().statements;
        for n in 0..12 {
            app.worker(&format!("Worker {n}")).role(Role::Officer).in_team(w.team).added();
        }
        assert_eq!(w.dean.get("/supervision/board").ok().statements, few);
        assert_eq!(w.dean.get("/supervision").ok().statements, mine);
        assert!(few <= 8, "{few} statements");
    });
}

#[test]
fn several_reflect_together_and_one_holds_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let sam = app.worker("Sam Reed").role(Role::Officer).in_team(w.team).signed_in();
        let form = w.dean.get("/supervision/group").ok();
        let when = [("kind", "reflective"), ("plan_on", "20/11/2026"), ("plan_time", "2pm")];
        w.dean.submit(&form, "main form", &when).is(422).saying("Choose at least one worker.");
        let names = [format!("with-{}", w.priya.user()), format!("with-{}", sam.user())];
        let both = [when.as_slice(), &[(&*names[0], "yes"), (&*names[1], "yes")]].concat();
        let to = w.dean.submit(&form, "main form", &both).is(303).location().to_owned();
        let at = to.split('?').next().expect("an address").to_owned();
        w.hold(&at, "20/11/2026", 100, &[]);
        let page = w.dean.get(&at).ok().saying("Sam Reed, Priya Shah");
        let said = [("learning", "Two visits to a first meeting."), ("theme-voice", "yes")];
        w.dean.submit(&page, "form[action$='/record']", &said).is(303);
        let action = [("what", "Write it up"), ("owner", &*sam.user().to_string()), ("due_on", "27/11/2026")];
        w.dean.submit(&page, "form[action$='/actions']", &action).is(303);
        let page = sam
            .get(&at)
            .ok()
            .saying("Write it up")
            .saying("Two visits to a first meeting.")
            .saying("Only you can see this.");
        assert_eq!(page.count("form[action$='/record']"), 0, "who holds it writes it");
        sam.post(&format!("{at}/record"), &[("version", "2")]).is(409);
        sam.submit(&page, "form[action$='/agree']", &[]).is(303);
        // A manager of the team is not in it, and a group takes no one-to-one session's place.
        w.helen.get(&at).not_found();
        w.priya.get("/supervision").ok().saying("None recorded yet").saying("Reflective, Dean Morris");
        w.dean
            .get("/supervision/board")
            .ok()
            .saying("1 of other kinds")
            .saying("The person's voice and identity: 1 session");
    });
}
