//! Risks, each with its level in words, the plan, and when it was looked at.

use crate::Tag;
use askama::Template;
use askama::filters::HtmlSafe;

/// Risks, the highest first.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/risk/risk.html")]
pub struct RiskList {
    /// One each.
    pub risks: Vec<Risk>,
}

/// One risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// What could happen.
    pub what: String,
    /// How likely or how bad, in words.
    pub level: Tag,
    /// What is done about it.
    pub plan: String,
    /// `Reviewed 5 November`; empty when never.
    pub reviewed: String,
}

impl HtmlSafe for RiskList {}
