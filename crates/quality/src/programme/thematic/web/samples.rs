//! Samples of the pages of thematic audits.

use super::{
    list::{AuditRow, Programme},
    look::{Ask, LookAt, answers},
    new::NewAuditPage,
    print::PrintAudit,
    recommend::ShowRecommendation,
    show::{CaseRow, QuestionRow, RecommendationRow, Report, ShowAudit},
};
use crate::programme::thematic::model::{Tally, Which};
use kernel::Form;
use ui::{Choice, Shell, SubNav, SummaryList, SummaryRow, Tag};

const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";

fn nav() -> SubNav {
    SubNav::new("Quality", "", Vec::new())
}

fn frame(title: &str, form: &Form) -> Shell {
    Shell::new(title, "Quality").errors(people::web::errors(form))
}

fn wrong(fields: &[(&str, &str)]) -> Form {
    let mut form = Form::default();
    for (field, words) in fields {
        form.error(field, *words);
    }
    form
}

impl ui::Samples for Programme {
    const NAME: &'static str = "programme";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |theme: &str, tag| AuditRow {
            href: "/reviews/programme/audits/1".to_owned(),
            theme: theme.to_owned(),
            begun: format!("3 November 2026, {LONG}"),
            tag,
            looked: "18 of 20".to_owned(),
            asked: "1 of 3 closed, 1 overdue".to_owned(),
        };
        let page = |audits| Self {
            shell: Shell::new("Programme of quality", "Quality"),
            nav: nav(),
            headline: "1 thematic audit is under way. 1 recommendation is overdue.".to_owned(),
            audits,
        };
        let both = vec![
            row("Supervision records", Tag::info("Under way")),
            row(
                "Plans agreed after hospital, with what the person wants in their words",
                Tag::good("Finished"),
            ),
        ];
        vec![("two audits", page(both)), ("none", page(Vec::new()))]
    }
}

impl ui::Samples for NewAuditPage {
    const NAME: &'static str = "programme-new";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form| Self {
            shell: frame("Begin a thematic audit", &form),
            nav: nav(),
            form,
            submission: String::new(),
            kinds: vec![Choice::new("a", "Nuisance")],
            teams: vec![Choice::new("1", LONG)],
            which: Which::ALL.iter().map(|which| Choice::new(which.code(), which.label())).collect(),
            tools: vec![Choice::new("a v1", "A form (version 1)")],
        };
        let errors =
            wrong(&[("theme", "Write what the audit is about."), ("closed_to", "Enter a real date.")]);
        vec![("empty", page(Form::default())), ("errors", page(errors))]
    }
}

fn report(full: bool) -> Report {
    let tally = if full { Tally { met: 12, partly: 3, not_met: 3, na: 2 } } else { Tally::default() };
    Report {
        facts: SummaryList { rows: vec![SummaryRow::new("Frame", "240 cases, kept on 3 November 2026", "")] },
        coverage: format!("{} of 20 cases looked at.", if full { 20 } else { 0 }),
        reach: "A share found in 20 cases of 240 is right to within 21 percentage points, 19 times in 20."
            .to_owned(),
        questions: vec![QuestionRow {
            words: "Decisions about the case stand in the supervision record".to_owned(),
            tally,
            share: if full { "67%".to_owned() } else { String::new() },
            percent: if full { 67 } else { 0 },
            sure: "Give or take 21 points".to_owned(),
        }],
        cases: vec![CaseRow {
            href: "#sample".to_owned(),
            place: 1,
            person: LONG.to_owned(),
            about: "SC-K7QM2-4DXA: Help at home".to_owned(),
            tag: if full { Tag::good("Dean Morris, Mon 9 Nov") } else { Tag::warn("To be looked at") },
            words: String::new(),
        }],
        hidden: "1 case is not listed that you may not open. The figures count them.".to_owned(),
        found: if full { vec!["Recording is prompt. Reasons are missing.".to_owned()] } else { Vec::new() },
        recommended: if full {
            vec![RecommendationRow {
                href: "#recommended".to_owned(),
                words: "Write decisions to the case in the session itself.".to_owned(),
                owner: LONG.to_owned(),
                tag: Tag::bad("Overdue since Fri 20 Nov"),
                evidence: "The form asks for it since October.".to_owned(),
            }]
        } else {
            Vec::new()
        },
    }
}

impl ui::Samples for ShowAudit {
    const NAME: &'static str = "programme-audit";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |full, form: Form| Self {
            shell: frame("Supervision records", &form),
            nav: nav(),
            at: "/reviews/programme/audits/1".to_owned(),
            tag: if full { Tag::good("Finished") } else { Tag::info("Under way") },
            report: report(full),
            open: !full,
            form,
            owners: vec![Choice::new("1", LONG)],
            submission: String::new(),
            submission_found: String::new(),
        };
        let errors = wrong(&[("found", "Write what was found in all."), ("owner", "Choose who sees to it.")]);
        vec![
            ("finished", page(true, Form::default())),
            ("begun", page(false, Form::default())),
            ("errors", page(false, errors)),
        ]
    }
}

impl ui::Samples for PrintAudit {
    const NAME: &'static str = "programme-audit-print";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |full| Self {
            shell: Shell::new("Thematic audit: supervision records", "Quality"),
            back: "/reviews/programme".to_owned(),
            report: report(full),
        };
        vec![("full", page(true)), ("begun", page(false))]
    }
}

impl ui::Samples for LookAt {
    const NAME: &'static str = "programme-look";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |open: bool, form: Form| Self {
            shell: frame("Audit: supervision records", &form).intro(format!("{LONG}, SC-K7QM2-4DXA")),
            back: "/reviews/programme".to_owned(),
            action: "/reviews/programme".to_owned(),
            case: "/reviews".to_owned(),
            brief: vec!["Help at home".to_owned(), format!("Held by {LONG}.")],
            question: "Do supervision records show decisions and reasons?".to_owned(),
            asks: vec![
                Ask::new(1, "There is a supervision record", &[]),
                Ask::new(2, "Decisions have reasons", &[]),
            ],
            answers: answers(),
            open,
            shut: if open { String::new() } else { "This case is your own.".to_owned() },
            form,
            submission: String::new(),
        };
        let errors = wrong(&[("a-1", "1: choose an answer."), ("n-2", "2: say why it is not met.")]);
        vec![
            ("empty", page(true, Form::default())),
            ("errors", page(true, errors)),
            ("own", page(false, Form::default())),
        ]
    }
}

impl ui::Samples for ShowRecommendation {
    const NAME: &'static str = "programme-recommendation";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |mine: bool, form: Form| Self {
            shell: frame("Recommendation", &form),
            nav: nav(),
            at: "/reviews/programme".to_owned(),
            back: "/reviews/programme".to_owned(),
            words: "Write decisions to the case in the session itself.".to_owned(),
            tag: Tag::warn("Done, to be accepted"),
            facts: SummaryList { rows: vec![SummaryRow::new("Owner", LONG, "")] },
            mine,
            to_accept: !mine,
            form,
            submission: String::new(),
        };
        let errors = wrong(&[("evidence", "Write what shows that it is done.")]);
        vec![
            ("mine", page(true, Form::default())),
            ("to accept", page(false, Form::default())),
            ("errors", page(true, errors)),
        ]
    }
}
