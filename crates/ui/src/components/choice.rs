//! Answers offered by a select, radios or checkboxes.

/// One answer a field offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// A line under the label; empty when there is none.
    pub hint: String,
    /// Whether it is ticked; only checkboxes read this.
    pub on: bool,
}

impl Choice {
    /// An answer from what is sent and what is seen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), on: false }
    }

    /// Adds a line under the label.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Ticks it, or not.
    pub fn on(self, on: bool) -> Self {
        Self { on, ..self }
    }

    /// Whether it is the answer already given.
    pub fn is(&self, value: impl AsRef<str>) -> bool {
        self.value == value.as_ref()
    }
}

/// Answers from pairs of value and label.
pub fn choices(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs.iter().map(|(value, label)| Choice::new(*value, *label)).collect()
}
