//! A thematic audit of twenty cases: the frame is hashed before there is a seed, and nobody judges their own.

use access::{CaseId, Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use quality::programme::thematic::model::{frame_hash, sample};
use testkit::{Answer, Client, TestApp, on_both};

struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    priya: Client<'a>,
    marcus: Client<'a>,
    helen: Client<'a>,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let leader = |name| app.worker(name).role(Role::Leader).leads(team).signed_in();
        Self { app, team, priya, marcus: leader("Marcus Bell"), helen: leader("Helen Okoro") }
    }

    fn case(&self, n: usize) -> CaseId {
        let person = self.app.person(&format!("Person Number{n}")).added();
        self.app.case(person).held_by(self.team).worker(self.priya.user()).opened("2026-09-01").added()
    }

    fn begin(&self, more: &[(&str, &str)]) -> Answer {
        let page = self.marcus.get("/reviews/programme/new").ok();
        let mut fields = vec![
            ("theme", "Supervision records"),
            ("question", "Do records show decisions?"),
            ("questions", "There is a record\nDecisions have reasons"),
        ];
        fields.extend_from_slice(more);
        self.marcus.submit(&page, "main form", &fields)
    }

    fn text(&self, sql: &'static str) -> String {
        self.app.read(move |c| c.one(Sql::<(String,)>::new(sql), args![1])).0
    }

    fn references(&self, sql: &'static str) -> Vec<String> {
        let rows = self.app.read(move |c| c.all(Sql::<(String,)>::new(sql), args![1]));
        rows.into_iter().map(|(reference,)| reference).collect()
    }
}

const FRAME: &str = "SELECT reference FROM thematic_frame WHERE tenant_id = $1 ORDER BY reference";
const SAMPLE: &str = "SELECT f.reference
    FROM thematic_case s
    JOIN case_file f ON f.tenant_id = s.tenant_id AND f.case_id = s.case_id
    WHERE s.tenant_id = $1
    ORDER BY s.place";

#[test]
fn the_sample_can_be_drawn_again_from_what_was_kept() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let world = World::new(&app);
        let cases: Vec<CaseId> = (0..24).map(|n| world.case(n)).collect();
        app.close(cases[0]);
        let begun = world.begin(&[]).is(303);
        let page = world.marcus.get(begun.location()).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        page.saying("0 of 20 cases looked at.")
            .saying("A share found in 20 cases of 23 is right to within 8 percentage points")
            .saying("Open cases, every kind, the whole service.");
        // The closed case is not in the frame; the hash and the order are those of what is kept.
        let frame = world.references(FRAME);
        assert_eq!(frame.len(), 23);
        let all: Vec<&str> = frame.iter().map(String::as_str).collect();
        let seed = world.text("SELECT seed FROM thematic_audit WHERE tenant_id = $1");
        let hash = world.text("SELECT frame_hash FROM thematic_audit WHERE tenant_id = $1");
        assert_eq!(hash, frame_hash(&all));
        let again: Vec<&str> = sample(&all, &seed, 20).into_iter().map(|n| all[n]).collect();
        assert_eq!(world.references(SAMPLE), again);
    });
}

#[test]
fn findings_are_counted_and_recommendations_closed_by_another() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let world = World::new(&app);
        for n in 0..4 {
            world.case(n);
        }
        let own = app.person("Own Case").added();
        app.case(own).held_by(world.team).worker(world.marcus.user()).opened("2026-09-01").added();
        let begun = world.begin(&[("size", "5")]).is(303);
        let at = begun.location().split('?').next().expect("an address").to_owned();
        let page = world.marcus.get(&at).ok().saying("The sample is every case there is");
        let links = page.attributes("section[aria-labelledby=sample] th a", "href");
        assert_eq!(links.len(), 5);
        // What is wrong stands on its field, and everything typed stays.
        let case = world.helen.get(&links[0]).ok();
        assert!(case.statements <= 12, "{} statements", case.statements);
        let wrong = [("a-1", "met"), ("a-2", "not_met"), ("more", "The file is thin.")];
        world
            .helen
            .submit(&case, "main form", &wrong)
            .is(422)
            .saying("2: say why it is not met.")
            .saying("The file is thin.");
        let mut refused = 0;
        for (n, link) in links.iter().enumerate() {
            // Marcus looks at them all, but his own is shut.
            let case = world.marcus.get(link).ok();
            if case.html().contains("This case is your own.") {
                refused += 1;
                let case = world.helen.get(link).ok();
                world.helen.submit(&case, "main form", &[("a-1", "met"), ("a-2", "met")]).is(303);
                continue;
            }
            let second = if n == 0 || (n == 1 && refused == 1) { "not_met" } else { "met" };
            let fields = [("a-1", "met"), ("a-2", second), ("n-2", "No reasons are written.")];
            world.marcus.submit(&case, "main form", &fields).is(303);
        }
        assert_eq!(refused, 1, "one case of the sample is his own");
        let page = world.marcus.get(&at).ok().saying("5 of 5 cases looked at.");
        let shares = page.select("section[aria-labelledby=findings] tbody tr td:nth-child(6)");
        assert_eq!(shares, ["100%", "80%"]);
        // An officer sees none of it.
        world.priya.get(&at).is(404);
        world.priya.get(&links[0]).is(404);
        // A recommendation: its owner says that it is done, and cannot close it.
        let owner = world.helen.user().to_string();
        let fields =
            [("words", "Write reasons in the session."), ("owner", owner.as_str()), ("due", "30 11 2026")];
        world.marcus.submit(&page, "section[aria-labelledby=recommended] form", &fields).is(303);
        let page = world.marcus.get(&at).ok().saying("Open, by");
        let link = page.attributes("section[aria-labelledby=recommended] li a", "href")[0].clone();
        world.marcus.get(&link).ok().without("It is done");
        let hers = world.helen.get(&link).ok();
        world
            .helen
            .submit(&hers, "main form", &[("do", "done")])
            .is(422)
            .saying("Write what shows that it is done");
        let said =
            world.helen.submit(&hers, "main form", &[("do", "done"), ("evidence", "The form asks for it.")]);
        world.helen.follow(said).saying("Done, to be accepted").without("Accept and close it");
        world.helen.post(&link, &[("do", "accept")]).is(409);
        let his = world.marcus.get(&link).ok();
        let back =
            world.marcus.submit(&his, "main form", &[("do", "refuse"), ("why", "Three records lack it.")]);
        world.marcus.follow(back).saying("Three records lack it.").saying("Open, by");
        let hers = world.helen.get(&link).ok();
        let fields = [("do", "done"), ("evidence", "All records of November have reasons.")];
        world.helen.submit(&hers, "main form", &fields).is(303);
        let his = world.marcus.get(&link).ok();
        let closed = world.marcus.submit(&his, "main form", &[("do", "accept")]);
        world.marcus.follow(closed).saying("Closed").saying("Marcus Bell, 20 November 2026");
        // What was found in all, then the end: nothing changes any more.
        let page = world.marcus.get(&at).ok();
        world.marcus.submit(&page, "section[aria-labelledby=found-all] form", &[("do", "finish")]).is(422);
        let fields = [("do", "finish"), ("found", "Reasons are missing in one of five.")];
        world.marcus.submit(&page, "section[aria-labelledby=found-all] form", &fields).is(303);
        world.marcus.get(&at).ok().saying("Finished").without("Finish the audit");
        let shut = world.helen.get(&links[0]).ok().saying("The audit is finished");
        world.helen.post(&links[0], &[("a-1", "met"), ("a-2", "met")]).is(409);
        drop(shut);
        let print =
            world.marcus.get(&format!("{at}/print")).ok().saying("Reasons are missing in one of five.");
        assert!(print.statements <= 12, "{} statements", print.statements);
        print.without("Person Number").saying("All records of November have reasons.");
        world.marcus.get("/reviews/programme").ok().saying("5 of 5").saying("1 of 1 closed");
    });
}

#[test]
fn an_audit_needs_a_question_and_cases() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let world = World::new(&app);
        world
            .begin(&[])
            .is(422)
            .saying("No case fits. Choose a wider frame.")
            .saying("Do records show decisions?");
        world.case(1);
        world
            .begin(&[("questions", ""), ("size", "0")])
            .is(422)
            .saying("Choose a form, or write at least one question.")
            .saying("1 to 200");
        world.begin(&[("closed_from", "1 9 2026")]).is(422).saying("Open cases have no day of closing.");
        let none = "SELECT count(*) FROM thematic_audit WHERE tenant_id = $1 AND drawn_at IS NOT NULL";
        assert_eq!(app.read(move |c| c.one(Sql::<(i64,)>::new(none), args![1])).0, 0);
        // The criteria of a form come first, then the questions of its own.
        let begun = world.begin(&[("tool", "mcr-asb v1")]).is(303);
        let page = world.marcus.get(begun.location()).ok().saying("mcr-asb v1");
        let rows = page.select("section[aria-labelledby=findings] tbody th");
        assert_eq!(rows.len(), 22);
        assert!(rows[0].starts_with("A1. "), "{}", rows[0]);
        assert_eq!(rows[21], "Decisions have reasons");
    });
}
