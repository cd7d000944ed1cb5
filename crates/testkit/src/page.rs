//! Checks that every HTML answer goes through.

use crate::{
    Answer,
    answer::{selector, words},
};
use scraper::{ElementRef, Html};
use std::collections::BTreeSet;

/// One thing that is looked at on every page. Leave one out with [`Client::except`](crate::Client::except).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// There is one `h1`, and no heading skips a level.
    Headings,
    /// The tab's title begins with the `h1`, goes on with section and service, and says first if there is an error.
    Title,
    /// The language is said.
    Language,
    /// There is one `main`, and each `nav` has a name of its own.
    Landmark,
    /// Every field has words of its own.
    Labels,
    /// No id is used twice, each is plain, and what refers to an id hits it.
    Ids,
    /// Links of the error summary lead to a field.
    ErrorSummary,
    /// Links and buttons say something.
    Words,
    /// No style, script or event handler stands in the page.
    Inline,
    /// Every form says where it goes.
    Forms,
    /// Every table says what it is.
    Tables,
    /// No browser or proxy keeps the page.
    NoStore,
}

/// Looks at a page and tells what is wrong, with the remedy.
type Look = fn(&Html) -> Vec<String>;

/// What is wrong with an answer; `whole` when it should be a page, not a part of one.
pub(crate) fn problems(answer: &Answer, whole: bool, spared: &[Check]) -> Vec<String> {
    let html = answer.page();
    let everywhere: [(Check, Look); 6] = [
        (Check::Labels, labels),
        (Check::Ids, ids),
        (Check::Words, empty),
        (Check::Inline, inline),
        (Check::Forms, forms),
        (Check::Tables, tables),
    ];
    let pages: [(Check, Look); 5] = [
        (Check::Headings, headings),
        (Check::Title, title),
        (Check::Language, language),
        (Check::Landmark, landmark),
        (Check::ErrorSummary, error_summary),
    ];
    let mut checks: Vec<_> = everywhere.into_iter().collect();
    if whole {
        checks.extend(pages);
    }
    checks.retain(|(check, _)| !spared.contains(check));
    let mut found: Vec<String> = checks.into_iter().flat_map(|(_, look)| look(&html)).collect();
    if !spared.contains(&Check::NoStore) && !answer.header("cache-control").contains("no-store") {
        found.push("answer with Cache-Control: no-store (ui::Page and ui::fragment do)".to_owned());
    }
    found
}

fn all<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    html.select(&selector(css)).collect()
}

/// The opening tag, to name an element in a message.
fn tag(element: ElementRef<'_>) -> String {
    let html = element.html();
    html[..=html.find('>').unwrap_or(html.len() - 1)].to_owned()
}

fn headings(html: &Html) -> Vec<String> {
    let all = all(html, "h1, h2, h3, h4, h5, h6");
    let mut found = Vec::new();
    let firsts = all.iter().filter(|h| h.value().name() == "h1").count();
    if firsts != 1 {
        found.push(format!("{firsts} h1: a page has one, and shell.html writes it"));
    }
    let mut before = 0;
    for heading in all {
        let level = heading.value().name()[1..].parse::<u32>().unwrap_or(0);
        if before > 0 && level > before + 1 {
            found.push(format!("{} follows h{before}: do not skip a level", tag(heading)));
        }
        before = level;
    }
    found
}

fn title(html: &Html) -> Vec<String> {
    let first = |css| all(html, css).first().map(|e| words(*e));
    let Some(title) = first("head > title") else { return vec!["no title: extend shell.html".to_owned()] };
    let h1 = first("h1").unwrap_or_default();
    let mut found = Vec::new();
    let summary = !all(html, "[data-problem]").is_empty();
    let bare = title.strip_prefix("Error: ");
    if bare.is_some() != summary {
        found.push(format!(
            "title {title:?}: it begins with \"Error: \" exactly when there is an error summary"
        ));
    }
    let bare = bare.unwrap_or(&title);
    // A quiet title names nobody on a screen that others may see: it is marked, and has words of its own.
    let quiet = !all(html, "head > title[data-quiet]").is_empty();
    if !quiet && !bare.starts_with(&h1) {
        found.push(format!(
            "title {title:?}: begin it with the h1 {h1:?}, or make it quiet with Shell::quiet"
        ));
    } else if !bare.contains(" - ") {
        found.push(format!("title {title:?}: end it with the service's name, as Shell::tab_title does"));
    }
    found
}

fn language(html: &Html) -> Vec<String> {
    let said = all(html, "html").first().and_then(|e| e.attr("lang")).is_some_and(|lang| !lang.is_empty());
    if said { Vec::new() } else { vec!["no lang on html: extend shell.html".to_owned()] }
}

fn landmark(html: &Html) -> Vec<String> {
    let mut found = match all(html, "main, [role=main]").len() {
        1 => Vec::new(),
        n => vec![format!("{n} main landmarks: a page has one, and shell.html writes it")],
    };
    let mut named = BTreeSet::new();
    for nav in all(html, "nav") {
        let name = nav.attr("aria-label").or_else(|| nav.attr("aria-labelledby")).unwrap_or_default();
        if name.is_empty() || !named.insert(name) {
            found.push(format!("{} needs a name of its own, in aria-label or aria-labelledby", tag(nav)));
        }
    }
    found
}

fn labels(html: &Html) -> Vec<String> {
    let labelled: BTreeSet<&str> = all(html, "label[for]")
        .into_iter()
        .filter(|l| !words(*l).is_empty())
        .filter_map(|l| l.attr("for"))
        .collect();
    let wrapped: BTreeSet<_> =
        all(html, "label input, label select, label textarea").iter().map(|e| e.id()).collect();
    let mut found = Vec::new();
    for field in all(html, "input, select, textarea") {
        if matches!(field.attr("type"), Some("hidden" | "submit" | "button" | "reset" | "image")) {
            continue;
        }
        let said = field.attr("aria-label").is_some_and(|words| !words.is_empty())
            || field.attr("aria-labelledby").is_some();
        let labelled = field.attr("id").is_some_and(|id| labelled.contains(id));
        if !said && !labelled && !wrapped.contains(&field.id()) {
            found.push(format!("{} has no label: use the field macros", tag(field)));
        }
    }
    for group in all(html, "fieldset") {
        let legend = group.select(&selector("legend")).next().map(words).unwrap_or_default();
        if legend.is_empty() {
            found.push(format!("{} has no legend", tag(group)));
        }
    }
    found
}

fn ids(html: &Html) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for element in all(html, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        if !seen.insert(id) {
            found.push(format!("id {id:?} is there twice: ids are unique on a page"));
        }
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
            found.push(format!("id {id:?}: write ids with letters, digits, - and _ only"));
        }
    }
    for name in ["for", "aria-describedby", "aria-labelledby", "aria-controls", "form"] {
        for element in all(html, &format!("[{name}]")) {
            for id in
                element.attr(name).unwrap_or_default().split_whitespace().filter(|id| !seen.contains(id))
            {
                found.push(format!("{}: {name} hits no element with id {id:?}", tag(element)));
            }
        }
    }
    for link in all(html, "a[href^='#']") {
        let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
        if !id.is_empty() && !seen.contains(id) {
            found.push(format!("{} leads to no element with id {id:?}", tag(link)));
        }
    }
    found
}

fn error_summary(html: &Html) -> Vec<String> {
    let fields: BTreeSet<&str> =
        all(html, "input[id], select[id], textarea[id], fieldset[id], [tabindex][id]")
            .iter()
            .filter_map(|e| e.attr("id"))
            .collect();
    all(html, "[data-problem] a")
        .into_iter()
        .filter(|link| !link.attr("href").is_some_and(|to| fields.contains(to.trim_start_matches('#'))))
        .map(|link| {
            format!("{} of the error summary leads to no field: name the error after the field", tag(link))
        })
        .collect()
}

fn empty(html: &Html) -> Vec<String> {
    let says = |e: &ElementRef<'_>| {
        let drawn =
            e.select(&selector("img[alt], svg[aria-label], svg title")).any(|i| i.attr("alt") != Some(""));
        !words(*e).is_empty() || e.attr("aria-label").is_some_and(|words| !words.is_empty()) || drawn
    };
    let silent = |e: &ElementRef<'_>| !says(e);
    let mut found: Vec<String> = all(html, "a, button, summary, th")
        .into_iter()
        .filter(|e| e.value().name() != "th" || e.attr("scope").is_some())
        .filter(silent)
        .map(|e| format!("{} says nothing: give it words", tag(e)))
        .collect();
    found.extend(
        all(html, "a")
            .into_iter()
            .filter(|a| a.attr("href").is_none_or(str::is_empty))
            .map(|a| format!("{} leads nowhere", tag(a))),
    );
    found
}

fn inline(html: &Html) -> Vec<String> {
    let mut found: Vec<String> = all(html, "style, [style], script:not([src])")
        .into_iter()
        .map(|e| {
            format!(
                "{}: our content security policy runs nothing inline, use the stylesheet or the module",
                tag(e)
            )
        })
        .collect();
    for element in all(html, "*") {
        let value = element.value();
        found.extend(
            value
                .attrs()
                .filter(|(name, value)| {
                    name.starts_with("on") || value.trim_start().starts_with("javascript:")
                })
                .map(|(name, _)| format!("{}: {name} runs inline script, use the module", tag(element))),
        );
    }
    found
}

fn forms(html: &Html) -> Vec<String> {
    let mut found = Vec::new();
    for form in all(html, "form") {
        if form.attr("action").is_none_or(str::is_empty) {
            found.push(format!("{} has no action: say where it goes", tag(form)));
        }
        if form.select(&selector("button, input[type=submit]")).next().is_none() {
            found.push(format!("{} has no button: it cannot be sent without a script", tag(form)));
        }
    }
    found
}

fn tables(html: &Html) -> Vec<String> {
    all(html, "table")
        .into_iter()
        .filter(|table| {
            let caption = table.select(&selector("caption")).next().map(words).unwrap_or_default();
            caption.is_empty()
                && table.attr("aria-label").is_none()
                && table.attr("aria-labelledby").is_none()
        })
        .map(|table| format!("{} has no caption: say what it lists", tag(table)))
        .collect()
}
