//! What an officer meets besides stages and forms: risk tools, decisions, letters and closing, to be read only.

use crate::work::words;
use ::packs::{
    Pack,
    model::{DecisionKind, Letter, RiskTool, Signer},
};
use kernel::words::count;

/// A part of the preview: its heading, and one fold each.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// What they are.
    pub title: &'static str,
    /// Each of them.
    pub items: Vec<Item>,
}

/// Something an officer meets.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its name.
    pub title: String,
    /// Who may, under what rule, for whom.
    pub about: String,
    /// Questions with their answers, options, paragraphs.
    pub lines: Vec<String>,
}

/// Everything besides stages and forms, in the order in which a case meets it; nothing for what the pack has not.
pub fn parts(pack: &Pack) -> Vec<Part> {
    let all = [
        Part { title: "Risk", items: pack.risk.iter().map(tool).collect() },
        Part { title: "Decisions", items: pack.decisions.iter().map(decision).collect() },
        Part { title: "Letters", items: pack.letters.iter().map(letter).collect() },
        Part { title: "Closing", items: vec![closing(pack)] },
    ];
    all.into_iter().filter(|part| !part.items.is_empty()).collect()
}

fn tool(tool: &RiskTool) -> Item {
    let answers = |question: &::packs::model::Question| {
        let each = question.answers.iter().map(|answer| format!("{} ({})", answer.label, answer.points));
        let each = each.collect::<Vec<_>>().join(", ");
        if each.is_empty() { "Yes (1), No (0)".to_owned() } else { each }
    };
    let mut lines: Vec<String> =
        tool.questions.iter().map(|question| format!("{}: {}", question.label, answers(question))).collect();
    lines.extend(tool.bands.iter().map(|band| {
        let again = count(band.review_days, "day", "days");
        let prompt = if band.prompt.is_empty() { String::new() } else { format!(" {}", band.prompt) };
        format!("From {} points: {}. Looked at again after {again}.{prompt}", band.from, band.label)
    }));
    Item { title: tool.name.clone(), about: sentence(&[&tool.note, &tool.source]), lines }
}

fn decision(kind: &DecisionKind) -> Item {
    let by = match kind.by {
        Signer::Officer => "Any worker who may write to the case decides.",
        Signer::Leader => "A team leader or service manager decides.",
    };
    let mut lines: Vec<String> = kind.options.iter().map(|option| option.label.clone()).collect();
    if !kind.challenge.is_empty() {
        lines.push(format!("How it may be challenged: {}", kind.challenge));
    }
    Item { title: kind.name.clone(), about: sentence(&[by, &kind.rule]), lines }
}

fn letter(letter: &Letter) -> Item {
    let to = format!("For: {}.", letter.audience.replace('_', " "));
    let approve = if letter.approve { "Somebody else reads it before it goes." } else { "" };
    let lines = letter.body.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    Item { title: letter.title.clone(), about: sentence(&[&to, approve]), lines: lines.collect() }
}

fn closing(pack: &Pack) -> Item {
    let closing = &pack.closing;
    let needs = closing.needs.iter().map(|need| format!("Needed: {}", words::need(pack, need).0));
    let reasons = closing.reasons.iter().map(|reason| format!("Reason: {}", reason.label));
    let watch =
        format!("Who comes back within {} is a re-referral.", count(closing.watch_days, "day", "days"));
    let sign = if closing.sign_off { "A team leader signs it off." } else { "" };
    Item {
        title: "Close the case".to_owned(),
        about: sentence(&[sign, &watch, &closing.way_back]),
        lines: needs.chain(reasons).collect(),
    }
}

/// The parts that say something, as sentences.
fn sentence(parts: &[&str]) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    said.map(|part| format!("{}.", part.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
}
