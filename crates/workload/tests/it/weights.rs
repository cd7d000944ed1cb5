//! Weights: what a pack may say, and the scores it gives.

use kernel::Day;
use proptest::prelude::*;
use workload::{
    Points,
    weights::{Adjustment, Fact, Facts, Weights, read, score, shipped},
};

const HEAD: &str = r#"id = "flood"
name = "Flood weights"
version = 2
effective_from = "2026-04-01"
point = "one hour in four weeks"
source = "Made up for a test"
about = "Floods."
adjustment = 30
"#;
const REST: &str = r#"
[[bases]]
name = "rescue"
points = 8
when = { pack = "flood", stage = ["rescue", "drying"] }

[[bases]]
name = "flood"
points = 2.5
when = { pack = "flood" }

[[changes]]
name = "high risk"
counts = { percent = 25 }
when = { risk = "high" }

[[changes]]
name = "boat"
counts = { add = 1 }
when = { travel = "yes" }

[[changes]]
name = "waiting"
counts = { of = 50 }
when = { waiting = "yes" }
"#;

fn pack() -> Weights {
    read(&format!("{HEAD}{REST}")).expect("it holds together")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn line(facts: &Facts<'_>, adjusted: Option<&Adjustment>) -> String {
    score(&pack(), facts, adjusted, day("2026-11-22")).line()
}

fn rescue() -> Facts<'static> {
    Facts::default().with(Fact::Pack, "flood").with(Fact::Stage, "rescue")
}

#[test]
fn a_score_is_explained_in_one_line() {
    assert_eq!(line(&rescue(), None), "8 rescue");
    let grave = rescue().with(Fact::Risk, "high");
    assert_eq!(line(&grave, None), "8 rescue + 2 high risk = 10");
    assert_eq!(line(&rescue().if_so(Fact::Waiting, true), None), "8 rescue × 0.5 waiting = 4");
    let all = grave.if_so(Fact::Travel, true).if_so(Fact::Waiting, true);
    assert_eq!(line(&all, None), "(8 rescue + 2 high risk + 1 boat) × 0.5 waiting = 5.5");
    assert_eq!(line(&Facts::default().with(Fact::Pack, "flood"), None), "2.5 flood");
    assert_eq!(line(&Facts::default().with(Fact::Pack, "fire"), None), "0: no weight fits this case");
}

#[test]
fn what_a_manager_agreed_counts_to_its_last_day_and_never_further_than_the_pack_allows() {
    let until = |text, percent| Adjustment { percent, until: day(text) };
    assert_eq!(line(&rescue(), Some(&until("2026-11-22", 25))), "8 rescue × 1.25 agreed = 10");
    assert_eq!(line(&rescue(), Some(&until("2026-11-21", 25))), "8 rescue");
    assert_eq!(line(&rescue(), Some(&until("2026-12-31", -90))), "8 rescue × 0.7 agreed = 5.6");
    assert_eq!(line(&rescue(), Some(&until("2026-12-31", 0))), "8 rescue");
}

#[test]
fn what_does_not_fit_together_is_told_with_its_line_and_what_to_do() {
    let told = |from: &str, to: &str| -> Vec<(usize, String, String)> {
        let text = format!("{HEAD}{REST}");
        assert!(text.contains(from), "{from}");
        let found = read(&text.replacen(from, to, 1)).expect_err("it does not hold together");
        found.into_iter().map(|one| (one.line, one.field, one.remedy)).collect()
    };
    let one = |line, field: &str, remedy: &str| vec![(line, field.to_owned(), remedy.to_owned())];
    assert_eq!(told("version = 2", "version = 0"), one(3, "version", "Count on from the version in force."));
    assert_eq!(told("adjustment = 30", "adjustment = 80"), one(8, "adjustment", "Write 0 to 50 percent."));
    assert_eq!(told("points = 2.5", "points = -1"), one(17, "bases[1].points", "Write 0 or more."));
    assert_eq!(
        told("name = \"flood\"\npoints", "name = \"rescue\"\npoints"),
        one(16, "bases[1].name", "Give each a name of its own.")
    );
    assert_eq!(
        told("when = { pack = \"flood\", stage = [\"rescue\", \"drying\"] }", "when = { pack = \"flood\" }"),
        one(18, "bases[1].when", "Put it before that one, or ask more of that one.")
    );
    assert_eq!(
        told("{ percent = 25 }", "{ percent = 0 }"),
        one(22, "changes[0].counts", "Take it out, or write another number.")
    );
    assert_eq!(told("when = { risk = \"high\" }", "when = {}")[0].1, "changes[0].when");
    assert_eq!(told("{ risk = \"high\" }", "{ risk = \"\" }")[0].1, "changes[0].when.risk");
    // What has not the form of a pack is its first problem alone.
    assert_eq!(told("{ risk = \"high\" }", "{ danger = \"high\" }")[0].0, 23);
    assert_eq!(told("points = 2.5", "points = 2.505")[0].0, 17);
    assert_eq!(told("2026-04-01", "April")[0].0, 4);
    assert!(told("point = \"one hour in four weeks\"\n", "")[0].2.contains("point"));
}

#[test]
fn the_probation_tool_gives_its_published_points() {
    let tool = shipped().iter().find(|pack| pack.id == "probation").expect("it ships");
    let of = |setting, tier| {
        let facts = Facts::default().with(Fact::Setting, setting).with(Fact::Tier, tier);
        score(tool, &facts, None, day("2026-11-22")).points
    };
    for (setting, tier, points) in [
        ("community", "A3", 206),
        ("community", "B0", 72),
        ("custody", "A0", 0),
        ("custody", "C2", 24),
        ("licence", "A3", 219),
        ("licence", "D1", 31),
        ("community", "E1", 0),
    ] {
        assert_eq!(of(setting, tier), Points::whole(points), "{setting} {tier}");
    }
    assert_eq!(tool.bases.len(), 48);
}

fn some_facts() -> impl Strategy<Value = Vec<(Fact, &'static str)>> {
    let one = prop_oneof![
        Just((Fact::Pack, "flood")),
        Just((Fact::Stage, "rescue")),
        Just((Fact::Risk, "high")),
        Just((Fact::Travel, "yes")),
        Just((Fact::Waiting, "yes")),
    ];
    prop::collection::vec(one, 0..8)
}

proptest! {
    /// The order in which facts are read changes nothing, and the line says what the points are.
    #[test]
    fn the_same_facts_are_the_same_score(facts in some_facts(), percent in -60_i64..60) {
        let made = |facts: &[(Fact, &'static str)]| {
            let all = facts.iter().fold(Facts::default(), |all, (fact, value)| all.with(*fact, value));
            let agreed = Adjustment { percent, until: day("2026-12-31") };
            score(&pack(), &all, Some(&agreed), day("2026-11-22"))
        };
        let (there, mut back) = (made(&facts), facts);
        back.reverse();
        prop_assert_eq!(&there, &made(&back));
        prop_assert!(there.points >= Points::ZERO);
        if there.parts.len() > 1 {
            prop_assert!(there.line().ends_with(&format!("= {}", there.points)), "{}", there.line());
        }
    }
}
