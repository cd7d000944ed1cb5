//! The page and its download, asked for by people of several roles.

use crate::world::World;
use access::{Role, sign_in};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use cases::model::Channel;
use http_body_util::BodyExt;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use scraper::{Html, Selector};
use tower::ServiceExt;

/// Somebody signed in with a role.
struct Reader {
    db: access::Db,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Answer {
    fn words(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let words =
            |e: scraper::ElementRef| e.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
        html.select(&selector).map(words).collect()
    }
}

impl Reader {
    fn new(world: &World, role: Role) -> Self {
        let (db, user) = (world.facade(), world.worker);
        let hash = sign_in::hash("a long pass phrase", db.chance()).unwrap();
        world.change(move |c| {
            access::store::set_password(c, 1, user, &hash, testkit::START)?;
            access::store::grant(c, 1, user, role)
        });
        let outcome =
            testkit::wait(sign_in::sign_in(&db, "priya", "a long pass phrase", "test", None)).unwrap();
        let sign_in::Outcome::Welcome(secret) = outcome else { panic!("not let in") };
        Self { db, cookie: format!("alongside={secret}") }
    }

    fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap();
        let routes = evidence::routes().with_state(self.db.clone());
        testkit::wait(async {
            let response = routes.oneshot(request).await.unwrap();
            let (status, headers) = (response.status(), response.headers().clone());
            let body = response.into_body().collect().await.unwrap().to_bytes();
            Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
        })
    }
}

/// Two people in the year before the test's present, 20 November 2026.
fn world(fixture: &testkit::Fixture) -> World {
    let world = World::new(fixture);
    let (maya, sam) = (world.person(None), world.person(None));
    let case = world.case(&[maya], "2026-01-01..2026-03-02");
    world.case_of(world.south, world.council, &[sam], "2026-11-10..", None);
    world.contact(maya, Some(case), "2026-01-05", 2, Channel::Phone);
    world
}

#[test]
fn the_last_year_is_shown_when_nothing_is_asked() {
    testkit::on_both(|fixture| {
        let reader = Reader::new(&world(fixture), Role::Analyst);
        let page = reader.get("/evidence/stays");
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.words("h1"), ["How long people stay with us"]);
        assert_eq!(
            page.words(".intro"),
            [
                "2 people had an open case between 20 November 2025 and 19 November 2026. 1 had left by the last day, \
              after a typical stay of 60 days. 1 was still with us, typically for 10 days so far."
            ]
        );
        assert_eq!(page.words(".s-number"), ["2", "1", "1", "60 days"]);
        let lengths = page.words("section[aria-labelledby=lengths] tbody tr");
        assert_eq!(lengths[0..3], ["30 days or less 1 50%", "31 to 60 days 1 50%", "61 to 90 days 0 0%"]);
        assert_eq!(lengths.len(), 10);
        let contacts = page.words("section[aria-labelledby=contacts] tbody tr");
        assert_eq!(contacts[0..2], ["The same day 0 0%", "1 to 3 days 1 100%"]);
        assert_eq!(
            page.words("section[aria-labelledby=contacts] > p"),
            ["Of 1 contact, 1 was recorded within 3 days."]
        );
        assert_eq!(
            page.words("section[aria-labelledby=recorded] > p"),
            ["Of 2 openings, 2 were recorded within 3 days. Of 1 closing, 1 was."]
        );
    });
}

#[test]
fn a_period_and_a_team_can_be_chosen() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let reader = Reader::new(&world, Role::Leader);
        let page = reader.get(&format!("/evidence/stays?from=1+11+2026&to=30/11/2026&team={}", world.south));
        assert_eq!(page.words(".s-number"), ["1", "0", "1", "–"]);
        assert_eq!(page.words(".tag-x"), ["Remove filter South, Ashcombe Council ×"]);
        let page = reader.get(&format!("/evidence/stays?from=1+1+2026&to=31+1+2026&team={}", world.council));
        assert_eq!(page.words(".s-number"), ["1", "0", "1", "–"]);
        let page = reader.get(&format!("/evidence/stays?from=1+1+2026&to=31+1+2026&team={}", world.landlord));
        assert_eq!(
            page.words(".intro"),
            ["Nobody had an open case between 1 January 2026 and 31 January 2026."]
        );
        assert!(page.words(".s-number").is_empty());
    });
}

#[test]
fn what_cannot_be_read_is_said_at_its_field() {
    testkit::on_both(|fixture| {
        let reader = Reader::new(&world(fixture), Role::Manager);
        for (query, field, words) in [
            ("from=soon&to=1+1+2026", "from", "Enter a real date"),
            ("from=1+1+2026", "to", "Enter the last day"),
            ("to=1+1+2026", "from", "Enter the first day"),
            (
                "from=2+1+2026&to=1+1+2026",
                "from",
                "The first day must be the same as or before the last day.",
            ),
            ("team=3f0c", "team", "Choose a team or organisation from the list."),
            ("team=00000000000000000000000000000001", "team", "Choose a team or organisation from the list."),
        ] {
            let page = reader.get(&format!("/evidence/stays?{query}"));
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            let error = page.words(&format!("#{field}-error"));
            assert!(error.len() == 1 && error[0].contains(words), "{query}: {error:?}");
            assert!(page.words(".s-number").is_empty(), "{query}");
            let file = reader.get(&format!("/evidence/stays.csv?{query}"));
            assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
    });
}

#[test]
fn the_download_holds_the_figures_of_the_page() {
    testkit::on_both(|fixture| {
        let reader = Reader::new(&world(fixture), Role::Analyst);
        let page = reader.get("/evidence/stays");
        let html = Html::parse_document(&page.body);
        let links = Selector::parse("a[href^='/evidence/stays.csv']").unwrap();
        let href = html.select(&links).next().unwrap().attr("href").unwrap();
        let file = reader.get(href);
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        let name = "attachment; filename=\"stays-2025-11-20-to-2026-11-19.csv\"";
        assert_eq!(file.headers[header::CONTENT_DISPOSITION], name);
        assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
        for line in ["persons,,2", "length,31-60,1", "median_days,leavers,60", "contact_delay,1-3,1"] {
            assert!(file.body.contains(&format!("\r\n{line}\r\n")), "{line} in {}", file.body);
        }
        assert!(file.body.contains("not for publication"), "{}", file.body);
    });
}

#[test]
fn only_those_who_work_with_figures_see_them() {
    for role in Role::ALL {
        testkit::on_both(|fixture| {
            let reader = Reader::new(&World::new(fixture), *role);
            let may = matches!(role, Role::Leader | Role::Manager | Role::Analyst);
            let expected = if may { StatusCode::OK } else { StatusCode::NOT_FOUND };
            for path in ["/evidence/stays", "/evidence/stays.csv"] {
                assert_eq!(reader.get(path).status, expected, "{role} at {path}");
            }
        });
    }
}

#[test]
fn a_page_takes_three_statements_and_one_audit_row() {
    const REPORTS: Sql<(i64,)> = Sql::<(i64,)>::new(
        "SELECT CAST(count(*) AS BIGINT) FROM audit_event WHERE tenant_id = $1 AND action = 'report'",
    )
    .uncounted();
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let reader = Reader::new(&world, Role::Analyst);
        let audited = || world.db.report_now(|c| c.one(REPORTS, args![1_i64])).unwrap().0;
        for path in ["/evidence/stays".to_owned(), format!("/evidence/stays.csv?team={}", world.north)] {
            let (statements, rows) = (world.db.counted_statements(), audited());
            reader.get(&path);
            assert_eq!(world.db.counted_statements() - statements, 3, "{path}");
            assert_eq!(audited() - rows, 1, "{path}");
        }
    });
}

#[test]
fn nobody_signed_in_is_asked_to() {
    testkit::on_both(|fixture| {
        let reader = Reader { db: World::new(fixture).facade(), cookie: String::new() };
        assert_eq!(reader.get("/evidence/stays").status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn stays_that_end_before_they_begin_are_said() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let ada = world.person(None);
        world.case(&[ada], "2026-05-10..2026-05-01");
        let page = Reader::new(&world, Role::Analyst).get("/evidence/stays");
        let words = page.words(".notice.warn");
        assert!(words.len() == 1 && words[0].starts_with("1 stay ends before it begins."), "{words:?}");
    });
}

#[test]
fn samples_are_whole_pages() {
    let set = ui::SampleSet::of::<evidence::StaysPage>();
    assert_eq!(set.samples.len(), 4);
    for (words, html) in set.samples {
        let page = Html::parse_document(&html);
        let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert!(!html.contains("Cannot be shown"), "{words}");
        assert_eq!(count("h1"), 1, "{words}");
        assert_eq!(count("details"), 1, "{words}");
        let ids: Vec<_> = page
            .select(&Selector::parse("[id]").unwrap())
            .filter_map(|e| e.attr("id").map(str::to_owned))
            .collect();
        let once: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{words}: an id twice");
    }
}
