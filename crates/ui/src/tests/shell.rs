//! What stands around every page.

use crate::{Errors, Idle, NavItem, Page, Shell, SignedIn};
use askama::Template;
use axum::response::IntoResponse;
use scraper::{Html, Selector};

/// A page with nothing of its own.
#[derive(Template)]
#[template(source = r#"{% extends "shell.html" %}{% block main %}<p>Words</p>{% endblock %}"#, ext = "html")]
struct Plain {
    shell: Shell,
}

fn parse(shell: Shell) -> Html {
    Html::parse_document(&Plain { shell }.render().unwrap())
}

fn text(html: &Html, selector: &str) -> String {
    html.select(&Selector::parse(selector).unwrap()).flat_map(|element| element.text()).collect()
}

fn count(html: &Html, selector: &str) -> usize {
    html.select(&Selector::parse(selector).unwrap()).count()
}

fn signed_in() -> Shell {
    let who =
        SignedIn { name: "Priya Shah".into(), role: "Case officer".into(), organisation: "Borough".into() };
    Shell::new("Caseloads", "north team")
        .signed_in(who)
        .nav(vec![NavItem::new("/day", "My day"), NavItem::new("/caseloads", "Caseloads")])
        .at("/caseloads")
}

#[test]
fn the_title_is_page_section_service() {
    let html = parse(signed_in());
    assert_eq!(text(&html, "title"), "Caseloads - north team - Alongside");
    assert_eq!(text(&html, "h1"), "Caseloads");
}

#[test]
fn a_quiet_title_names_nobody() {
    let html = parse(signed_in().titled("Amina Okafor", "plan").quiet("Your plan"));
    assert_eq!(text(&html, "title"), "Your plan - Alongside");
}

#[test]
fn a_page_with_errors_says_so_first_and_links_to_the_field() {
    let mut errors = Errors::new();
    errors.add("when", "Enter a date");
    errors.add("", "Somebody else changed this");
    let html = parse(signed_in().errors(errors));
    assert!(text(&html, "title").starts_with("Error: Caseloads"));
    assert_eq!(count(&html, "[data-problem] a[href='#when']"), 1);
    assert_eq!(text(&html, "[data-problem] li"), "Enter a dateSomebody else changed this");
}

#[test]
fn without_errors_there_is_no_summary() {
    assert_eq!(count(&parse(signed_in()), "[data-problem]"), 0);
}

#[test]
fn landmarks_and_the_way_past_them_are_there_once() {
    let html = parse(signed_in());
    for selector in ["main#main", "body > header", "footer", "nav[aria-label=Main]", "h1", "[data-announce]"]
    {
        assert_eq!(count(&html, selector), 1, "{selector}");
    }
    assert_eq!(count(&html, "a.skip[href='#main']"), 1);
    assert_eq!(count(&html, "nav [aria-current=page]"), 1);
}

#[test]
fn search_and_sign_out_are_posts_that_carry_the_token() {
    let html = parse(Shell { csrf: "t0ken".into(), ..signed_in() });
    assert_eq!(count(&html, "form[action='/people/search'][method=post] input[name=q][type=search]"), 1);
    assert_eq!(count(&html, "form[action='/sign-out'][method=post] button"), 1);
    assert_eq!(count(&html, "input[type=hidden][name=csrf][value=t0ken]"), 2);
}

#[test]
fn a_public_page_has_neither_search_nor_navigation() {
    let html = parse(Shell::new("Sign in", ""));
    assert_eq!(count(&html, "nav"), 0);
    assert_eq!(count(&html, "header form"), 0);
    assert_eq!(text(&html, "title"), "Sign in - Alongside");
}

#[test]
fn what_was_saved_is_said_and_stays() {
    let html = parse(signed_in().notice("Note saved"));
    assert_eq!(text(&html, "[data-notice]").trim(), "Note saved");
}

#[test]
fn a_session_that_ends_warns_and_can_be_extended() {
    let html =
        parse(Shell { idle: Some(Idle { seconds: 3600, extend: "/session/extend".into() }), ..signed_in() });
    assert_eq!(
        count(&html, "dialog[data-idle='3600'] form[action='/session/extend'][method=post] button"),
        1
    );
}

#[test]
fn paper_says_who_printed_it() {
    let html = parse(Shell { printed: "Printed by Priya Shah".into(), ..signed_in() });
    assert_eq!(text(&html, "footer .printonly"), "Printed by Priya Shah");
}

#[test]
fn a_client_can_leave_at_once() {
    let html =
        parse(Shell { exit: Some("https://www.bbc.co.uk/weather".into()), ..Shell::new("Your plan", "") });
    assert_eq!(text(&html, "a[data-exit]"), "Exit this page");
    assert_eq!(count(&html, "body.easy"), 1);
}

#[test]
fn the_footer_helps_first() {
    let html = parse(signed_in());
    assert!(text(&html, "footer").trim().starts_with("Help"));
    for href in ["/help", "/accessibility", "/privacy", "/privacy/report"] {
        assert_eq!(count(&html, &format!("footer a[href='{href}']")), 1, "{href}");
    }
}

#[test]
fn no_page_is_kept() {
    let response = Page(Plain { shell: signed_in() }).into_response();
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
}
