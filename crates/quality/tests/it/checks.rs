//! Agreement of reviewers, checks on the figures, and the list of rules that block.

use crate::review::{EXAMPLE, World, answered, app};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use quality::review::checks::rules;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use testkit::on_both;

#[test]
fn a_review_that_took_a_minute_is_listed_and_its_answers_are_counted() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        for path in ["/reviews/checks", "/reviews/agreement"] {
            world.priya.get(path).is(404);
            let page = world.marcus.get(path).ok();
            assert!(page.statements <= 12, "{path}: {} statements", page.statements);
        }
        world.marcus.get("/reviews/checks").ok().saying("No review was shared.");
        let form = world.marcus.get(&format!("{}/form", world.at)).ok();
        app.clock().advance_seconds(60);
        answered(&world.marcus, &form, &EXAMPLE).is(303);
        let page = world.marcus.get(&world.at).ok();
        world.marcus.submit(&page, "main form", &[("x-B4", "Ring her today")]).is(303);
        let page =
            world.marcus.get("/reviews/checks").ok().saying("1 of 1 review was done in under 2 minutes");
        let page = page
            .saying("B4. ")
            .saying("too few to say")
            .saying("0 of 1 review was shared on the last two days");
        assert_eq!(page.count("#fast + * a, section.card a[href*='/reviews/0']"), 1);
        // Whoever may not read the case sees that there is one, and not which. A case of one's own is not listed.
        let elsewhere = app.worker("Noor Aziz").role(access::Role::Leader).signed_in();
        let page = elsewhere.get("/reviews/checks").ok().saying("1 is of a case that you may not read");
        assert_eq!(page.count("section.card a[href*='/cases/']"), 0);
        // One that took two minutes is not fast.
        app.write(|c| {
            c.exec(Sql::new("UPDATE review_begun SET begun_at = begun_at WHERE tenant_id = 1"), &[])?;
            c.exec(Sql::new("UPDATE case_review SET started_at = NULL WHERE tenant_id = 1"), &[])
        });
        world.marcus.get("/reviews/checks").ok().saying("0 of 0 reviews were done in under 2 minutes");
    });
}

#[test]
fn agreement_says_nothing_under_thirty_doubles() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        app.write(|c| c.exec(Sql::new("UPDATE case_review SET second = TRUE WHERE tenant_id = 1"), &[]));
        for client in [&world.marcus, &world.helen] {
            let form = client.get(&format!("{}/form", world.at)).ok();
            answered(client, &form, &EXAMPLE).is(303);
        }
        let page =
            world.joan.get("/reviews/agreement").ok().saying("1 review was answered by two reviewers alone");
        let page = page.saying("Under 30 there are too few").saying("100%").saying("Too few to say");
        page.saying("No officer was reviewed by two reviewers");
    });
}

#[test]
fn agreement_and_strictness_are_those_worked_out_by_hand() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let (case, worker, now) = (world.case, world.priya.user(), app.clock().now());
        let (marcus, helen) = (world.marcus.user(), world.helen.user());
        // 32 reviews of one officer: Marcus gave 60, Helen 80. Of 32 pairs 20 are met/met, 6 met/partly, 6 not/not.
        for n in 0..32_usize {
            let id = app.uuid();
            let (reviewer, score) = if n % 2 == 0 { (marcus, 60_i64) } else { (helen, 80) };
            let (first, second) = match n {
                0..20 => ("met", "met"),
                20..26 => ("met", "partly"),
                _ => ("not_met", "not_met"),
            };
            app.write(move |c| {
                let review = "INSERT INTO case_review (tenant_id, review_id, case_id, team_id, worker_id, form_id,
                        form_version, month, place, directed, why, drawn_on, state, reviewer_id, shared_at, score,
                        applicable, praise, voice, response, disagrees, version, second)
                    SELECT 1, $1, f.case_id, f.team_id, $3, 'mcr-asb', 1, '2026-11', 1, FALSE, '', '2026-11-02', 'shared',
                        $4, $5, $6, 100, '', '', '', FALSE, 1, TRUE
                    FROM case_file f
                    WHERE f.tenant_id = 1 AND f.case_id = $2";
                c.exec(Sql::new(review), args![id, case, worker, reviewer, now, score])?;
                let twice = "INSERT INTO review_second (
                        tenant_id, review_id, reviewer_id, finished_at, praise, voice, met_at, differs)
                    VALUES (1, $1, $2, $3, '', '', $3, 0)";
                c.exec(Sql::new(twice), args![id, reviewer, now])?;
                let blind = "INSERT INTO blind_answer (
                        tenant_id, review_id, voice, criterion, value, na_reason, note, proposed, proposed_why)
                    VALUES (1, $1, 'first', 'A1', $2, '', '', '', ''), (1, $1, 'second', 'A1', $3, '', '', '', '')";
                c.exec(Sql::new(blind), args![id, first, second])
            });
        }
        let page = world.joan.get("/reviews/agreement").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        // Equal: 26 of 32. Kappa: seen (26 + 6·¾)/32, by chance 700/1024: 0.8519. AC1: 0.7803.
        let row =
            page.select("table tbody tr").into_iter().find(|row| row.contains("A1. ")).expect("a row of A1");
        for figure in ["32", "81%", "0.85 (", "0.78"] {
            assert!(row.contains(figure), "{figure} in {row}");
        }
        // A ridge of 1 on 16 reviews each: 16 × 10 ÷ 17 = 9.4 points.
        page.saying("9 points stricter than the others").saying("9 points milder than the others");
    });
}

/// What stops somebody: a field that has to be filled in, and a refusal.
const BLOCKS: [&str; 4] = ["need_text(", "need_day(", ".one_of(", "Error::Conflict("];

fn blocks(path: &Path) -> bool {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder");
        return entries.filter_map(Result::ok).any(|entry| blocks(&entry.path()));
    }
    let text = fs::read_to_string(path).expect("a file");
    path.extension().is_some_and(|ending| ending == "rs") && BLOCKS.iter().any(|mark| text.contains(mark))
}

#[test]
fn every_place_that_blocks_officers_has_a_purpose_and_an_expiry() {
    let listed = rules::read(include_str!("../../src/review/checks/rules.toml")).expect("it holds together");
    assert_eq!(listed.len(), rules::all().len());
    let places: BTreeSet<&str> = listed.iter().map(|rule| rule.place.as_str()).collect();
    assert_eq!(places.len(), listed.len(), "each place once");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    // Every folder and file of the crates in which officers do casework.
    for krate in ["crates/cases/src", "crates/people/src"] {
        for entry in fs::read_dir(root.join(krate)).expect("the crate").filter_map(Result::ok) {
            let place = format!("{krate}/{}", entry.file_name().to_string_lossy());
            assert_eq!(
                blocks(&entry.path()),
                places.contains(place.as_str()),
                "{place}: list it in rules.toml with its purpose, or take it out where it blocks no more"
            );
        }
    }
    for rule in &listed {
        let other = ["packs", "policy/alongside.cedar"].contains(&rule.place.as_str());
        assert!(other || rule.place.starts_with("crates/"), "{}", rule.place);
        assert!(root.join(&rule.place).exists(), "{}", rule.place);
        let soon = Day::parse("2028-12-31").expect("a day");
        assert!(rule.expires_on < soon, "{} is looked at again within two years", rule.id);
    }
}
