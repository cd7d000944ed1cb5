//! Small rules of the components: order, pages, bars, initials, addresses.

use crate::{Choice, Errors, Pagination, Progress, Sort, chart, choices, count, initials, query};
use scraper::{Html, Selector};

fn links(html: &str) -> Vec<String> {
    let html = Html::parse_fragment(html);
    let links = Selector::parse("a").unwrap();
    html.select(&links).map(|link| link.text().collect::<String>()).collect()
}

#[test]
fn numbers_sort_largest_first_and_words_upwards() {
    let sort = Sort::new("/c?team=north", "name", false);
    assert!(sort.th_num("load", "Load").to_string().contains("/c?team=north&#38;sort=load&#38;down=1"));
    assert!(sort.th("town", "Town").to_string().contains("sort=town\""));
}

#[test]
fn the_current_heading_turns_round() {
    let up = Sort::new("/c", "name", false).th("name", "Name").to_string();
    assert!(up.contains("aria-sort=\"ascending\"") && up.contains("down=1"), "{up}");
    let down = Sort::new("/c", "name", true).th("name", "Name").to_string();
    assert!(down.contains("aria-sort=\"descending\"") && !down.contains("down=1"), "{down}");
}

#[test]
fn an_unknown_column_sorts_by_the_first() {
    assert_eq!(Sort::read("/c", &["load", "name"], "evil", "1"), Sort::new("/c", "load", true));
    assert_eq!(Sort::read("/c", &["load", "name"], "name", ""), Sort::new("/c", "name", false));
    assert_eq!(Sort::read("/c", &[], "name", "").by, "");
}

#[test]
fn pages_show_the_ends_and_the_neighbours() {
    let html = Pagination::new("/p", 5, 25, 243, "people").to_string();
    let pages = ["Previous page", "Page 1", "Page 4", "Page 5", "Page 6", "Page 10", "Next page"];
    assert_eq!(links(&html), pages);
    assert!(html.contains("101 to 125 of 243 people"));
}

#[test]
fn a_page_beyond_the_end_is_the_last() {
    let pages = Pagination::new("/p", 99, 25, 60, "people");
    assert_eq!(pages.page(), 3);
    assert!(pages.to_string().contains("51 to 60 of 60 people"));
    assert_eq!(Pagination::new("/p", 0, 0, 0, "people").page(), 1);
}

#[test]
fn one_page_has_no_links() {
    assert_eq!(links(&Pagination::new("/p", 1, 25, 7, "people").to_string()), Vec::<String>::new());
    assert!(Pagination::new("/p", 1, 25, 0, "people").to_string().contains("No people"));
}

#[test]
fn a_bar_parts_what_is_over_the_line() {
    let html = chart::bar(131.0).to_string();
    assert!(html.contains("class=\"within\" width=\"62.5%\"") && html.contains("width=\"19.4%\""), "{html}");
    assert!(!chart::bar(74.0).to_string().contains("class=\"over\""));
    for odd in [f64::NAN, f64::INFINITY, -3.0] {
        assert!(chart::bar(odd).to_string().contains("class=\"within\" width=\"0%\""));
    }
    assert!(chart::bar(900.0).to_string().contains("width=\"37.5%\""), "never longer than its cell");
}

#[test]
fn a_line_of_values_ends_at_its_last_point() {
    let html = chart::spark(&[0.0, 5.0, 10.0], 0.0, 10.0).to_string();
    assert!(html.contains("d=\"M4 28L60 16L116 4\"") && html.contains("cx=\"116\" cy=\"4\""), "{html}");
    assert!(chart::spark(&[], 0.0, 0.0).to_string().contains("d=\"\""));
}

#[test]
fn progress_is_never_beyond_its_end() {
    let html = Progress::new("p", "Reading", 12, 0).to_string();
    assert!(html.contains("max=\"1\" value=\"1\""), "{html}");
    assert!(!html.contains("data-poll"));
    assert!(Progress::new("p", "Reading", 1, 2).poll("/x").to_string().contains("data-poll=\"/x\""));
}

#[test]
fn initials_are_the_first_and_the_last() {
    assert_eq!(initials("Priya Shah"), "PS");
    assert_eq!(initials("Sgt Lola Grant"), "SG");
    assert_eq!(initials("élodie"), "É");
    assert_eq!(initials("- ?"), "");
}

#[test]
fn counts_read_like_words() {
    assert_eq!([0, 1, 2].map(|n| count(n, "person", "people")), ["No people", "1 person", "2 people"]);
}

#[test]
fn addresses_are_encoded_and_leave_out_what_is_empty() {
    assert_eq!(query("/p", &[("q", "O'Neil & co"), ("team", "")]), "/p?q=O%27Neil%20%26%20co");
    assert_eq!(query("/p?a=1", &[("b", "é")]), "/p?a=1&b=%C3%A9");
    assert_eq!(query("/p", &[]), "/p");
}

#[test]
fn a_choice_knows_the_answer_given() {
    let offered = choices(&[("yes", "Yes"), ("no", "No")]);
    assert_eq!(offered.iter().map(|choice| choice.is("no")).collect::<Vec<_>>(), [false, true]);
    assert!(Choice::new("a", "A").on(true).hint("h").on);
}

#[test]
fn the_first_error_of_a_field_stands_beside_it() {
    let errors: Errors = [("when", "Enter a date"), ("when", "Enter a later date")].into_iter().collect();
    assert_eq!(errors.of("when"), "Enter a date");
    assert_eq!(errors.of("why"), "");
    assert_eq!(errors.iter().count(), 2);
}
