//! Surveys: asking safely, codes that work once, what a page that anybody may open says, what follows when somebody is
//! unhappy, and who may read what.

mod results;

use access::{CaseId, PersonId, Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use people::model::{Channel, NewMethod, Safety};
use testkit::{Answer, Client, Fixture, TestApp, on_both};

const DAY: i64 = 24 * 3600;

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, quality::routes().merge(cases::routes()))
}

struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    mina: PersonId,
    case: CaseId,
    priya: Client<'a>,
    marcus: Client<'a>,
}

impl<'a> World<'a> {
    /// A case of Mina's, held by Priya in a team that Marcus leads.
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let marcus = app.worker("Marcus Bell").role(Role::Leader).leads(team).signed_in();
        let mina = app.person("Amina Okafor").known_as("Mina").added();
        let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-09-01").added();
        Self { app, team, mina, case, priya, marcus }
    }

    fn method(&self, channel: Channel, value: &str, safety: Safety) {
        let (person, id) = (self.mina, self.app.uuid());
        let new = NewMethod {
            channel,
            value: value.to_owned(),
            safety,
            rule: if safety == Safety::Unsafe { "He reads it".to_owned() } else { String::new() },
            preferred: false,
        };
        self.app.write(move |c| people::store::add_method(c, 1, person, id, &new));
    }

    /// Asks for a survey during the case and gives its address.
    fn survey(&self) -> String {
        let at = format!("/cases/{}/satisfaction", self.case);
        let page = self.priya.get(&at).ok();
        self.priya.submit(&page, "form[action$='/satisfaction']", &[("how", "By telephone")]).is(303);
        let hrefs = self.priya.get(&at).ok().attributes(".card-head h2 a", "href");
        hrefs.first().expect("a survey").clone()
    }

    fn one<T: kernel::db::FromRow + Send + 'static>(&self, sql: &'static str) -> T {
        let case = self.case;
        self.app.read(move |c| c.one(Sql::<T>::new(sql), args![1, case]))
    }

    /// The same of the whole service.
    fn whole<T: kernel::db::FromRow + Send + 'static>(&self, sql: &'static str) -> T {
        self.app.read(move |c| c.one(Sql::<T>::new(sql), args![1]))
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.one::<(i64,)>(sql).0
    }

    /// Has a code handed over and gives it.
    fn code(&self, survey: &str) -> String {
        let page = self.priya.get(survey).ok();
        let shown = self.priya.submit(&page, "form[action$='/code']", &[("way", "hand")]).ok();
        shown.text("p.big")
    }

    fn answer(&self, survey: &str, filled: &[(&str, &str)]) -> Answer {
        let page = self.priya.get(survey).ok();
        let form = format!("form[action='{survey}']");
        self.priya.submit(&page, &form, filled)
    }
}

const OUTBOX: &str = "SELECT CAST(count(*) AS BIGINT) FROM outbox WHERE tenant_id = $1";

#[test]
fn somebody_is_asked_by_telephone_and_a_refusal_is_kept() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.method(Channel::Phone, "07700 900123", Safety::Careful);
        let at = world.survey();
        // One at a time.
        let twice = format!("/cases/{}/satisfaction", world.case);
        world.marcus.post(&twice, &[("how", "By text")]).is(409);
        let list = world.marcus.get("/satisfaction").ok().saying("1 person waits").saying("07700 900123");
        assert!(list.statements <= 4, "{} statements", list.statements);
        let page = world.marcus.get(&at).ok().saying("May I ask you").saying("07700 900123");
        assert!(page.statements <= 12, "{} statements", page.statements);
        // Nobody answers, twice.
        for _ in 0..2 {
            let page = world.priya.get(&at).ok();
            world.priya.submit(&page, "form[action$='/tries']", &[("way", "phone")]).is(303);
        }
        world.priya.get(&at).ok().saying("2 tries without an answer");
        // What is wrong stands on its field and what was typed stays.
        let wrong = world.answer(&at, &[("words", "She was kind."), ("handling", "5")]).is(422);
        assert_eq!(wrong.text("#channel-error"), "Error: Say how you asked them.");
        assert_eq!(wrong.text("textarea[name=words]").trim(), "She was kind.");
        let nothing = world.answer(&at, &[("channel", "phone")]).is(422);
        assert!(nothing.text("#handling-error").contains("Answer at least one question"));
        // A draft is kept.
        world
            .priya
            .post(&format!("{at}/draft"), &[("words", "Half a sentence"), ("button", "draft")])
            .is(303);
        world.priya.get(&at).ok().saying("Half a sentence");
        world.answer(&at, &[("channel", "phone"), ("button", "refused")]).is(303);
        world.priya.get(&at).ok().saying("Did not want to answer").without("Half a sentence");
        let kept: (String, bool, String) = world.one(
            "SELECT r.state, a.refused, r.asked_way FROM survey_request r
             JOIN survey_answer a ON a.tenant_id = r.tenant_id AND a.survey_id = r.survey_id
             WHERE r.tenant_id = $1 AND r.case_id = $2",
        );
        assert_eq!(kept, ("answered".to_owned(), true, "phone".to_owned()));
        // It is over, and they can be asked again later.
        world.marcus.post(&at, &[("channel", "phone"), ("handling", "5")]).is(409);
        world.survey();
    });
}

#[test]
fn nothing_is_sent_in_a_way_that_is_not_safe() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.method(Channel::Text, "07700 900123", Safety::Unsafe);
        world.method(Channel::Letter, "", Safety::Unsafe);
        let at = world.survey();
        let page = world.priya.get(&at).ok();
        let offered = page.attributes("form[action$='/code'] input[name=way]", "value");
        assert_eq!(offered, ["hand"], "only what is safe is offered");
        page.saying("Text message: The number for texts of Mina is not safe to use.")
            .saying("Post is not safe");
        for way in ["text", "email", "post", "phone", "pigeon"] {
            let refused = world.priya.post(&format!("{at}/code"), &[("way", way)]).is(422);
            assert!(!refused.text("#way-error").is_empty(), "{way}: it says why");
        }
        assert_eq!(world.whole::<(i64,)>(OUTBOX).0, 0, "nothing is on its way");
        let codes = "SELECT CAST(count(*) AS BIGINT) FROM survey_code WHERE tenant_id = $1";
        assert_eq!(world.whole::<(i64,)>(codes).0, 0);
        // One fact more, and it goes; the words say nothing of the matter and little of the help.
        world.method(Channel::Email, "mina@example.org", Safety::Safe);
        let page = world.priya.get(&at).ok();
        world.priya.submit(&page, "form[action$='/code']", &[("way", "email")]).is(303);
        let (to, subject, body): (String, String, String) =
            world.whole("SELECT recipient, subject, body FROM outbox WHERE tenant_id = $1");
        assert_eq!((to.as_str(), subject.as_str()), ("mina@example.org", "A few questions for you"));
        assert!(body.starts_with("A few questions for you: http"), "{body}");
        for secret in ["Mina", "Amina", "Okafor", "Noise", "help", "Community"] {
            assert!(!body.contains(secret), "{body} says {secret}");
        }
        // The link that was sent opens the questions.
        let link = body.rsplit('/').next().expect("a code").to_owned();
        app.nobody().get(&format!("/survey/{link}")).ok().saying("How was it?");
        world.priya.get(&at).ok().saying("Asked last: e-mail");
    });
}

#[test]
fn a_code_works_once_until_it_is_too_old_and_says_nothing_of_anybody() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let at = world.survey();
        let code = world.code(&at);
        assert_eq!(code.len(), 11, "{code}");
        assert!(!world.priya.get(&at).ok().html().contains(&code), "it is shown once");
        let plain = "SELECT CAST(count(*) AS BIGINT) FROM survey_code WHERE tenant_id = $1";
        assert_eq!(world.whole::<(i64,)>(plain).0, 1);
        let nobody = app.nobody();
        let enter = nobody.get("/survey").ok();
        let page = nobody.submit(&enter, "form[action='/survey']", &[("code", &code.to_lowercase())]).ok();
        let reference: (String,) =
            world.one("SELECT reference FROM case_file WHERE tenant_id = $1 AND case_id = $2");
        for secret in
            ["Mina", "Amina", "Okafor", "Noise at", "Priya", "Community Safety", reference.0.as_str()]
        {
            assert!(!page.html().contains(secret), "the page says {secret}");
        }
        assert_eq!(page.count("nav"), 0, "there is nowhere to go on to");
        assert_eq!(page.count("a[data-exit]"), 1);
        assert!(page.set_cookies().is_empty() && nobody.cookies().is_empty(), "nothing stays on the device");
        assert_eq!(page.header("cache-control"), "no-store");
        // A new code ends the one before.
        let second = world.code(&at);
        let ended = nobody.post("/survey", &[("code", &code)]).is(422);
        let wrong = nobody.post("/survey", &[("code", "K7QM2 4DXA9")]).is(422);
        assert_eq!(
            ended.text("#code-error"),
            wrong.text("#code-error"),
            "a code that was is as one that never was"
        );
        let form = nobody.post("/survey", &[("code", &second)]).ok();
        let answer = [("handling", "4"), ("safer", "yes"), ("words", "Thank you, Priya.")];
        nobody.submit(&form, "form[action='/survey/answer']", &answer).goes_to("/survey/thanks");
        nobody.get("/survey/thanks").ok().without("Mina");
        nobody.submit(&form, "form[action='/survey/answer']", &answer).is(422);
        nobody.get(&format!("/survey/{}", second.replace(' ', ""))).is(422);
        let events = app.audit();
        let kept = events.iter().rfind(|event| event.action == "answerSurvey").expect("an event");
        assert!(kept.allowed && kept.basis == "public" && kept.actor == access::NOBODY);
        assert_eq!(kept.object, world.case.uuid());
        let (channel, by): (String, Option<uuid::Uuid>) =
            world.whole("SELECT a.channel, a.recorded_by FROM survey_answer a WHERE a.tenant_id = $1");
        assert_eq!((channel.as_str(), by), ("letter", None));
        world.priya.get(&at).ok().saying("They answered by themselves").saying("Thank you, Priya.");
        // The next one is too old after 28 days.
        let at = world.survey();
        let code = world.code(&at);
        app.clock().advance_seconds(28 * DAY - 1);
        app.nobody().post("/survey", &[("code", &code)]).ok();
        app.clock().advance_seconds(1);
        app.nobody().post("/survey", &[("code", &code)]).is(422);
    });
}

#[test]
fn who_tries_codes_has_to_wait() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let code = world.code(&world.survey());
        for n in 0..access::sign_in::MOST_CODES {
            app.nobody().post("/survey", &[("code", &format!("K7QM2 4DX{:02}", n + 22))]).is(422);
        }
        app.nobody().post("/survey", &[("code", &code)]).is(429).saying("Wait 15 minutes");
        let link = format!("/survey/{}", code.replace(' ', ""));
        app.nobody().get(&link).is(429);
        app.nobody().post("/survey/answer", &[("code", &code), ("handling", "5")]).is(429);
        let refused = app.audit().into_iter().filter(|event| event.action == "openSurvey" && !event.allowed);
        assert_eq!(refused.count() as i64, access::sign_in::MOST_CODES);
        app.clock().advance_seconds(access::sign_in::WINDOW_SECONDS + 1);
        app.nobody().get(&link).ok();
    });
}

#[test]
fn somebody_unhappy_is_told_what_is_done_and_the_case_is_opened_again() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let (case, person, survey, now) = (world.case, world.mina, app.uuid(), app.clock().now());
        app.write(move |c| {
            cases::closing::store::queue_survey(c, 1, survey, (case, person), "By telephone", now)
        });
        app.close(world.case);
        let at = format!("/cases/{}/satisfaction/{}", world.case, survey.simple());
        world.priya.get(&at).ok().saying("Nobody has asked yet").without("They are unhappy");
        world.answer(&at, &[("channel", "face"), ("handling", "4"), ("informed", "2")]).is(303);
        let step: (Option<uuid::Uuid>, Option<kernel::Day>, kernel::Day) = world
            .one("SELECT owner_id, done_on, due_on FROM next_action WHERE tenant_id = $1 AND case_id = $2");
        let due = kernel::Day::parse("2026-11-24").expect("a day");
        assert_eq!(step, (Some(world.marcus.user().uuid()), None, due), "two working days from Friday");
        world.marcus.get("/satisfaction/said").ok().saying("not told yet");
        let page = world.marcus.get(&at).ok().saying("They are unhappy");
        let empty = world.marcus.submit(&page, "form[action$='/told']", &[]).is(422);
        assert!(!empty.text("#told-error").is_empty());
        world
            .marcus
            .submit(&page, "form[action$='/told']", &[("told", "Rang her. A visit on Monday.")])
            .is(303);
        let done = "SELECT CAST(count(*) AS BIGINT) FROM next_action
            WHERE tenant_id = $1 AND case_id = $2 AND done_on IS NOT NULL";
        assert_eq!(world.count(done), 1);
        let page = world.marcus.get(&at).ok().saying("A visit on Monday");
        let empty = world.marcus.submit(&page, "form[action$='/reopen']", &[]).is(422);
        assert!(!empty.text("#why_again-error").is_empty());
        let why = [("why_again", "She was not told about the letter.")];
        world.marcus.submit(&page, "form[action$='/reopen']", &why).is(303);
        let open = "SELECT CAST(count(*) AS BIGINT) FROM case_file
            WHERE tenant_id = $1 AND case_id = $2 AND closed_on IS NULL";
        assert_eq!(world.count(open), 1);
        let kept: (String,) =
            world.one("SELECT reopened_why FROM case_closing WHERE tenant_id = $1 AND case_id = $2");
        assert_eq!(kept.0, "She was not told about the letter.");
        world.marcus.get(&at).ok().saying("The case was opened again on 20 November 2026 because of this");
        world.marcus.get("/satisfaction/said").ok().saying("Case opened again");
        // Opening it again calls off whom nobody asked yet, and says so.
        let waiting = app.uuid();
        app.write(move |c| {
            cases::closing::store::queue_survey(c, 1, waiting, (case, person), "By telephone", now)
        });
        app.close(world.case);
        let page = world.marcus.get(&at).ok();
        world.marcus.submit(&page, "form[action$='/reopen']", &why).is(303);
        let called_off = format!("/cases/{}/satisfaction/{}", world.case, waiting.simple());
        world.marcus.get(&called_off).ok().saying("The case was opened again before they were asked.");
    });
}

#[test]
fn nobody_is_asked_any_more_when_that_is_not_safe() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let at = world.survey();
        let code = world.code(&at);
        world.priya.post(&format!("{at}/drop"), &[]).is(422);
        let page = world.priya.get(&at).ok();
        world.priya.submit(&page, "form[action$='/drop']", &[("why", "unsafe")]).is(303);
        world.priya.get(&at).ok().saying("It would not be safe to ask");
        app.nobody().post("/survey", &[("code", &code)]).is(422);
        world.priya.get("/satisfaction").ok().saying("Nobody waits");
        world.priya.post(&format!("{at}/tries"), &[("way", "phone")]).is(409);
    });
}
