//! Colours that a reader forces on every page. Backgrounds are gone then: where one is, and what can be pressed,
//! must still be seen. The pixels are looked at, because styles do not say what was painted.

use crate::{browser::Browser, product::Product};
use serde_json::json;

/// Counts, of the pixels along the edge of every element of a selector, the share that is not the page's ground.
/// `arguments[0]` is a picture of the window, `arguments[1]` the selector.
const EDGES: &str = "
    const [picture, selector, done] = arguments;
    const image = new Image();
    image.onload = () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const ground = context.getImageData(2, innerHeight - 3, 1, 1).data;
        const marked = (x, y) => context.getImageData(x, y, 1, 1).data.some((c, i) => Math.abs(c - ground[i]) > 60);
        done([...document.querySelectorAll(selector)].filter(e => e.offsetParent).map(e => {
            const r = e.getBoundingClientRect();
            const [left, top, right, bottom] = [r.left, r.top, r.right - 1, r.bottom - 1].map(Math.round);
            let n = 0, sum = 0;
            const look = (x, y) => { n++; for (const d of [0, 1, 2]) if (marked(...inward(x, y, d))) { sum++; break; } };
            const inward = (x, y, d) => [x === left ? x + d : x === right ? x - d : x, y === top ? y + d : y === bottom ? y - d : y];
            for (let x = left + 6; x < right - 6; x += 2) { look(x, top); look(x, bottom); }
            for (let y = top + 6; y < bottom - 6; y += 2) { look(left, y); look(right, y); }
            return {words: e.textContent.trim().slice(0, 40), share: sum / n};
        }));
    };
    image.src = 'data:image/png;base64,' + picture;";

/// Each element's words and the share of its edge that can be seen.
fn edges(browser: &mut Browser<'_>, selector: &str) -> Vec<(String, f64)> {
    let picture = browser.devtools("Page.captureScreenshot", json!({"format": "png"}));
    let found = browser.run_async_with(EDGES, vec![picture["data"].clone(), json!(selector)]);
    let found = found.as_array().cloned().unwrap_or_default();
    assert!(!found.is_empty(), "nothing is {selector} on {}", browser.path());
    found
        .iter()
        .map(|e| (e["words"].as_str().unwrap_or_default().to_owned(), e["share"].as_f64().unwrap_or(0.0)))
        .collect()
}

#[test]
fn in_forced_colours_one_sees_where_one_is_and_what_can_be_pressed() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, (1280, 800));
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
    browser.devtools("Emulation.setEmulatedMedia", forced);
    assert_eq!(browser.run("return matchMedia('(forced-colors: active)').matches"), json!(true));
    for nav in [".main-nav", ".subnav"] {
        for (words, share) in edges(&mut browser, &format!("{nav} a[aria-current]")) {
            assert!(share > 0.9, "{nav}: one is at {words:?} and {share:.2} of its edge shows it");
        }
        for (words, share) in edges(&mut browser, &format!("{nav} a:not([aria-current])")) {
            assert!(share < 0.1, "{nav}: {words:?} looks like where one is: {share:.2} of its edge");
        }
    }
    for (words, share) in edges(&mut browser, ".btn, input[type=search]") {
        assert!(share > 0.9, "{words:?} does not look like something to press: {share:.2} of its edge");
    }
    for (words, share) in edges(&mut browser, ".tag") {
        assert!(share > 0.8, "the tag {words:?} has lost its edge: {share:.2}");
    }
    // The map's lines and labels must be there too.
    let strokes = browser.run(
        "const ground = getComputedStyle(document.body).backgroundColor;
         return [...document.querySelectorAll('.ecomap svg :is(.tie, .node)')].map(e => getComputedStyle(e).stroke)
            .filter(colour => colour === 'none' || colour === ground || colour === 'rgb(255, 255, 255)').length",
    );
    assert_eq!(strokes, json!(0), "lines of the map that nobody sees");
}
