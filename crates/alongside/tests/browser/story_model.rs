//! A story of a question: can we lose one post? A manager asks, reads the answer, keeps it, and looks whether such answers
//! were right.

use crate::{product::Product, steps::Steps};

#[test]
fn a_manager_answers_whether_one_post_can_go_with_scripts() {
    story(true);
}

#[test]
fn a_manager_answers_whether_one_post_can_go_without_scripts() {
    story(false);
}

fn story(scripts: bool) {
    let product = Product::start();
    let mut s = Steps::new(&product, "Can we lose one post?", scripts);
    s.sign_in("helen.okoro");
    s.task("come to the question", 2, |s| {
        s.open("Caseloads");
        s.open("What if");
    });
    // As it is: the answer everything else is held against.
    s.see("What it is worked out from");
    s.task("keep the answer as it is", 1, |s| {
        s.write("What is it called?", "As we are");
        s.press("Keep it");
        s.see("The scenario is kept with all its numbers.");
    });
    s.task("ask what one post fewer would do", 2, |s| {
        s.open("What if");
        s.choose("Full-time posts", "one post fewer");
        s.press("Work it out");
        s.see("What it is worked out from");
    });
    s.task("keep that too", 1, |s| {
        s.write("What is it called?", "One post fewer");
        s.press("Keep it");
        s.see("The scenario is kept with all its numbers.");
    });
    s.task("see both side by side", 2, |s| {
        s.open("Side by side");
        s.choose("The first", "As we are");
        s.choose("The second", "One post fewer");
        s.press("Set them side by side");
        s.see("Both are played with the seed of the first.");
    });
    s.task("see whether such answers were right", 1, |s| {
        s.open("Was it right?");
        s.see("Forecast and fact");
    });
    s.tell();
}
