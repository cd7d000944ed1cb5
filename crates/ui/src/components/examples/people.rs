//! The people and dates in the examples; all of them are made up.

use super::{Example, example};
use crate::ecomap::{EcoMap, Strength, Tie};
use crate::{
    Action, Dated, DatedList, Entry, Fact, NavItem, Network, PersonBanner, Quote, Risk, RiskList, Stat,
    Stats, SubNav, Tag, Timeline, Tone, Worker,
};

/// The review page has its own `h1`, so the one in the example is only made to look like it.
pub(super) fn banner_example() -> Example {
    let Example { words, html } = example("With alerts and safe contact", &banner());
    Example { words, html: html.replace("<h1>", "<p class=\"h1\">").replace("</h1>", "</p>") }
}

fn banner() -> PersonBanner {
    PersonBanner {
        name: "Amina Okafor".into(),
        known_as: "Mina".into(),
        facts: vec![
            Fact::new("Born", "14 March 1988, aged 38"),
            Fact::new("Lives at", "12 Larch Court, Example Town"),
            Fact::new("Language", "English, some Hausa"),
        ],
        alerts: vec![Tag::bad("Do not visit alone"), Tag::bad("Address withheld from ex-partner")],
        safe_contact: "Text after 4pm. No voicemail.".into(),
        actions: vec![Action::new("Add a note", "#note"), Action::new("Book contact", "#contact")],
    }
}

pub(super) fn subnav() -> SubNav {
    let items = [
        ("#glance", "At a glance"),
        ("#timeline", "Timeline"),
        ("#cases", "Cases (2)"),
        ("#plan", "Plan"),
        ("#network", "People around her"),
        ("#sharing", "Sharing and access"),
    ];
    SubNav::new("Amina Okafor", "#glance", items.map(|(href, label)| NavItem::new(href, label)).to_vec())
}

pub(super) fn network() -> Network {
    let worker = |name: &str, role: &str, agency: &str, doing: &str, last: &str, next: &str| Worker {
        name: name.into(),
        role: role.into(),
        agency: agency.into(),
        doing: doing.into(),
        last: last.into(),
        next: next.into(),
        ..Worker::default()
    };
    Network {
        workers: vec![
            Worker {
                lead: true,
                href: "#priya".into(),
                ..worker(
                    "Priya Shah",
                    "Case officer",
                    "Council neighbourhoods",
                    "Leads the plan. Noise and threats from the flat upstairs.",
                    "18 November, home visit",
                    "Wed 25 November, 4.30pm call",
                )
            },
            worker(
                "Dean Morris",
                "IDVA",
                "Safe Haven",
                "Safety planning.",
                "16 November",
                "Mon 23 November, 10am",
            ),
            worker(
                "Sgt Lola Grant",
                "Neighbourhood officer",
                "Police",
                "Warning to the neighbour.",
                "12 November",
                "",
            ),
        ],
    }
}

pub(super) fn quote() -> Quote {
    Quote::new(
        "I want to sleep through the night and for the kids to stay at this school. I do not want to move again.",
        "Her words, 3 November 2026, to Priya Shah",
    )
}

pub(super) fn eco_map() -> EcoMap {
    let ties = vec![
        Tie::new("Grace Okafor", "mother", Strength::Strong).note("Has the children on Thursdays."),
        Tie::new("Ada and Tobi", "children", Strength::Strong),
        Tie::new("Priya Shah", "case officer", Strength::Strong),
        Tie::new("Dean Morris", "IDVA", Strength::Strong),
        Tie::new("Sgt Lola Grant", "police", Strength::Weak),
        Tie::new("Neighbour upstairs", "neighbour", Strength::Strained).note("Warned on 12 November."),
        Tie::new("Larch Primary", "school", Strength::Strong),
    ];
    EcoMap::new("ex-eco", "Mina", ties)
}

pub(super) fn dated() -> DatedList {
    let item = |date: &str, when: &str, what: &str, who: &str| Dated {
        date: date.into(),
        when: when.into(),
        what: what.into(),
        who: who.into(),
        ..Dated::default()
    };
    let late = Tag::bad("Overdue");
    DatedList {
        items: vec![
            Dated {
                tag: Some(late),
                ..item("2026-11-19", "Thu 19 Nov", "Fit second lock", "Repairs, for Priya Shah")
            },
            item(
                "2026-11-23",
                "Mon 23 Nov",
                "Safety plan review, 10am at Safe Haven",
                "Dean Morris and Mina",
            ),
            item("2026-11-25", "Wed 25 Nov", "Weekly call, 4.30pm", "Priya Shah"),
        ],
    }
}

pub(super) fn risks() -> RiskList {
    let risk = |what: &str, level, plan: &str, reviewed: &str| Risk {
        what: what.into(),
        level,
        plan: plan.into(),
        reviewed: reviewed.into(),
    };
    let order = "Non-molestation order to 9 May 2027. Safety plan with Dean.";
    RiskList {
        risks: vec![
            risk("Violence from ex-partner", Tag::bad("High"), order, "Reviewed 5 November"),
            risk(
                "Losing the tenancy",
                Tag::warn("Medium"),
                "Arrears plan, 7 of 7 paid.",
                "Reviewed 28 October",
            ),
        ],
    }
}

pub(super) fn timeline() -> Timeline {
    let entry = |what: &str, date: &str, when: &str, who: &str, words: &str| Entry {
        what: what.into(),
        date: date.into(),
        when: when.into(),
        who: who.into(),
        words: words.into(),
        ..Entry::default()
    };
    let visit = "Two quiet nights this week. Mina has the diary sheets.";
    Timeline {
        entries: vec![
            entry(
                "Home visit",
                "2026-11-18T16:40",
                "18 November, 4.40pm",
                "Priya Shah with Dean Morris",
                visit,
            ),
            Entry {
                tag: Some(Tag::info("Decision")),
                ..entry(
                    "Violence panel",
                    "2026-11-05T14:00",
                    "5 November, 2pm",
                    "Minutes",
                    "Four actions agreed.",
                )
            },
        ],
    }
}

pub(super) fn stats() -> Stats {
    Stats {
        stats: vec![
            Stat::new("Open cases", 142).href("/design"),
            Stat::new("Team load", "103%").note("100% is a full week"),
            Stat::new("Waiting for an officer", 6).note("Oldest: 9 days").tone(Tone::Warn),
            Stat::new("Reviews overdue", 4).note("2 by more than a month").tone(Tone::Bad),
        ],
    }
}
