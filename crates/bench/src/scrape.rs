//! Finding one's way through the pages by their links, as somebody without a list of ids must.

use kernel::{Error, Result};

/// Somebody's way in: their caseload and their team's, and the people and cases they may open.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Pages of the officer's caseload that are full.
    pub caseload: Vec<String>,
    /// Pages of their team's caseload that are full.
    pub team: Vec<String>,
    /// Pages of people, each with the person's name. A case may be open to somebody whose subject's page is not.
    pub people: Vec<(String, String)>,
    /// Pages of cases.
    pub cases: Vec<String>,
}

/// Cases on a full page of a caseload.
const FULL: usize = 25;
/// Most pages of a caseload that are turned.
const MOST_PAGES: usize = 20;

/// Walks from the list of caseloads to an officer's own and their team's, and collects what those link to. `open`
/// gives the page at an address, or nothing where there is none for whoever asks.
pub fn walk(name: &str, open: &mut dyn FnMut(&str) -> Result<Option<String>>) -> Result<Found> {
    let (own, team) = own_caseload(name, open)?;
    let mut found = Found::default();
    found.caseload = found.turn(&own, open)?;
    found.team = found.turn(&team, open)?;
    let listed = std::mem::take(&mut found.people);
    for person in listed {
        if open(&person.0)?.is_some() {
            found.people.push(person);
        }
    }
    if found.people.is_empty() {
        return Err(Error::invalid(format!("the caseload of {name} shows nobody whose page opens")));
    }
    Ok(found)
}

impl Found {
    /// Turns the pages of a caseload; which of them are full.
    fn turn(
        &mut self,
        caseload: &str,
        open: &mut dyn FnMut(&str) -> Result<Option<String>>,
    ) -> Result<Vec<String>> {
        let mut full = Vec::new();
        for page in 1..=MOST_PAGES {
            let path = format!("{caseload}?page={page}");
            let links = links(&open(&path)?.unwrap_or_default());
            let cases = starting(&links, "/cases/");
            for person in
                links.into_iter().filter(|(href, text)| is_record(href, "/people/") && !text.is_empty())
            {
                if !self.people.contains(&person) {
                    self.people.push(person);
                }
            }
            let count = cases.len();
            self.cases.extend(cases);
            if count < FULL {
                break;
            }
            full.push(path);
        }
        Ok(full)
    }
}

/// The caseload of an officer of this name, and of the team whose page links to it.
fn own_caseload(
    name: &str,
    open: &mut dyn FnMut(&str) -> Result<Option<String>>,
) -> Result<(String, String)> {
    let teams = starting(&links(&open("/caseloads")?.unwrap_or_default()), "/caseloads/team/");
    for team in teams {
        let links = links(&open(&team)?.unwrap_or_default());
        let own =
            links.into_iter().find(|(href, text)| href.starts_with("/caseloads/officer/") && text == name);
        if let Some((href, _)) = own {
            return Ok((href, team));
        }
    }
    Err(Error::invalid(format!("no team's page links to the caseload of {name}")))
}

/// Addresses that begin so and go on without a file name or query, each once.
fn starting(links: &[(String, String)], begin: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (href, _) in links.iter().filter(|(href, _)| is_record(href, begin)) {
        if !out.contains(href) {
            out.push(href.clone());
        }
    }
    out
}

/// Whether an address is that of one record: the beginning, an id, and nothing more.
fn is_record(href: &str, begin: &str) -> bool {
    href.strip_prefix(begin)
        .is_some_and(|id| id.len() >= 32 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
}

/// Address and words of every link of a page.
pub fn links(html: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for part in html.split("<a ").skip(1) {
        let Some((tag, rest)) = part.split_once('>') else { continue };
        let inside = rest.split_once("</a>").map_or("", |(inside, _)| inside);
        if let Some(href) = attribute(tag, "href") {
            out.push((unescape(&href), words(inside)));
        }
    }
    out
}

/// Addresses of the stylesheets and scripts of a page.
pub fn assets(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (tag, name) in [("<link ", "href"), ("<script ", "src")] {
        for part in html.split(tag).skip(1) {
            let inside = part.split_once('>').map_or("", |(inside, _)| inside);
            let wanted = tag == "<script " || attribute(inside, "rel").is_some_and(|rel| rel == "stylesheet");
            if let Some(address) = attribute(inside, name).filter(|_| wanted) {
                out.push(address);
            }
        }
    }
    out
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        rest = &rest[at + name.len()..];
        if before.is_none_or(char::is_whitespace)
            && let Some(value) = rest.strip_prefix("=\"")
        {
            return value.split_once('"').map(|(value, _)| value.to_owned());
        }
    }
    None
}

/// Text without tags, white space folded.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    unescape(&out.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn unescape(text: &str) -> String {
    [("&#38;", "&"), ("&#39;", "'"), ("&#x27;", "'"), ("&quot;", "\""), ("&#34;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f6";

    #[test]
    fn links_have_an_address_and_words() {
        let html = r#"<p><a class="x" href="/a?b=1&#38;c=2"> Amina <b>O&#39;Neil</b>
            </a> <abbr title="no link">x</abbr> <a data-href="/no">none</a>"#;
        assert_eq!(links(html), [("/a?b=1&c=2".to_owned(), "Amina O'Neil".to_owned())]);
    }

    #[test]
    fn stylesheets_and_scripts_are_assets_and_icons_are_not() {
        let html = r#"<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.svg">
            <script type="module" src="/m.js"></script>"#;
        assert_eq!(assets(html), ["/a.css", "/m.js"]);
    }

    #[test]
    fn a_walk_finds_the_officers_people_and_cases() {
        let case = |n: usize| format!("/cases/{n:08}{}", &ID[8..]);
        let person = |n: usize| format!("/people/{n:08}{}", &ID[8..]);
        let team = format!("/caseloads/team/{ID}");
        let mut open = |path: &str| {
            let rows = |numbers: std::ops::Range<usize>| {
                let row = |n| format!(r#"<a href="{}">Person {n}</a><a href="{}">C</a>"#, person(n), case(n));
                numbers.map(row).collect::<Vec<_>>().concat()
            };
            Ok(Some(match path {
                "/caseloads" => format!(r#"<a href="{team}">East</a> <a href="{team}/cases.csv">file</a>"#),
                path if path == team => {
                    format!(
                        r#"<a href="/caseloads/officer/1">Ann</a><a href="/caseloads/officer/{ID}">Priya Shah</a>"#
                    )
                }
                path if path == format!("/caseloads/officer/{ID}?page=1") => rows(0..25),
                path if path == format!("/caseloads/officer/{ID}?page=2") => rows(25..27),
                path if path == format!("{team}?page=1") => rows(20..30),
                path if path == person(7) => return Ok(None),
                _ => String::new(),
            }))
        };
        let found = walk("Priya Shah", &mut open).unwrap();
        assert_eq!(found.caseload, [format!("/caseloads/officer/{ID}?page=1")]);
        assert_eq!((found.team.len(), found.people.len(), found.cases.len()), (0, 29, 37));
        assert_eq!(found.people[28], (person(29), "Person 29".to_owned()));
        assert!(
            found.people.iter().all(|(path, _)| *path != person(7)),
            "a page that does not open is left out"
        );
        let words = walk("Nobody", &mut open).unwrap_err().to_string();
        assert!(words.contains("Nobody"), "{words}");
    }
}
