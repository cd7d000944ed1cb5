//! A week that can be worked out by hand.

use rota::{Kind, Names, Plan, Problem, breaches, objective, text};

/// Two officers and a week; the second dislikes Tuesdays and is away on Friday.
fn week() -> Problem {
    text::read("2 5\n10 1 1 0 -1 1111111111\n8 0 0 1 1 1111111100\n0010000000\n").expect("a problem")
}

fn costs(problem: &Problem, plan: &Plan) -> Vec<(Kind, i32, i32)> {
    let of = |breach: rota::Breach| (breach.kind, breach.n, breach.cost);
    breaches(problem, plan, &Names::numbered()).into_iter().map(of).collect()
}

#[test]
fn a_week_costs_what_its_rules_say() {
    let problem = week();
    //                                  Mon  Tue  Wed  Thu  Fri
    let plan = Plan::of_letters(&["DDPCVVCCDD", "DDVDCCCF--"]).expect("a plan");
    assert_eq!(
        costs(&problem, &plan),
        [
            // Both are there on Monday; three half-days have one of them, five have nobody.
            (Kind::Desk, 2, 2_000),
            (Kind::Desk, 2, 2_000),
            (Kind::Desk, 2, 2_000),
            (Kind::Desk, 2, 2_000),
            (Kind::Desk, 2, 2_000),
            (Kind::Desk, 1, 1_000),
            (Kind::Desk, 1, 1_000),
            (Kind::Desk, 1, 1_000),
            // The MARAC of the first Tuesday morning needs two.
            (Kind::Panel, 1, 500),
            // The only senior is on duty on Monday and Friday.
            (Kind::NoSenior, 1, 200),
            (Kind::NoSenior, 1, 200),
            (Kind::NoSenior, 1, 200),
            (Kind::NoSenior, 1, 200),
            (Kind::NoSenior, 1, 200),
            (Kind::NoSenior, 1, 200),
            // Shares are 120 × 4 and 150 × 3: 30 points apart, three each.
            (Kind::Unfair, 30, 90),
            // The first has 3 of 4 protected half-days; the second is asked for 3 in 8 half-days and has them.
            (Kind::Casework, 1, 60),
            // One Friday afternoon.
            (Kind::Fridays, 1, 8),
            // The second is on duty on a Tuesday, and has one half-day with nothing planned.
            (Kind::Disliked, 1, 2),
            (Kind::Flexible, 1, 1),
        ]
    );
    // Whole days: three of duty, two of casework, one of visits; one usual day of casework each.
    let worth = 3 * 2 + 2 * 3 + 1 + 2 * 2;
    assert_eq!(objective(&problem, &plan), 13_000 + 500 + 1_200 + 60 + 90 + 8 + 2 + 1 - worth);
}

#[test]
fn what_is_hard_is_said_first_and_in_words() {
    let problem = week();
    let plan = Plan::of_letters(&["DDDCCCSCVV", "CVVCVVCV--"]).expect("a plan");
    let words: Vec<String> = breaches(&problem, &plan, &Names::numbered())
        .into_iter()
        .filter(|breach| breach.kind.is_hard())
        .map(|breach| breach.words)
        .collect();
    assert_eq!(
        words,
        [
            "week 1, Thursday morning: Officer 1 cannot do that then.",
            "week 1, Friday afternoon: Officer 1 cannot do that then.",
            "Officer 1 has more than two half-days of duty in a row in week 1.",
            "Officer 2 has 5 half-days of visits in week 1, 4 are allowed.",
        ]
    );
}

#[test]
fn letters_are_read_as_they_are_written() {
    let plan = Plan::of_letters(&["DCVSPF-", "-------"]).expect("a plan");
    assert_eq!(plan.letters(), ["DCVSPF-", "-------"]);
    assert_eq!(Plan::of_letters(&["DX"]), None);
}
