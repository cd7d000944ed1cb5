//! Samples of the risk page.

use super::{Line, Prompt, ShowRisk, ToolRow, band_tag};
use kernel::Form;
use people::web::errors;
use ui::Shell;

fn page(form: Form) -> ShowRisk {
    ShowRisk {
        shell: Shell::new("Risk", "Cases")
            .intro("Amina Okafor. ASB-K7QM2-4DXA: Noise from upstairs")
            .errors(errors(&form)),
        subnav: crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/risk"),
        prompt_action: "/cases/0/risk/prompt".to_owned(),
        submission: String::new(),
        form,
        prompt: None,
        became: super::became(),
        escalations: Vec::new(),
        now: Vec::new(),
        tools: vec![ToolRow {
            name: "Risk matrix".to_owned(),
            source: "Alongside default".to_owned(),
            href: "/cases/0/risk/weigh".to_owned(),
        }],
        charts: Vec::new(),
        history: Vec::new(),
    }
}

fn line(score: i64, band: &str, rank: i64, given: &str, prompt: &str) -> Line {
    Line {
        href: "/cases/0/risk/answers".to_owned(),
        tool: "Risk matrix, version 2".to_owned(),
        when: "20 November 2026".to_owned(),
        score: format!("{score} of 30"),
        band: band_tag(band, rank),
        given: given.to_owned(),
        by: "Priya Shah".to_owned(),
        next: "27 November 2026".to_owned(),
        late: rank > 0,
        prompt: prompt.to_owned(),
    }
}

fn full() -> ShowRisk {
    let bands: Vec<(i64, String)> =
        [(18, "High"), (10, "Medium"), (0, "Low")].map(|(from, label)| (from, label.to_owned())).into();
    let course = ui::chart::course(&[(0, 8), (21, 12), (40, 21)], &bands, 30);
    let long =
        "She says he waits at the door. The score does not know that, and the next court date is near.";
    ShowRisk {
        prompt: Some(Prompt {
            assessment: "0".to_owned(),
            words: "The band went up from Medium to High. Does the plan still fit?".to_owned(),
            from: "Risk matrix, 20 November 2026".to_owned(),
            more: "1 more prompt waits after this one.".to_owned(),
        }),
        escalations: vec!["3 reports in 12 months: consider a referral to the panel.".to_owned()],
        now: vec![line(21, "High", 0, "", "")],
        charts: vec![("Risk matrix".to_owned(), course)],
        history: vec![
            line(21, "High", 0, "", "To consider: refer to the panel."),
            line(12, "High", 0, &format!("Given by Priya Shah in place of the score's: {long}"), ""),
            line(8, "Low", 2, "", ""),
        ],
        ..page(Form::default())
    }
}

impl ui::Samples for ShowRisk {
    const NAME: &'static str = "show-risk";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        wrong.error("became", "Choose whether it was done or is dismissed.");
        let errors = Self { form: wrong.clone(), shell: page(wrong).shell, ..full() };
        let none = Self { tools: Vec::new(), ..page(Form::default()) };
        vec![("full", full()), ("empty", page(Form::default())), ("no tools", none), ("errors", errors)]
    }
}
