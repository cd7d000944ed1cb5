//! Events and needs as packs write them: a word, or a word and an id.

use crate::model::{Event, Need};
use serde::{Deserialize, Deserializer, de::Error};
use std::fmt;

impl Event {
    /// Reads `opened` or `fact:relief_accepted`.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((kind, id)) = text.split_once(':') else {
            return Some(match text {
                "reported" => Self::Reported,
                "opened" => Self::Opened,
                "closed" => Self::Closed,
                "allocated" => Self::Allocated,
                "contact" => Self::Contact,
                "plan-agreed" => Self::PlanAgreed,
                _ => return None,
            });
        };
        let id = id.to_owned();
        Some(match kind {
            "stage" => Self::Stage(id),
            "left" => Self::Left(id),
            "fact" => Self::Fact(id),
            "decision" => Self::Decision(id),
            "power" => Self::Power(id),
            "letter" => Self::Letter(id),
            _ => return None,
        })
    }
}

impl Need {
    /// Reads `plan` or `form:assessment`.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((kind, id)) = text.split_once(':') else {
            return Some(match text {
                "contact" => Self::Contact,
                "contact-rule" => Self::ContactRule,
                "plan" => Self::Plan,
                "plan-agreed" => Self::PlanAgreed,
                "exit-plan" => Self::ExitPlan,
                "allocated" => Self::Allocated,
                "actions-moved" => Self::ActionsMoved,
                "survey" => Self::Survey,
                "view" => Self::View,
                _ => return None,
            });
        };
        let id = id.to_owned();
        Some(match kind {
            "fact" => Self::Fact(id),
            "form" => Self::Form(id),
            "risk" => Self::Risk(id),
            "decision" => Self::Decision(id),
            "letter" => Self::Letter(id),
            _ => return None,
        })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reported => f.write_str("reported"),
            Self::Opened => f.write_str("opened"),
            Self::Closed => f.write_str("closed"),
            Self::Allocated => f.write_str("allocated"),
            Self::Contact => f.write_str("contact"),
            Self::PlanAgreed => f.write_str("plan-agreed"),
            Self::Stage(id) => write!(f, "stage:{id}"),
            Self::Left(id) => write!(f, "left:{id}"),
            Self::Fact(id) => write!(f, "fact:{id}"),
            Self::Decision(id) => write!(f, "decision:{id}"),
            Self::Power(id) => write!(f, "power:{id}"),
            Self::Letter(id) => write!(f, "letter:{id}"),
        }
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "{text:?} is no event: use reported, opened, closed, allocated, contact, plan-agreed, stage:ID, left:ID, fact:ID, \
                 decision:ID, power:ID or letter:ID"
            ))
        })
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "{text:?} is nothing that can be needed: use fact:ID, form:ID, risk:ID, decision:ID, letter:ID, contact, \
                 contact-rule, plan, plan-agreed, exit-plan, allocated, actions-moved, survey or view"
            ))
        })
    }
}
