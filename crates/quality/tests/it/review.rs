//! Doing a review through its pages, on both engines.

use access::{CaseId, Changed, Role, Submission};
use kernel::{
    Id, args,
    db::{ConnExt, Sql},
};
use quality::{
    draw::run::{self, Asked},
    forms,
    review::store,
};
use testkit::{Answer, Client, Fixture, TestApp, on_both};

/// An officer's case that was drawn, their leader and another.
pub(crate) struct World<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) case: CaseId,
    pub(crate) at: String,
    pub(crate) priya: Client<'a>,
    pub(crate) marcus: Client<'a>,
    pub(crate) helen: Client<'a>,
    pub(crate) joan: Client<'a>,
    pub(crate) tom: Client<'a>,
}

pub(crate) fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, quality::routes().merge(cases::routes()))
}

impl<'a> World<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let worker = |name, role| app.worker(name).role(role).in_team(team).signed_in();
        let (priya, tom) = (worker("Priya Shah", Role::Officer), worker("Tom Gallagher", Role::Officer));
        let (marcus, helen) = (worker("Marcus Bell", Role::Leader), worker("Helen Okoro", Role::Leader));
        let joan = worker("Joan Pearce", Role::Manager);
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-09-01");
        let case = case.with(|new| "asb".clone_into(&mut new.case_type)).added();
        let asked = Asked {
            month: Asked::month_of("2026-11").expect("a month"),
            team: None,
            each: 2,
            seed: None,
            by: access::NOBODY,
        };
        run::draw(app.db(), &asked).expect("a draw");
        let (id,) = app.read(|c| {
            c.one(Sql::<(Id<()>,)>::new("SELECT review_id FROM case_review WHERE tenant_id = 1"), &[])
        });
        Self { app, case, at: format!("/cases/{case}/reviews/{id}"), priya, marcus, helen, joan, tom }
    }

    pub(crate) fn count(&self, sql: &'static str) -> i64 {
        let case = self.case;
        self.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0
    }
}

/// Every criterion met, but for some: (criterion, answer, note).
pub(crate) fn answered(client: &Client<'_>, page: &Answer, but: &[(&str, &str, &str)]) -> Answer {
    let form = forms::version("mcr-asb", 1).expect("a form");
    let mut fields = vec![
        ("praise".to_owned(), "Came the same evening.".to_owned()),
        ("voice".to_owned(), "I was told what happens.".to_owned()),
    ];
    for criterion in &form.criteria {
        let id = &criterion.id;
        let (answer, note) = but.iter().find(|(of, ..)| of == id).map_or(("met", ""), |(_, a, n)| (a, n));
        // Facts of an empty case say that little is met, so whoever overrules them says why.
        let note = if note.is_empty() && !criterion.rule.is_empty() { "Seen on paper." } else { note };
        let (answer, reason) = answer.split_once(':').unwrap_or((answer, ""));
        fields.push((format!("a-{id}"), answer.to_owned()));
        fields.push((format!("r-{id}"), reason.to_owned()));
        fields.push((format!("n-{id}"), note.to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    client.submit(page, "main form", &fields)
}

/// The worked example of the form: 89, and critical on B4.
pub(crate) const EXAMPLE: [(&str, &str, &str); 3] =
    [("B4", "not_met", "Two calls in eleven weeks."), ("E1", "partly", ""), ("D2", "na:stage", "")];

const ANSWERS: &str = "SELECT count(*)
    FROM review_answer a
    JOIN case_review r ON r.tenant_id = a.tenant_id AND r.review_id = a.review_id
    WHERE a.tenant_id = 1 AND r.case_id = $1";

#[test]
fn a_review_goes_from_the_draw_to_the_officers_answer() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let list = world.marcus.get("/reviews").ok().saying("Amina").saying("To be reviewed");
        assert!(list.statements <= 3, "{} statements", list.statements);
        let page = world.marcus.open(&list.attributes("#main th a", "href")[0]).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page.saying("The case in brief").saying("Facts say:").without("of 100 points");
        let scored = answered(&world.marcus, &page, &EXAMPLE).goes_to(&world.at);
        let shown = world.marcus.get(scored.location()).ok();
        assert!(shown.statements <= 12, "{} statements", shown.statements);
        let shown = shown.saying("89 of 100").saying("It rests on 96 of 100 points of weight.");
        let shown =
            shown.saying("Critical and not met").saying("B4. Contact kept").saying("by 27 November 2026");
        // The officer sees nothing of it before it is shared, and nobody without the role ever does.
        world.priya.get(&world.at).is(404);
        world.priya.get("/reviews").ok().saying("None of your cases was reviewed yet.");
        world
            .marcus
            .submit(&shown, "main form", &[("x-B4", "")])
            .is(422)
            .saying("Say what is done about it.");
        let shared =
            world.marcus.submit(&shown, "main form", &[("x-B4", "Ring her today and agree when")]).is(303);
        world.marcus.get(shared.location()).ok().saying("Shared with the officer").saying("89 of 100");
        assert_eq!(world.count("SELECT score FROM case_review WHERE tenant_id = 1 AND case_id = $1"), 89);
        assert_eq!(world.count("SELECT critical FROM case_review WHERE tenant_id = 1 AND case_id = $1"), 1);
        assert_eq!(
            world.count(
                "SELECT count(*) FROM next_action
                 WHERE tenant_id = 1 AND case_id = $1 AND what = 'Ring her today and agree when' AND due_on = '2026-11-27'"
            ),
            1
        );
        // The officer reads it, disagrees with a reason, and that stays.
        let mine = world.priya.get("/reviews").ok().saying("89 of 100");
        let mine = world
            .priya
            .open(&mine.attributes("#main th a", "href")[0])
            .ok()
            .saying("Came the same evening.")
            .saying("Two calls in eleven");
        world
            .priya
            .submit(&mine, "main form", &[("says", "disagree"), ("response", "Not so.")])
            .is(422)
            .saying("Say with what");
        let said = [("says", "disagree"), ("d-B4", "She changed her number on the 3rd.")];
        world.priya.submit(&mine, "main form", &said).is(303);
        world
            .marcus
            .get(&world.at)
            .ok()
            .saying("Priya Shah disputes it: She changed her number on the 3rd.")
            .saying("Disagrees.")
            .without("Close this review");
        world.marcus.post(&format!("{}/close", world.at), &[]).is(409);
        assert_eq!(world.count("SELECT score FROM case_review WHERE tenant_id = 1 AND case_id = $1"), 89);
    });
}

#[test]
fn what_is_missing_is_said_at_its_field_and_everything_stays() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let page = world.marcus.get(&format!("{}/form", world.at)).ok();
        let but = [
            ("A3", "not_met", ""),
            ("A4", "na", ""),
            ("A5", "", ""),
            ("B5", "na:other", ""),
            ("E3", "partly", "Who comes next is not said."),
        ];
        let wrong = answered(&world.marcus, &page, &but).is(422);
        let wrong = wrong
            .saying("A3: say why it is not met.")
            .saying("A4: say why it does not apply.")
            .saying("A5: choose an answer.");
        assert_eq!(wrong.attributes("#n-E3", "value"), ["Who comes next is not said."]);
        assert_eq!(wrong.select("#praise").len(), 1);
        assert_eq!(world.count(ANSWERS), 0);
        assert_eq!(
            world.count(
                "SELECT count(*) FROM case_review WHERE tenant_id = 1 AND case_id = $1 AND state = 'drawn'"
            ),
            1
        );
        // A draft is the reviewer's own.
        let draft = [("a-A1", "partly"), ("praise", "Kind words"), ("button", "draft")];
        world.marcus.post(&format!("{}/draft", world.at), &draft).is(303);
        let again = world.marcus.get(&format!("{}/form", world.at)).ok().saying("This is your draft");
        assert_eq!(again.text("#praise"), "Kind words");
        assert_eq!(world.helen.get(&format!("{}/form", world.at)).ok().text("#praise"), "");
    });
}

#[test]
fn two_reviewers_are_told_of_each_other_and_nobody_reviews_their_own() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let (one, other) = (world.marcus.get(&world.at), world.helen.get(&world.at));
        let (one, other) = (world.marcus.get(one.location()).ok(), world.helen.get(other.location()).ok());
        answered(&world.marcus, &one, &EXAMPLE).is(303);
        answered(&world.helen, &other, &[]).is(409).saying("Somebody else reviews this case");
        let told = world.helen.get(&format!("{}/form", world.at)).ok();
        told.saying("Marcus Bell reviews this case since");
        assert_eq!(world.count(ANSWERS), 20);
        // Who holds the case, or only works beside, has no form of it.
        for client in [&world.priya, &world.tom] {
            client.get(&format!("{}/form", world.at)).is(404);
            client.post(&world.at, &[("praise", "Well done")]).is(404);
            client.post(&format!("{}/share", world.at), &[]).is(404);
        }
        // Shared twice it is shared once; and another's answer is no answer.
        let page = world.marcus.get(&world.at).ok();
        let shared = world.marcus.submit(&page, "main form", &[("x-B4", "Ring her today")]).is(303);
        assert_eq!(
            world.marcus.submit(&page, "main form", &[("x-B4", "Ring her today")]).is(303).location(),
            shared.location()
        );
        let fine = [("response", "Fine"), ("says", "agree")];
        world.helen.post(&format!("{}/response", world.at), &fine).is(409);
        world.helen.post(&format!("{}/close", world.at), &[]).is(409);
    });
}

/// The score that is shared is that of the answers that are: an answer saved between reading and sharing stops it.
#[test]
fn a_score_is_shared_with_the_answers_it_was_worked_out_from() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let page = world.marcus.open(&world.at).ok();
        let page =
            if page.count("#praise") > 0 { page } else { world.marcus.get(&format!("{}/form", world.at)) };
        answered(&world.marcus, &page, &EXAMPLE).is(303);
        let (case, actor) = (world.case, crate::actor::actor(&app, world.marcus.user(), Role::Leader));
        let now = "SELECT review_id, version FROM case_review WHERE tenant_id = 1 AND case_id = $1";
        let read = || app.read(move |c| c.one(Sql::<(uuid::Uuid, i64)>::new(now), args![case]));
        let share = |version: i64| {
            let (review, score) =
                (read().0, forms::Score { percent: Some(89), applicable: 96, critical: Vec::new() });
            let sent = Submission::new(&app.uuid().to_string());
            app.wait(app.db().act(&actor, "shareReview", &sent, move |c, scope| {
                store::share(c, scope, (case, review, version), &score)?;
                Ok(Changed::to("/", String::new()))
            }))
        };
        let (_, seen) = read();
        // In another window the reviewer changes an answer.
        let again = world.marcus.get(&format!("{}/form", world.at)).ok();
        answered(&world.marcus, &again, &[]).is(303);
        assert!(matches!(share(seen), Err(kernel::Error::Conflict(_))));
        share(read().1).expect("it is shared as it stands");
    });
}
