//! The columns of our template: what each is called, by what other names it is known, and what goes into it.

use crate::read::bare;
use kernel::{Error, Result};
use std::collections::HashMap;

/// When a column must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// In every row.
    Every,
    /// In the first row of a case; later rows may repeat it or leave it empty.
    First,
    /// Never.
    No,
}

impl Need {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Every => "In every row",
            Self::First => "In the first row of a case",
            Self::No => "If known",
        }
    }
}

/// What goes into a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text of so many characters at most.
    Text(usize),
    /// A day, day first.
    Day,
    /// Yes or no.
    YesNo,
    /// One of some words.
    Choice,
}

impl Holds {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Text(most) => format!("Text, {} characters at most", kernel::words::thousands(most as i64)),
            Self::Day => "A date, day first: 22/11/2026 or 22 November 2026".to_owned(),
            Self::YesNo => "Yes or no".to_owned(),
            Self::Choice => "One of the words in the description".to_owned(),
        }
    }
}

/// A column.
pub struct Column {
    /// Which field it is.
    pub field: Field,
    /// Other headings it is known by, separated by commas.
    pub aliases: &'static str,
    /// When it must be filled.
    pub need: Need,
    /// What goes into it.
    pub holds: Holds,
    /// What it means.
    pub sentence: &'static str,
    /// What the two rows of the template say.
    pub examples: [&'static str; 2],
}

macro_rules! fields {
    ($($name:ident = $code:literal, $heading:literal, $need:ident, $holds:expr, $aliases:literal, $sentence:literal, $one:literal, $two:literal;)*) => {
        kernel::text_enum! {
            /// A field of our template.
            pub enum Field {
                $(#[doc = $sentence] $name = $code, $heading;)*
            }
        }
        /// Every column, in the template's order.
        pub const COLUMNS: &[Column] = &[$(Column {
            field: Field::$name,
            aliases: $aliases,
            need: Need::$need,
            holds: $holds,
            sentence: $sentence,
            examples: [$one, $two],
        }),*];
    };
}
fields! {
    Reference = "case_reference", "Case reference", Every, Holds::Text(60),
        "case ref,reference,ref,case id,case number,case no,reference number,ref no",
        "The reference of the case in your own records. Rows with the same reference are one case with several people.",
        "ASB-2026-0001", "ASB-2026-0001";
    Type = "case_type", "Case type", First, Holds::Text(60), "type,type of case,category,case category",
        "What kind of case it is, such as Anti-social behaviour.", "Anti-social behaviour", "";
    Stage = "stage", "Stage", No, Holds::Text(100), "case stage,status,case status",
        "Where the case stands.", "Investigation", "";
    Title = "title", "Title", No, Holds::Text(200), "summary,about,description,case title,case summary",
        "What the case is about, in a few words.", "Noise at night, Larch Court", "";
    Opened = "opened", "Opened", First, Holds::Day,
        "opened on,date opened,open date,opening date,start date,started,date received,received",
        "The day the case was opened.", "03/02/2026", "";
    Closed = "closed", "Closed", No, Holds::Day, "closed on,date closed,close date,closing date,end date,ended",
        "The day the case was closed; empty while it is open.", "", "";
    Outcome = "outcome", "Outcome", No, Holds::Text(200), "result,closing reason,closure reason,reason closed",
        "How the case ended.", "", "";
    Team = "team", "Team", No, Holds::Text(100), "case team,team name",
        "The team that holds the case, as it is called here. Empty for the team chosen for the whole file.", "", "";
    Worker = "worker", "Worker", No, Holds::Text(100),
        "officer,case officer,case worker,caseworker,allocated to,lead officer,assigned to,sign in name",
        "The worker the case is allocated to: their sign-in name or whole name.", "", "";
    Organisation = "organisation", "Organisation", No, Holds::Text(100), "organization,agency,landlord,owner organisation",
        "The organisation that owns the record. Empty for the team's own.", "", "";
    LastContact = "last_contact", "Last contact", No, Holds::Day, "last contact date,date of last contact,last contacted",
        "The day of the latest contact with the person.", "10/02/2026", "";
    LastNote = "last_contact_note", "Last contact note", No, Holds::Text(10_000), "last note,latest note,contact note,notes",
        "What was said and agreed at that contact.", "Visited. Will keep a diary of the noise.", "";
    Next = "next_action", "Next action", No, Holds::Text(500), "action,next step,to do",
        "What happens next.", "Ring about the diary", "";
    NextDue = "next_action_due", "Next action due", No, Holds::Day, "action due,due,due date,next action date",
        "The day the next action is due.", "24/02/2026", "";
    PersonReference = "person_reference", "Person reference", No, Holds::Text(60),
        "person id,person ref,client id,client ref,client reference,customer id,customer reference,tenant id,tenant reference",
        "The person's reference in your own records. Rows with the same one are the same person.", "T-1001", "T-1002";
    FullName = "full_name", "Full name", No, Holds::Text(200),
        "name,person,person name,client,client name,customer,customer name,tenant name",
        "The person's whole name, given names first. Needed unless first and family name stand apart.",
        "Maya Okafor", "Stephen Bell";
    FirstName = "first_name", "First name", No, Holds::Text(100),
        "first names,forename,forenames,given name,given names", "The person's given names, if they stand apart.", "", "";
    FamilyName = "family_name", "Family name", No, Holds::Text(100), "surname,last name",
        "The person's family name, if it stands apart.", "", "";
    KnownAs = "known_as", "Known as", No, Holds::Text(100), "preferred name,likes to be called,called",
        "What the person wishes to be called, if not their first name.", "", "Steve";
    OtherNames = "other_names", "Other names", No, Holds::Text(300), "aliases,alias,also known as,aka,former names",
        "Up to three other names, with semicolons between them.", "", "";
    BornOn = "date_of_birth", "Date of birth", No, Holds::Day, "dob,d o b,birth date,born,born on",
        "The person's date of birth.", "14/03/1988", "02/09/1961";
    Pronouns = "pronouns", "Pronouns", No, Holds::Text(40), "pronoun",
        "Such as she/her, if the person told you.", "she/her", "";
    Language = "language", "Language", No, Holds::Text(100), "preferred language,first language,spoken language",
        "The language the person speaks best, and whether they need an interpreter.", "English", "";
    Needs = "needs", "Needs", No, Holds::Text(500), "communication needs,access needs,support needs",
        "Communication and access needs.", "", "Hard of hearing: write rather than ring";
    Phone = "phone", "Phone", No, Holds::Text(40), "telephone,telephone number,phone number,mobile,mobile number,tel,contact number",
        "A telephone number.", "07700 900123", "";
    SafeContact = "safe_contact", "Safe contact", No, Holds::Text(200), "safe contact rule,contact rule,how to contact safely",
        "How and when the person can be reached without harm.", "Text after 4pm, no voicemail", "";
    Email = "email", "E-mail", No, Holds::Text(200), "email,email address,e mail address",
        "An e-mail address.", "", "";
    Address = "address", "Address", No, Holds::Text(300), "home address,address line,full address,current address",
        "Where the person lives now, in one line.", "12 Larch Court, Northfield", "14 Larch Court, Northfield";
    Postcode = "postcode", "Postcode", No, Holds::Text(10), "post code,zip",
        "The postcode of that address.", "NF1 2AB", "NF1 2AB";
    Withheld = "address_withheld", "Address withheld", No, Holds::YesNo,
        "withhold address,address hidden,confidential address,hide address",
        "Yes if only those who work with the person may see the address.", "yes", "";
    Sensitivity = "sensitivity", "Sensitivity", No, Holds::Choice, "sensitive,restriction",
        "universal, standard, sensitive or restricted; standard when empty. A restricted person is seen by the worker alone.",
        "", "";
    Role = "role", "Role in case", No, Holds::Choice, "role,part,party,part in case,person role",
        "Subject, Partner, Child, Family member, Complainant, Victim, Alleged perpetrator, Witness, Group member or Other; Subject when empty.",
        "Complainant", "Subject";
}

impl Field {
    /// Whether it is about the case, so that all rows of a case must agree on it.
    pub const fn of_case(self) -> bool {
        (self as usize) < Self::PersonReference as usize
    }

    /// Its column.
    pub fn column(self) -> &'static Column {
        &COLUMNS[self as usize]
    }
}

/// How many fields there are.
pub const FIELDS: usize = COLUMNS.len();

/// Which column of a file holds which field.
#[derive(Clone, Debug)]
pub struct Mapping {
    at: [Option<usize>; FIELDS],
    headings: Vec<String>,
    /// Headings that fit no field.
    pub unused: Vec<String>,
}

impl Mapping {
    /// Maps headings to fields. `said` are pairs of our heading and theirs, which win.
    pub fn new(headers: &[String], said: &[(String, String)]) -> Result<Self> {
        let names = names();
        let mut at = [None; FIELDS];
        let mut taken = vec![false; headers.len()];
        for (ours, theirs) in said {
            let field = names.get(bare(ours).as_str()).copied().ok_or_else(|| {
                Error::invalid(format!(
                    "--map: our template has no column \"{ours}\". See: alongside import template cases"
                ))
            })?;
            let wanted = bare(theirs);
            let found = headers
                .iter()
                .position(|h| h == theirs)
                .or_else(|| headers.iter().position(|h| bare(h) == wanted));
            let column = found.ok_or_else(|| {
                Error::invalid(format!(
                    "--map: the file has no column \"{theirs}\". It has: {}",
                    headers.join(", ")
                ))
            })?;
            at[field as usize] = Some(column);
            taken[column] = true;
        }
        let mut unused = Vec::new();
        for (column, heading) in headers.iter().enumerate().filter(|(column, _)| !taken[*column]) {
            match names.get(bare(heading).as_str()) {
                Some(field) if said.iter().all(|(ours, _)| names.get(bare(ours).as_str()) != Some(field)) => {
                    let slot = &mut at[*field as usize];
                    if let Some(other) = *slot {
                        return Err(Error::invalid(format!(
                            "Two columns, \"{}\" and \"{heading}\", both hold {}. Rename one, or say which it is with --map \"{}={heading}\".",
                            headers[other],
                            field.label(),
                            field.label()
                        )));
                    }
                    *slot = Some(column);
                }
                _ if heading.is_empty() => {}
                _ => unused.push(heading.clone()),
            }
        }
        Ok(Self { at, headings: headers.to_vec(), unused })
    }

    /// How many fields headings hold; 0 when they cannot be used. For choosing among separators and sheets.
    pub fn fit(headers: &[String], said: &[(String, String)]) -> usize {
        Self::new(headers, said).map_or(0, |mapping| mapping.at.iter().flatten().count())
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.at[field as usize]
    }

    /// What the file calls a field; our own name where it has none.
    pub fn heading(&self, field: Field) -> &str {
        self.column(field).and_then(|at| self.headings.get(at)).map_or(field.label(), String::as_str)
    }

    /// Fields the file has a column for.
    pub fn mapped(&self) -> impl Iterator<Item = (Field, usize)> {
        Field::ALL.iter().filter_map(|field| Some((*field, self.column(*field)?)))
    }

    /// What must be there and is not, in words.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing: Vec<&str> = COLUMNS
            .iter()
            .filter(|c| c.need != Need::No && self.column(c.field).is_none())
            .map(|c| c.field.label())
            .collect();
        if self.column(Field::FullName).is_none() && self.column(Field::FamilyName).is_none() {
            missing.push("Full name (or Family name)");
        }
        missing
    }
}

/// Every name a field is known by.
fn names() -> HashMap<String, Field> {
    let mut names = HashMap::new();
    for column in COLUMNS {
        for name in [column.field.label(), column.field.code()].into_iter().chain(column.aliases.split(',')) {
            names.insert(bare(name), column.field);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn no_two_fields_share_a_name() {
        let mut seen: HashMap<String, Field> = HashMap::new();
        for column in COLUMNS {
            assert_eq!(
                COLUMNS[column.field as usize].field, column.field,
                "columns stand in the fields' order"
            );
            for name in
                [column.field.label(), column.field.code()].into_iter().chain(column.aliases.split(','))
            {
                let other = seen.insert(bare(name), column.field);
                assert!(
                    other.is_none_or(|other| other == column.field),
                    "{name} is {other:?} and {:?}",
                    column.field
                );
            }
        }
    }

    #[test]
    fn headings_are_found_however_they_are_written() {
        let found =
            Mapping::new(&headers("CASE_REF,Type of case,Date-Opened,Surname,D.O.B.,Colour"), &[]).unwrap();
        assert_eq!(found.column(Field::Reference), Some(0));
        assert_eq!(found.column(Field::Opened), Some(2));
        assert_eq!(found.column(Field::BornOn), Some(4));
        assert_eq!(found.unused, ["Colour"]);
        assert!(found.missing().is_empty());
    }

    #[test]
    fn what_is_said_wins_and_doubts_are_errors() {
        let said = [("Opened".to_owned(), "Logged".to_owned())];
        let found = Mapping::new(&headers("Ref,Type,Opened,Logged,Name"), &said).unwrap();
        assert_eq!(found.column(Field::Opened), Some(3));
        assert_eq!(found.unused, ["Opened"]);
        assert!(
            Mapping::new(&headers("Ref,Case number"), &[])
                .unwrap_err()
                .to_string()
                .contains("both hold Case reference")
        );
        assert!(
            Mapping::new(&headers("Ref"), &said).unwrap_err().to_string().contains("no column \"Logged\"")
        );
        assert_eq!(
            Mapping::new(&headers("Ref"), &[]).unwrap().missing(),
            ["Case type", "Opened", "Full name (or Family name)"]
        );
    }
}
