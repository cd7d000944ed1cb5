//! Rules that the content security policy would otherwise enforce in front of a reader: nothing inline.

use crate::assets::{CSS, JS};
use std::path::{Path, PathBuf};

/// All templates of all crates, for the policy is one for all.
fn templates() -> Vec<PathBuf> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for slice in std::fs::read_dir(crates).unwrap() {
        collect(&slice.unwrap().path().join("pages"), &mut found);
    }
    assert!(found.iter().any(|path| path.ends_with("shell.html")));
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
}

/// The names of all attributes in a template, without the words between tags and without `{% … %}`.
fn attributes(html: &str) -> Vec<String> {
    let markup = html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    let words = markup.flat_map(str::split_whitespace).filter_map(|word| word.split_once('='));
    words.map(|(name, _)| name.trim_matches('"').to_lowercase()).collect()
}

#[test]
fn no_template_has_a_style_or_a_handler_inside() {
    for path in templates() {
        let html = std::fs::read_to_string(&path).unwrap();
        for name in attributes(&html) {
            let handler =
                name.starts_with("on") && name.len() > 3 && name.chars().all(|c| c.is_ascii_lowercase());
            assert!(name != "style" && !handler, "{}: move {name}= to ui's assets", path.display());
        }
        assert!(!html.contains("<style"), "{}: move the style to alongside.css", path.display());
        let inline = html.matches("<script").count() - html.matches("<script type=\"module\" src=").count();
        assert_eq!(inline, 0, "{}: move the script to alongside.js", path.display());
    }
}

#[test]
fn handlers_and_styles_are_noticed() {
    assert_eq!(attributes("<p style=\"a\" onclick=\"b\">on=1</p>"), ["style", "onclick"]);
}

#[test]
fn nothing_covers_the_focus_and_targets_are_large() {
    assert!(
        !CSS.contains("sticky") && !CSS.contains("position:fixed"),
        "a focused field must never be covered"
    );
    assert!(CSS.contains(":focus-visible{outline:3px solid"));
    let button = CSS.lines().find(|line| line.starts_with(".btn{")).unwrap();
    assert!(button.contains("min-height:2.75rem"), "44 pixels");
    let control = CSS.lines().find(|line| line.starts_with("input,select,textarea{")).unwrap();
    assert!(control.contains("min-height:2.75rem"));
}

#[test]
fn stylesheet_and_script_stay_small() {
    // Six kilobytes on the wire, of the twenty-five of a first load.
    assert!(CSS.len() <= 24 * 1024, "the stylesheet has {} bytes", CSS.len());
    assert!(JS.len() <= 9 * 1024, "the script has {} bytes", JS.len());
}

#[test]
fn the_stylesheet_is_closed_and_loads_nothing() {
    assert_eq!(CSS.matches('{').count(), CSS.matches('}').count());
    assert!(!CSS.contains("@import") && !CSS.contains("url("));
    assert!(
        !JS.contains(".innerHTML") && !JS.contains(".style"),
        "the policy forbids the second, care the first"
    );
}
