//! Examples of what a form is made of.

use super::{Component, component, example};
use crate::{Choice, Errors, FilterTag, Progress, SummaryList, SummaryRow, Task, TaskList, choices};
use askama::Template;

#[derive(Template)]
#[template(path = "components/tag/examples.html")]
struct Tags;

#[derive(Template)]
#[template(path = "components/button/examples.html")]
struct Buttons;

#[derive(Template)]
#[template(path = "components/empty/examples.html")]
struct Empties;

#[derive(Template)]
#[template(path = "components/details/examples.html")]
struct Detail;

#[derive(Template)]
#[template(path = "components/panel/examples.html")]
struct Panels;

#[derive(Template)]
#[template(path = "components/notice/examples.html")]
struct Notices;

#[derive(Template)]
#[template(path = "components/field/examples.html")]
struct Fields {
    teams: Vec<Choice>,
    answers: Vec<Choice>,
    ways: Vec<Choice>,
    people: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "components/filter/examples.html")]
struct Filters {
    teams: Vec<Choice>,
    tags: Vec<FilterTag>,
}

pub(super) fn components() -> Vec<Component> {
    let mut all = fields();
    all.extend(steps());
    all.extend(words());
    all
}

fn teams() -> Vec<Choice> {
    choices(&[("north", "North team"), ("south", "South team")])
}

fn fields() -> Vec<Component> {
    let fields = Fields {
        teams: teams(),
        answers: choices(&[("yes", "Yes"), ("no", "No"), ("ask", "Ask first")]),
        ways: vec![
            Choice::new("visit", "Home visit"),
            Choice::new("call", "Call").hint("Counts as contact only when you spoke to her"),
            Choice::new("text", "Text message"),
        ],
        people: vec![
            Choice::new("mina", "Mina").on(true),
            Choice::new("grace", "Grace Okafor"),
            Choice::new("dean", "Dean Morris"),
        ],
    };
    let errors: Errors = [("ex-when", "Enter a real date"), ("ex-how", "Choose how the contact was made")]
        .into_iter()
        .collect();
    let filters = Filters {
        teams: teams(),
        tags: vec![FilterTag::new("Team: North", "/design"), FilterTag::new("Overdue only", "/design")],
    };
    vec![
        component(
            "errors",
            "Error summary",
            "What was wrong with a form, on top of the page. The shell writes it; it takes the focus.",
            "Shell::errors(errors), and error=shell.errors.of(\"when\") beside the field",
            vec![example("Two errors", &errors)],
        ),
        component(
            "field",
            "Form fields",
            "Label, hint, error, control. One question at a time reads best.",
            "{% import \"components/field/field.html\" as field %} {{ field::text(\"name\", \"Full name\") }}",
            vec![example("All kinds", &fields)],
        ),
        component(
            "filter",
            "Filter form",
            "A plain GET form above a list. What is chosen shows as tags that take it away.",
            "{% call filter::filter(\"/cases\", tags, \"/cases\") %} fields {% endcall %}",
            vec![example("Two choices in force", &filters)],
        ),
    ]
}

fn steps() -> Vec<Component> {
    let summary = SummaryList {
        rows: vec![
            SummaryRow::new("Refer to", "Violence panel, 3 December", "/design"),
            SummaryRow::new("Why", "Threats from her ex-partner on 9 and 14 November", "/design"),
            SummaryRow::new("Agreed with Mina", "", "/design"),
        ],
    };
    let tasks = TaskList {
        tasks: vec![
            Task::done("Ask Mina how it went", "/design"),
            Task::begun("Review the risks", "/design").hint("1 of 3 reviewed"),
            Task::untouched("Tell the agencies", "/design"),
            Task::waiting("Close the case").hint("Finish the three steps above first"),
        ],
    };
    let progress = Progress::new("ex-import", "Reading people.csv", 4_100, 9_800)
        .words("4,100 of 9,800 rows read. 12 need a look.");
    vec![
        component(
            "summary",
            "Summary list",
            "Answers to check before anything leaves the building.",
            "ui::SummaryList { rows }",
            vec![example("Before a referral", &summary)],
        ),
        component(
            "tasks",
            "Task list",
            "Steps to finish; \"Looked at, not finished\" is not \"Not looked at\".",
            "ui::TaskList { tasks }",
            vec![example("Closing a case", &tasks)],
        ),
        component(
            "progress",
            "Progress",
            "A long job, in a bar and in words. With poll it looks again every two seconds.",
            "ui::Progress::new(\"import\", \"Reading people.csv\", 4100, 9800)",
            vec![example("An import", &progress)],
        ),
    ]
}

fn words() -> Vec<Component> {
    vec![
        component(
            "tag",
            "Tag",
            "A few words with a tone. The words say it, the colour only helps.",
            "ui::Tag::bad(\"Overdue\"), or {{ tag::tag(\"Overdue\", \"bad\") }}",
            vec![example("Tones: plain, info, good, warn, bad", &Tags)],
        ),
        component(
            "button",
            "Buttons",
            "One main act on a page. Words start with a verb.",
            "{{ button::submit(\"Save note\") }} and {{ button::link(\"Book contact\", \"/…\", \"second\") }}",
            vec![example("Main, second, link and danger", &Buttons)],
        ),
        component(
            "notice",
            "Notice",
            "Words that stay. The shell shows what was just saved; this is for all else.",
            "{% call notice::notice(\"warn\") %}<p>…</p>{% endcall %}",
            vec![example("Four tones", &Notices)],
        ),
        component(
            "empty",
            "Empty state",
            "Says what to ask or do first, never \"No data\".",
            "{{ empty::empty(\"Nobody has …\", \"Ask first: …\", \"Write down\", \"/…\") }}",
            vec![example("Nothing recorded yet", &Empties)],
        ),
        component(
            "details",
            "Details",
            "More, for those who want it. Opens on paper by itself.",
            "{% call details::details(\"How this is worked out\") %}<p>…</p>{% endcall %}",
            vec![example("Closed", &Detail)],
        ),
        component(
            "panel",
            "Interruption",
            "Before an act that cannot be undone. One to a page.",
            "{% call panel::panel(\"You are about to close this case\") %}…{% endcall %}",
            vec![example("Closing a case", &Panels)],
        ),
    ]
}
