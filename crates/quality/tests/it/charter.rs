//! The charter's self-assessment: evidence from facts, a judgement of one's own, and figures frozen at signing.

use access::Role;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use quality::satisfaction::{
    model::{Answer, Channel, Dropped, Way},
    store::{self as surveys, answers},
};
use testkit::{Client, TestApp, on_both};

struct World<'a> {
    app: &'a TestApp,
    team: access::TeamId,
    priya: Client<'a>,
    ruth: Client<'a>,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(team).signed_in();
        Self { app, team, priya, ruth }
    }

    fn case(&self, held: bool) -> access::CaseId {
        let person = self.app.person("Amina Okafor").added();
        let case = self.app.case(person).worked_by("asb").held_by(self.team).opened("2026-09-01");
        if held { case.worker(self.priya.user()).added() } else { case.added() }
    }

    fn counted(&self, case: access::CaseId, values: &[(&'static str, &'static str)]) {
        let (id, team, worker) = (self.app.uuid(), self.team, self.priya.user());
        let values = values.to_vec();
        self.app.write(move |c| {
            let review = Sql::new(
                "INSERT INTO review_counted (tenant_id, review_id, batch_id, month, counted_on, team_id, area_id,
                    worker_id, case_type, form_id, form_version, case_id, reference, score, critical, left_out)
                 VALUES (1, $1, $2, '2026-10', '2026-10-20', $3, $2, $4, 'asb', 'mcr-asb', 1, $5, 'ASB-1', 50, 0, '')",
            );
            c.exec(review, args![id, access::NOBODY, team, worker, case])?;
            for (criterion, value) in &values {
                let n = |wanted: &str| i64::from(*value == wanted);
                let one = Sql::new(
                    "INSERT INTO criterion_counted (tenant_id, review_id, criterion, value, overruled)
                     VALUES (1, $1, $2, $3, FALSE)",
                );
                c.exec(one, args![id, *criterion, *value])?;
                let sum = Sql::new(
                    "INSERT INTO criterion_sum (tenant_id, form_id, month, team_id, form_version, criterion, batch_id,
                        met, partly, not_met, na, overruled)
                     VALUES (1, 'mcr-asb', '2026-10', $1, 1, $2, $3, $4, $5, $6, 0, 0)",
                );
                let none = access::NOBODY;
                c.exec(sum, args![team, *criterion, none, n("met"), n("partly"), n("not_met")])?;
            }
            Ok(())
        });
    }
}

/// The share shown for a figure of a commitment.
fn share(page: &testkit::Answer, commitment: usize, row: usize) -> String {
    page.text(&format!("#commitment-{commitment} tbody tr:nth-child({row}) td:nth-child(2)"))
}

#[test]
fn figures_are_live_until_it_is_signed_and_frozen_after() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let world = World::new(&app);
        let first = world.case(true);
        for held in [true, true, false] {
            world.case(held);
        }
        world.counted(
            first,
            &[("A1", "met"), ("B4", "not_met"), ("A2", "met"), ("B1", "partly"), ("B5", "met")],
        );
        let page = world.ruth.get("/reviews/charter").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page.saying("No self-assessment is begun yet.");
        // A1 is evidence of swift action; A2, B1, B4 and B5 of support. Three of four cases have a named officer.
        assert_eq!(share(&page, 3, 1), "100% (1 of 1)");
        assert_eq!(share(&page, 4, 1), "50% (2 of 4)");
        assert_eq!(share(&page, 2, 2), "75% (3 of 4)");
        assert_eq!(share(&page, 4, 3), "0% (0 of 4)");
        assert_eq!(share(&page, 5, 1), "Nothing to count");
        // The list of what is missing, for whoever may read the case.
        let list = world.ruth.get("/reviews/charter/list?of=criteria&commitment=4").ok();
        assert_eq!(list.count("tbody tr"), 2);
        list.saying("B4. ").saying("not met").saying("partly met").without("A1. ");
        assert_eq!(world.ruth.get("/reviews/charter/list?of=plan&commitment=4").ok().count("tbody tr"), 4);
        let elsewhere = app.worker("Helen Okoro").role(Role::Leader).leads(app.team("Elsewhere")).signed_in();
        elsewhere
            .get("/reviews/charter/list?of=criteria&commitment=4")
            .ok()
            .saying("There is nothing that you may read.");
        world.priya.get("/reviews/charter").is(404);
        // Begun; one commitment with a gap and a plan; all judged; signed.
        let begun = world.ruth.submit(&page, "main form", &[]).is(303);
        let at = begun.location().to_owned();
        world.ruth.get(&at).ok().without("Sign the self-assessment").saying("as they are now");
        for n in 1..=7 {
            let page = world.ruth.get(&format!("{at}/commitments/{n}")).ok();
            assert!(page.statements <= 12, "{} statements", page.statements);
            let form = format!("form[action='{at}/commitments/{n}']");
            world.ruth.submit(&page, &form, &[("judgement", "met")]).is(422).saying("Say why");
            let judgement = if n == 4 { "partly" } else { "met" };
            world
                .ruth
                .submit(&page, &form, &[("judgement", judgement), ("words", "As the record shows.")])
                .is(303);
        }
        let owner = world.ruth.user().to_string();
        let page = world.ruth.get(&format!("{at}/commitments/4")).ok();
        let fields = [
            ("gap", "Plans are agreed late."),
            ("what", "Book the visit at opening."),
            ("owner", owner.as_str()),
            ("due", "1 12 2026"),
        ];
        world.ruth.submit(&page, &format!("form[action='{at}/commitments/4/plan']"), &fields).is(303);
        let page =
            world.ruth.get(&at).ok().saying("7 commitments of 7 judged: 6 met, 1 partly met, 0 not yet.");
        world.ruth.submit(&page, &format!("form[action='{at}/sign']"), &[]).is(303);
        // What changes after it is signed changes nothing of it.
        world.case(false);
        let signed = world
            .ruth
            .get(&at)
            .ok()
            .saying("as they were when it was signed")
            .saying("Plans are agreed late.");
        assert_eq!(share(&signed, 2, 2), "75% (3 of 4)");
        let print = world.ruth.get(&format!("{at}/print")).ok().saying("75% (3 of 4)").without("Amina");
        assert!(print.statements <= 12, "{} statements", print.statements);
        world
            .ruth
            .post(&format!("{at}/commitments/1"), &[("judgement", "not_yet"), ("words", "No.")])
            .is(409);
        let page = world.ruth.get(&format!("{at}/commitments/4")).ok().without("Save this judgement");
        let line = page.attributes("#line option:last-child", "value")[0].clone();
        let fields = [("line", line.as_str()), ("shows", "The form asks for it.")];
        world.ruth.submit(&page, &format!("form[action='{at}/commitments/4/done']"), &fields).is(303);
        world.ruth.get(&at).ok().saying("Done: The form asks for it.");
        // Another is begun beside it; both can be opened.
        let page = world.ruth.get("/reviews/charter").ok();
        let next = world.ruth.submit(&page, "main form", &[]).is(303);
        let second = world.ruth.get(next.location()).ok();
        assert_eq!(share(&second, 2, 2), "60% (3 of 5)");
        assert_eq!(second.select("section[aria-labelledby=all] li").len(), 2);
        world.ruth.post("/reviews/charter", &[]).is(409);
    });
}

/// As the results of satisfaction count them: who does not want to say was asked, and so was who was not reached.
#[test]
fn who_did_not_want_to_answer_was_asked_and_did_not_answer() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let world = World::new(&app);
        let case = world.case(true);
        let asked = |came: Option<Option<Answer>>| {
            let (survey, action, at, by) = (app.uuid(), app.uuid(), app.clock().now(), world.priya.user());
            app.write(move |c| {
                surveys::request(c, 1, (case, survey), "", (by, at))?;
                surveys::asked(c, 1, (case, survey), Way::Phone, at)?;
                let Some(answer) = came.clone() else {
                    return surveys::drop_it(c, 1, (case, survey), Dropped::NotReached, at);
                };
                let channel = Channel::Phone;
                let new = answers::NewAnswer { survey, case, channel, answer, at, by: Some(by), action };
                answers::add(c, 1, &new)
            });
        };
        asked(Some(Some(Answer { handling: Some(5), ..Answer::default() })));
        asked(Some(None));
        asked(None);
        let page = world.ruth.get("/reviews/charter").ok();
        let rows = page.select("tbody tr");
        let row = rows.iter().find(|row| row.contains("who answered")).cloned().unwrap_or_default();
        assert!(row.contains("33% (1 of 3)"), "{row}");
    });
}
