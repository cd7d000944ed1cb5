//! A condition in SQL, and how it is written down: tall, so that a reader and a diff see one thing a line.

use std::cmp::Ordering;

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sql {
    /// Always true.
    True,
    /// A text that stands for itself beside AND, OR and NOT.
    Test(String),
    /// `left operator right`.
    Compare(String, Order, String),
    /// Every one holds.
    All(Vec<Sql>),
    /// At least one holds.
    Any(Vec<Sql>),
    /// It does not hold.
    Not(Box<Sql>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Equal.
    Same,
    /// Not equal.
    Other,
    /// Less.
    Below,
    /// Less or equal.
    UpTo,
    /// Greater.
    Above,
    /// Greater or equal.
    AtLeast,
}

impl Order {
    /// From Cedar's operator.
    pub fn of(operator: &str) -> Option<Self> {
        Some(match operator {
            "==" => Self::Same,
            "!=" => Self::Other,
            "<" => Self::Below,
            "<=" => Self::UpTo,
            ">" => Self::Above,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::Other => "<>",
            Self::Below => "<",
            Self::UpTo => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }

    /// True where `self` is false. Nothing compared is ever null.
    fn opposite(self) -> Self {
        match self {
            Self::Same => Self::Other,
            Self::Other => Self::Same,
            Self::Below => Self::AtLeast,
            Self::UpTo => Self::Above,
            Self::Above => Self::UpTo,
            Self::AtLeast => Self::Below,
        }
    }
}

impl Sql {
    /// The condition that holds where this one does not.
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            Self::Compare(left, order, right) => Self::Compare(left, order.opposite(), right),
            other => Self::Not(Box::new(other)),
        }
    }

    /// The text, a line for each part, indented by `margin` and by bracket.
    pub fn tall(&self, margin: usize) -> String {
        // For each open bracket: where its line starts, and whether WHERE has been seen inside.
        let mut open = Vec::new();
        let mut filters = false;
        let mut lines = Vec::new();
        for line in self.flat().lines().map(str::trim) {
            let inside = open.last().map_or(margin, |(indent, _)| indent + 4);
            let indent = match (line.starts_with(')'), open.last()) {
                (true, Some((indent, _))) => *indent,
                // Under WHERE, what goes on stands two in.
                _ if filters && line.starts_with("AND ") => inside + 2,
                _ => inside,
            };
            filters |= line.starts_with("WHERE ");
            lines.push(format!("{:indent$}{line}", ""));
            match line.matches('(').count().cmp(&line.matches(')').count()) {
                Ordering::Greater => open.push((indent, std::mem::take(&mut filters))),
                Ordering::Less => filters = open.pop().is_some_and(|(_, outside)| outside),
                Ordering::Equal => {}
            }
        }
        lines.join("\n").trim_start().to_owned()
    }

    fn flat(&self) -> String {
        match self {
            Self::True => "TRUE".to_owned(),
            Self::Test(text) => text.clone(),
            Self::Compare(left, order, right) => format!("{left} {} {right}", order.sign()),
            Self::All(parts) => joined(parts, "AND"),
            Self::Any(parts) => joined(parts, "OR"),
            Self::Not(inner) => format!("NOT {}", inner.one()),
        }
    }

    /// In brackets, unless it stands for itself.
    fn one(&self) -> String {
        match self {
            Self::True | Self::Test(_) | Self::Compare(..) | Self::Not(_) => self.flat(),
            Self::All(_) | Self::Any(_) => format!("(\n{}\n)", self.flat()),
        }
    }
}

fn joined(parts: &[Sql], word: &str) -> String {
    parts.iter().map(Sql::one).collect::<Vec<_>>().join(&format!("\n{word} "))
}
