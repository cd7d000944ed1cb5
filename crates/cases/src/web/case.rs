//! A case: where it stands and why, what it still needs, its clocks, what is next, and what is known.

use super::{dated, day_words, nav::case_nav, own_entry, type_words};
use crate::{
    desk::cards::{self, Work},
    facts::{
        model::{Known, Value},
        store as facts,
    },
    store::read::{self, CaseCore, Diary, Party},
    work::{
        packs, settle_calendar,
        stands::{ClockView, Has, StageView},
        store::worked::{self, Worked},
    },
};
use ::packs::Pack;
use access::{CaseId, CaseRef, Db, Fault, Query, Read, UserId};
use askama::Template;
use kernel::{Day, Instant, words::count};
use people::{
    store::glance::{self, Method},
    web::safe_words,
};
use std::{collections::BTreeSet, sync::Arc};
use ui::{DatedList, Page, Shell, SubNav, SummaryList, SummaryRow, Tag, Timeline};

/// One case.
#[derive(Template)]
#[template(path = "show_case.html")]
pub struct ShowCase {
    /// The frame.
    pub shell: Shell,
    /// The pages of the case.
    pub subnav: SubNav,
    /// Type, stage, band, open or closed.
    pub tags: Vec<Tag>,
    /// Every stage, in the pack's order; none for a case without a pack.
    pub stages: Vec<StageView>,
    /// Clocks that run, nearest first.
    pub clocks: Vec<ClockView>,
    /// How many clocks have ended, in words; empty for none.
    pub ended: String,
    /// The facts of the case.
    pub facts: SummaryList,
    /// How far the other pages of the case are.
    pub work: Work,
    /// What is recorded, form by form.
    pub forms_begun: Vec<FormView>,
    /// Forms that nobody has begun.
    pub forms: Vec<FormView>,
    /// Who is in it: name, part, address of the record if it may be opened.
    pub parties: Vec<(String, String, String)>,
    /// How to reach the subject, safe ways first.
    pub methods: Vec<String>,
    /// What is to happen.
    pub next: DatedList,
    /// Latest contacts.
    pub latest: Timeline,
    /// The subject's page.
    pub person_href: String,
    /// Where a note is added.
    pub note_href: String,
    /// This page's address, to build others with.
    pub here: String,
    /// Whether it is closed.
    pub closed: bool,
}

/// A form and what is known of it.
#[derive(Clone, Debug, Default)]
pub struct FormView {
    /// Its title.
    pub title: String,
    /// Where it is filled in; empty on a closed case.
    pub href: String,
    /// When it was filled in, or that it was not.
    pub state: String,
    /// What is known.
    pub facts: SummaryList,
    /// Whether anything of it is there.
    pub begun: bool,
}

/// What the case page reads: six statements.
struct Facts {
    case: CaseId,
    core: CaseCore,
    pack: Option<Arc<Pack>>,
    parties: Vec<Party>,
    work: Work,
    diary: Diary,
    methods: Vec<Method>,
    worked: Worked,
    known: Vec<Known>,
}

impl ShowCase {
    fn new(shell: Shell, facts: Facts, (user, now): (UserId, Instant)) -> Self {
        let (core, today) = (&facts.core, Day::of(now));
        let has = facts.pack.as_ref().map(|pack| Has {
            pack,
            worked: &facts.worked,
            known: &facts.known,
            allocated: core.worker_id.is_some(),
            open_actions: facts.diary.next.iter().any(|action| action.done_on.is_none()),
        });
        let clocks =
            has.as_ref().map(|has| has.clocks(today, &settle_calendar(&core.division))).unwrap_or_default();
        let (clocks, ended): (Vec<_>, Vec<_>) = clocks.into_iter().partition(|clock| clock.open);
        let closed = core.closed_on.is_some();
        let all = has.as_ref().map(|has| forms(has, facts.case, closed)).unwrap_or_default();
        let (forms_begun, forms) = all.into_iter().partition(|form| form.begun);
        Self {
            shell,
            subnav: case_nav(facts.case, ""),
            tags: tags(core, facts.pack.as_deref()),
            stages: has.as_ref().map(|has| has.stages(facts.case)).unwrap_or_default(),
            clocks,
            ended: match ended.len() {
                0 => String::new(),
                n => count(i64::try_from(n).unwrap_or(0), "clock has ended", "clocks have ended"),
            },
            facts: summary(core, today),
            work: facts.work,
            forms_begun,
            forms,
            parties: party_rows(facts.parties, facts.pack.as_deref()),
            methods: facts
                .methods
                .iter()
                .map(|m| format!("{} ({})", safe_words(m), m.safety.label()))
                .collect(),
            next: DatedList { items: facts.diary.next.iter().map(|a| dated(a, today)).collect() },
            latest: Timeline {
                entries: facts.diary.latest.iter().map(|line| own_entry(line, user)).collect(),
            },
            person_href: format!("/people/{}", core.lead_person_id),
            note_href: format!("/people/{}/notes/new?case={}&back=case", core.lead_person_id, facts.case),
            here: format!("/cases/{}", facts.case),
            closed,
        }
    }
}

fn tags(core: &CaseCore, pack: Option<&Pack>) -> Vec<Tag> {
    let kind = pack.map_or_else(|| type_words(&core.case_type), |pack| pack.name.clone());
    let mut tags = vec![Tag::info(kind)];
    if !core.stage.is_empty() {
        tags.push(Tag::plain(&core.stage));
    }
    match core.band.as_str() {
        "" => {}
        "high" => tags.push(Tag::bad("High risk")),
        "medium" => tags.push(Tag::warn("Medium risk")),
        band => tags.push(Tag::plain(format!("{} risk", type_words(band)))),
    }
    tags.push(match core.closed_on {
        Some(day) => Tag::plain(format!("Closed {}", day.long())),
        None => Tag::good("Open"),
    });
    tags
}

fn summary(core: &CaseCore, today: Day) -> SummaryList {
    let last =
        core.last_contact_at.map_or("Nobody reached yet".to_owned(), |at| day_words(Day::of(at), today));
    let worker = match (&core.worker, core.worker_since) {
        (Some(name), Some(since)) => format!("{name}, since {}", since.long()),
        (Some(name), None) => name.clone(),
        (None, _) => "Not allocated".to_owned(),
    };
    let mut rows = vec![
        SummaryRow::new("Person", &core.lead_name, ""),
        SummaryRow::new("Worker", worker, ""),
        SummaryRow::new("Team", format!("{}, {}", core.team, core.organisation), ""),
        SummaryRow::new("Opened", opened_words(core), ""),
        SummaryRow::new("Last reached", last, ""),
    ];
    if let Some(due) = core.promise_due_on.filter(|_| core.closed_on.is_none()) {
        rows.push(SummaryRow::new("Contact promised by", day_words(due, today), ""));
    }
    if core.closed_on.is_some() {
        rows.push(SummaryRow::new("How it ended", &core.outcome, ""));
    }
    if !core.import_warning.is_empty() {
        rows.push(SummaryRow::new("Imported with a warning", &core.import_warning, ""));
    }
    SummaryList { rows }
}

fn opened_words(core: &CaseCore) -> String {
    let late = core.opened_on.days_until(Day::of(core.opened_recorded_at));
    match late {
        1.. => format!("{}, written down {} later", core.opened_on.long(), count(late, "day", "days")),
        _ => core.opened_on.long(),
    }
}

/// What is known, form by form; a fact stands with the first form that asks it.
fn forms(has: &Has<'_>, case: CaseId, closed: bool) -> Vec<FormView> {
    let mut shown = BTreeSet::new();
    has.pack
        .forms
        .iter()
        .map(|form| {
            let tally = has.worked.forms.iter().find(|tally| tally.id == form.id);
            let rows: Vec<SummaryRow> = form
                .fields
                .iter()
                .filter(|_| !form.repeats)
                .filter_map(|f| has.known.iter().find(|known| known.field == f.field))
                .filter(|known| known.value != Value::Nothing && shown.insert(known.field.clone()))
                .filter_map(|known| {
                    let field = has.pack.field(&known.field)?;
                    let words = format!("{} ({})", known.value.words(has.pack, field), known.by);
                    Some(SummaryRow::new(field.label.trim_end_matches('?'), words, ""))
                })
                .collect();
            FormView {
                begun: tally.is_some() || !rows.is_empty() || has.worked.drafts.contains(&form.id),
                title: form.title.clone(),
                href: if closed { String::new() } else { format!("/cases/{case}/forms/{}", form.id) },
                state: match tally {
                    Some(tally) if form.repeats => {
                        format!("{}, latest {}", count(tally.times, "entry", "entries"), tally.last.long())
                    }
                    Some(tally) => format!("Filled in, latest {}", tally.last.long()),
                    None if has.worked.drafts.contains(&form.id) => "You have a draft of it".to_owned(),
                    None => "Not filled in".to_owned(),
                },
                facts: SummaryList { rows },
            }
        })
        .collect()
}

/// One row a person, with every part they have, in the words of the pack.
pub(crate) fn party_rows(parties: Vec<Party>, pack: Option<&Pack>) -> Vec<(String, String, String)> {
    let mut rows: Vec<(access::PersonId, (String, String, String))> = Vec::new();
    for party in parties {
        let own = pack.and_then(|pack| pack.roles.iter().find(|words| words.role == party.role.code()));
        let role = own.map_or_else(|| party.role.label(), |words| &words.label);
        if let Some((_, row)) = rows.iter_mut().find(|(id, _)| *id == party.person_id) {
            row.1 = both(&row.1, role);
            continue;
        }
        let href = if party.may_open { format!("/people/{}", party.person_id) } else { String::new() };
        let name = if party.known { party.name } else { "Restricted person".to_owned() };
        rows.push((party.person_id, (name, role.to_owned(), href)));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Two parts of one person: "Subject, victim".
pub(super) fn both(first: &str, second: &str) -> String {
    format!("{first}, {}", second.to_lowercase())
}

impl ui::Samples for ShowCase {
    const NAME: &'static str = "show-case";
    fn samples() -> Vec<(&'static str, Self)> {
        super::case_samples::samples()
            .into_iter()
            .map(|(words, core, pack, worked, known)| {
                let shell = Shell::new(core.reference.clone(), "Cases").intro(&core.title);
                let facts = Facts {
                    case: kernel::Id::from_uuid(access::NOBODY),
                    core,
                    pack,
                    parties: Vec::new(),
                    work: cards::work(
                        kernel::Id::from_uuid(access::NOBODY),
                        &[],
                        Day::of(super::case_samples::NOW),
                        true,
                    ),
                    diary: Diary::default(),
                    methods: Vec::new(),
                    worked,
                    known,
                };
                let user = kernel::Id::from_uuid(access::NOBODY);
                (words, Self::new(shell, facts, (user, super::case_samples::NOW)))
            })
            .collect()
    }
}

/// Shows a case.
pub async fn show_case(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<ShowCase>, Fault> {
    let facts = db
        .view(&case, |c, permit| {
            let (tenant, core) = (permit.tenant(), read::core(c, permit)?);
            let (work, parties) = cards::about_case(c, permit)?;
            Ok(Facts {
                case: permit.id(),
                pack: packs::known(c, tenant, &core.case_type, core.pack_version, core.hash.as_deref())?,
                parties,
                work,
                diary: read::diary(c, permit, 10)?,
                methods: glance::methods_of_case(c, permit)?,
                worked: worked::worked(c, permit)?,
                known: facts::current(c, tenant, permit.id(), core.lead_person_id)?,
                core,
            })
        })
        .await?;
    let mut shell = access::shell(case.actor(), facts.core.reference.clone(), "Cases")
        .at("/caseloads")
        .intro(&facts.core.title);
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    Ok(Page(ShowCase::new(shell, facts, (case.actor().user, case.actor().now))))
}

/// What was just saved, from the code that the address carries.
fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "party" => "Added to the case.",
        "note" => "Note saved.",
        "form" => "Saved. What follows from it is on this page.",
        "stage" => "Saved. The case stands where you moved it.",
        "clock" => "Saved. The clock and those that move with it are counted anew.",
        _ => return None,
    })
}
