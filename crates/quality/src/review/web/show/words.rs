//! What a review's page says in words: who is next, where it comes from, what the score rests on, and what others say
//! to each answer.

use super::AnswerRow;
use crate::{
    forms::{Criterion, ReviewForm, Score},
    model::Answer,
    review::{
        after::model::{Between, TO_ANSWER, unanswered_from},
        model::{Settled, State},
        second::model::Answers,
        stage::{Stage, Voice},
        web::{decide::said, whole::Whole},
    },
};
use access::Actor;
use kernel::Day;
use ui::{SummaryRow, Tag};

/// Who is next and since when.
pub(super) fn next(whole: &Whole, actor: &Actor) -> String {
    let review = &whole.review;
    let next = review.next();
    if next.is_empty() {
        return next;
    }
    let since = review.since().map_or_else(|| review.drawn_on.long(), |at| Day::of(at).long());
    let mut words = format!("Next: {next} Waiting since {since}.");
    if let (Stage::Shared, Some(shared)) = (review.stage(), review.shared_at) {
        let from = unanswered_from(&whole.division, Day::of(shared)).long();
        words = format!(
            "{words} Silence is not agreement. From {from} the reviewer may go on without an answer ({TO_ANSWER} working \
             days, Alongside default)."
        );
    }
    if review.stage() == Stage::Second
        && review.voice(actor.user) == Some(Voice::First)
        && whole.can(actor).answer
    {
        words.push_str(" Until then nobody else sees what you answered.");
    }
    words
}

/// That somebody asked for it, or that it was replaced.
pub(super) fn origin(whole: &Whole) -> String {
    let review = &whole.review;
    match (review.state, review.directed, review.why.is_empty()) {
        (State::Replaced, ..) => {
            let next = if review.replaced_by.is_some() {
                "The next case of the officer in the order of the draw took its place."
            } else {
                "No other case took its place."
            };
            format!("Replaced: {} {next}", review.why)
        }
        (_, true, _) => {
            format!("Somebody asked for this review, so it enters no average. Why: {}", review.why)
        }
        (_, _, false) => {
            format!("It took the place of a case that could not be reviewed. Why: {}", review.why)
        }
        _ => String::new(),
    }
}

pub(super) fn unseen() -> String {
    "Two reviewers answer it apart. Nobody else sees their answers before both have finished.".to_owned()
}

pub(super) fn rests(whole: &Whole, score: &Score) -> String {
    let mut words = match (score.percent, score.is_enough()) {
        (None, _) => "Nothing in this form applies to the case, so there is no score.".to_owned(),
        (_, true) => format!("It rests on {} of 100 points of weight.", score.applicable),
        (_, false) => format!(
            "It rests on {} of 100 points of weight: too little to be counted in averages (Alongside default: 50).",
            score.applicable
        ),
    };
    if let (Settled::Moderated, Some(first)) = (whole.review.settled, whole.review.first_score) {
        words = format!("{words} It was {first} of 100 when it was shared; a moderator decided since.");
    }
    words
}

pub(super) fn sections(form: &ReviewForm, whole: &Whole, actor: &Actor) -> Vec<(String, Vec<AnswerRow>)> {
    let answers = whole.seen_by(actor.user);
    let row = |criterion: &Criterion| {
        let given = answers.get(&criterion.id)?;
        Some(AnswerRow {
            words: format!("{}. {}", criterion.id, criterion.words),
            tag: answer_tag(given.answer),
            note: given.note.clone(),
            more: more(whole, &criterion.id, actor),
        })
    };
    form.sections
        .iter()
        .map(|section| {
            let own = form.criteria.iter().filter(|criterion| criterion.section == section.id);
            (format!("{}. {}", section.id, section.title), own.filter_map(row).collect())
        })
        .collect()
}

/// What others say to an answer, in the order in which it was said.
fn more(whole: &Whole, id: &str, actor: &Actor) -> Vec<String> {
    let review = &whole.review;
    let given = whole.seen_by(actor.user).get(id);
    let mut lines = Vec::new();
    if let Some((answer, why)) = given.filter(|one| one.overrules()).and_then(|one| one.proposed.as_ref()) {
        lines.push(format!("Facts said: {}. {why}", answer.label().to_lowercase()));
    }
    let third = whole.decided(id, Between::Two);
    if review.met_at.is_some() && (third.is_some() || differs(whole, id)) {
        let of = |name: &Option<String>, answers| {
            format!("{}: {}", name.clone().unwrap_or_default(), said(answers))
        };
        lines.push(of(&review.reviewer, whole.blind.0.get(id)));
        lines.push(of(&review.second_name, whole.blind.1.get(id)));
    }
    if let Some(one) = third {
        lines.push(format!("{} decided between the two: {}", one.by, one.why));
    }
    if let Some(words) = whole.disputes.get(id) {
        lines.push(format!("{} disputes it: {words}", review.worker));
    }
    if let Some(one) = whole.decided(id, Between::Officer) {
        let before = one.before().map_or("no answer", Answer::label).to_lowercase();
        let kept = one.before() == one.after();
        let what = if kept { "kept it".to_owned() } else { format!("changed it from {before}") };
        lines.push(format!("{} {what}: {}", one.by, one.why));
    }
    lines
}

fn differs(whole: &Whole, id: &str) -> bool {
    let code = |answers: &Answers| answers.get(id).map(|one| one.answer.codes().0);
    code(&whole.blind.0) != code(&whole.blind.1)
}

/// The line of states: who did what when.
pub(super) fn facts(whole: &Whole) -> Vec<SummaryRow> {
    let review = &whole.review;
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    let mut rows = vec![
        SummaryRow::new("Officer", &review.worker, ""),
        SummaryRow::new("Reviewed by", name(&review.reviewer), ""),
        SummaryRow::new("Month", crate::review::web::list::month_words(&review.month), ""),
        SummaryRow::new("Form", format!("{}, version {}", review.form_id, review.form_version), ""),
        SummaryRow::new(if review.directed { "Asked for" } else { "Drawn" }, review.drawn_on.long(), ""),
    ];
    if review.second {
        let who = match (&review.second_name, review.second_at) {
            (Some(who), Some(at)) => format!("{who}, {}", at.long()),
            _ => "Nobody yet".to_owned(),
        };
        rows.push(SummaryRow::new("Second review, blind", who, ""));
    }
    if review.met_at.is_some() {
        rows.push(SummaryRow::new("Answers that differed", review.differs.to_string(), ""));
    }
    let settled = match (review.settled, &review.settled_by) {
        (Settled::Not, _) => "Settled".to_owned(),
        (settled, Some(by)) => format!("{} ({by})", settled.label()),
        (settled, None) => settled.label().to_owned(),
    };
    for (term, at) in [
        ("Differences decided", review.third_at),
        ("Went on alone", review.alone_at),
        ("Shared", review.shared_at),
        ("Answered", review.responded_at),
        (settled.as_str(), review.settled_at),
        (review.stage().label(), review.closed_at),
    ] {
        if let Some(at) = at {
            rows.push(SummaryRow::new(term, at.long(), ""));
        }
    }
    rows
}

fn answer_tag(answer: Answer) -> Tag {
    match answer {
        Answer::Met => Tag::good(answer.label()),
        Answer::Partly => Tag::warn(answer.label()),
        Answer::NotMet => Tag::bad(answer.label()),
        Answer::NotApplicable(reason) => {
            Tag::plain(format!("{}: {}", answer.label(), reason.label().to_lowercase()))
        }
    }
}
