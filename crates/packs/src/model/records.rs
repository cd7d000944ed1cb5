//! Facts, forms over them, decisions and letters.

use super::stages::Condition;
use serde::Deserialize;

/// Codes a field may have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Its id.
    pub id: String,
    /// Where it comes from: a public list, or "Alongside default".
    pub source: String,
    /// Whether it was checked against that source; otherwise it says "our reading, not yet confirmed".
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// The codes, in the order they are offered.
    pub codes: Vec<Code>,
}

/// A code and its words.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// As it is stored and exported.
    pub code: String,
    /// As it is shown.
    pub label: String,
    /// A sentence that helps to choose; empty when the label says it.
    #[serde(default)]
    pub hint: String,
    /// Not offered any more; old facts keep it.
    #[serde(default)]
    pub retired: bool,
}

/// A fact that may be recorded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id. The same id in two packs is the same fact when it belongs to the person.
    pub id: String,
    /// The question, or a noun where it is shown as a row.
    pub label: String,
    /// What it holds.
    pub kind: FieldKind,
    /// The code list, for codes.
    #[serde(default)]
    pub list: String,
    /// Help beside the question.
    #[serde(default)]
    pub hint: String,
    /// Whether it belongs to the case or to the person it is about.
    #[serde(default)]
    pub of: Whose,
    /// Not shown to the client in their own view, with the reason.
    #[serde(default)]
    pub withheld: String,
    /// What of the report that opens the case answers it, so that nobody is asked twice.
    #[serde(default)]
    pub report: Option<OfReport>,
    /// What it is of the person's own record: there it is kept too, and what is known there is not asked again.
    #[serde(default)]
    pub keeps: Keeps,
    /// Who asks for it in this way; often empty.
    #[serde(default)]
    pub citation: String,
    /// Whether the reading has been confirmed; otherwise it says "our reading, not yet confirmed".
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// What it shows to whoever reviews how well the case is worked, so that the program can propose an answer.
    #[serde(default)]
    pub shows: Shows,
}

/// A part of the report from which a case is opened.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum OfReport {
    /// What was said, whoever reports.
    Words,
    /// How it came: the code of the list that is the same, if there is one.
    Way,
    /// The day it came.
    Day,
    /// What was said, where no agency refers.
    OwnWords,
    /// How it came, where no agency refers.
    OwnWay,
    /// The day it came, where no agency refers.
    OwnDay,
    /// What was said, where an agency refers.
    AgencyWords,
    /// The day it came, where an agency refers.
    AgencyDay,
}

impl OfReport {
    /// Whether a field of a kind can hold it.
    pub fn fits(self, kind: FieldKind) -> bool {
        match self {
            Self::Words | Self::OwnWords | Self::AgencyWords => kind == FieldKind::LongText,
            Self::Way | Self::OwnWay => kind == FieldKind::Code,
            Self::Day | Self::OwnDay | Self::AgencyDay => kind == FieldKind::Day,
        }
    }

    /// Whether it is taken over from a report that an agency made, or did not make.
    pub fn is_of(self, agency: bool) -> bool {
        match self {
            Self::Words | Self::Way | Self::Day => true,
            Self::OwnWords | Self::OwnWay | Self::OwnDay => !agency,
            Self::AgencyWords | Self::AgencyDay => agency,
        }
    }
}

/// What a fact holds. Not known, declined, not asked and not applicable may be said of any of them.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of words.
    Text,
    /// Several lines.
    LongText,
    /// A day.
    Day,
    /// A code of a list.
    Code,
    /// Several codes of a list.
    Codes,
    /// Yes or no: codes `yes` and `no`.
    YesNo,
    /// A number, with two decimals at most.
    Number,
    /// Pounds and pence.
    Money,
}

/// Whose fact it is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The case's.
    #[default]
    Case,
    /// The person's: known in all their cases.
    Person,
}

/// What of the person's own record a field is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Keeps {
    /// Nothing: a fact by itself.
    #[default]
    Nothing,
    /// The language they speak best.
    Language,
    /// What they need to understand, be understood and get in.
    Needs,
}

/// What a field shows to a review of quality.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Nothing of that kind.
    #[default]
    Nothing,
    /// What was done about the entry it stands in: an incident was answered.
    Answer,
    /// What the person complained about says: they were heard.
    Heard,
    /// Why they were not heard.
    Unheard,
}

/// A view over facts that are recorded together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it is asked, in a sentence.
    pub purpose: String,
    /// Filled in many times, each an entry of its own: a diary sheet, a cost.
    #[serde(default)]
    pub repeats: bool,
    /// The fields, in order.
    pub fields: Vec<FormField>,
}

/// A field in a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// The field.
    pub field: String,
    /// Must be answered, be it with "not known".
    #[serde(default)]
    pub required: bool,
    /// Asked only when this holds of what is typed or known.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// A kind of decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionKind {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Under what rule it is made.
    pub rule: String,
    /// What may be decided.
    pub options: Vec<Code>,
    /// The field that takes the chosen option as its code, so that nobody is asked twice and returns can count it.
    /// Each option is a code of its list, or `yes` and `no`. Empty for none.
    #[serde(default)]
    pub records: String,
    /// Who may make it.
    #[serde(default)]
    pub by: Signer,
    /// The letter that tells the person, if one.
    #[serde(default)]
    pub letter: String,
    /// How it may be challenged, in words; empty when it may not.
    #[serde(default)]
    pub challenge: String,
    /// What is counted for whoever decides.
    #[serde(default)]
    pub counts: Option<Counts>,
}

/// Complaints that are counted for a decision: entries of forms that repeat.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// The forms whose entries are complaints.
    pub forms: Vec<String>,
    /// The field with the day of the behaviour.
    pub happened: String,
    /// The field with the day it was complained about; an entry without one is no complaint.
    pub told: String,
    /// The field with the day the decision was asked for.
    pub asked: String,
    /// How many that qualify oblige to the decision.
    pub threshold: i64,
    /// Months after the behaviour, the first day counting, within which it must be complained about.
    pub to_complain: i64,
    /// Months after the complaint, the first day counting, within which the decision must be asked for.
    pub to_apply: i64,
    /// The fields that say which incident it was: entries that say the same in all of them are one complaint, to
    /// however many agencies it was told. An entry that says nothing in them is an incident of its own.
    #[serde(default)]
    pub incident: Vec<String>,
    /// The field that says who complained; where it says nothing it was the person the case is about.
    #[serde(default)]
    pub by: String,
    /// Whether as many different people have to complain.
    #[serde(default)]
    pub different_people: bool,
    /// The field with the reason for which a senior manager finds the number met for somebody vulnerable.
    #[serde(default)]
    pub vulnerable: String,
}

impl Counts {
    /// Every field it looks at besides days: key and field.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let incident = self.incident.iter().map(|field| ("incident", field.as_str()));
        let one = [("by", self.by.as_str()), ("vulnerable", self.vulnerable.as_str())];
        incident.chain(one.into_iter().filter(|(_, field)| !field.is_empty()))
    }
}

/// Who may decide or approve.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    /// Any worker who may write to the case.
    #[default]
    Officer,
    /// A team leader or service manager.
    Leader,
}

/// A letter or leaflet. Its body has paragraphs and `{field}` places: `{person}`, `{known_as}`, `{address}`,
/// `{today}`, `{reference}`, `{worker}`, `{worker_phone}`, `{team}`, `{service}`, `{clock:ID}`, `{fact:ID}`,
/// `{decision}`, `{reasons}`, `{plan}`, `{carries_on}`, `{way_back}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// Its title, in the list and as the heading.
    pub title: String,
    /// Whom it is for: `client`, `alleged_perpetrator`, `agency`.
    pub audience: String,
    /// The text: paragraphs between blank lines, `- ` for lists, `# ` for headings.
    pub body: String,
    /// Somebody else approves it before it is sent.
    #[serde(default)]
    pub approve: bool,
}

/// Whom a letter may be for.
pub const AUDIENCES: [&str; 3] = ["client", "alleged_perpetrator", "agency"];

/// Places of a letter that need no id.
pub const PLACES: [&str; 14] = [
    "person",
    "known_as",
    "address",
    "today",
    "reference",
    "worker",
    "worker_phone",
    "team",
    "service",
    "decision",
    "reasons",
    "plan",
    "carries_on",
    "way_back",
];

/// Who may own a step of a plan.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The worker.
    Worker,
    /// An agency.
    Agency,
    /// The person.
    Person,
    /// Their family.
    Family,
}

fn yes() -> bool {
    true
}
