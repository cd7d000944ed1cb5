//! Pages on paper.

use crate::{browser::Browser, product::Product};

#[test]
fn a_person_at_a_glance_is_two_sheets_of_a4() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, (1280, 800));
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    let sheets = sheets(&mut browser, "glance");
    assert!((1..=2).contains(&sheets), "{sheets} sheets");
}

#[test]
fn a_visit_sheet_is_two_sheets_of_a4_and_a_chronology_says_who_printed_it() {
    let product = Product::start();
    let mut browser = Browser::open(&product, true, (1280, 800));
    browser.sign_in("priya.shah");
    browser.click_link("Leila Karimi");
    browser.count_from_here();
    browser.click_link("Print a visit sheet");
    browser.wait_until("return document.readyState === 'complete' && location.pathname.endsWith('/visit')");
    browser.kept_to(2, 1);
    let visit = sheets(&mut browser, "visit");
    assert!((1..=2).contains(&visit), "{visit} sheets");
}

/// How many sheets of A4 the page is on paper. With `ALONGSIDE_PAPER` set to a folder the file is kept there.
fn sheets(browser: &mut Browser, name: &str) -> usize {
    // A4 in inches.
    let paper = serde_json::json!({"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false});
    let printed = browser.devtools("Page.printToPDF", paper);
    let pdf = decode(printed["data"].as_str().expect("a file"));
    if let Ok(folder) = std::env::var("ALONGSIDE_PAPER") {
        std::fs::write(format!("{folder}/{name}.pdf"), &pdf).expect("a file");
    }
    pdf.windows(12).filter(|w| w.starts_with(b"/Type /Page\n") || w.starts_with(b"/Type /Page ")).count()
}

/// Base64, as the browser's tools send files.
fn decode(text: &str) -> Vec<u8> {
    let value = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(value).collect();
    let mut out = Vec::with_capacity(digits.len() * 3 / 4);
    for group in digits.chunks(4) {
        let bits = group.iter().enumerate().fold(0u32, |bits, (n, d)| bits | u32::from(*d) << (18 - 6 * n));
        out.extend(bits.to_be_bytes().into_iter().skip(1).take(group.len() - 1));
    }
    out
}
