//! The model's pages: a question put to a team's own history, kept, set beside another, and held against what happened.

use access::{Role, TeamId, UserId};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use staff::model::{Career, Contract};
use testkit::{Client, TestApp, on_both};

struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    ruth: Client<'a>,
    helen: Client<'a>,
    priya: Client<'a>,
}

impl<'a> World<'a> {
    /// Two officers of 37 hours, and a case every six days for two years, each open for 90 days.
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let sam = app.worker("Sam Reilly").role(Role::Officer).in_team(team).added();
        let ruth = app.worker("Ruth Lane").role(Role::Manager).signed_in();
        let helen = app.worker("Helen Okoro").role(Role::Leader).leads(app.team("Elsewhere")).signed_in();
        let world = Self { app, team, ruth, helen, priya };
        for user in [world.priya.user(), sam] {
            world.hours(user);
        }
        let today = Day::of(app.clock().now());
        for n in 0..120 {
            world.case(today.plus(-6 * n - 1), today, n % 2 == 0, sam);
        }
        world
    }

    fn hours(&self, user: UserId) {
        let written = staff::store::Written { tenant: 1, at: self.app.clock().now(), by: user };
        let (id, from_on) = (self.app.uuid(), Day::parse("2024-01-01").expect("a day"));
        let pattern = "WWWWWWWWWW".to_owned();
        let contract = Contract {
            user_id: user,
            from_on,
            hours: 3_700,
            pattern,
            career: Career::Experienced,
            casework: 55,
        };
        self.app.write(move |c| staff::store::add_contract(c, written, id, &contract));
    }

    fn case(&self, opened: Day, today: Day, hers: bool, sam: UserId) {
        let person = self.app.person("Amina Okafor").added();
        let worker = if hers { self.priya.user() } else { sam };
        let case = self
            .app
            .case(person)
            .worked_by("asb")
            .held_by(self.team)
            .opened(&opened.to_string())
            .worker(worker)
            .added();
        let closed = opened.plus(90);
        self.app.write(move |c| {
            let weighed =
                Sql::<()>::new("UPDATE case_file SET points = 900 WHERE tenant_id = $1 AND case_id = $2");
            c.exec(weighed, args![1, case])?;
            if closed < today {
                let sql = "UPDATE case_file SET closed_on = $3 WHERE tenant_id = $1 AND case_id = $2";
                c.exec(Sql::<()>::new(sql), args![1, case, closed])?;
                let sql = "UPDATE case_access SET is_open = FALSE WHERE tenant_id = $1 AND case_id = $2";
                c.exec(Sql::<()>::new(sql), args![1, case])?;
            }
            Ok(())
        });
    }
}

#[test]
fn a_question_is_answered_kept_compared_and_held_against_what_happened() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let world = World::new(&app);
        let page = world.ruth.get("/caseloads/model").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        // Fifteen stand, of nine points each; two have room for 81.4 each.
        let page = page
            .saying("As it is, somebody is over their room on")
            .saying("What if? Community Safety")
            .saying("2 officers, by the hours that are written down")
            .saying("cases opened in the 52 weeks before");
        page.saying("No question is kept yet.");
        let lost =
            world.ruth.get("/caseloads/model?posts=-1").ok().saying("With one post fewer, somebody is over");
        assert!(lost.statements <= 12, "{} statements", lost.statements);
        // The room of two, and of one.
        assert_eq!(lost.text("[aria-labelledby=loads] tbody tr:first-child td:nth-child(2)"), "163");
        assert_eq!(lost.text("[aria-labelledby=loads] tbody tr:first-child td:nth-child(6)"), "81");
        // The same question, the same answer.
        let again = world.ruth.get("/caseloads/model?posts=-1").ok();
        assert_eq!(
            again.text("[aria-labelledby=figures] p:first-of-type"),
            lost.text("[aria-labelledby=figures] p:first-of-type")
        );
        // What is typed stays, with the error on its field.
        let wrong = world.ruth.get("/caseloads/model?arrivals=many&weights=10").is(422);
        wrong.saying("Write a number from -90 to 300").saying("many");
        let none = world.ruth.get("/caseloads/model?posts=-3").is(422);
        let none = none.saying("The team has no more posts than that");
        assert!(none.statements <= 12);
        let one = world.ruth.submit(&lost, "main form[method=post]", &[("name", "One post fewer")]).is(303);
        let kept =
            world.ruth.get(one.location()).ok().saying("With one post fewer").saying("The scenario is kept");
        assert!(kept.statements <= 12, "{} statements", kept.statements);
        assert_eq!(
            kept.text("[aria-labelledby=figures] p:first-of-type"),
            lost.text("[aria-labelledby=figures] p:first-of-type")
        );
        let kept = kept.without("Priya").without("Sam Reilly");
        kept.saying("posts = -1").saying("Played from its own numbers");
        world.ruth.submit(&lost, "main form[method=post]", &[("name", "")]).is(422).saying("Give it a name.");
        let more = world.ruth.get("/caseloads/model?arrivals=10&posts=0").ok();
        let other = world.ruth.submit(&more, "main form[method=post]", &[("name", "A tenth more")]).is(303);
        let id = |location: &str| {
            let path = location.split('?').next().unwrap_or_default().to_owned();
            path.rsplit('/').next().unwrap_or_default().to_owned()
        };
        let at =
            format!("/caseloads/model/compare?one={}&other={}", id(one.location()), id(other.location()));
        let both = world.ruth.get(&at).ok().saying("One post fewer").saying("A tenth more");
        assert_eq!(both.count("[aria-labelledby=rows] tbody tr"), 7);
        let check = world.ruth.get("/caseloads/model/check").ok();
        assert!(check.statements <= 12, "{} statements", check.statements);
        let check = check.saying("of 13 months of four weeks");
        // Fifteen stood all the time.
        assert_eq!(check.text("tbody tr:last-child td:nth-child(5)"), "15");
        // A leader asks about their own teams; an officer does not ask here.
        world
            .helen
            .get("/caseloads/model")
            .ok()
            .without("Community Safety")
            .saying("There is nothing to play yet");
        world.helen.get("/caseloads/model/check").ok().saying("There is too little history yet");
        world.priya.get("/caseloads/model").is(404);
    });
}
