//! Six-week reviews: N + 1 presses, coverage, two leaders at once, rights.

use access::{CaseId, PersonId, Role, TeamId};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{Answer, Client, TestApp, on_both};

const DAY: i64 = 24 * 3600;

struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    priya: Client<'a>,
    dean: Client<'a>,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        Self { app, team, priya, dean }
    }

    fn cases(&self, n: usize) -> Vec<CaseId> {
        (0..n).map(|n| self.case(&format!("Person Number{n}")).1).collect()
    }

    fn case(&self, name: &str) -> (PersonId, CaseId) {
        let person = self.app.person(name).added();
        let case = self.app.case(person).held_by(self.team).worker(self.priya.user()).opened("2026-09-01");
        (person, case.added())
    }

    fn at(&self) -> String {
        format!("/reviews/six-week/{}", self.priya.user())
    }

    fn page(&self, client: &Client<'_>) -> Answer {
        client.get(&self.at()).ok()
    }

    fn press(&self, client: &Client<'_>, page: &Answer, case: CaseId, filled: &[(&str, &str)]) -> Answer {
        client.submit(page, &format!("form[action='{}/cases/{case}']", self.at()), filled)
    }

    fn finish(&self, client: &Client<'_>) -> Answer {
        client.submit(&self.page(client), "#finish", &[])
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![1])).0
    }
}

#[test]
fn twenty_five_clean_cases_are_twenty_six_presses() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let cases = w.cases(25);
        let mut page = w.page(&w.dean).saying("25 cases to look at.");
        let mut presses = 0;
        for (n, case) in cases.iter().enumerate() {
            let answer = w.press(&w.dean, &page, *case, &[("do", "track")]).is(303);
            // The page comes back with the next case in view.
            let next = cases.get(n + 1).map_or("finish".to_owned(), |case| format!("case-{case}"));
            assert_eq!(answer.location(), format!("{}#{next}", w.at()));
            page = w.dean.follow(answer);
            presses += 1;
        }
        let done = w.dean.submit(&page, "#finish", &[]).goes_to(&format!("{}/past?done=complete", w.at()));
        presses += 1;
        assert_eq!(presses, 26);
        w.dean.follow(done).saying("25 of 25 cases seen").saying("complete on 20 November 2026");
        // The clock begins anew.
        let board = w.dean.get("/reviews/six-week").ok();
        board.saying("Nobody's review is overdue").saying("Due in 42 days").saying("1 January 2027");
    });
}

#[test]
fn the_page_costs_the_same_for_any_number_of_cases() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        w.cases(2);
        let (two, board) = (w.page(&w.dean), w.dean.get("/reviews/six-week").ok());
        let first = w.cases(38)[0];
        let forty = w.page(&w.dean);
        assert_eq!(forty.count("section[id^=case-]"), 40);
        assert_eq!(two.statements, forty.statements, "statements grow with the cases");
        for page in [&forty, &board, &w.priya.get("/reviews/audit").ok()] {
            assert!(page.statements <= 12, "{} statements", page.statements);
        }
        w.press(&w.dean, &forty, first, &[("do", "track")]).is(303);
        let past = w.dean.get(&format!("{}/past", w.at())).ok();
        assert!(past.statements <= 12, "{} statements", past.statements);
        let begun = w.page(&w.dean);
        assert_eq!(begun.statements, forty.statements);
    });
}

#[test]
fn what_comes_after_the_start_counts_next_time() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let cases = w.cases(3);
        w.press(&w.dean, &w.page(&w.dean), cases[0], &[("do", "track")]).is(303);
        let before = w.page(&w.dean).saying("1 of 3 cases seen");
        let (_, late) = w.case("Late Comer");
        w.page(&w.dean)
            .saying("1 of 3 cases seen")
            .saying("1 case came since: next time.")
            .without("Late Comer");
        // Somebody who sends its form all the same is told so, and nothing of it is kept.
        let form = [("do", "track"), ("next", "finish")];
        w.dean.post(&format!("{}/cases/{late}", w.at()), &form).is(422);
        assert_eq!(w.count("SELECT count(*) FROM six_week_case WHERE tenant_id = $1"), 3);
        // Complete only at 100 %.
        w.press(&w.dean, &before, cases[1], &[("do", "track")]).is(303);
        w.finish(&w.dean).is(422).saying("2 of 3 cases seen. Look at the rest first");
        let open = "SELECT count(*) FROM six_week_review WHERE tenant_id = $1 AND completed_on IS NULL";
        assert_eq!(w.count(open), 1);
        // A case that is closed before anybody looked is not seen, and does not stand in the way.
        app.close(cases[2]);
        w.finish(&w.dean).is(303);
        assert_eq!(w.count(open), 0);
        let past = w.dean.get(&format!("{}/past", w.at())).ok();
        past.saying("2 of 3 cases seen, 1 closed or moved before")
            .saying("Closed or moved before it was seen");
        // Next time it is covered.
        w.page(&w.dean).saying("3 cases to look at").saying("Late Comer");
    });
}

#[test]
fn two_leaders_at_once_lose_nothing() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(w.team).signed_in();
        let cases = w.cases(2);
        let (mine, hers) = (w.page(&w.dean), w.page(&ruth));
        w.press(&w.dean, &mine, cases[0], &[("do", "track")]).is(303);
        let words = [("do", "more"), ("track", "no"), ("action", "Ring her"), ("due", "27 11 2026")];
        w.press(&ruth, &hers, cases[0], &words).is(409).saying("Dean Morris looked at this case at 10am");
        assert_eq!(w.count("SELECT count(*) FROM next_action WHERE tenant_id = $1"), 0, "nothing half kept");
        // They go on side by side in one review.
        w.press(&ruth, &hers, cases[1], &[("do", "track")]).is(303);
        assert_eq!(w.count("SELECT count(*) FROM six_week_review WHERE tenant_id = $1"), 1);
        w.page(&w.dean).saying("Ruth Lane, Today, 10am").saying("2 of 2 cases seen");
        // Who looked may change what they found, another may not.
        assert_eq!(w.page(&w.dean).count("section form"), 1);
        w.finish(&ruth).is(303);
        w.finish_again(&w.dean);
    });
}

impl World<'_> {
    /// There is nothing left to finish: said in words, and nothing is complete twice.
    fn finish_again(&self, client: &Client<'_>) {
        client.post(&format!("{}/finish", self.at()), &[]).is(422).saying("nothing was looked at yet");
        let done = "SELECT count(*) FROM six_week_review WHERE tenant_id = $1 AND completed_on IS NOT NULL";
        assert_eq!(self.count(done), 1);
    }
}

#[test]
fn two_presses_in_the_same_moment_begin_one_review() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(w.team).signed_in();
        let cases = w.cases(2);
        let post = axum::http::Method::POST;
        let path = |case: CaseId| format!("{}/cases/{case}", w.at());
        let answers = testkit::Wish::send_together(&[
            w.dean.request(post.clone(), &path(cases[0])).form(&[("do", "track")]),
            ruth.request(post, &path(cases[1])).form(&[("do", "track")]),
        ]);
        assert!(answers.iter().all(|answer| answer.status == 303), "{answers:?}");
        assert_eq!(w.count("SELECT count(*) FROM six_week_review WHERE tenant_id = $1"), 1);
        w.page(&w.dean).saying("2 of 2 cases seen");
    });
}

#[test]
fn an_action_goes_onto_the_case() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let case = w.cases(1)[0];
        let page = w.page(&w.dean);
        let bare = w.press(&w.dean, &page, case, &[("do", "more")]).is(422);
        bare.saying("Say whether the case is on track");
        w.press(&w.dean, &page, case, &[("do", "more"), ("track", "no")])
            .is(422)
            .saying("Write what is to happen, or tick what should become of the case");
        let typed = [("do", "more"), ("track", "no"), ("action", "Ring the landlord"), ("close", "yes")];
        let wrong = w.press(&w.dean, &page, case, &typed).is(422).saying("Write by when it is to be done");
        assert_eq!(wrong.attributes("#action-1", "value"), ["Ring the landlord"], "what was typed stays");
        assert_eq!(wrong.attributes(".problem a", "href"), ["#due-1"]);
        assert_eq!(wrong.count("#close-1[checked]"), 1);
        assert_eq!(wrong.count("details[open]"), 1, "and it stands open");
        assert_eq!(w.count("SELECT count(*) FROM six_week_review WHERE tenant_id = $1"), 0);
        w.dean.submit(&wrong, "section form", &[("do", "more"), ("due", "27 11 2026")]).is(303);
        let (what, owner, due) = app.read(move |c| {
            let sql = "SELECT what, owner_id, due_on FROM next_action WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(String, Option<access::UserId>, Day)>::new(sql), args![1, case])
        });
        assert_eq!((what.as_str(), owner), ("Ring the landlord", Some(w.priya.user())));
        assert_eq!(due, Day::parse("2026-11-27").expect("a day"));
        let page =
            w.page(&w.dean).saying("Seen, not on track").saying("Action: Ring the landlord, by Fri 27 Nov");
        assert!(page.attributes("section a", "href").contains(&format!("/cases/{case}/close")));
        // The same manager changes their mind; the action that is in the case stays.
        w.press(&w.dean, &page, case, &[("do", "more"), ("track", "yes")]).is(303);
        w.page(&w.dean).saying("Seen, on track").saying("Action: Ring the landlord");
        assert_eq!(w.count("SELECT count(*) FROM next_action WHERE tenant_id = $1"), 1);
    });
}

#[test]
fn only_who_leads_a_team_of_theirs_reviews_a_worker() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let case = w.cases(1)[0];
        let other = app.team("Housing");
        let noor = app.worker("Noor Hale").role(Role::Leader).leads(other).signed_in();
        noor.get(&w.at())
            .ok()
            .saying("Only those who lead a team that they are in")
            .without("Person Number0");
        noor.get(&format!("{}/past", w.at())).is(422);
        noor.post(&format!("{}/cases/{case}", w.at()), &[("do", "track")]).not_found();
        noor.post(&format!("{}/finish", w.at()), &[]).is(422);
        noor.get("/reviews/six-week").ok().without("Priya");
        // Somebody of the team may write to the case, and leads nobody.
        let mate = app.worker("Team Mate").role(Role::Officer).in_team(w.team).signed_in();
        mate.get(&w.at()).not_found();
        mate.post(&format!("{}/cases/{case}", w.at()), &[("do", "track")]).is(409);
        // Nobody reviews themselves, not even a leader.
        let own = app.person("Own Case").added();
        app.case(own).held_by(w.team).worker(w.dean.user()).added();
        let mine = format!("/reviews/six-week/{}", w.dean.user());
        w.dean.get(&mine).ok().saying("Nobody reviews themselves").without("Own Case");
        w.dean.get("/reviews/six-week").ok().saying("whoever leads you looks at yours");
        w.dean.get(&format!("{mine}/past")).ok().saying("No review yet");
        // A worker sees their own.
        w.press(&w.dean, &w.page(&w.dean), case, &[("do", "track")]).is(303);
        w.priya.get(&format!("{}/past", w.at())).ok().saying("1 of 1 case seen").saying("Not complete");
    });
}

#[test]
fn a_case_that_may_not_be_opened_is_counted_and_not_shown() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let case = w.cases(1)[0];
        let hidden = app.person("Els Hidden").restricted().added();
        let closed = app.case(hidden).held_by(w.team).worker(w.priya.user()).added();
        let words = "1 case is not shown that you may not open";
        let page = w.page(&w.dean).without("Els Hidden").saying("2 cases to look at").saying(words);
        w.press(&w.dean, &page, case, &[("do", "track")]).is(303);
        w.page(&w.dean).saying("1 of 2 cases seen").saying(words);
        w.finish(&w.dean).is(422).saying("1 of 2 cases seen");
        // Somebody who may look, does.
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(w.team).signed_in();
        app.name_reader(ruth.user(), hidden);
        w.press(&ruth, &w.page(&ruth), closed, &[("do", "track")]).is(303);
        w.finish(&w.dean).is(303);
        let past = w.dean.get(&format!("{}/past", w.at())).ok().without("Els Hidden");
        past.saying("2 of 2 cases seen").saying("1 case is not shown because you may not open it.");
    });
}

#[test]
fn the_board_says_who_is_late() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let case = w.cases(1)[0];
        // Held since 1 September: due on 13 October, 38 days ago.
        let board = w.dean.get("/reviews/six-week").ok();
        board
            .saying("1 review is overdue")
            .saying("38 days overdue")
            .saying("13 October 2026")
            .saying("Never yet");
        w.press(&w.dean, &w.page(&w.dean), case, &[("do", "track")]).is(303);
        w.dean.get("/reviews/six-week").ok().saying("1 review is overdue").saying("1 of 1 case seen");
        w.finish(&w.dean).is(303);
        app.clock().advance_seconds(43 * DAY);
        let dean = app.nobody();
        dean.post("/sign-in", &[("name", "dean morris"), ("password", testkit::PASSWORD)]).is(303);
        dean.get("/reviews/six-week").ok().saying("1 day overdue").saying("20 November 2026");
    });
}
