//! Every page, at two sizes, as somebody who may see it.

use crate::{browser::Browser, imports, product::Product};
use access::Need;
use std::{collections::BTreeMap, path::PathBuf, process::Command};

/// A desk and a phone.
const SIZES: [(u32, u32); 2] = [(1280, 800), (375, 812)];
/// A small window, letters of twice the size, and the spacing of WCAG 2.2, 1.4.12.
const STRAINS: [((u32, u32), &str); 3] = [
    ((320, 640), ""),
    ((1280, 800), "html{font-size:200%!important}"),
    ((375, 812), "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"),
];
/// What a page may weigh when it is opened first, compressed, in bytes.
const HEAVIEST: f64 = 25.0 * 1024.0;

/// Answers to GET that are no pages: files, a part of a page, an address that only leads on. Journeys click them.
const NO_PAGES: [&str; 25] = [
    "/",
    "/admin/packs/{pack}/text",
    "/allocate/waiting.csv",
    "/caseloads/officer/{user_id}/cases.csv",
    "/caseloads/team/{team_id}/cases.csv",
    "/cases/{case_id}/documents/{document_id}/versions/{version}",
    "/cases/{case_id}/letters/{letter_id}/copy",
    "/evidence/returns.csv",
    "/evidence/returns/export",
    "/evidence/stays.csv",
    "/imports/template",
    "/imports/template/columns",
    "/imports/{run_id}/bad-rows",
    "/imports/{run_id}/progress",
    "/queues/officer/{user_id}/queue.csv",
    "/reviews/results.csv",
    // A change of a half-day is asked for by a form; the page's samples are looked at, and the story of a rota.
    "/rota/change",
    "/rota/feed/{secret}",
    "/rota/{rota_id}/progress",
    "/reviews/results.xlsx",
    "/reviews/results/months.csv",
    "/queues/team/{team_id}/queue.csv",
    // Questions for a code that somebody has; the page's samples are looked at.
    "/survey/{code}",
    "/reviews/forms/{review_form}/text",
    // Only a closed case is opened again; the page's samples are looked at.
    "/cases/{case_id}/reopen",
];

/// Pages about one of many things, which a link of another page leads to. The samples of each are looked at too, so
/// a demo without such a thing leaves no page unseen.
const LED_TO: [&str; 37] = [
    // The demo keeps no question of the model; the page's samples are looked at, and its story.
    "/caseloads/model/{scenario_id}",
    "/caseloads/standards/{standard_id}",
    "/practice/{entry_id}",
    "/rota/{rota_id}",
    "/cases/{case_id}/audits/{audit_id}",
    "/cases/{case_id}/decisions/one",
    "/cases/{case_id}/documents/{document_id}",
    "/cases/{case_id}/forms/{form}",
    "/cases/{case_id}/letters/{letter_id}",
    "/cases/{case_id}/letters/{letter_id}/edit",
    "/cases/{case_id}/plan/goals/{goal_id}",
    "/cases/{case_id}/plan/goals/{goal_id}/steps/new",
    "/cases/{case_id}/plan/help/{intervention_id}",
    "/cases/{case_id}/plan/steps/{step_id}",
    "/cases/{case_id}/plan/steps/{step_id}/done",
    "/cases/{case_id}/powers/use",
    "/cases/{case_id}/reviews/{review_id}",
    "/cases/{case_id}/reviews/{review_id}/decide",
    "/cases/{case_id}/reviews/{review_id}/form",
    "/cases/{case_id}/reviews/{review_id}/replace",
    "/cases/{case_id}/risk/answers",
    "/cases/{case_id}/satisfaction/{survey_id}",
    "/people/{person_id}/notes/{contact_id}/correct",
    "/reviews/charter/{assessment_id}",
    "/reviews/charter/{assessment_id}/commitments/{commitment}",
    "/reviews/charter/{assessment_id}/print",
    "/reviews/programme/audits/{audit_id}",
    "/reviews/programme/audits/{audit_id}/print",
    "/reviews/programme/recommendations/{recommendation_id}",
    "/supervision/sessions/{session_id}",
    "/supervision/sessions/{session_id}/cases/{case_id}",
    "/supervision/sessions/{session_id}/print",
    "/caseloads/notices/{notice_id}",
    "/time/exercises/{exercise_id}",
    "/time/exercises/{exercise_id}/weights",
    "/time/discovery/{discovery_id}",
    "/time/discovery/{discovery_id}/print",
];

fn tool(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser").join(path)
}

fn axe() -> String {
    std::fs::read_to_string(tool("node_modules/axe-core/axe.min.js"))
        .expect("axe-core is missing: run ./test browser, which installs it")
}

/// Addresses of one of each that a page can be of.
struct Found {
    person: String,
    case: String,
    team: String,
    officer: String,
    search: String,
    import: String,
    /// Where pages led to that are known only by a link.
    links: Vec<String>,
}

impl Found {
    /// Found by clicking, not by asking the database.
    fn by_clicking(product: &Product) -> Self {
        let mut browser = Browser::open(product, true, SIZES[0]);
        browser.sign_in("priya.shah");
        browser.click_link("Leila Karimi");
        let person = browser.path();
        browser.click_link("Cases (2)");
        let case = attribute(&browser, "main table a", "href");
        browser.go("/caseloads");
        // Her own team: its list has cases that she may see.
        browser.click_link("Community Safety");
        let team = browser.path();
        browser.go("/caseloads");
        let officer = attribute(&browser, "main a[href*=officer]", "href");
        browser.go("/people");
        browser.type_into("#q", "kar");
        browser.click("main button[type=submit]");
        let search = browser.path();
        let from = ["", "/plan", "/risk", "/powers", "/decisions", "/letters", "/documents"];
        let mut from: Vec<String> = from.iter().map(|end| format!("{case}{end}")).collect();
        from.push(format!("{person}/timeline"));
        from.extend(["/reports", "/supervision", "/satisfaction"].map(str::to_owned));
        let mut links = links(&mut browser, &from);
        drop(browser);
        let mut browser = Browser::open(product, true, SIZES[0]);
        browser.sign_in("marcus.bell");
        let pages = ["/caseloads/notices", "/rota", "/caseloads/standards", "/practice"].map(str::to_owned);
        links.extend(self::links(&mut browser, &pages));
        drop(browser);
        links.extend(studies(product));
        let mut browser = Browser::open(product, true, SIZES[0]);
        browser.sign_in("rosa.lopes");
        let import = imports::bring(&mut browser);
        Self { person, case, team, officer, search, import, links }
    }

    /// The address of a pattern; `None` where nothing led to one.
    fn address(&self, pattern: &str) -> Option<String> {
        if LED_TO.contains(&pattern) || pattern == "/reports/{report_id}" {
            return led_to(&self.links, pattern);
        }
        let (team, officer) = (&self.team, &self.officer);
        let path = match pattern {
            "/people/search/{token}" => self.search.clone(),
            path if path.starts_with("/caseloads/team/") => path.replace("/caseloads/team/{team_id}", team),
            path if path.starts_with("/caseloads/officer/") => {
                path.replace("/caseloads/officer/{user_id}", officer)
            }
            "/queues/team/{team_id}" => team.replace("/caseloads/", "/queues/"),
            "/queues/officer/{user_id}" => officer.replace("/caseloads/", "/queues/"),
            "/plans/team/{team_id}" => team.replace("/caseloads/", "/plans/"),
            "/plans/officer/{user_id}" => officer.replace("/caseloads/", "/plans/"),
            "/reviews/results/{user_id}" => officer.replace("/caseloads/officer/", "/reviews/results/"),
            "/supervision/{user_id}" => officer.replace("/caseloads/officer/", "/supervision/"),
            path if path.starts_with("/reviews/six-week/{user_id}") => path.replace(
                "/reviews/six-week/{user_id}",
                &officer.replace("/caseloads/officer/", "/reviews/six-week/"),
            ),
            "/imports/{run_id}" => self.import.clone(),
            path => path
                .replace("/people/{person_id}", &self.person)
                .replace("/cases/{case_id}", &self.case)
                .replace("/admin/packs/{pack}", "/admin/packs/asb")
                .replace("{review_form}", "mcr-asb")
                .replace("{criterion}", "A1")
                // The longest part there is.
                .replace("{part}", "fields"),
        };
        assert!(!path.contains('{'), "{path}: teach this test the parameter");
        Some(path)
    }
}

/// Where the pages of time studies and discoveries lead.
fn studies(product: &Product) -> Vec<String> {
    let mut browser = Browser::open(product, true, SIZES[0]);
    browser.sign_in("helen.okoro");
    let mut studies = links(&mut browser, &["/time/exercises".to_owned(), "/time/discovery".to_owned()]);
    studies.retain(|link| {
        ["/time/exercises/", "/time/discovery/"].iter().any(|at| link.starts_with(at))
            && !link.ends_with("/end")
    });
    let further = links(&mut browser, &studies);
    studies.extend(further);
    studies
}

/// Addresses of every GET route, by the sign-in that opens them.
fn visits(product: &Product) -> BTreeMap<&'static str, Vec<String>> {
    let found = Found::by_clicking(product);
    let mut visits: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for row in alongside::app::route_tables() {
        if row.method != "GET" || NO_PAGES.contains(&row.path) {
            continue;
        }
        visits.entry(sign_in(&row)).or_default().extend(found.address(row.path));
    }
    // Hours as a leader writes them down.
    visits.entry("marcus.bell").or_default().push(format!("{}/hours", found.officer));
    visits.entry("").or_default().push("/design".to_owned());
    for set in alongside::app::samples() {
        let address = |n| format!("/design/pages/{}/{n}", set.page);
        visits.entry("").or_default().extend((0..set.samples.len()).map(address));
    }
    visits
}

/// Whose sign-in opens a page.
fn sign_in(row: &access::RouteRow) -> &'static str {
    match row.need {
        Need::Nothing => "",
        Need::OneOf(roles) if roles.contains(&access::Role::Data) => "rosa.lopes",
        Need::OneOf(roles) if roles.contains(&access::Role::Admin) => "joan.pearce",
        Need::OneOf(&[access::Role::Manager]) => "helen.okoro",
        Need::OneOf(_) => "marcus.bell",
        // What is kept of an officer by whoever leads them.
        _ if row.path.contains("/{user_id}")
            && !["/caseloads/", "/queues/", "/plans/"].iter().any(|at| row.path.starts_with(at)) =>
        {
            "marcus.bell"
        }
        _ => "priya.shah",
    }
}

/// Where the links of some pages lead.
fn links(browser: &mut Browser<'_>, pages: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for page in pages {
        browser.go(page);
        let all = browser.run(
            "return [...document.querySelectorAll('main a[href^=\"/\"]')].map(a => a.getAttribute('href'))",
        );
        found.extend(all.as_array().into_iter().flatten().filter_map(|href| Some(href.as_str()?.to_owned())));
    }
    found
}

/// The first link to a page of that pattern.
fn led_to(links: &[String], pattern: &str) -> Option<String> {
    let fits = |link: &&String| {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        let (had, asked): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), pattern.split('/').collect());
        had.len() == asked.len() && had.iter().zip(&asked).all(|(h, a)| a.starts_with('{') || h == a)
    };
    // An address like /goals/new, or /rota/mine, is another page than that of one goal, or one rota.
    let routes = alongside::app::route_tables();
    let named = |link: &str| {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        path != pattern && routes.iter().any(|row| row.path == path)
    };
    let own = |link: &&String| pattern.ends_with("/new") || !(link.ends_with("/new") || named(link));
    links.iter().filter(fits).find(own).cloned()
}

fn attribute(browser: &Browser<'_>, css: &str, name: &str) -> String {
    let script = format!("return document.querySelector({css:?}).getAttribute({name:?})");
    browser.run(&script).as_str().expect("an attribute").to_owned()
}

#[test]
fn every_page_is_sound_at_two_sizes() {
    let product = Product::start();
    let (visits, axe, folder) = (visits(&product), axe(), saved_folder());
    let mut wrong = Vec::new();
    let mut count = 0;
    for size in SIZES {
        for (who, paths) in &visits {
            let mut browser = Browser::visiting(&product, size);
            // Into every page by itself: handing it over anew for each takes longer than running it.
            browser.devtools("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({"source": axe}));
            if !who.is_empty() {
                browser.enter(who);
            }
            for path in paths {
                browser.complaints();
                browser.go(path);
                count += 1;
                wrong.extend(
                    problems(&mut browser, path).into_iter().map(|p| format!("{path} at {}: {p}", size.0)),
                );
                if size == SIZES[0] {
                    save(&folder, count, &product, &browser);
                }
            }
        }
    }
    println!("{count} page visits");
    wrong.extend(invalid(&folder));
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with the page that is open.
fn problems(browser: &mut Browser<'_>, path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let found = browser.run_async(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
            .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))))",
    );
    wrong.extend(found.as_array().into_iter().flatten().map(|v| format!("axe {v}")));
    let sideways =
        browser.run("return document.documentElement.scrollWidth - innerWidth").as_i64().unwrap_or(1);
    if sideways > 0 {
        wrong.push(format!("scrolls {sideways} pixels sideways"));
    }
    let shift = browser.run_async(
        "const done = arguments[arguments.length - 1]; let sum = 0;
         new PerformanceObserver(l => { for (const e of l.getEntries()) sum += e.value })
            .observe({type: 'layout-shift', buffered: true});
         setTimeout(() => done(sum), 60)",
    );
    if shift.as_f64().unwrap_or(1.0) > 0.0 {
        wrong.push(format!("the layout shifts by {shift}"));
    }
    let weight = browser.run(
        "return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
            .reduce((sum, e) => sum + e.encodedBodySize + 300, 0)",
    );
    let heads = browser.run("return [document.title, document.querySelectorAll('h1').length]");
    let title = heads[0].as_str().unwrap_or_default();
    if !title.trim_start_matches("Error: ").contains(" - ") || heads[1] != 1 {
        wrong.push(format!("is titled {title:?} and has {} h1", heads[1]));
    }
    if path != "/design" && weight.as_f64().unwrap_or(f64::MAX) > HEAVIEST {
        wrong.push(format!("weighs {weight} bytes"));
    }
    wrong.extend(browser.complaints().into_iter().map(|c| format!("console: {c}")));
    wrong
}

fn saved_folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let _old = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Saves the page as the server sent it: what the browser made of it would hide its mistakes.
fn save(folder: &std::path::Path, number: usize, _product: &Product, browser: &Browser<'_>) {
    let html = browser.run_async(
        "const done = arguments[arguments.length - 1];
         fetch(location.href, {credentials: 'same-origin'}).then(r => r.text()).then(done)",
    );
    let html = html.as_str().expect("a page");
    std::fs::write(folder.join(format!("{number:03}.html")), html).expect("a page can be saved");
}

/// What html-validate says of the saved pages.
fn invalid(folder: &std::path::Path) -> Option<String> {
    let done = Command::new("node")
        .arg(tool("node_modules/html-validate/bin/html-validate.mjs"))
        .arg("--config")
        .arg(tool("htmlvalidate.json"))
        .arg(folder)
        .output()
        .expect("node runs html-validate");
    let words = String::from_utf8_lossy(&done.stdout);
    let said = format!("html-validate:\n{words}{}", String::from_utf8_lossy(&done.stderr));
    (!done.status.success()).then_some(said)
}

#[test]
fn nothing_breaks_at_320_pixels_in_big_letters_or_with_wide_spacing() {
    let product = Product::start();
    let visits = visits(&product);
    let mut wrong = Vec::new();
    for (who, paths) in &visits {
        let mut browser = Browser::visiting(&product, SIZES[0]);
        if !who.is_empty() {
            browser.enter(who);
        }
        browser.devtools("Page.setBypassCSP", serde_json::json!({"enabled": true}));
        for path in paths {
            browser.go(path);
            browser.run("document.head.append(document.createElement('style'))");
            for ((width, height), style) in STRAINS {
                browser.size(width, height);
                let over = browser.run(&format!(
                    "document.head.lastElementChild.textContent = {style:?};
                     return document.documentElement.scrollWidth - innerWidth"
                ));
                if over.as_i64().unwrap_or(1) > 0 {
                    wrong.push(format!("{path} at {width} pixels {style:?} scrolls {over} pixels sideways"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_keyboard_reaches_everything_and_shows_where_it_is() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, SIZES[0]);
    browser.sign_in("priya.shah");
    let mut stops = 0;
    for path in ["/day", "/people", "/caseloads"] {
        browser.go(path);
        stops += tab_through(&mut browser, path);
    }
    browser.go("/day");
    browser.click_link("Leila Karimi");
    stops += tab_through(&mut browser, "a person");
    println!("{stops} stops");
    assert!(stops > 60, "only {stops} stops: the test does not move");
}

/// Presses Tab until the page has been gone through; each stop must be visible and marked.
fn tab_through(browser: &mut Browser<'_>, path: &str) -> usize {
    let count = browser
        .run("return [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e => e.offsetParent).length")
        .as_u64()
        .unwrap_or(0);
    let mut stops = 0;
    for _ in 0..count {
        for kind in ["keyDown", "keyUp"] {
            let key =
                serde_json::json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
            browser.devtools("Input.dispatchKeyEvent", key);
        }
        let stop = browser.run(
            "const e = document.activeElement; if (!e || e === document.body) return null;
             const r = e.getBoundingClientRect(), s = getComputedStyle(e);
             const x = Math.max(1, Math.min(innerWidth - 2, r.left + Math.min(r.width / 2, 12)));
             const y = Math.max(1, Math.min(innerHeight - 2, r.top + r.height / 2));
             const hit = document.elementFromPoint(x, y);
             return {what: e.outerHTML.slice(0, 90), seen: r.width > 0 && r.bottom > 0 && r.top < innerHeight,
                     free: !!hit && (e.contains(hit) || hit.contains(e)),
                     marked: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none'}",
        );
        if stop.is_null() {
            break;
        }
        stops += 1;
        for good in ["seen", "free", "marked"] {
            assert_eq!(stop[good], serde_json::json!(true), "{path}: {} is not {good}", stop["what"]);
        }
    }
    stops
}
