//! The page and its download, asked for by people of several roles.

use crate::world::World;
use access::Role;
use cases::model::Channel;
use scraper::{Html, Selector};
use testkit::{Answer, Client};

/// Somebody signed in with a role.
fn reader(world: &World, role: Role) -> Client<'_> {
    world.app.worker(role.label()).role(role).signed_in()
}

/// The cells of each row of the table in a card.
fn rows(page: &Answer, card: &str) -> Vec<Vec<String>> {
    let cells = page.select(&format!("section[aria-labelledby={card}] tbody :is(th, td:not(.wide))"));
    let width = cells.len() / page.count(&format!("section[aria-labelledby={card}] tbody tr"));
    cells.chunks(width).map(<[String]>::to_vec).collect()
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
        let world = world(fixture);
        let reader = reader(&world, Role::Analyst);
        let page = reader.get("/evidence/stays");
        assert_eq!(page.status, 200);
        assert_eq!(page.select("h1"), ["How long people stay with us"]);
        assert_eq!(
            page.select(".intro"),
            [
                "2 people had an open case between 20 November 2025 and 19 November 2026. 1 had left by the last day, \
              after a typical stay of 60 days. 1 was still with us, typically for 10 days so far."
            ]
        );
        assert_eq!(page.select(".s-number"), ["2", "1", "1", "60 days"]);
        let lengths = rows(&page, "lengths");
        let first =
            [["30 days or less", "1", "50%"], ["31 to 60 days", "1", "50%"], ["61 to 90 days", "0", "0%"]];
        assert_eq!(lengths[..3], first);
        assert_eq!(lengths.len(), 10);
        let delays = rows(&page, "recorded");
        assert_eq!(delays[..2], [["The same day", "2", "1"], ["1 to 3 days", "0", "0"]]);
        assert_eq!(delays.len(), 5);
        let contacts = rows(&page, "contacts");
        assert_eq!(contacts[..2], [["The same day", "0", "0%"], ["1 to 3 days", "1", "100%"]]);
        let words = page.text("section[aria-labelledby=contacts] > p");
        assert_eq!(words, "Of 1 contact, 1 was recorded within 3 days.");
        let words = page.text("section[aria-labelledby=recorded] > p");
        assert_eq!(words, "Of 2 openings, 2 were recorded within 3 days. Of 1 closing, 1 was.");
    });
}

#[test]
fn a_period_and_a_team_can_be_chosen() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let reader = reader(&world, Role::Leader);
        let page = reader.get(&format!("/evidence/stays?from=1+11+2026&to=30/11/2026&team={}", world.south));
        assert_eq!(page.select(".s-number"), ["1", "0", "1", "–"]);
        assert_eq!(page.select(".tag-x"), ["Remove filter South, Ashcombe Council ×"]);
        let page = reader.get(&format!("/evidence/stays?from=1+1+2026&to=31+1+2026&team={}", world.council));
        assert_eq!(page.select(".s-number"), ["1", "0", "1", "–"]);
        let page = reader.get(&format!("/evidence/stays?from=1+1+2026&to=31+1+2026&team={}", world.landlord));
        assert_eq!(
            page.select(".intro"),
            ["Nobody had an open case between 1 January 2026 and 31 January 2026."]
        );
        assert!(page.select(".s-number").is_empty());
    });
}

#[test]
fn what_cannot_be_read_is_said_at_its_field() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let reader = reader(&world, Role::Manager);
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
            assert_eq!(page.status, 422, "{query}");
            let error = page.select(&format!("#{field}-error"));
            assert!(error.len() == 1 && error[0].contains(words), "{query}: {error:?}");
            assert!(page.select(".s-number").is_empty(), "{query}");
            let file = reader.get(&format!("/evidence/stays.csv?{query}"));
            assert_eq!(file.status, 422, "{query}");
        }
    });
}

#[test]
fn the_download_holds_the_figures_of_the_page() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let reader = reader(&world, Role::Analyst);
        let page = reader.get("/evidence/stays");
        let href = page.attributes("a[href^='/evidence/stays.csv']", "href").remove(0);
        let file = reader.get(&href);
        assert_eq!(file.status, 200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        let name = "attachment; filename=\"stays-2025-11-20-to-2026-11-19.csv\"";
        assert_eq!(file.header("content-disposition"), name);
        assert_eq!(file.header("cache-control"), "no-store");
        let body = file.html();
        for line in ["persons,,2", "length,31-60,1", "median_days,leavers,60", "contact_delay,1-3,1"] {
            assert!(body.contains(&format!("\r\n{line}\r\n")), "{line} in {body}");
        }
        assert!(body.contains("not for publication"), "{body}");
    });
}

#[test]
fn only_those_who_work_with_figures_see_them() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        for role in Role::ALL {
            let reader = reader(&world, *role);
            let may = matches!(role, Role::Leader | Role::Manager | Role::Analyst);
            for path in ["/evidence/stays", "/evidence/stays.csv"] {
                assert_eq!(reader.get(path).status, if may { 200 } else { 404 }, "{role} at {path}");
            }
        }
        world.app.nobody().get("/evidence/stays").goes_to("/sign-in?next=/evidence/stays");
        world.app.nobody().get("/evidence/stays.csv").goes_to("/sign-in?next=/evidence/stays.csv");
    });
}

#[test]
fn a_page_takes_three_statements_and_one_audit_row() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let reader = reader(&world, Role::Analyst);
        let south = format!("/evidence/stays.csv?from=1+1+2026&to=2+1+2026&team={}", world.south);
        for (path, detail) in [
            ("/evidence/stays", "stays 2025-11-20 to 2026-11-19 ".to_owned()),
            (&south, format!("stays 2026-01-01 to 2026-01-02 {}", world.south)),
        ] {
            let before = world.app.audit().len();
            assert_eq!(reader.get(path).statements, 3, "{path}");
            let rows = world.app.audit().split_off(before);
            let [row] = rows.as_slice() else { panic!("{rows:?}") };
            assert_eq!((row.action.as_str(), row.object_type.as_str()), ("report", "report"));
            assert_eq!(row.detail, detail);
        }
    });
}

#[test]
fn stays_that_end_before_they_begin_are_said() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let ada = world.person(None);
        world.case(&[ada], "2026-05-10..2026-05-01");
        let page = reader(&world, Role::Analyst).get("/evidence/stays");
        let words = page.select(".notice.warn");
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
