//! Text from people is text, wherever it is shown.

use crate::ecomap::{Strength, Tie};
use crate::{
    Action, CsrfField, Dated, DatedList, EcoMap, Entry, Errors, Fact, NavItem, Network, Pagination,
    PersonBanner, Progress, Quote, Risk, RiskList, Shell, Sort, Stat, Stats, SubNav, SummaryList, SummaryRow,
    Tag, Task, TaskList, Timeline, Worker,
};

const EVIL: &str = "\"><script>alert('x')</script>";

fn evil() -> String {
    EVIL.to_owned()
}

fn lists() -> Vec<String> {
    let worker = Worker { name: evil(), role: evil(), agency: evil(), doing: evil(), ..Worker::default() };
    let dated = Dated { what: evil(), who: evil(), when: evil(), href: evil(), ..Dated::default() };
    let entry =
        Entry { what: evil(), words: evil(), who: evil(), tag: Some(Tag::bad(EVIL)), ..Entry::default() };
    let risk = Risk { what: evil(), level: Tag::bad(EVIL), plan: evil(), reviewed: evil() };
    vec![
        Network { workers: vec![worker] }.to_string(),
        DatedList { items: vec![dated] }.to_string(),
        Timeline { entries: vec![entry] }.to_string(),
        RiskList { risks: vec![risk] }.to_string(),
        Stats { stats: vec![Stat::new(EVIL, EVIL).note(EVIL).href(EVIL)] }.to_string(),
        SummaryList { rows: vec![SummaryRow::new(EVIL, EVIL, EVIL)] }.to_string(),
        TaskList { tasks: vec![Task::done(EVIL, EVIL).hint(EVIL)] }.to_string(),
    ]
}

fn others() -> Vec<String> {
    let banner = PersonBanner {
        name: evil(),
        known_as: evil(),
        facts: vec![Fact::new(EVIL, EVIL)],
        alerts: vec![Tag::bad(EVIL)],
        safe_contact: evil(),
        actions: vec![Action::new(EVIL, EVIL)],
    };
    let ties = vec![Tie::new(EVIL, EVIL, Strength::Weak).note(EVIL)];
    vec![
        banner.to_string(),
        EcoMap::new("eco", EVIL, ties).to_string(),
        Quote::new(EVIL, EVIL).to_string(),
        SubNav::new(EVIL, "", vec![NavItem::new(EVIL, EVIL)]).to_string(),
        Sort::new(EVIL, EVIL, false).th(EVIL, EVIL).to_string(),
        Pagination::new(EVIL, 2, 1, 9, EVIL).to_string(),
        Progress::new(EVIL, EVIL, 1, 2).poll(EVIL).to_string(),
        Errors::from_iter([(EVIL, EVIL)]).to_string(),
        Tag::plain(EVIL).to_string(),
    ]
}

#[test]
fn no_component_lets_markup_through() {
    for html in lists().into_iter().chain(others()) {
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&#60;script"), "the words are still there: {html}");
    }
}

#[test]
fn a_value_cannot_leave_its_attribute() {
    let shell = Shell { csrf: evil(), ..Shell::default() };
    let field: CsrfField = shell.csrf_field();
    assert_eq!(field.to_string().matches('"').count(), 6, "{field}");
}

#[test]
fn components_are_not_escaped_twice() {
    let risk =
        Risk { what: "a & b".into(), level: Tag::bad("High"), plan: String::new(), reviewed: String::new() };
    let html = RiskList { risks: vec![risk] }.to_string();
    assert!(html.contains("<strong class=\"tag bad\">High</strong>"), "{html}");
    assert!(html.contains("a &#38; b"), "{html}");
}
