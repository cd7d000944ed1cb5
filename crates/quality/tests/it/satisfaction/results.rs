//! Results: known answers, few answers, and who may read what.

use super::{World, app};
use access::{CaseId, Role};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use quality::satisfaction::{
    model::{Answer, Channel, Dropped, Way},
    store::{self, answers, results},
};
use testkit::{TestApp, on_both};

/// What becomes of asking somebody.
#[derive(Clone)]
enum Came {
    Said(Answer),
    Refused,
    Silence,
}

/// Asks about a case by a way.
fn asked(app: &TestApp, case: CaseId, way: Way, end: Came) {
    let (survey, action, at) = (app.uuid(), app.uuid(), app.clock().now());
    let by = access::UserId::from_uuid(access::NOBODY);
    app.write(move |c| {
        store::request(c, 1, (case, survey), "", (by, at))?;
        store::asked(c, 1, (case, survey), way, at)?;
        let answer = match &end {
            Came::Said(answer) => Some(answer.clone()),
            Came::Refused => None,
            Came::Silence => return store::drop_it(c, 1, (case, survey), Dropped::NotReached, at),
        };
        let channel = if way == Way::Phone { Channel::Phone } else { Channel::Link };
        let new = answers::NewAnswer { survey, case, channel, answer, at, by: None, action };
        answers::add(c, 1, &new)
    });
}

fn says(handling: i64, words: &str) -> Came {
    Came::Said(Answer { handling: Some(handling), words: words.to_owned(), ..Answer::default() })
}

#[test]
fn figures_are_those_that_can_be_counted_by_hand() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        // By telephone 8 are asked: 5 content, 1 unhappy, 1 refuses, 1 does not answer. By text 4: 2 content, 2 silent.
        for handling in [5, 5, 4, 4, 4, 1] {
            asked(&app, world.case, Way::Phone, says(handling, ""));
        }
        asked(&app, world.case, Way::Phone, Came::Refused);
        asked(&app, world.case, Way::Phone, Came::Silence);
        let other = app.team("Outreach");
        let case = app.case(world.mina).held_by(other).added();
        for answer in [says(5, ""), says(4, ""), Came::Silence, Came::Silence] {
            asked(&app, case, Way::Text, answer);
        }
        let page = world.marcus.get("/satisfaction/results").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        // 12 asked, 8 answered, 7 of them content: 88 % (Wilson 53 % to 98 %); 7/12 to 11/12 among all.
        page.clone()
            .saying("88% of 8 who said so")
            .saying("anything from 53% to 98%")
            .saying("between 58% and 92%");
        let rows = page.select("tbody tr");
        let row = |of: &str| rows.iter().find(|row| row.contains(of)).cloned().unwrap_or_default();
        // Cells one after the other: asked, answered, refused, bounds.
        assert_eq!(row("Telephone"), "Telephone86 (75%)162% to 88%");
        assert_eq!(row("Text message"), "Text message42 (50%)0Fewer than 5 answers");
        // Two answers of a team are too few to be shown, so nothing tells what they said.
        assert_eq!(row("Outreach"), "OutreachFewer than 5");
        assert!(row("Community Safety").starts_with("Community Safety63.8"), "{}", row("Community"));
        // The charter's evidence counts the same people in the same way: 8 of 12.
        world.marcus.get("/reviews/charter").ok().saying("67% (8 of 12)");
        page.saying("Twelve are needed before anything can be said").without("Moves together");
    });
}

#[test]
fn words_are_read_by_those_alone_who_may_read_the_case() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        asked(&app, world.case, Way::Phone, says(2, "Nobody rang me."));
        world.marcus.get("/satisfaction/said").ok().saying("Nobody rang me.");
        world.priya.get("/satisfaction").ok().saying("Nobody rang me.");
        let away = app.team("Outreach");
        let helen = app.worker("Helen Okoro").role(Role::Leader).leads(away).signed_in();
        let tom = app.worker("Tom Gallagher").role(Role::Officer).in_team(away).signed_in();
        helen.get("/satisfaction/said").ok().without("Nobody rang me.");
        tom.get("/satisfaction").ok().without("Nobody rang me.").without("Mina");
        let at = format!("/cases/{}/satisfaction", world.case);
        for page in [at.clone(), format!("{at}/{}", app.uuid().simple())] {
            tom.get(&page).not_found();
        }
        // Results and everybody's words are for leaders and managers.
        for page in ["/satisfaction/results", "/satisfaction/said"] {
            world.priya.get(page).not_found();
        }
        // A colleague of the same team reads the case, and so what was said; it is not theirs.
        let amy = app.worker("Amy Lee").role(Role::Officer).in_team(world.team).signed_in();
        amy.get(&at).ok().saying("Unhappy");
        amy.get("/satisfaction").ok().without("Nobody rang me.");
    });
}

const REVIEW: &str = "INSERT INTO case_review (tenant_id, review_id, case_id, team_id, worker_id, form_id, form_version,
        month, place, directed, why, drawn_on, state, shared_at, score, applicable, praise, voice, response, disagrees,
        version)
    VALUES (1, $1, $2, $3, $4, 'mcr-asb', 1, '2026-11', 1, FALSE, '', $5, $6, $7, $8, $9, '', '', '', FALSE, 1)";

#[test]
fn beside_an_answer_stands_the_latest_review_that_counts() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        asked(&app, world.case, Way::Phone, says(5, ""));
        let (case, team, worker) = (world.case, world.team, world.priya.user());
        let review = |on: &'static str, state: &'static str, score: i64, applicable: i64| {
            let (id, day) = (app.uuid(), Day::parse(on).expect("a day"));
            app.write(move |c| {
                let row = args![id, case, team, worker, day, state, day.start(), score, applicable];
                c.exec(Sql::<()>::new(REVIEW), row).map(drop)
            });
        };
        let scores = || -> Vec<i64> {
            let pairs = app.read(|c| results::pairs(c, 1, ("2026-01", "2026-12")));
            pairs.iter().map(|pair| pair.score).collect()
        };
        review("2026-11-02", "closed", 60, 100);
        assert_eq!(scores(), [60]);
        // Too little applied, or another took its place: neither counts, so neither hides the one before.
        review("2026-11-03", "closed", 10, 40);
        review("2026-11-04", "replaced", 20, 100);
        assert_eq!(scores(), [60]);
        review("2026-11-05", "shared", 80, 100);
        assert_eq!(scores(), [80]);
    });
}
