//! Pages of how cases go through a team, and of figures beside load.

use super::{
    model::{Agency, FEW, INVOLVED, OfBand, StageFlow, bands, partners, stages},
    store,
};
use crate::{capacity::Band, load::store::figures::AHEAD};
use access::{Actor, Db, Fault, Team};
use askama::Template;
use axum::extract::RawPathParams;
use cases::{
    allocation::web::LEADERS,
    store::caseload,
    web::{file::id_of, type_words},
};
use kernel::{Day, Id, words::count};
use packs::Pack;
use std::sync::Arc;
use ui::{Page, Shell};

access::routes! {
    GET "/caseloads/team/{team_id}/flow" => show_flow, OneOf(LEADERS);
    GET "/caseloads/bands" => show_bands, OneOf(LEADERS);
}

/// Samples of these pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![ui::SampleSet::of::<ShowFlow>(), ui::SampleSet::of::<ShowBands>()]
}

/// Days of stages that are looked at.
const YEAR: i64 = 365;
/// Days in which partners were asked.
const ASKED: i64 = 182;
/// Days of cases closed, and of contacts written down.
const CLOSED: i64 = 91;
const WRITTEN: i64 = 7;

/// How cases go through a team.
#[derive(Template)]
#[template(path = "flow/flow.html")]
pub struct ShowFlow {
    /// The frame.
    pub shell: Shell,
    /// What partners do, in a sentence.
    pub headline: String,
    /// Stages.
    pub stages: Vec<StageRow>,
    /// Agencies.
    pub agencies: Vec<Agency>,
    /// The team's caseload.
    pub back: String,
}

/// A stage with its figures.
#[derive(Clone, Debug)]
pub struct StageRow {
    /// The kind of case.
    pub kind: String,
    /// The stage.
    pub name: String,
    /// Its figures.
    pub flow: StageFlow,
    /// The median in words.
    pub median: String,
    /// The ninetieth in words.
    pub ninetieth: String,
}

impl StageRow {
    fn new(flow: StageFlow, packs: &[Arc<Pack>]) -> Self {
        let (kind, version) = &flow.case_type;
        let pack = packs.iter().find(|pack| pack.id == *kind && pack.version == *version);
        let pack = pack.or_else(|| packs.iter().find(|pack| pack.id == *kind));
        let name = pack.and_then(|pack| pack.stage(&flow.stage)).map(|stage| stage.name.clone());
        let few = usize::try_from(flow.entered).is_ok_and(|entered| entered < FEW);
        let words = |days: Option<f64>| match days {
            Some(days) => days_words(days),
            None if few => "Too few".to_owned(),
            None => "Not yet".to_owned(),
        };
        Self {
            kind: type_words(kind),
            name: name.unwrap_or_else(|| flow.stage.clone()),
            median: words(flow.median),
            ninetieth: words(flow.ninetieth),
            flow,
        }
    }
}

impl Agency {
    /// The median reply in words.
    pub fn reply_words(&self) -> String {
        match self.reply {
            Some(days) => days_words(days),
            None => "Too few".to_owned(),
        }
    }
}

/// To the nearest day.
fn days_words(days: f64) -> String {
    let unit = if (0.5..1.5).contains(&days) { "day" } else { "days" };
    format!("{days:.0} {unit}")
}

fn headline(with: i64, open: i64) -> String {
    if open == 0 {
        return "The team has no open case.".to_owned();
    }
    format!(
        "A partner was in touch in {with} of {} in the last {INVOLVED} days ({}%).",
        count(open, "open case", "open cases"),
        with * 100 / open
    )
}

/// Shows how cases go through a team: five statements, on the lane of reports.
pub async fn show_flow(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<ShowFlow>, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    let (now, today) = (actor.now, Day::of(actor.now));
    let (name, stays, rows, open, packs) = db
        .report(&actor, "report", format!("flow of team {team}"), move |c, scope| {
            let tenant = scope.tenant();
            let (name, _) = caseload::team(c, tenant, team)?;
            let since = (now.plus_seconds(-INVOLVED * 86_400), now.plus_seconds(-ASKED * 86_400));
            Ok((
                name,
                store::stays(c, tenant, team, today.plus(-YEAR))?,
                store::partners(c, tenant, team, since)?,
                store::open(c, tenant, team)?,
                cases::work::packs(c, tenant, today)?,
            ))
        })
        .await?;
    let (with, agencies) = partners(&rows, today);
    let shell = access::shell(&actor, format!("How cases go through {name}"), "Caseloads")
        .at("/caseloads")
        .intro("Stages entered in the last year, and what partners do.");
    Ok(Page(ShowFlow {
        shell,
        headline: headline(with.min(open), open),
        stages: stages(&stays, today).into_iter().map(|one| StageRow::new(one, &packs)).collect(),
        agencies,
        back: format!("/caseloads/team/{team}"),
    }))
}

/// Figures beside load.
#[derive(Template)]
#[template(path = "flow/bands.html")]
pub struct ShowBands {
    /// The frame.
    pub shell: Shell,
    /// Each band.
    pub rows: Vec<BandRow>,
    /// Nobody carried anything last night.
    pub empty: bool,
}

/// A band with its figures in words.
#[derive(Clone, Debug)]
pub struct BandRow {
    /// Which.
    pub name: String,
    /// People.
    pub people: i64,
    /// Cases a person.
    pub cases: String,
    /// Promised contacts that are not overdue.
    pub kept: String,
    /// Contacts written down by the day after.
    pub prompt: String,
    /// Cases closed that came back.
    pub back: String,
}

impl BandRow {
    fn new(band: Band, of: OfBand) -> Self {
        let share = |part: i64, whole: i64| match whole {
            n if n < FEW as i64 => format!("Too few (n = {n})"),
            n => format!("{}% (n = {n})", part * 100 / n),
        };
        let name = match band {
            Band::Room => "Under 95%",
            Band::Full => "95% to under 100%",
            Band::Over => "100% to under 110%",
            Band::FarOver => "110% and more",
        };
        Self {
            name: name.to_owned(),
            people: of.people,
            cases: match of.people {
                0 => String::new(),
                n => format!("{:.1}", of.cases as f64 / n as f64),
            },
            kept: share(of.promised - of.broken, of.promised),
            prompt: share(of.prompt, of.contacts),
            back: share(of.back, of.closed),
        }
    }
}

/// Shows figures beside load: two statements, on the lane of reports.
pub async fn show_bands(db: Db, actor: Actor) -> Result<Page<ShowBands>, Fault> {
    let (now, today) = (actor.now, Day::of(actor.now));
    let (worked, written) = db
        .report(&actor, "report", "figures beside load".to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            Ok((
                store::worked(c, tenant, today, today.plus(-CLOSED))?,
                store::written(c, tenant, now.plus_seconds(-WRITTEN * 86_400))?,
            ))
        })
        .await?;
    let rows = bands(&worked, &written);
    let shell = access::shell(&actor, "Figures beside load", "Caseloads")
        .at("/caseloads")
        .intro(format!("What people carried last night, over room for the next {AHEAD} days."));
    Ok(Page(ShowBands {
        shell,
        empty: rows.iter().all(|(_, of)| of.people == 0),
        rows: rows.into_iter().map(|(band, of)| BandRow::new(band, of)).collect(),
    }))
}

impl ui::Samples for ShowFlow {
    const NAME: &'static str = "show-flow";
    fn samples() -> Vec<(&'static str, Self)> {
        let stage = |entered, median| StageFlow {
            case_type: ("garden-help".to_owned(), 1),
            stage: "digging".to_owned(),
            entered,
            left: 2,
            returns: 1,
            median,
            ninetieth: None,
        };
        let agency = |name: &str, reply| Agency { name: name.to_owned(), cases: 4, asked: 9, done: 6, reply };
        let page = |stages: Vec<StageFlow>, agencies: Vec<Agency>| Self {
            shell: Shell::new("How cases go through Community Safety", "Caseloads"),
            headline: headline(4, 12),
            stages: stages.into_iter().map(|one| StageRow::new(one, &[])).collect(),
            agencies,
            back: "#".to_owned(),
        };
        vec![
            (
                "some",
                page(
                    vec![stage(12, Some(14.0)), stage(3, None)],
                    vec![agency("Larch Neighbourhood Police", Some(3.5)), agency("Weirside Homes", None)],
                ),
            ),
            ("none", page(Vec::new(), Vec::new())),
        ]
    }
}

impl ui::Samples for ShowBands {
    const NAME: &'static str = "show-bands";
    fn samples() -> Vec<(&'static str, Self)> {
        let of = OfBand {
            people: 4,
            cases: 60,
            promised: 40,
            broken: 7,
            contacts: 90,
            prompt: 70,
            closed: 9,
            back: 1,
        };
        let page = |of: OfBand| Self {
            shell: Shell::new("Figures beside load", "Caseloads"),
            rows: Band::ALL.iter().map(|band| BandRow::new(*band, of)).collect(),
            empty: of.people == 0,
        };
        vec![("some", page(of)), ("none", page(OfBand::default()))]
    }
}
