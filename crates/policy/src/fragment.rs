//! Cedar's conditions to SQL, for the small part of Cedar that has a plain meaning there.
//!
//! `&&`, `||`, `!`, the comparisons, whole numbers and the phrases of the [dictionary](crate::dictionary); anything
//! else is refused with its name. Cedar has checked types before, so no type is checked again.

use crate::{
    Error, Result,
    dictionary::{Means, PARAMETERS, Table, means, spell_out},
    rules::Rule,
    sql::{Order, Sql},
};
use serde_json::Value;

/// The condition under which a rule holds for a record of one kind.
pub fn compile(rule: &Rule, table: &Table) -> Result<Sql> {
    let scribe = Scribe { rule, table };
    let mut parts = Vec::new();
    for condition in &rule.conditions {
        let body = scribe.condition(&condition.body)?;
        parts.push(if condition.unless { body.negated() } else { body });
    }
    Ok(match parts.len() {
        0 => Sql::True,
        1 => parts.remove(0),
        _ => Sql::All(parts),
    })
}

struct Scribe<'a> {
    rule: &'a Rule,
    table: &'a Table,
}

/// One side of a comparison.
enum Side {
    Column(String),
    Parameter(&'static str),
    Number(i64),
}

impl Scribe<'_> {
    fn condition(&self, body: &Value) -> Result<Sql> {
        let (operator, parts) = self.operator(body)?;
        Ok(match operator {
            "&&" => Sql::All(
                self.both(parts, |sql| if let Sql::All(inner) = sql { Ok(inner) } else { Err(sql) })?,
            ),
            "||" => Sql::Any(
                self.both(parts, |sql| if let Sql::Any(inner) = sql { Ok(inner) } else { Err(sql) })?,
            ),
            "!" => self.condition(&parts["arg"])?.negated(),
            "." | "contains" | "Var" => match self.look_up(body)? {
                Means::Test(text) => Sql::Test(spell_out(text, self.table)),
                Means::Column(_) | Means::Parameter(_) => {
                    return self.refuse(format!("{} is a value, not a condition", self.phrase(body)?));
                }
            },
            _ => match Order::of(operator) {
                Some(order) => self.compare(&parts["left"], order, &parts["right"])?,
                None => return self.refuse(format!("operator {operator} is outside the SQL fragment")),
            },
        })
    }

    /// Both sides of AND or OR; a side of the same word gives its parts, so that `a && b && c` is one list.
    fn both(
        &self,
        parts: &Value,
        open: impl Fn(Sql) -> std::result::Result<Vec<Sql>, Sql>,
    ) -> Result<Vec<Sql>> {
        let mut all = Vec::new();
        for side in [&parts["left"], &parts["right"]] {
            match open(self.condition(side)?) {
                Ok(inner) => all.extend(inner),
                Err(one) => all.push(one),
            }
        }
        Ok(all)
    }

    fn compare(&self, left: &Value, order: Order, right: &Value) -> Result<Sql> {
        let (left, right) = (self.side(left)?, self.side(right)?);
        if !matches!((&left, &right), (Side::Column(_), _) | (_, Side::Column(_))) {
            // PostgreSQL takes a parameter's type from the column it is compared with; a bare number would make it
            // a 32-bit one.
            let typed = |side| match side {
                Side::Column(text) => text,
                Side::Number(n) => n.to_string(),
                Side::Parameter(name) => cast(name),
            };
            return Ok(Sql::Compare(typed(left), order, typed(right)));
        }
        let plain = |side| match side {
            Side::Column(text) => text,
            Side::Number(n) => n.to_string(),
            Side::Parameter(name) => spell_out(&format!("{{{name}}}"), self.table),
        };
        Ok(Sql::Compare(plain(left), order, plain(right)))
    }

    fn side(&self, body: &Value) -> Result<Side> {
        let (operator, value) = self.operator(body)?;
        if operator == "Value" {
            return match value.as_i64() {
                Some(n) => Ok(Side::Number(n)),
                None => self.refuse(format!("{value} is not a whole number")),
            };
        }
        match self.look_up(body)? {
            Means::Column(text) => Ok(Side::Column(spell_out(text, self.table))),
            Means::Parameter(name) => Ok(Side::Parameter(name)),
            Means::Test(_) => self.refuse(format!("{} is a condition, not a value", self.phrase(body)?)),
        }
    }

    fn look_up(&self, body: &Value) -> Result<Means> {
        let phrase = self.phrase(body)?;
        match means(self.table.kind, &phrase) {
            Some(means) => Ok(means),
            None => self.refuse(format!("the dictionary has no SQL for {phrase}")),
        }
    }

    /// Cedar's text of a variable, an attribute or `contains`.
    fn phrase(&self, body: &Value) -> Result<String> {
        let (operator, parts) = self.operator(body)?;
        Ok(match (operator, parts) {
            ("Var", Value::String(name)) => name.clone(),
            (".", parts) => {
                format!("{}.{}", self.phrase(&parts["left"])?, parts["attr"].as_str().unwrap_or_default())
            }
            ("contains", parts) => {
                format!("{}.contains({})", self.phrase(&parts["left"])?, self.phrase(&parts["right"])?)
            }
            _ => return self.refuse(format!("{operator} cannot be part of a phrase of the dictionary")),
        })
    }

    /// The one key of an expression in Cedar's JSON, and what is under it.
    fn operator<'v>(&self, body: &'v Value) -> Result<(&'v str, &'v Value)> {
        match body.as_object().map(|o| (o.len(), o.iter().next())) {
            Some((1, Some((operator, parts)))) => Ok((operator, parts)),
            _ => self.refuse(format!("{body} is not an expression")),
        }
    }

    fn refuse<T>(&self, what: String) -> Result<T> {
        Err(Error::Outside { rule: self.rule.id.clone(), kind: self.table.kind.to_owned(), what })
    }
}

/// A parameter with its type said.
pub fn cast(name: &str) -> String {
    PARAMETERS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, number, kind)| format!("CAST(${number} AS {kind})"))
        .unwrap_or_default()
}
