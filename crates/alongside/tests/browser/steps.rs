//! A story told as its user would tell it: sign in, open, press, write, choose, see. Everything is found by the words
//! that stand on the page, so a step that a reader cannot follow cannot be taken here either.
//!
//! What a task costs is counted: presses (links, buttons, Enter) against its budget; answers (a radio, a tick, a
//! choice of a list) and fields typed into for the record. A story opens one address, the sign-in page.

use crate::{
    browser::Browser,
    product::{PASSWORD, Product},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a step waits for what it needs.
const PATIENCE: Duration = Duration::from_secs(10);

/// Finds what a step names and gives a selector of it. `arguments`: what kind of thing, its words, more words, and the
/// heading of the part of the page it stands in (empty for anywhere).
const FIND: &str = r"
    const [what, words, more, part] = arguments;
    const clean = e => e.textContent.replace(/\s+/g, ' ').trim().replace(/^[0-9]+[.] /, '');
    const shown = e => e.checkVisibility();
    const first = (found, words) => found.find(e => clean(e) === words) || found.find(e => clean(e).startsWith(words));
    const heads = [...document.querySelectorAll('main h2, main h3, main th[scope=row], main legend')].filter(shown);
    const head = part && first(heads, part);
    if (part && !head) return null;
    const root = head ? head.closest('section, fieldset, tr, li, .card') : document;
    const all = css => [...root.querySelectorAll(css)].filter(shown);
    const main = found => [...found.filter(e => e.closest('main')), ...found.filter(e => !e.closest('main'))];
    const selector = e => {
        if (!e) return null;
        const steps = [];
        for (; e.parentElement; e = e.parentElement)
            steps.unshift(`${e.localName}:nth-child(${[...e.parentElement.children].indexOf(e) + 1})`);
        return 'html > ' + steps.join(' > ');
    };
    const control = label => label && document.getElementById(label.htmlFor);
    const labels = css => all('label').filter(label => control(label)?.matches(css));
    switch (what) {
        case 'link': return selector(first(main(all('a[href]')), words));
        case 'button': return selector(first(main(all('button')), words));
        case 'summary': return selector(first(main(all('summary')), words));
        case 'field': return selector(control(first(labels('input:not([type=radio]):not([type=checkbox]), textarea'), words)));
        case 'answer': {
            const list = control(first(labels('select'), words));
            if (list) return selector(first([...list.options], more));
            const legend = first(all('legend'), words);
            const offered = legend && [...legend.parentElement.querySelectorAll('label')].filter(shown);
            return selector(control(offered && first(offered, more)));
        }
    }
    return null;";

/// What somebody sees of a page, for a story that went wrong.
const OUTLINE: &str = r"
    const clean = e => e.textContent.replace(/\s+/g, ' ').trim().slice(0, 200);
    const main = document.querySelector('main') || document.body;
    const offered = e => e.localName === 'legend'
        ? ': ' + [...e.parentElement.querySelectorAll('.choice label')].map(clean).join(' | ').slice(0, 300) : '';
    const kind = e => e.localName === 'a' ? 'link' : e.localName === 'p' ? 'wrong' : e.localName;
    const css = 'h1, h2, h3, .clocks p, a[href], button, summary, legend, .field > label, .wrong, .problem li, .notice, .empty';
    return location.pathname + '\n' + [...main.querySelectorAll(css)].filter(e => e.checkVisibility())
        .map(e => `  ${kind(e)}: ${clean(e)}${offered(e)}`).join('\n');";

/// What one task of a story cost.
struct Cost {
    task: String,
    presses: u32,
    answers: u32,
    typed: u32,
    pages: usize,
}

/// Somebody at a browser, and what their tasks cost.
pub struct Steps<'a> {
    browser: Browser<'a>,
    story: String,
    part: String,
    answers: u32,
    typed: u32,
    costs: Vec<Cost>,
    began: bool,
}

impl<'a> Steps<'a> {
    /// Nobody yet, at a desk.
    pub fn new(product: &'a Product, story: &str, scripts: bool) -> Self {
        Self {
            browser: Browser::open(product, scripts, (1280, 800)),
            story: format!("{story}, scripts {}", if scripts { "on" } else { "off" }),
            part: String::new(),
            answers: 0,
            typed: 0,
            costs: Vec::new(),
            began: false,
        }
    }

    /// Signs in with a name; whoever was there signs out first. Only the first time is an address opened.
    pub fn sign_in(&mut self, name: &str) {
        if self.began {
            self.press("Sign out");
        } else {
            self.browser.go("/sign-in");
        }
        self.began = true;
        self.write("Sign-in name", name);
        self.write("Password", PASSWORD);
        self.press("Sign in");
        self.see("My day");
    }

    /// Does a task that may cost so many presses: links, buttons and Enter. Answers and typing are counted apart.
    pub fn task(&mut self, task: &str, presses: u32, work: impl FnOnce(&mut Self)) {
        self.browser.count_from_here();
        (self.answers, self.typed) = (0, 0);
        work(self);
        let (clicks, pages) = (self.browser.clicks - self.answers, self.browser.pages());
        assert!(clicks <= presses, "{}: {task}: {clicks} presses, {presses} are allowed", self.story);
        let (answers, typed) = (self.answers, self.typed);
        self.costs.push(Cost { task: task.to_owned(), presses: clicks, answers, typed, pages });
    }

    /// The day of today as people write it.
    pub fn today() -> String {
        Self::day(0).long()
    }

    /// A day so many days from today.
    pub fn day(days: i64) -> kernel::Day {
        kernel::Clock::system().today().plus(days)
    }

    /// Fails when the task has typed into more fields than so many.
    pub fn typed_at_most(&self, fields: u32) {
        assert!(self.typed <= fields, "{}: {} fields, {fields} are allowed", self.story, self.typed);
    }

    /// Does steps in one part of the page, by its heading.
    pub fn within(&mut self, heading: &str, work: impl FnOnce(&mut Self)) {
        heading.clone_into(&mut self.part);
        work(self);
        self.part.clear();
    }

    /// Follows a link.
    pub fn open(&mut self, words: &str) {
        self.turn("link", words);
    }

    /// Presses a button.
    pub fn press(&mut self, words: &str) {
        self.turn("button", words);
    }

    /// Unfolds what stands behind a summary.
    pub fn unfold(&mut self, words: &str) {
        let css = self.find("summary", words, "");
        self.browser.click(&css);
    }

    /// Types into the field with a label, in place of what stands there.
    pub fn write(&mut self, label: &str, words: &str) {
        let css = self.find("field", label, "");
        self.typed += 1;
        self.browser.type_over(&css, words);
    }

    /// Chooses an answer to a question, of a list or of radios or ticks under one legend.
    pub fn choose(&mut self, question: &str, answer: &str) {
        let css = self.find("answer", question, answer);
        self.answers += 1;
        self.browser.click(&css);
    }

    /// Waits until the page says something.
    pub fn see(&self, words: &str) {
        let begun = Instant::now();
        while !self.browser.says(words) {
            assert!(
                begun.elapsed() < PATIENCE,
                "{}: it never says {words:?}\n{}",
                self.story,
                self.outline()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What stands in the field with a label.
    pub fn written(&self, label: &str) -> String {
        self.browser.value(&self.find("field", label, ""))
    }

    /// Whether the page says something now.
    pub fn says(&self, words: &str) -> bool {
        self.browser.says(words)
    }

    /// Whether the page offers a button with these words now.
    pub fn offers(&self, words: &str) -> bool {
        let asked = vec![json!("button"), json!(words), json!(""), json!(self.part)];
        self.browser.run_with(FIND, asked).is_string()
    }

    /// How many elements a selector finds.
    pub fn count(&self, css: &str) -> usize {
        let found = self.browser.run(&format!("return document.querySelectorAll({css:?}).length"));
        usize::try_from(found.as_u64().unwrap_or(0)).unwrap_or(0)
    }

    /// The words of every element of a selector.
    pub fn all_words_of(&self, css: &str) -> Vec<String> {
        self.all(&format!("return [...document.querySelectorAll({css:?})].map(e => e.textContent.trim())"))
    }

    /// What a reader of the page would list, told as a script that gives texts.
    pub fn all(&self, script: &str) -> Vec<String> {
        let Value::Array(found) = self.browser.run(script) else { return Vec::new() };
        found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Chooses the answer that a selector finds: where many questions have the same words for their answers.
    pub fn choose_at(&mut self, css: &str) {
        self.answers += 1;
        self.browser.click(css);
    }

    /// Types into the field that a selector finds: where many fields have the same label.
    pub fn write_at(&mut self, css: &str, words: &str) {
        self.typed += 1;
        self.browser.type_over(css, words);
    }

    /// The words of the first element of a selector.
    pub fn words_of(&self, css: &str) -> String {
        self.browser.text(css)
    }

    /// Chooses an answer where the question is asked within two seconds: the demo's people are drawn, and so is whether
    /// one of them is like somebody new. Whether it was asked.
    pub fn choose_if_asked(&mut self, question: &str, answer: &str) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            let asked = vec![json!("answer"), json!(question), json!(answer), json!(self.part)];
            if let Value::String(css) = self.browser.run_with(FIND, asked) {
                self.answers += 1;
                self.browser.click(&css);
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }

    /// What the tasks cost, a line each.
    #[expect(clippy::print_stdout, reason = "whoever runs the story wants to see what it cost")]
    pub fn tell(&self) {
        let (mut presses, mut answers, mut typed) = (0, 0, 0);
        println!("{}", self.story);
        for cost in &self.costs {
            println!(
                "  {:>2} presses {:>2} answers {:>2} fields {:>2} pages  {}",
                cost.presses, cost.answers, cost.typed, cost.pages, cost.task
            );
            presses += cost.presses;
            answers += cost.answers;
            typed += cost.typed;
        }
        println!("  {presses} presses, {answers} answers, {typed} fields in {} tasks", self.costs.len());
    }

    /// A selector of what is named, once it is there.
    fn find(&self, what: &str, words: &str, more: &str) -> String {
        let begun = Instant::now();
        let asked = vec![json!(what), json!(words), json!(more), json!(self.part)];
        loop {
            if let Value::String(css) = self.browser.run_with(FIND, asked.clone()) {
                return css;
            }
            let of = if self.part.is_empty() { String::new() } else { format!(" in {:?}", self.part) };
            let more = if more.is_empty() { String::new() } else { format!(" with {more:?}") };
            assert!(
                begun.elapsed() < PATIENCE,
                "{}: no {what} {words:?}{more}{of}\n{}",
                self.story,
                self.outline()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks what leads to another page, and waits until that is there: steps would else be taken on the old one.
    fn turn(&mut self, what: &str, words: &str) {
        let css = self.find(what, words, "");
        self.browser.run("document.documentElement.dataset.old = ''");
        self.browser.click(&css);
        self.browser.wait_until(
            "return !('old' in document.documentElement.dataset) && document.readyState === 'complete'",
        );
    }

    fn outline(&self) -> String {
        self.browser.run(OUTLINE).as_str().unwrap_or_default().to_owned()
    }
}
