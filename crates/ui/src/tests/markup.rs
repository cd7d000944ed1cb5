//! The markup of every component: unique ids, labels that hit, words for what is drawn.

use crate::components;
use scraper::{Html, Selector};
use std::collections::HashSet;

fn select<'a>(html: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

/// All examples of all components as one page, the way `/design` shows them.
fn everything() -> Html {
    let examples = components().into_iter().flat_map(|component| component.examples);
    Html::parse_fragment(&examples.map(|example| example.html).collect::<String>())
}

fn ids(html: &Html) -> HashSet<String> {
    select(html, "[id]").iter().map(|element| element.attr("id").unwrap().to_owned()).collect()
}

#[test]
fn every_component_has_examples_that_render() {
    for component in components() {
        assert!(!component.examples.is_empty(), "{} has no example", component.name);
        assert!(!component.purpose.is_empty() && !component.usage.is_empty(), "{}", component.name);
        for example in component.examples {
            assert!(!example.html.trim().is_empty(), "{}: {} is empty", component.name, example.words);
            assert!(!example.html.contains("Cannot be shown"), "{}: {}", component.name, example.html);
        }
    }
}

#[test]
fn every_component_folder_is_on_the_review_page() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/pages/components");
    let shown: HashSet<&str> = components().iter().map(|component| component.name).collect();
    // a bar and a scroll region are seen inside the sortable table
    let inside = ["bar", "scroll"];
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(shown.contains(name.as_str()) || inside.contains(&name.as_str()), "{name} has no examples");
    }
}

#[test]
fn ids_are_unique_on_the_review_page() {
    let html = everything();
    let mut seen = HashSet::new();
    for element in select(&html, "[id]") {
        let id = element.attr("id").unwrap();
        assert!(seen.insert(id.to_owned()), "id {id} twice");
    }
}

#[test]
fn references_hit_an_element() {
    let html = everything();
    let ids = ids(&html);
    for attribute in ["for", "aria-describedby", "aria-labelledby"] {
        for element in select(&html, &format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap().split_whitespace() {
                assert!(ids.contains(id), "{attribute}={id} leads nowhere");
            }
        }
    }
    for link in select(&html, ".problem a") {
        assert!(ids.contains(link.attr("href").unwrap().trim_start_matches('#')), "{}", link.html());
    }
}

#[test]
fn every_control_has_a_label() {
    let html = everything();
    let labels = select(&html, "label[for]");
    let labelled: HashSet<&str> = labels.iter().filter_map(|label| label.value().attr("for")).collect();
    for control in select(&html, "input:not([type=hidden]), select, textarea, progress") {
        let id = control.attr("id").unwrap_or_else(|| panic!("no id: {}", control.html()));
        assert!(labelled.contains(id), "{id} has no label");
    }
}

#[test]
fn a_field_with_an_error_says_so_in_words() {
    let html = everything();
    let field = select(&html, "#ex-when")[0];
    assert_eq!(field.attr("aria-invalid"), Some("true"));
    assert_eq!(field.attr("aria-describedby"), Some("ex-when-hint ex-when-error"));
    let error = select(&html, "#ex-when-error")[0].text().collect::<String>();
    assert!(error.starts_with("Error: "), "{error}");
}

#[test]
fn drawings_have_words_or_are_hidden() {
    let html = everything();
    for svg in select(&html, "svg") {
        let hidden = svg.attr("aria-hidden") == Some("true");
        let named = svg.attr("role") == Some("img") && svg.attr("aria-labelledby").is_some();
        assert!(hidden || named, "{}", svg.html());
    }
    assert!(!select(&html, ".ecomap details li").is_empty(), "the map is also a list");
}

#[test]
fn a_gap_in_contact_and_a_late_date_are_words() {
    let html = everything();
    let words = |selector: &str| -> String {
        select(&html, selector).iter().flat_map(scraper::ElementRef::text).collect()
    };
    assert!(words(".network .tag").contains("None booked"));
    assert!(words(".dated .tag").contains("Overdue"));
    assert!(words(".tasks .tag").contains("Looked at, not finished"));
}

#[test]
fn a_sorted_heading_says_its_order() {
    let html = everything();
    let orders: Vec<_> =
        select(&html, "th[aria-sort]").iter().map(|th| th.attr("aria-sort").unwrap()).collect();
    assert_eq!(orders, ["none", "none", "descending"]);
}
