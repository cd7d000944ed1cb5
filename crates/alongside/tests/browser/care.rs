//! A story of a case, told by its people: who does what, at how many clicks. Everything is found by the words that
//! stand on the page, as a reader finds it.

use crate::{browser::Browser, product::Product};
use kernel::{Clock, Day};
use std::time::Duration;

const DESK: (u32, u32) = (1280, 800);
/// Control and A, which chooses all that stands in a field.
const ALL_OF_IT: &str = "\u{E009}a\u{E000}";

/// What a task took: clicks, answers chosen, pages.
struct Cost {
    task: String,
    clicks: u32,
    answers: u32,
    pages: usize,
}

/// A story and the browser it is told in.
pub struct Story<'a> {
    browser: Browser<'a>,
    scripts: bool,
    answers: u32,
    costs: Vec<Cost>,
}

impl<'a> Story<'a> {
    /// A new browser, in which nobody has signed in yet.
    pub fn begin(product: &'a Product, scripts: bool) -> Self {
        Self { browser: Browser::open(product, scripts, DESK), scripts, answers: 0, costs: Vec::new() }
    }

    /// Somebody sits down at this desk; whoever sat here signs out.
    pub fn now_works(&mut self, name: &str) {
        if self.browser.says("Sign out") {
            self.browser.click(".who button");
            self.browser.wait_for_words("Sign-in name");
        }
        self.browser.sign_in(name);
    }

    /// Does a task, and fails when it takes more clicks or pages than it may. Answers that are chosen are counted
    /// apart, as typing is: the budgets are for getting there and getting it saved.
    pub fn task(&mut self, task: &str, (clicks, pages): (u32, usize), work: impl FnOnce(&mut Self)) {
        // The browser tells of a page that was loaded a moment after it is there.
        std::thread::sleep(Duration::from_millis(150));
        self.browser.count_from_here();
        self.answers = 0;
        work(self);
        let mut cost =
            Cost { task: task.to_owned(), clicks: self.browser.clicks, answers: self.answers, pages: 0 };
        cost.pages = self.browser.kept_to(clicks, pages);
        self.costs.push(cost);
    }

    /// What every task took, a line each.
    pub fn told(&self) -> String {
        let line = |c: &Cost| {
            format!("{:>2} clicks {:>2} answers {:>2} pages  {}", c.clicks, c.answers, c.pages, c.task)
        };
        let scripts = if self.scripts { "on" } else { "off" };
        format!("scripts {scripts}\n{}", self.costs.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// Whether scripts run.
    pub fn with_scripts(&self) -> bool {
        self.scripts
    }

    /// Presses a link or button by its words; if it is not there, the nearest that begins with or holds them.
    pub fn press(&mut self, words: &str) {
        self.mark(&format!(
            "const all = [...document.querySelectorAll('main :is(a[href], button, summary), a[href], button')];
             all.sort((a, b) => !a.closest('main') - !b.closest('main'));
             mark(best(all.filter(shown), {}))",
            quoted(words)
        ), words);
        self.browser.click("[data-step]");
    }

    /// The same in the part of the page under a heading.
    pub fn press_in(&mut self, heading: &str, words: &str) {
        self.mark(
            &format!(
                "const h = best([...document.querySelectorAll('h2, h3')].filter(shown), {});
             const part = h && h.closest('section, li, article, form, .card');
             mark(part && best([...part.querySelectorAll('a[href], button, summary')].filter(shown), {}))",
                quoted(heading),
                quoted(words)
            ),
            &format!("{heading}: {words}"),
        );
        self.browser.click("[data-step]");
    }

    /// Answers a question: types into its field, or chooses what begins with the words. Several ticks are written
    /// with ` + ` between them.
    pub fn answer(&mut self, question: &str, words: &str) {
        let kind = self.mark(
            &format!(
                "const q = {};
                 const legend = best([...document.querySelectorAll('legend')].filter(shown), q);
                 if (legend) return 'choices';
                 const label = best([...document.querySelectorAll('label')].filter(shown), q);
                 const field = label && document.getElementById(label.htmlFor);
                 if (!field) return '';
                 mark(field);
                 return field.tagName === 'SELECT' ? 'list' : field.type === 'checkbox' ? 'tick' : field.value ? 'full' : 'empty'",
                quoted(question)
            ),
            question,
        );
        match kind.as_str() {
            "choices" => words.split(" + ").for_each(|choice| self.choose("legend", question, choice)),
            "list" => self.choose("label", question, words),
            "tick" => self.answered(),
            "full" => self.browser.type_into("[data-step]", &format!("{ALL_OF_IT}{words}")),
            _ => self.browser.type_into("[data-step]", words),
        }
    }

    fn choose(&mut self, tag: &str, question: &str, choice: &str) {
        self.mark(
            &format!(
                "const asked = best([...document.querySelectorAll('{tag}')].filter(shown), {});
                 const part = asked.closest('fieldset') || document.getElementById(asked.htmlFor);
                 mark(best([...part.querySelectorAll('label, option')], {}))",
                quoted(question),
                quoted(choice)
            ),
            &format!("{question} {choice}"),
        );
        self.answered();
    }

    fn answered(&mut self) {
        self.browser.click("[data-step]");
        self.browser.clicks -= 1;
        self.answers += 1;
    }

    /// Answers many questions.
    pub fn fill(&mut self, answers: &[(&str, &str)]) {
        for (question, words) in answers {
            self.answer(question, words);
        }
    }

    /// Waits until the page says something.
    pub fn sees(&self, words: &str) {
        for _ in 0..200 {
            if self.browser.says(words) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{} never says {words:?}:\n{}", self.browser.path(), self.page());
    }

    /// Whether the page says something now.
    pub fn says(&self, words: &str) -> bool {
        self.browser.says(words)
    }

    /// What can be seen of the page in short: problems, headings, links, buttons, questions.
    fn page(&self) -> String {
        let page = self.browser.run(&format!(
            "{HELPERS} const css = 'h1, h2, h3, a[href], button, summary, legend, .field > label, .wrong, .problem, .notice';
             return [...document.querySelectorAll('main')].flatMap(m => [...m.querySelectorAll(css)]).filter(shown)
                .map(e => '  ' + e.localName + ': ' + clean(e).slice(0, 100) + (e.htmlFor && document.getElementById(e.htmlFor) ? ' = ' + document.getElementById(e.htmlFor).value : '')).join('\\n')"
        ));
        page.as_str().unwrap_or_default().to_owned()
    }

    /// Marks what the script finds; waits for it, because the page may still be on its way.
    fn mark(&mut self, script: &str, what: &str) -> String {
        for _ in 0..200 {
            let found = self.browser.run(&format!(
                "{HELPERS} {script}; return document.querySelector('[data-step]') ? 'here' : ''"
            ));
            match found.as_str() {
                Some("") | None => std::thread::sleep(Duration::from_millis(50)),
                Some(kind) => return kind.to_owned(),
            }
        }
        panic!("{what:?} is not on {}:\n{}", self.browser.path(), self.page());
    }
}

/// A day so many days from now, as people write it.
pub fn day(from_now: i64) -> String {
    Day::of(Clock::system().now()).plus(from_now).long()
}

/// The sign-in name of whoever leads a team. The demo draws the names, so its facts are asked.
pub fn leader(product: &Product, team: &str) -> String {
    let database = rusqlite::Connection::open(product.database()).expect("the demo's database opens");
    let found = database.query_row(
        "SELECT u.sign_in
         FROM team_member m
         JOIN team t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
         JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
         WHERE t.name = ?1 AND m.manages = 1
         ORDER BY u.sign_in LIMIT 1",
        [team],
        |row| row.get(0),
    );
    found.expect("the team has a leader")
}

/// A string as scripts write it.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// What the scripts share: what is shown, whose words fit best.
const HELPERS: &str = "
    document.querySelectorAll('[data-step]').forEach(e => e.removeAttribute('data-step'));
    const shown = e => e.checkVisibility({contentVisibilityAuto: true}) && e.getClientRects().length > 0;
    const clean = e => e.textContent.replace(/\\s+/g, ' ').trim();
    const best = (all, words) => all.find(e => clean(e) === words) || all.find(e => clean(e).startsWith(words))
        || all.find(e => clean(e).includes(words));
    const mark = e => { if (e) e.setAttribute('data-step', ''); };";
