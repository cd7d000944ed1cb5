//! One report: what was said, what we know of the person already, and what may follow.

use super::{band_tag, bands, kind_name, notice, shell, state_tag};
use crate::intake::{
    model::{Ending, Harm, State, is_rereferral},
    store::read::{self, KnownCase, Report},
};
use crate::model::PartyRole;
use access::{Actor, CaseId, Db, Fault, PersonId, Query, Shown};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Form, Id};
use packs::Pack;
use people::web::{errors, submission};
use std::sync::Arc;
use ui::{Choice, Page, Shell, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// A report.
#[derive(Template)]
#[template(path = "show_report.html")]
pub struct ShowReport {
    /// The frame.
    pub shell: Shell,
    /// Where it stands and how grave it is.
    pub tags: Vec<Tag>,
    /// What was said.
    pub words: String,
    /// Who, how, when.
    pub facts: SummaryList,
    /// The person's page; empty where the asker may not open it.
    pub person_href: String,
    /// Where its forms are sent: `/reports/{id}`.
    pub path: String,
    /// What was typed into one of them.
    pub form: Form,
    /// A sending for each of the forms: band, open, join, close, against.
    pub submissions: [String; 5],
    /// Whether nothing is decided yet.
    pub waits: bool,
    /// Bands to choose from.
    pub bands: Vec<Choice>,
    /// Open cases of that kind that it may join: another is opened only with a reason.
    pub joins: Vec<Choice>,
    /// What the kind calls who is said to have done it; empty where its returns count nobody once.
    pub against: String,
    /// Whom we know that fits the name typed there; `None` before somebody was looked for.
    pub found: Option<Vec<Choice>>,
    /// What makes it a re-referral, in words; empty when it is none.
    pub again: String,
    /// How it may end without a case.
    pub endings: Vec<Choice>,
    /// The case it led to, if one: address and words.
    pub led_to: Option<(String, String)>,
    /// Other cases of the person that the asker may read: address and words.
    pub others: Vec<(String, String)>,
}

/// What the page, and what is decided on it, looks at.
pub(super) struct Known {
    pub(super) report: Report,
    pub(super) cases: Vec<KnownCase>,
    pub(super) kinds: Vec<Arc<Pack>>,
    /// The parts that the person, and who is said to have done it, have in cases.
    parts: Vec<(CaseId, PersonId, PartyRole)>,
    /// The name of who is said to have done it, where the asker may know of them.
    against: Option<String>,
}

impl Known {
    /// Open cases of the report's kind that it may join: those about its person, and those in which who is said to
    /// have done it is complained about already. "Reports about the same party during an open case are not new cases"
    /// (Tenant satisfaction measure NM01); whoever is a witness in a case, or complained about in it, is not who it is
    /// about.
    pub(super) fn open(&self) -> impl Iterator<Item = &KnownCase> {
        self.cases.iter().filter(|k| {
            let kind = k.case_type == self.report.case_type && k.closed_on.is_none();
            kind && (self.is_about(k.case_id) || self.is_against(k.case_id))
        })
    }

    fn is_about(&self, case: CaseId) -> bool {
        self.parts.contains(&(case, self.report.person_id, PartyRole::Subject))
    }

    fn is_against(&self, case: CaseId) -> bool {
        let Some(who) = self.report.against else { return false };
        self.counted_once().iter().any(|role| self.parts.contains(&(case, who, *role)))
    }

    /// Whether somebody has a part in a case, whichever.
    pub(super) fn is_in(&self, case: CaseId, person: PersonId) -> bool {
        self.parts.iter().any(|(known, who, _)| *known == case && *who == person)
    }

    /// The parts by which a return of this kind counts somebody once while a case is open; the first is the part of
    /// who is said to have done it.
    pub(super) fn counted_once(&self) -> Vec<PartyRole> {
        let tables = self.pack().map(|pack| pack.tables.as_slice()).unwrap_or_default();
        tables.iter().flat_map(|table| &table.once_by).filter_map(|role| PartyRole::parse(role)).collect()
    }

    /// What the kind calls who is said to have done it; empty where no return counts anybody once.
    fn against_words(&self) -> String {
        let Some(role) = self.counted_once().first().copied() else { return String::new() };
        let own = self.pack().and_then(|pack| pack.roles.iter().find(|words| words.role == role.code()));
        own.map_or(role.label(), |words| &words.label).to_owned()
    }

    /// The closed case of that kind that is still watched, if one: the report is a re-referral.
    pub(super) fn earlier(&self) -> Option<(&KnownCase, Day)> {
        let watch = self.pack().map_or(WATCH_DAYS, |pack| pack.closing.watch_days);
        self.cases
            .iter()
            .filter(|k| k.case_type == self.report.case_type && self.is_about(k.case_id))
            .filter_map(|k| k.closed_on.map(|closed| (k, closed)))
            .find(|(_, closed)| is_rereferral(*closed, watch, self.report.received_on))
    }

    /// The pack a case opened today is worked by.
    pub(super) fn pack(&self) -> Option<&Arc<Pack>> {
        self.kinds.iter().find(|pack| pack.id == self.report.case_type)
    }
}

/// Days a closed case is watched where no pack says so. Alongside default.
const WATCH_DAYS: i64 = 90;

/// Reads a report with what is known around it: four statements, and one more where somebody is said to have done it.
pub(super) fn read_known(
    c: &mut dyn kernel::db::Conn,
    scope: &access::Scope,
    report: Uuid,
) -> kernel::Result<Known> {
    let report = read::one(c, scope, report)?;
    let cases = read::known_cases(c, scope, report.person_id, report.against)?;
    let parts = read::parts(c, scope, report.person_id, report.against)?;
    let kinds = crate::work::packs(c, scope.tenant(), Day::of(scope.now()))?;
    let against = report.against.map(|who| read::known_person(c, scope, who)).transpose()?.flatten();
    Ok(Known { report, cases, kinds, parts, against })
}

/// Shows a report.
pub async fn show_report(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowReport>, Fault> {
    let id: Id<super::Report> = crate::web::file::id_of(&params, "report_id")?;
    let mut page = page(&db, &actor, id.uuid(), Form::default()).await?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// The page with what was typed into one of its forms.
pub(super) async fn page(db: &Db, actor: &Actor, report: Uuid, form: Form) -> Result<ShowReport, Fault> {
    let known = db
        .list(actor, "readReport", String::new(), move |c, scope| {
            let value = read_known(c, scope, report)?;
            let subjects = vec![value.report.report_id, value.report.person_id.uuid()];
            Ok(Shown { value, subjects })
        })
        .await?;
    let shell = shell(actor, &format!("Report about {}", known.report.person)).quiet("Report");
    Ok(ShowReport::new(shell, &known, form, [(); 5].map(|()| submission(db))))
}

impl ShowReport {
    fn open_title(&self) -> &'static str {
        if self.joins.is_empty() { "Open a case" } else { "Or open another case" }
    }

    fn new(shell: Shell, known: &Known, mut form: Form, submissions: [String; 5]) -> Self {
        let (joins, again, others) = (joins(known), again(known), others(known));
        let r = &known.report;
        let settled = r.band.unwrap_or(r.quick_band);
        if form.value("band").is_empty() {
            form.set("band", settled.code());
        }
        if form.value("title").is_empty() {
            form.set("title", first_words(&r.words));
        }
        let mut tags = vec![Tag::info(kind_name(&known.kinds, &r.case_type)), state_tag(r.state)];
        tags.extend(band_tag(settled.code()));
        Self {
            shell: shell.errors(errors(&form)),
            tags,
            words: r.words.clone(),
            facts: SummaryList { rows: facts(known) },
            person_href: if r.may_open { format!("/people/{}", r.person_id) } else { String::new() },
            path: format!("/reports/{}", r.report_id.simple()),
            form,
            submissions,
            waits: matches!(r.state, State::Pending | State::Scored),
            bands: bands(),
            joins,
            against: known.against_words(),
            found: None,
            again,
            endings: Ending::ALL.iter().map(|e| Choice::new(e.code(), e.label())).collect(),
            led_to: r.case_id.map(|case| {
                (format!("/cases/{case}"), r.reference.clone().unwrap_or_else(|| "the case".to_owned()))
            }),
            others,
        }
    }
}

fn joins(known: &Known) -> Vec<Choice> {
    known
        .open()
        .map(|k| {
            let who = k.worker.as_deref().map_or_else(
                || format!("{}, waiting for a worker", k.team),
                |worker| {
                    let phone = k.phone.as_deref().filter(|phone| !phone.is_empty());
                    let phone = phone.map_or_else(String::new, |phone| format!(", {phone}"));
                    format!("{worker}, {}{phone}", k.team)
                },
            );
            let title = if k.may_read { format!(" {}", k.title) } else { String::new() };
            Choice::new(k.case_id.to_string(), format!("{}{title}", k.reference))
                .hint(format!("Open since {}. {who}", k.opened_on.long()))
        })
        .collect()
}

fn again(known: &Known) -> String {
    known.earlier().map_or_else(String::new, |(case, closed)| {
        format!(
            "Re-referral: {} was closed on {}, {} before this report.",
            case.reference,
            closed.long(),
            kernel::words::count(closed.days_until(known.report.received_on), "day", "days")
        )
    })
}

fn others(known: &Known) -> Vec<(String, String)> {
    known
        .cases
        .iter()
        .filter(|k| k.may_read && !known.open().any(|open| open.case_id == k.case_id))
        .filter(|k| known.is_in(k.case_id, known.report.person_id))
        .take(8)
        .map(|k| {
            let stands = k.closed_on.map_or("open".to_owned(), |on| format!("closed {}", on.long()));
            let kind = kind_name(&known.kinds, &k.case_type);
            (format!("/cases/{}", k.case_id), format!("{} {kind}: {}, {stands}", k.reference, k.title))
        })
        .collect()
}

fn facts(known: &Known) -> Vec<SummaryRow> {
    let r = &known.report;
    let harm = Harm {
        danger: r.danger,
        hurt: r.hurt,
        targeted: r.targeted,
        needing: r.needing,
        repeated: r.repeated,
    };
    let said = harm.words();
    let mut reporter = r.reporter.label().to_owned();
    for more in [&r.reporter_name, &r.reporter_reach] {
        if !more.is_empty() {
            reporter = format!("{reporter}, {more}");
        }
    }
    let safe = if r.safe_words.is_empty() {
        r.safe.label().to_owned()
    } else {
        format!("{}: {}", r.safe.label(), r.safe_words)
    };
    let mut rows = vec![
        SummaryRow::new("About", &r.person, ""),
        SummaryRow::new("Safe to contact?", safe, ""),
        SummaryRow::new("Reported by", reporter, ""),
        SummaryRow::new("Came", format!("{}, {}", r.received.label(), r.received_on.long()), ""),
        SummaryRow::new("Taken by", format!("{}, {}", r.recorded_by, r.recorded_at.long()), ""),
        SummaryRow::new("Team", &r.team, ""),
        SummaryRow::new(
            "Said yes to",
            if said.is_empty() { "Nothing".to_owned() } else { said.join(", ") },
            "",
        ),
    ];
    if !r.band_reason.is_empty() {
        rows.push(SummaryRow::new("Why this band", &r.band_reason, ""));
    }
    if let (Some(at), Some(by)) = (r.decided_at, &r.decided_by) {
        rows.push(SummaryRow::new("Decided", format!("{by}, {}", at.long()), ""));
    }
    if let Some(ending) = r.ending {
        rows.push(SummaryRow::new("How it ended", format!("{}. {}", ending.label(), r.ending_words), ""));
        rows.push(SummaryRow::new("Who was told", &r.told, ""));
    }
    let against = known.against_words();
    if !against.is_empty() {
        rows.push(SummaryRow::new(against, known.against.as_deref().unwrap_or("Nobody we know"), ""));
    }
    if !r.another_why.is_empty() {
        rows.push(SummaryRow::new("Why another case", &r.another_why, ""));
    }
    if let Some(earlier) = &r.earlier {
        rows.push(SummaryRow::new("Re-referral", format!("After {earlier}"), ""));
    }
    rows
}

/// How what is reported begins, for the title of a case.
fn first_words(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    let sentence = line.split_inclusive(['.', '?', '!']).next().unwrap_or_default().trim_end_matches('.');
    if sentence.chars().count() <= 80 {
        return sentence.trim().to_owned();
    }
    let cut: String = sentence.chars().take(80).collect();
    cut.rsplit_once(' ').map_or(cut.clone(), |(whole, _)| whole.to_owned())
}

impl ui::Samples for ShowReport {
    const NAME: &'static str = "show-report";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |waits, joins: Vec<Choice>, again: &str, led_to, form: Form| Self {
            shell: Shell::new("Report about Amina Okafor", "Intake").quiet("Report").errors(errors(&form)),
            tags: [Some(Tag::info("Garden help")), band_tag("high")].into_iter().flatten().collect(),
            words: "The hedge has grown over the path.\nShe cannot get out.".to_owned(),
            facts: SummaryList { rows: vec![SummaryRow::new("About", "Amina Okafor", "")] },
            person_href: "#".to_owned(),
            path: "/reports/1".to_owned(),
            form,
            submissions: [(); 5].map(|()| String::new()),
            waits,
            bands: bands(),
            joins,
            against: "Person complained about".to_owned(),
            found: None,
            again: again.to_owned(),
            endings: Ending::ALL.iter().map(|e| Choice::new(e.code(), e.label())).collect(),
            led_to,
            others: vec![("#".to_owned(), "GDN-K7QM2-4DXA Garden help: Hedge, closed 3 May 2026".to_owned())],
        };
        let mut wrong = Form::default();
        wrong.error("band_reason", "Say why. The answers about harm give another band.");
        let mut looked = Form::default();
        looked.set("name", "Okafor");
        let found = ["Samuel Okafor, born 1988", "Wilhelmina Alexandrina Featherstonehaugh-Okafor"];
        let found: Vec<Choice> =
            found.iter().enumerate().map(|(n, name)| Choice::new(n.to_string(), *name)).collect();
        let join =
            Choice::new("1", "GDN-K7QM2-4DXA Hedge").hint("Open since 3 May 2026. Priya Shah, Gardens");
        let led = Some(("#".to_owned(), "GDN-K7QM2-4DXA".to_owned()));
        vec![
            (
                "new case",
                page(
                    true,
                    Vec::new(),
                    "Re-referral: GDN-1 was closed on 3 May 2026, 20 days before this report.",
                    None,
                    Form::default(),
                ),
            ),
            ("join", page(true, vec![join], "", None, Form::default())),
            ("people", Self { found: Some(found), ..page(true, Vec::new(), "", None, looked) }),
            ("errors", page(true, Vec::new(), "", None, wrong)),
            ("decided", page(false, Vec::new(), "", led, Form::default())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::first_words;

    #[test]
    fn a_title_is_how_the_report_begins() {
        assert_eq!(first_words("He shouts at night. It began in May."), "He shouts at night");
        assert_eq!(first_words("Noise\nevery night"), "Noise");
        let long = "word ".repeat(40);
        assert!(first_words(&long).len() <= 80 && first_words(&long).ends_with("word"));
        assert_eq!(first_words(""), "");
    }
}
