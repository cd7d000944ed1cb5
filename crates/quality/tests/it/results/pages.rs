//! The page of results and the lists behind its figures.

use super::kit::{Made, World};
use quality::results::{
    import::{self, NameKind, Named, PastReview},
    model::LeftOut,
};
use testkit::{Answer, TestApp, on_both};

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, quality::routes().merge(cases::routes()))
}

/// The row of a table whose first cell says this.
fn row(page: &Answer, card: &str, name: &str) -> String {
    let rows = page.select(&format!("section[aria-labelledby='{card}'] tbody tr"));
    rows.into_iter().find(|row| row.starts_with(name)).unwrap_or_default()
}

#[test]
fn means_are_those_of_reviews_and_show_how_many() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        w.reviews((w.north, w.priya.user()), "2026-10", &[90, 90]);
        w.reviews((w.north, w.tom.user()), "2026-11", &[30]);
        w.reviews((w.south, w.els.user()), "2026-11", &[50, 50, 50]);
        let page = w.dean.get("/reviews/results").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        // 360 points of six reviews; 210 of three: not the 60 of the two officers' means.
        let tiles = page.select(".stats li");
        assert!(tiles[0].contains("60") && tiles[0].contains("of 6 reviews"), "{tiles:?}");
        assert!(row(&page, "teams", "Community Safety").contains("3 reviews"), "{}", page.html());
        assert!(row(&page, "teams", "Community Safety").contains("reviews: Community Safety70"));
        assert!(row(&page, "teams", "Tenancy South").contains("reviews: Tenancy South50"));
        // Fewer than five reviews are too few to say anything of an officer.
        let priya = row(&page, "officers", "Priya Shah");
        assert!(priya.contains("Too few to say") && !priya.contains("90"), "{priya}");
        let month =
            page.saying("2 months are too few").saying("From 90 in October 2026 to 45 in November 2026");
        let month = month.saying("−45 points");
        assert!(month.says("a team’s mean is the mean of its reviews"));
        // A team chosen narrows the rest and leaves the other teams in sight.
        let team = w.dean.get(&format!("/reviews/results?team={}", w.north)).ok();
        assert!(team.select(".stats li")[0].contains("70"));
        assert!(row(&team, "teams", "Tenancy South").contains("reviews: Tenancy South50"));
        // A period without reviews says so.
        w.dean
            .get("/reviews/results?from=2020-01&to=2020-12")
            .ok()
            .saying("No review counts in this choice yet.");
        w.dean.get("/reviews/results?from=soon").is(422).saying("Write a month like 2026-11.");
    });
}

#[test]
fn what_was_asked_for_or_says_too_little_is_never_counted() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let case = w.case(w.north, w.priya.user());
        w.reviews((w.north, w.priya.user()), "2026-11", &[80]);
        let kept = |change: fn(&mut Made)| {
            let mut made = Made::new(&app, case, "2026-11", 10);
            change(&mut made);
            made.kept(&app);
        };
        kept(|made| made.directed = true);
        kept(|made| made.applicable = 49);
        kept(|made| made.state = "in_review");
        kept(|made| made.state = "replaced");
        let page = w.dean.get("/reviews/results").ok();
        assert!(page.select(".stats li")[0].contains("of 1 review"), "{:?}", page.select(".stats li"));
        let page = page.saying("1 was asked for, 1 has too little that applies, 1 was replaced");
        let left = page.attributes("a[href*='left=yes']", "href");
        let list = w.dean.get(&left[0]).ok().saying(LeftOut::Directed.label());
        assert_eq!(list.count("tbody tr"), 3);
    });
}

#[test]
fn every_figure_leads_to_its_reviews_and_names_only_what_may_be_seen() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        w.reviews((w.north, w.priya.user()), "2026-11", &[80, 70]);
        w.reviews((w.south, w.els.user()), "2026-11", &[50]);
        let page = w.dean.get("/reviews/results").ok();
        let list = w.dean.get(&page.attributes(".stats a", "href")[0]).ok();
        assert!(list.statements <= 12, "{} statements", list.statements);
        assert_eq!(list.count("tbody tr"), 2);
        list.saying("1 more review is not shown").without("Els Moor");
        assert_eq!(w.helen.get("/reviews/results/list").ok().without("not shown").count("tbody tr"), 3);
        // An officer sees their own alone, and no figures of the service.
        let own = w.priya.get("/reviews/results/list").ok();
        assert_eq!(own.count("tbody tr"), 2);
        assert_eq!(w.tom.get("/reviews/results/list").ok().count("tbody tr"), 0);
        for path in
            ["/reviews/results", "/reviews/results.xlsx", "/reviews/results.csv", "/reviews/results/changes"]
        {
            w.priya.get(path).is(404);
        }
        // Officers of a team stand by name before those who lead it, and before nobody else.
        let other = w.marcus.get(&format!("/reviews/results?team={}", w.north)).ok();
        other.saying("You do not lead this team").without("Priya Shah");
        let both = w.helen.get("/reviews/results").ok().saying("Choose one of your teams");
        both.without("Priya Shah");
        w.helen.get(&format!("/reviews/results?team={}", w.north)).ok().saying("Priya Shah");
    });
}

#[test]
fn a_criterion_leads_to_the_reviews_in_which_it_applies() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let case = w.case(w.north, w.priya.user());
        for n in 0..10 {
            let mut made = Made::new(&app, case, "2026-11", 60);
            // Not met in three of ten: 70, and a need; E1 partly met in all: 50, and none.
            let b4 = if n < 3 { "not_met" } else { "met" };
            made.critical = i64::from(n < 3);
            made.answers = vec![("B4", b4, ""), ("E1", "partly", ""), ("D2", "na", "")];
            made.kept(&app);
        }
        let page = w.dean.get("/reviews/results").ok();
        let page = page.saying("Missed in at least a fifth of the last 10 reviews: train these.");
        assert_eq!(page.count("section[aria-labelledby='needs'] li"), 1);
        let page = page.saying("Not met in 3 of the last 10.");
        let cells = row(&page, "criteria", "B4.");
        assert!(cells.contains("70"), "{cells}");
        assert!(row(&page, "criteria", "E1.").contains("50"));
        assert!(row(&page, "criteria", "D2.").contains("None"));
        let need = page.attributes("section[aria-labelledby='needs'] li a", "href");
        let list = w.dean.get(&need[0]).ok().saying("Reviews with “Not met” for criterion B4");
        assert_eq!(list.count("tbody tr"), 3);
        let critical = page.attributes(".stats a[href*='critical=yes']", "href");
        assert_eq!(w.dean.get(&critical[0]).ok().count("tbody tr"), 3);
        let cell = page.attributes("section[aria-labelledby='criteria'] tbody a", "href");
        assert_eq!(w.dean.get(&cell[0]).ok().count("tbody tr"), 10);
    });
}

#[test]
fn months_say_since_when_it_was_more_than_chance() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let who = (w.north, w.priya.user());
        // Eight months from 32 to 81: a run chart, and no more said than that.
        for (n, score) in (1_i64..).zip([32, 38, 45, 51, 58, 66, 74, 81]) {
            w.reviews(who, &format!("2026-{:02}", n + 3), &[score]);
        }
        let page = w.dean.get("/reviews/results").ok();
        let page = page.saying("8 months are too few to tell a change from chance.").saying("+49 points");
        let page = page.saying("a control chart takes 12 months and there are 8").saying("learning the form");
        assert!(page.without("%.").html().contains("Median 55"));
        // With the sixteen months before, a control chart says the month.
        for n in 0..16 {
            w.reviews(who, &format!("{}-{:02}", 2024 + (n + 11) / 12, (n + 11) % 12 + 1), &[31 + n % 3]);
        }
        let page = w.dean.get("/reviews/results").ok().saying("Control chart (XmR)");
        let found = page.text("#time");
        // 32 in April is as low as all before it: from there on scores rise. 51 in July is the first beyond the limit.
        assert_eq!(
            found,
            "Since April 2026 scores rise by more than chance explains; since July 2026 they are above the upper limit."
        );
        assert_eq!(page.select("section[aria-labelledby='time'] tbody tr").len(), 24);
        // A manager tells the chart of a known change; others only read of it.
        w.dean.post("/reviews/results/changes", &[("month", "2026-04"), ("what", "Training")]).is(404);
        let form = w.helen.get("/reviews/results/changes").ok();
        w.helen.submit(&form, "form[action$='changes']", &[("month", "soon"), ("what", "Training")]).is(422);
        let sent =
            w.helen.submit(&form, "form[action$='changes']", &[("month", "2026-04"), ("what", "Training")]);
        let changes = w.helen.follow(sent.is(303)).saying("Recorded.");
        w.dean.get("/reviews/results").ok().saying("From April 2026: Training (Helen Okoro)");
        w.dean.get("/reviews/results").ok().saying("there are 8 months: fewer than 12");
        w.helen.submit(&changes, "form[action$='withdraw']", &[]).is(303);
        w.dean.get("/reviews/results").ok().without("Training");
    });
}

#[test]
fn past_reviews_show_once_their_import_is_live() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let batch = app.uuid();
        let past = PastReview {
            review_id: app.uuid(),
            month: kernel::Day::parse("2026-10-01").expect("a day"),
            officer: Named::Past { kind: NameKind::Officer, name: "J. Smith".to_owned() },
            team: Named::Known(w.north.uuid()),
            area: Named::Past { kind: NameKind::Area, name: "Riverside".to_owned() },
            case_id: None,
            reference: "ASB/11/204".to_owned(),
            case_type: String::new(),
            form: ("past-1".to_owned(), 0),
            score: quality::forms::Score { percent: Some(54), applicable: 100, critical: Vec::new() },
            answers: Vec::new(),
        };
        app.write(move |c| {
            access::relations::open_batch(c, 1, batch)?;
            import::count_imported(c, 1, batch, std::slice::from_ref(&past))
        });
        w.dean.get("/reviews/results").ok().saying("No review counts");
        app.write(move |c| access::relations::publish_batch(c, 1, batch));
        let page = w.dean.get("/reviews/results").ok().saying("of 1 review").saying("J. Smith");
        let list = w.dean.get(&page.attributes(".stats a", "href")[0]).ok();
        list.saying("ASB/11/204").saying("From a spreadsheet").saying("Riverside");
        w.marcus.get("/reviews/results/list").ok().without("J. Smith").saying("1 more review is not shown");
        app.write(move |c| access::bulk::hide_batch(c, 1, batch));
        w.dean.get("/reviews/results").ok().saying("No review counts");
    });
}
