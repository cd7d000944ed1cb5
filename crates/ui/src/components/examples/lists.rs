//! Examples of what a page about somebody is made of.

use super::people::{banner_example, dated, eco_map, network, quote, risks, stats, subnav, timeline};
use super::{Component, component, example};
use crate::{Pagination, Sort};
use askama::Template;

#[derive(Template)]
#[template(path = "components/section/examples.html")]
struct Cards;

#[derive(Template)]
#[template(path = "components/sort/examples.html")]
struct Tables {
    sort: Sort,
    rows: Vec<(&'static str, u32, f64, &'static str)>,
}

pub(super) fn components() -> Vec<Component> {
    let mut all = about_a_person();
    all.extend(over_time());
    all.extend(many_things());
    all
}

fn about_a_person() -> Vec<Component> {
    vec![
        component(
            "person",
            "Person banner",
            "Who the page is about, in two lines. It writes the h1: put it into the block top.",
            "ui::PersonBanner { name, facts, alerts, .. }",
            vec![banner_example()],
        ),
        component(
            "subnav",
            "Sub-navigation",
            "The places of one person or one case. Last in the block top.",
            "ui::SubNav::new(\"Amina Okafor\", \"/people/1\", items)",
            vec![example("At a glance is current", &subnav())],
        ),
        component(
            "section",
            "Card",
            "A part of a page with its heading.",
            "{% call section::card(\"who\", \"Who is working with Mina\") %}…{% endcall %}",
            vec![example("With quiet words and a link", &Cards)],
        ),
        component(
            "network",
            "Who is working with somebody",
            "The lead first; who does what; last and next contact. A gap says so.",
            "ui::Network { workers }",
            vec![example("Three people", &network())],
        ),
        component(
            "quote",
            "Own words",
            "What somebody said, as they said it.",
            "ui::Quote::new(words, \"Her words, 3 November 2026\")",
            vec![example("What matters", &quote())],
        ),
        component(
            "ecomap",
            "People around a person",
            "A map, a sentence and a list that say the same.",
            "ui::EcoMap::new(\"eco\", \"Mina\", ties)",
            vec![example("Seven people", &eco_map())],
        ),
    ]
}

fn over_time() -> Vec<Component> {
    vec![
        component(
            "dated",
            "What happens next",
            "Things with a day, in order; late ones tagged.",
            "ui::DatedList { items }",
            vec![example("One is late", &dated())],
        ),
        component(
            "risk",
            "Risks",
            "Level in words, plan, date of the last look.",
            "ui::RiskList { risks }",
            vec![example("Two risks", &risks())],
        ),
        component(
            "timeline",
            "Timeline",
            "What happened, newest first.",
            "ui::Timeline { entries }",
            vec![example("Two entries", &timeline())],
        ),
    ]
}

fn many_things() -> Vec<Component> {
    let table = Tables {
        sort: Sort::new("/design", "load", true),
        rows: vec![
            ("Tom Reilly", 24, 131.0, "24 November"),
            ("Priya Shah", 21, 100.0, "27 November"),
            ("Jo Bell", 15, 74.0, "4 December"),
        ],
    };
    vec![
        component(
            "stats",
            "Numbers",
            "A few numbers on top of a page, each a link to the list behind it.",
            "ui::Stats { stats }",
            vec![example("Four numbers", &stats())],
        ),
        component(
            "sort",
            "Sortable table",
            "Headings are links, so it sorts without a script. The bar stands beside its number.",
            "{{ sort.th_num(\"load\", \"Load\") }} inside <table data-sortable>; ui::chart::bar(131.0)",
            vec![example("Sorted by load, largest first", &table)],
        ),
        component(
            "pagination",
            "Pages of a list",
            "Says which part is shown.",
            "ui::Pagination::new(\"/people?q=ok\", 3, 25, 243, \"people\")",
            vec![
                example("In the middle", &Pagination::new("/design", 5, 25, 243, "people")),
                example("All on one page", &Pagination::new("/design", 1, 25, 7, "people")),
            ],
        ),
    ]
}
