//! The table: one line for each figure, its goal beside it.

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It meets its goal.
    Ok,
    /// It does not.
    Missed,
    /// It has no goal.
    Report,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Figure {
    what: String,
    value: String,
    goal: String,
    verdict: Verdict,
}

impl Figure {
    /// A figure that must not be more than its goal.
    pub fn at_most(what: impl Into<String>, value: f64, goal: f64, unit: &str) -> Self {
        Self::with_goal(what, (value, value <= goal), ("at most", goal), unit)
    }

    /// A figure that must not be less than its goal.
    pub fn at_least(what: impl Into<String>, value: f64, goal: f64, unit: &str) -> Self {
        Self::with_goal(what, (value, value >= goal), ("at least", goal), unit)
    }

    /// A figure without a goal.
    pub fn report(what: impl Into<String>, value: impl Into<String>) -> Self {
        Self { what: what.into(), value: value.into(), goal: String::new(), verdict: Verdict::Report }
    }

    fn with_goal(
        what: impl Into<String>,
        (value, ok): (f64, bool),
        (word, goal): (&str, f64),
        unit: &str,
    ) -> Self {
        Self {
            what: what.into(),
            value: format!("{}{unit}", number(value)),
            goal: format!("{word} {}{unit}", number(goal)),
            verdict: if ok { Verdict::Ok } else { Verdict::Missed },
        }
    }

    /// Whether the goal was met, where there is one.
    #[cfg(test)]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The line.
    pub fn line(&self) -> String {
        let verdict = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Missed => "MISSED",
            Verdict::Report => "report-only",
        };
        format!("{:<58} {:>30}  {:<18} {verdict}", self.what, self.value, self.goal)
    }
}

/// A number as people read it: two places where it is small, thousands apart where it is large.
pub fn number(value: f64) -> String {
    if value.fract() != 0.0 && value < 100.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The head of the table.
pub fn head(on: &str) -> String {
    let columns = format!("{:<58} {:>30}  {:<18} verdict", "figure", "measured", "goal");
    format!("{on}\n\n{columns}\n{}", "-".repeat(columns.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_at_its_edge_and_missed_past_it() {
        assert_eq!(Figure::at_most("a", 3.0, 3.0, " ms").verdict(), Verdict::Ok);
        assert_eq!(Figure::at_most("a", 3.01, 3.0, " ms").verdict(), Verdict::Missed);
        assert_eq!(Figure::at_least("a", 10.0, 10.0, " times").verdict(), Verdict::Ok);
        assert_eq!(Figure::at_least("a", 9.99, 10.0, " times").verdict(), Verdict::Missed);
        assert_eq!(Figure::report("a", "1").verdict(), Verdict::Report);
    }

    #[test]
    fn a_line_says_figure_goal_and_verdict() {
        let line = Figure::at_most("One page", 3.256, 3.0, " ms").line();
        assert!(line.starts_with("One page "), "{line}");
        assert!(line.contains(" 3.26 ms  at most 3 ms "), "{line}");
        assert!(line.ends_with(" MISSED"), "{line}");
    }

    #[test]
    fn numbers_are_read_easily() {
        assert_eq!([number(0.5), number(7.0), number(1_234_567.4)], ["0.50", "7", "1,234,567"]);
    }
}
