//! A form of a pack laid over what is known: what is asked, with what in it, and what changes when it comes back.
//! Pure.
//!
//! Somebody else may have saved between the opening of a form and its coming back. So three things are compared for
//! every field: what was on the page (*base*), what holds *now*, and what was typed. What was not touched stays as it
//! is now; what was changed by two people is shown to the second, with both texts, before anything is written.

use super::model::{Absent, Answer, Known, Value, code_words, holds, read};
use ::packs::{
    Pack,
    model::{Condition, Field, FieldKind, Form as PackForm, FormField},
};
use kernel::{Form, Instant};
use std::collections::BTreeMap;
use ui::Choice;

/// Codes up to which they are offered as radios; more become a list to choose from.
const RADIOS: usize = 7;

/// A form over what is known.
pub struct Sheet<'a> {
    pack: &'a Pack,
    form: &'a PackForm,
    base: BTreeMap<String, Value>,
    now: BTreeMap<String, Known>,
    /// The latest moment at which something on the page was written down.
    pub seen: Instant,
}

/// A question as the page shows it.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The control's name and id.
    pub name: String,
    /// The question.
    pub label: String,
    /// Help beside it.
    pub hint: String,
    /// Which control: `text`, `long`, `day`, `number`, `radios`, `inline`, `select` or `checks`.
    pub control: &'static str,
    /// What is in it.
    pub value: String,
    /// What is offered; a tick has a name of its own.
    pub choices: Vec<Choice>,
    /// The name of the control that says why there is no answer.
    pub why_name: String,
    /// What it says.
    pub why: String,
    /// What is wrong with it, and what to do.
    pub error: String,
    /// Who recorded what is in it, and when; empty where nothing is known.
    pub known: String,
    /// When it is asked: "Only if What kind of harm is Threats"; empty for always.
    pub only_if: String,
    /// The same for the script: `name=code|code`.
    pub when: String,
    /// Whether it is not asked for what stands in the form now: with scripts it is not shown.
    pub unmet: bool,
    /// Why the person does not see it in their own view.
    pub withheld: String,
    /// What a check of a return says about it; it warns and never blocks.
    pub look: String,
}

impl<'a> Sheet<'a> {
    /// Lays a form over what is known. `seen` is the moment the page carried when it was sent; `None` when it is
    /// opened. The fields of a form that repeats begin empty.
    pub fn new(pack: &'a Pack, form: &'a PackForm, known: &[Known], seen: Option<Instant>) -> Self {
        let of_form = |field: &str| form.fields.iter().any(|f| f.field == field);
        let now: BTreeMap<String, Known> = known
            .iter()
            .filter(|k| k.superseded_at.is_none())
            .map(|k| (k.field.clone(), k.clone()))
            .collect();
        let latest = now.values().filter(|k| of_form(&k.field)).map(|k| k.recorded_at).max();
        let seen = seen.or(latest).unwrap_or(Instant::from_micros(0));
        let base = known
            .iter()
            .filter(|k| !form.repeats && k.recorded_at <= seen && k.superseded_at.is_none_or(|at| at > seen))
            .map(|k| (k.field.clone(), k.value.clone()))
            .collect();
        Self { pack, form, base, now, seen }
    }

    /// Fills what is known in.
    pub fn fill(&self, typed: &mut Form) {
        for (_, field) in self.fields() {
            self.put(typed, field, &self.base_of(field));
        }
        typed.set("seen", self.seen.micros().to_string());
    }

    /// Reads what was sent; gives the answers that change something. What cannot be used, what is missing and what
    /// somebody else has changed since is noted on its field.
    pub fn read(&self, typed: &mut Form) -> Vec<Answer> {
        let mut said: BTreeMap<String, Value> =
            self.now.iter().map(|(field, known)| (field.clone(), known.value.clone())).collect();
        let mut new: Vec<(&FormField, &Field, Value)> = Vec::new();
        for (asked, field) in self.fields() {
            let value = self.value(typed, field);
            said.insert(field.id.clone(), value.clone());
            new.push((asked, field, value));
        }
        let mut answers = Vec::new();
        for (asked, field, value) in new {
            let is_asked = asked.when.as_ref().is_none_or(|when| holds(when, &said));
            let base = self.base_of(field);
            if !is_asked {
                // Without scripts the question is there to be seen, and "does not apply" is a good answer to it.
                if value.is_said() && !matches!(value, Value::Absent(_)) && value != base {
                    let when = asked.when.as_ref().map(|when| self.only_if(when)).unwrap_or_default();
                    typed.error(
                        &name(field),
                        format!("This is asked {}. Clear it, or change that answer.", lower(&when)),
                    );
                }
                continue;
            }
            if asked.required && !value.is_said() && typed.error_of(&name(field)).is_none() {
                typed.error(&name(field), "Answer this, or say why there is no answer.");
            }
            if value != base && !self.clashes(typed, field, &value) {
                answers.push(Answer::new(field, value));
            }
        }
        if !typed.is_good() {
            self.catch_up(typed);
        }
        answers
    }

    /// The questions with what was typed in them.
    pub fn questions(&self, typed: &Form) -> Vec<Question> {
        self.fields()
            .filter(|(asked, _)| {
                // A question that hangs on a fact of another form is there or not.
                asked.when.as_ref().is_none_or(|when| self.is_here(&when.field) || self.holds_now(when))
            })
            .map(|(asked, field)| self.question(asked, field, typed))
            .collect()
    }

    fn question(&self, asked: &FormField, field: &Field, typed: &Form) -> Question {
        let here = asked.when.as_ref().filter(|when| self.is_here(&when.field));
        let known = self.now.get(&field.id).filter(|known| !self.form.repeats && known.value.is_said());
        let optional = if asked.required { "" } else { " (optional)" };
        Question {
            name: name(field),
            label: format!("{}{optional}", field.label),
            hint: hint(self.pack, field),
            control: self.control(field),
            value: typed.value(&name(field)).to_owned(),
            choices: self.choices(field, typed),
            why_name: why(field),
            why: typed.value(&why(field)).to_owned(),
            error: typed.error_of(&name(field)).unwrap_or_default().to_owned(),
            known: known.map(Known::provenance).unwrap_or_default(),
            only_if: here.map(|when| self.only_if(when)).unwrap_or_default(),
            when: here.map(|when| format!("f_{}={}", when.field, when.is.join("|"))).unwrap_or_default(),
            unmet: here.is_some_and(|when| !chosen(when, typed)),
            withheld: field.withheld.clone(),
            look: String::new(),
        }
    }

    /// What holds, with what stands in the form in its place; a form that repeats takes no place.
    pub fn values(&self, typed: &Form) -> BTreeMap<String, Value> {
        let mut values: BTreeMap<String, Value> =
            self.now.iter().map(|(field, known)| (field.clone(), known.value.clone())).collect();
        if !self.form.repeats {
            let mut typed = typed.clone();
            values.extend(self.fields().map(|(_, field)| (field.id.clone(), self.value(&mut typed, field))));
        }
        values
    }

    fn fields(&self) -> impl Iterator<Item = (&'a FormField, &'a Field)> {
        let pack = self.pack;
        self.form.fields.iter().filter_map(move |asked| Some((asked, pack.field(&asked.field)?)))
    }

    fn is_here(&self, field: &str) -> bool {
        self.form.fields.iter().any(|asked| asked.field == field)
    }

    fn holds_now(&self, when: &Condition) -> bool {
        self.now
            .get(&when.field)
            .is_some_and(|known| when.is.iter().any(|code| known.value.codes().contains(code)))
    }

    fn base_of(&self, field: &Field) -> Value {
        self.base.get(&field.id).cloned().unwrap_or_default()
    }

    /// What was said of a field: the answer, or why there is none. Of an answer that stood there and a reason that
    /// was added, the reason is meant.
    fn value(&self, typed: &mut Form, field: &Field) -> Value {
        let base = self.base_of(field);
        let before = if matches!(base, Value::Absent(_)) { Value::Nothing } else { base.clone() };
        let answer = match read(self.pack, field, &self.typed(typed, field), &before) {
            Ok(answer) => answer,
            Err(remedy) => {
                typed.error(&name(field), remedy);
                return base;
            }
        };
        let Some(reason) = Absent::parse(typed.value(&why(field))) else { return answer };
        match answer {
            Value::Nothing => Value::Absent(reason),
            answer if answer == before => Value::Absent(reason),
            answer if base == Value::Absent(reason) => answer,
            answer => {
                typed.error(&name(field), "Give an answer, or say why there is none, not both.");
                answer
            }
        }
    }

    /// What was typed into a field: several ticks for several codes.
    fn typed(&self, typed: &Form, field: &Field) -> Vec<String> {
        if field.kind != FieldKind::Codes {
            return vec![typed.value(&name(field)).to_owned()];
        }
        let list = self.pack.list(&field.list).map(|list| list.codes.as_slice()).unwrap_or_default();
        list.iter()
            .filter(|code| typed.value(&tick(field, &code.code)) == "yes")
            .map(|code| code.code.clone())
            .collect()
    }

    /// Puts a value into a field, in place of what was there.
    fn put(&self, typed: &mut Form, field: &Field, value: &Value) {
        let reason = if let Value::Absent(reason) = value { reason.code() } else { "" };
        typed.set(&why(field), reason);
        if field.kind == FieldKind::Codes {
            let list = self.pack.list(&field.list).map(|list| list.codes.as_slice()).unwrap_or_default();
            for code in list {
                let on = value.codes().contains(&code.code);
                typed.set(&tick(field, &code.code), if on { "yes" } else { "" });
            }
        } else {
            typed.set(&name(field), value.typed(field.kind));
        }
    }

    /// Notes what somebody else saved in the meantime, if it is not the same.
    fn clashes(&self, typed: &mut Form, field: &Field, value: &Value) -> bool {
        let Some(now) = self.now.get(&field.id).filter(|_| !self.form.repeats) else { return false };
        if now.recorded_at <= self.seen || now.value == *value {
            return false;
        }
        let theirs = now.value.words(self.pack, field);
        typed.error(
            &name(field),
            format!(
                "{} saved “{theirs}” here at {}, after you opened this page. Your answer is still below: save \
                 again to use yours.",
                now.by,
                now.recorded_at.time_of_day()
            ),
        );
        true
    }

    /// Before a page is shown again: what the reader has not touched becomes what holds now, and from here on that is
    /// what they have seen.
    fn catch_up(&self, typed: &mut Form) {
        if self.form.repeats {
            return;
        }
        let mut seen = self.seen;
        for (_, field) in self.fields() {
            let Some(now) = self.now.get(&field.id) else { continue };
            seen = seen.max(now.recorded_at);
            let base = self.base_of(field);
            let touched = self.value(&mut typed.clone(), field) != base;
            if !touched && now.value != base && typed.error_of(&name(field)).is_none() {
                self.put(typed, field, &now.value);
            }
        }
        typed.set("seen", seen.micros().to_string());
    }

    fn control(&self, field: &Field) -> &'static str {
        match field.kind {
            FieldKind::Text => "text",
            FieldKind::LongText => "long",
            FieldKind::Day => "day",
            FieldKind::Number | FieldKind::Money => "number",
            FieldKind::YesNo => "inline",
            FieldKind::Codes => "checks",
            FieldKind::Code => {
                let codes = self.pack.list(&field.list).map_or(0, |list| list.codes.len());
                if codes <= RADIOS { "radios" } else { "select" }
            }
        }
    }

    fn choices(&self, field: &Field, typed: &Form) -> Vec<Choice> {
        if field.kind == FieldKind::YesNo {
            return ui::choices(&[("yes", "Yes"), ("no", "No")]);
        }
        let list = self.pack.list(&field.list).map(|list| list.codes.as_slice()).unwrap_or_default();
        let base = self.base_of(field);
        list.iter()
            .filter(|code| !code.retired || base.codes().contains(&code.code))
            .map(|code| {
                if field.kind != FieldKind::Codes {
                    return Choice::new(&code.code, &code.label).hint(&code.hint);
                }
                let name = tick(field, &code.code);
                let on = typed.value(&name) == "yes";
                Choice::new(name, &code.label).hint(&code.hint).on(on)
            })
            .collect()
    }

    /// "Only if What kind of harm is Threats or Damage".
    fn only_if(&self, when: &Condition) -> String {
        let Some(field) = self.pack.field(&when.field) else { return String::new() };
        let codes: Vec<String> = when.is.iter().map(|code| code_words(self.pack, field, code)).collect();
        format!("Only if “{}” is {}", field.label.trim_end_matches('?'), codes.join(" or "))
    }
}

/// The name of a field's control.
pub fn name(field: &Field) -> String {
    format!("f_{}", field.id)
}

fn why(field: &Field) -> String {
    format!("why_{}", field.id)
}

fn tick(field: &Field, code: &str) -> String {
    format!("f_{}__{code}", field.id)
}

fn lower(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// Whether a form holds one of a condition's codes, as the script asks too.
fn chosen(when: &Condition, typed: &Form) -> bool {
    let name = format!("f_{}", when.field);
    when.is
        .iter()
        .any(|code| typed.value(&name) == code || !typed.value(&format!("{name}__{code}")).is_empty())
}

/// Help beside a question: the pack's own, and where the question or its list comes from when that was not confirmed.
fn hint(pack: &Pack, field: &Field) -> String {
    let list = pack.list(&field.list).filter(|list| !list.confirmed).map(|list| ("The list", &list.source));
    let own = (!field.confirmed).then_some(("The question", &field.citation));
    let unsure = own.into_iter().chain(list).map(|(what, source)| {
        format!("{what}: {}. Our reading, not yet confirmed.", source.trim_end_matches('.'))
    });
    let said = std::iter::once(field.hint.clone()).filter(|hint| !hint.is_empty()).chain(unsure);
    said.collect::<Vec<_>>().join(" ")
}
