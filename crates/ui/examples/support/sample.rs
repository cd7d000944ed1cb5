//! A person's page with made-up content, put together the way the slices do it.

use askama::Template;
use ui::ecomap::{EcoMap, Strength, Tie};
use ui::{
    Action, Dated, DatedList, Entry, Fact, Idle, NavItem, Network, PersonBanner, Quote, Risk, RiskList,
    Shell, SignedIn, SubNav, Tag, Timeline, Worker,
};

#[derive(Template)]
#[template(path = "sample_person.html")]
pub struct ShowPerson {
    shell: Shell,
    banner: PersonBanner,
    subnav: SubNav,
    matters: Quote,
    network: Network,
    next: DatedList,
    risks: RiskList,
    latest: Timeline,
    around: EcoMap,
    safe: ui::chart::Spark,
}

impl ui::Samples for ShowPerson {
    const NAME: &'static str = "show-person";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("Five people at work, one late task", full()), ("Long names, sixteen people around", long())]
    }
}

fn shell() -> Shell {
    let nav = [
        ("/day", "My day"),
        ("/people", "People"),
        ("/caseloads", "Caseloads"),
        ("/rota", "Rota"),
        ("/reviews", "Reviews"),
        ("/panels", "Panels"),
        ("/evidence", "Is it working?"),
    ];
    let who = SignedIn {
        name: "Priya Shah".into(),
        role: "Case officer".into(),
        organisation: "Example Borough".into(),
    };
    let mut shell = Shell::new("Amina Okafor", "at a glance")
        .signed_in(who)
        .nav(nav.map(|(href, label)| NavItem::new(href, label)).to_vec())
        .at("/people");
    shell.idle = Some(Idle { seconds: 3600, extend: "/session/extend".into() });
    shell.printed =
        "Printed by Priya Shah, 20 November 2026 at 4.40pm. Contains personal information.".into();
    shell.csrf = "sample".into();
    shell
}

fn full() -> ShowPerson {
    ShowPerson {
        shell: shell(),
        banner: banner(),
        subnav: subnav(),
        matters: Quote::new(
            "I want to sleep through the night and for the kids to stay at this school. I do not want to move again.",
            "Her words, 3 November 2026, to Priya Shah",
        ),
        network: Network { workers: workers() },
        next: next(),
        risks: risks(),
        latest: latest(),
        around: around(),
        safe: ui::chart::spark(&[3.0, 3.0, 4.0, 3.0, 5.0, 5.0, 6.0, 6.0], 0.0, 10.0),
    }
}

fn long() -> ShowPerson {
    let mut page = full();
    let name = "Oluwaseun Adébáyọ̀-Fitzgerald van der Westhuizen-Llewellyn";
    page.shell = page.shell.titled(name, "at a glance");
    page.banner.name = name.into();
    page.banner.alerts.push(Tag::warn("Hearing loop needed at every meeting, and somebody who signs"));
    page.network.workers[1].name = "Neighbourhood Community Safety Partnership Coordinator (acting)".into();
    let strengths = [Strength::Strong, Strength::Strong, Strength::Weak, Strength::Strained];
    let tie = |i: usize| {
        let names =
            ["Oluwaseun Adébáyọ̀-Fitzgerald", "Jo", "Community Safety Partnership", "王小明", "Grace Okafor"];
        Tie::new(
            names[i % 5],
            ["aunt", "housing and tenancy support officer", "friend"][i % 3],
            strengths[i % 4],
        )
    };
    page.around = EcoMap::new("around-map", "Oluwaseun", (0..16).map(tie).collect());
    page
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
        safe_contact: "Text after 4pm, no voicemail".into(),
        actions: vec![
            Action::new("Add a note", "/people/1/notes/new"),
            Action::new("Book contact", "/people/1/contact/new"),
            Action::new("Refer to a panel", "/people/1/refer"),
        ],
    }
}

fn subnav() -> SubNav {
    let places = [
        ("/people/1", "At a glance"),
        ("/people/1/timeline", "Timeline"),
        ("/people/1/cases", "Cases (2)"),
        ("/people/1/plan", "Plan"),
        ("/people/1/network", "People around her"),
        ("/people/1/documents", "Documents (14)"),
        ("/people/1/sharing", "Sharing and access"),
    ];
    SubNav::new("Amina Okafor", "/people/1", places.map(|(href, label)| NavItem::new(href, label)).to_vec())
}

fn workers() -> Vec<Worker> {
    let rows = [
        (
            "Priya Shah",
            "Case officer",
            "Council neighbourhoods",
            "Leads the plan. Noise and threats from upstairs flat.",
            "18 November, home visit",
            "Wed 25 November, 4.30pm call",
        ),
        (
            "Dean Morris",
            "IDVA",
            "Safe Haven",
            "Safety planning about ex-partner.",
            "16 November",
            "Mon 23 November, 10am",
        ),
        (
            "Sgt Lola Grant",
            "Neighbourhood officer",
            "Police",
            "Community protection warning to neighbour.",
            "12 November",
            "",
        ),
        (
            "Helen Wu",
            "School family worker",
            "Larch Primary",
            "Breakfast club places for Ada and Tobi.",
            "10 November",
            "Tue 1 December",
        ),
        (
            "Grace Okafor",
            "Mother",
            "",
            "Has the children on Thursdays. Mina asked that she is kept informed.",
            "19 November",
            "Thu 26 November",
        ),
    ];
    rows.iter()
        .enumerate()
        .map(|(i, (name, role, agency, doing, last, next))| Worker {
            name: (*name).into(),
            role: (*role).into(),
            agency: (*agency).into(),
            doing: (*doing).into(),
            last: (*last).into(),
            next: (*next).into(),
            lead: i == 0,
            href: format!("/people/1/network/{i}"),
        })
        .collect()
}

fn next() -> DatedList {
    let rows = [
        ("2026-11-19", "Thu 19 Nov", "Fit second lock and door viewer", "Repairs, asked by Priya Shah", true),
        ("2026-11-23", "Mon 23 Nov", "Safety plan review, 10am at Safe Haven", "Dean Morris and Mina", false),
        ("2026-11-25", "Wed 25 Nov", "Weekly call, 4.30pm", "Priya Shah", false),
        (
            "2026-12-03",
            "Thu 3 Dec",
            "Case back to the violence panel",
            "Chair: Insp. R. Cole. Mina’s statement due 30 November",
            false,
        ),
    ];
    let items = rows
        .iter()
        .map(|(date, when, what, who, late)| Dated {
            date: (*date).into(),
            when: (*when).into(),
            what: (*what).into(),
            who: (*who).into(),
            tag: late.then(|| Tag::bad("Overdue")),
            href: String::new(),
        })
        .collect();
    DatedList { items }
}

fn risks() -> RiskList {
    let risk = |what: &str, level, plan: &str, reviewed: &str| Risk {
        what: what.into(),
        level,
        plan: plan.into(),
        reviewed: reviewed.into(),
    };
    RiskList {
        risks: vec![
            risk(
                "Violence from ex-partner",
                Tag::bad("High"),
                "Non-molestation order to 9 May 2027; safety plan with Dean.",
                "Reviewed 5 November",
            ),
            risk(
                "Losing the tenancy",
                Tag::warn("Medium"),
                "Arrears plan £5 a week, 7 of 7 paid.",
                "Reviewed 28 October",
            ),
            risk(
                "Children’s schooling",
                Tag::plain("Lower"),
                "Attendance 96% this half term.",
                "Reviewed 10 November",
            ),
        ],
    }
}

fn latest() -> Timeline {
    let entry = |what: &str, date: &str, when: &str, who: &str, words: &str| Entry {
        what: what.into(),
        date: date.into(),
        when: when.into(),
        who: who.into(),
        words: words.into(),
        ..Entry::default()
    };
    Timeline {
        entries: vec![
            entry(
                "Home visit",
                "2026-11-18T16:40",
                "18 November, 4.40pm",
                "Priya Shah with Dean Morris",
                "Two quiet nights this week. Mina has the diary sheets; agreed to stop logging on weekdays.",
            ),
            entry(
                "Warning served on neighbour",
                "2026-11-12T11:05",
                "12 November, 11.05am",
                "Sgt Lola Grant, Police",
                "Community protection warning, in force for 12 months.",
            ),
            Entry {
                tag: Some(Tag::info("Decision")),
                ..entry(
                    "Violence panel",
                    "2026-11-05T14:00",
                    "5 November, 2pm",
                    "Panel minutes",
                    "Four actions agreed, three done, one overdue (lock).",
                )
            },
        ],
    }
}

fn around() -> EcoMap {
    let ties = vec![
        Tie::new("Grace Okafor", "mother", Strength::Strong),
        Tie::new("Ada and Tobi", "children", Strength::Strong),
        Tie::new("Priya Shah", "case officer", Strength::Strong),
        Tie::new("Dean Morris", "IDVA", Strength::Strong),
        Tie::new("Sgt Lola Grant", "police", Strength::Weak),
        Tie::new("Neighbour upstairs", "neighbour", Strength::Strained).note("Warned on 12 November."),
        Tie::new("Larch Primary", "school", Strength::Strong),
    ];
    EcoMap::new("around-map", "Mina", ties)
}
