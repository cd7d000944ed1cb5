//! What a pack says about plans, and what holds where a kind of case has no pack.

use packs::{
    Pack,
    model::{Code, ContactRule, Intervention},
};

/// How plans of a kind of case look.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What the plan is called.
    pub name: String,
    /// Under what rule it is made; empty for none.
    pub rule: String,
    /// Areas of life that goals are sorted under; none: goals are not sorted.
    pub areas: Vec<Code>,
    /// Days until it is looked at again.
    pub review_days: i64,
    /// Where that period comes from.
    pub review_source: String,
    /// Whether steps are mandatory or recommended.
    pub mandatory_steps: bool,
    /// Help that can be offered.
    pub interventions: Vec<Intervention>,
    /// How often contact is promised, where the pack says so.
    pub contact: Option<ContactRule>,
}

impl Shape {
    /// The shape that a pack gives, or the plain one of a kind of case without a pack.
    pub fn of(pack: Option<&Pack>) -> Self {
        let Some(pack) = pack else {
            return Self {
                name: "Plan".to_owned(),
                rule: String::new(),
                areas: Vec::new(),
                review_days: 42,
                review_source: "Alongside default: six weeks".to_owned(),
                mandatory_steps: false,
                interventions: Vec::new(),
                contact: None,
            };
        };
        Self {
            name: pack.plan.name.clone(),
            rule: pack.plan.rule.clone(),
            areas: pack.plan.areas.clone(),
            review_days: pack.plan.review_days,
            review_source: pack.plan.review_source.clone(),
            mandatory_steps: pack.plan.mandatory_steps,
            interventions: pack.interventions.clone(),
            contact: Some(pack.contact.clone()),
        }
    }

    /// The words of an area's code; the code itself where the pack no longer has it, nothing for none.
    pub fn area(&self, code: &str) -> String {
        self.areas.iter().find(|area| area.code == code).map_or(code.to_owned(), |area| area.label.clone())
    }
}
