//! Events and needs as people say them. Pure.

use ::packs::{
    Pack,
    model::{Event, Need},
};

/// An event as the end of a sentence that begins with "because": "the duty was accepted".
pub fn because(pack: &Pack, event: &Event) -> String {
    match event {
        Event::Reported => "it was reported".to_owned(),
        Event::Opened => "the case was opened".to_owned(),
        Event::Closed => "the case was closed".to_owned(),
        Event::Allocated => "it was given to a worker".to_owned(),
        Event::Contact => "somebody was reached".to_owned(),
        Event::PlanAgreed => "the plan was agreed".to_owned(),
        Event::Stage(id) => format!("“{}” was entered", stage(pack, id)),
        Event::Left(id) => format!("“{}” was left", stage(pack, id)),
        Event::Fact(id) => format!("“{}” was recorded", fact(pack, id)),
        Event::Decision(id) => format!("“{}” was decided", decision(pack, id)),
        Event::Power(id) => format!("“{}” was used", pack.power(id).map_or(id.as_str(), |p| &p.name)),
        Event::Letter(id) => format!("“{}” was sent", letter(pack, id)),
    }
}

/// What is needed, and the end of the address where it is done (after `/cases/{id}`); empty where it is done by
/// other work.
pub fn need(pack: &Pack, need: &Need) -> (String, String) {
    let form_of = |field: &str| {
        pack.forms
            .iter()
            .find(|form| form.fields.iter().any(|f| f.field == field))
            .map_or(String::new(), |form| format!("/forms/{}", form.id))
    };
    match need {
        Need::Fact(id) => (fact(pack, id).to_owned(), form_of(id)),
        Need::Form(id) => {
            (pack.form(id).map_or(id.as_str(), |form| &form.title).to_owned(), format!("/forms/{id}"))
        }
        Need::Risk(id) => {
            let tool = pack.risk_tool(id).map_or(id.as_str(), |tool| &tool.name);
            (format!("Weigh the risk: {tool}"), format!("/risk/weigh?tool={id}"))
        }
        Need::Decision(id) => {
            (format!("Decide: {}", decision(pack, id)), format!("/decisions/new?kind={id}"))
        }
        Need::Letter(id) => (format!("Send: {}", letter(pack, id)), "/letters".to_owned()),
        Need::Contact => ("Reach the person".to_owned(), "/contact".to_owned()),
        Need::ContactRule => ("Agree how and how often to be in touch".to_owned(), "/contact".to_owned()),
        Need::Plan => (format!("{}: a step with an owner and a date", pack.plan.name), "/plan".to_owned()),
        Need::PlanAgreed => (format!("{}: agreed", pack.plan.name), "/plan".to_owned()),
        Need::ExitPlan => ("Exit plan".to_owned(), "/plan".to_owned()),
        Need::Allocated => ("Give the case to a worker".to_owned(), "/allocate".to_owned()),
        Need::ActionsMoved => ("Finish or hand on what is open".to_owned(), "/plan".to_owned()),
        Need::Survey => ("Say whether they are asked how it was".to_owned(), "/close#survey".to_owned()),
        Need::View => ("Write down their own view".to_owned(), "/close#view".to_owned()),
    }
}

fn stage<'a>(pack: &'a Pack, id: &'a str) -> &'a str {
    pack.stage(id).map_or(id, |stage| &stage.name)
}

fn fact<'a>(pack: &'a Pack, id: &'a str) -> &'a str {
    pack.field(id).map_or(id, |field| field.label.trim_end_matches('?'))
}

fn decision<'a>(pack: &'a Pack, id: &'a str) -> &'a str {
    pack.decision(id).map_or(id, |kind| &kind.name)
}

fn letter<'a>(pack: &'a Pack, id: &'a str) -> &'a str {
    pack.letter(id).map_or(id, |letter| &letter.title)
}
