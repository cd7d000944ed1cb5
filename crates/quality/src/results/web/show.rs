//! The page of results: scores of the service and of its parts, over time, and what can be said about them.

use super::{
    asked::Asked,
    form_name,
    heat::{self, Heat, Need, Wording},
    kind_name, long,
    officers::{self, OfficersPart},
    parts::{self, By, Group, Names},
    short, whole,
};
use crate::{
    forms::Forms,
    results::{
        finding::{self, Chart, Finding, Month},
        model::LeftOut,
        plot::{self, Plot},
        store::read::{self, Change, CriterionPart, OfficerPart, Part, Pattern, Team},
    },
};
use access::{Actor, Db, Fault, NOBODY, Query, Scope};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use kernel::{Day, Form, Result, db::Conn, words::count};
use people::web::errors;
use std::collections::BTreeSet;
use ui::{Choice, FilterTag, Page, Shell, Stat, Stats, SubNav};
use uuid::Uuid;

/// Scores, over time and by part.
#[derive(Template)]
#[template(path = "results/show.html")]
pub struct ShowResults {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// What was typed.
    pub form: Form,
    /// Teams, kinds and forms that can be chosen.
    pub choices: [Vec<Choice>; 3],
    /// What is chosen.
    pub tags: Vec<FilterTag>,
    /// Whose and when.
    pub about: String,
    /// The numbers on top.
    pub stats: Stats,
    /// What the months show.
    pub finding: Finding,
    /// Their picture.
    pub plot: Option<Plot>,
    /// The same numbers.
    pub months: Vec<MonthRow>,
    /// Known changes that are on it: a letter and words.
    pub changes: Vec<(String, String)>,
    /// Teams, with where each stands.
    pub teams: Group,
    /// The picture of that.
    pub funnel: Option<Plot>,
    /// Officers of one team.
    pub officers: OfficersPart,
    /// Areas, organisations, kinds of case and forms.
    pub groups: Vec<Group>,
    /// Criteria.
    pub heat: Heat,
    /// Criteria missed often.
    pub needs: Vec<Need>,
    /// How often, in a sentence.
    pub needs_words: String,
    /// Reviews that enter no average, in words.
    pub left: String,
    /// The list of them.
    pub left_href: String,
    /// The same choice as files: reviews as XLSX and CSV, months as CSV.
    pub files: [String; 3],
}

/// A month of the chart.
pub struct MonthRow {
    /// The month.
    pub month: String,
    /// Reviews.
    pub reviews: i64,
    /// The list of them.
    pub list: String,
    /// Their mean.
    pub mean: String,
    /// From where to where chance explains it; empty on a run chart.
    pub limits: String,
    /// Whether it is more than chance, in words.
    pub signal: &'static str,
}

/// What the page reads.
pub(super) struct Found {
    pub(super) forms: Forms,
    pub(super) teams: Vec<Team>,
    pub(super) past: Vec<(Uuid, String)>,
    pub(super) parts: Vec<Part>,
    pub(super) left: Vec<(LeftOut, i64)>,
    /// The team whose officers are shown, and they.
    pub(super) officers: Option<(Uuid, Vec<OfficerPart>)>,
    /// The form whose criteria are shown.
    pub(super) form: String,
    pub(super) criteria: Vec<CriterionPart>,
    pub(super) latest: Vec<Pattern>,
    pub(super) wording: Vec<(String, String)>,
    pub(super) changes: Vec<Change>,
}

/// Shows results: nine statements at most, whatever the number of reviews.
pub async fn show_results(db: Db, actor: Actor, Query(query): Query) -> std::result::Result<Response, Fault> {
    let asked = Asked::read(query, Day::of(actor.now));
    let wanted = asked.clone();
    let found =
        db.report(&actor, "report", about(&asked), move |c, scope| read_all(c, scope, &wanted)).await?;
    let status = if asked.form.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shell = access::shell(&actor, "Results of reviews", "Quality").errors(errors(&asked.form));
    let nav = crate::web::nav(&actor, "/reviews/results");
    Ok(Page(ShowResults::new(shell, nav, &asked, &found)).with_status(status))
}

fn about(asked: &Asked) -> String {
    asked.link("results of reviews", &[])
}

fn read_all(c: &mut dyn Conn, scope: &Scope, asked: &Asked) -> Result<Found> {
    let (tenant, choice) = (scope.tenant(), &asked.choice);
    let (teams, past) = read::places(c, scope)?;
    let forms = Forms::read(c, tenant)?;
    let parts = read::parts(c, tenant, choice)?;
    let form = main_form(&parts, asked);
    let officers = match officers::team_of(&teams, choice.team) {
        Some(team) => Some((team, read::officers(c, tenant, team, choice)?)),
        None => None,
    };
    let (mut criteria, mut latest, mut wording) = (Vec::new(), Vec::new(), Vec::new());
    if !form.is_empty() {
        criteria = read::criteria(c, tenant, &form, (&heat::heat_from(asked), &choice.to))?;
        latest = read::latest(c, tenant, &form, choice)?;
        if !forms.has(&form) {
            wording = read::past_criteria(c, tenant, &form)?;
        }
    }
    Ok(Found {
        left: read::left(c, tenant, choice)?,
        changes: read::changes(c, tenant, choice)?,
        forms,
        teams,
        past,
        parts,
        officers,
        form,
        criteria,
        latest,
        wording,
    })
}

/// The form whose criteria are shown: the one chosen, or the one that most reviews were done by.
fn main_form(parts: &[Part], asked: &Asked) -> String {
    let mut sums = std::collections::BTreeMap::new();
    for part in parts::narrowed(parts, asked, None) {
        *sums.entry(part.form_id.as_str()).or_insert(0) += part.reviews;
    }
    sums.into_iter().max_by_key(|(_, reviews)| *reviews).map_or(String::new(), |(form, _)| form.to_owned())
}

/// Known changes that a chart of this choice begins anew at.
pub(super) fn told<'c>(changes: &'c [Change], asked: &Asked) -> Vec<&'c Change> {
    changes.iter().filter(|change| change.team_id == NOBODY || change.team_id == asked.choice.team).collect()
}

impl ShowResults {
    pub(super) fn new(shell: Shell, nav: SubNav, asked: &Asked, found: &Found) -> Self {
        let names = Names::new(&found.teams, &found.past, &found.forms);
        let narrowed = parts::narrowed(&found.parts, asked, None);
        let series = parts::months(&narrowed);
        let told = told(&found.changes, asked);
        let starts: Vec<String> = told.iter().map(|change| change.month.clone()).collect();
        let chart = finding::chart(&series, &starts);
        let places = finding::starts(&series, &starts);
        let finding = finding::finding(&series, &chart, places.last().copied().unwrap_or(0), long);
        let title = format!(
            "Mean scores by month. {} {} The table has the numbers.",
            finding.headline, finding.change
        );
        let (teams, funnel) = parts::teams(&found.parts, asked, &names);
        let wording = Wording { forms: &found.forms, form: &found.form, past: &found.wording };
        let (needs, needs_words) = heat::needs(&found.latest, asked, &wording);
        let groups = [By::Area, By::Organisation, By::Kind, By::Form]
            .map(|by| parts::group(&found.parts, asked, &names, by))
            .into_iter()
            .filter(|group| group.rows.len() > 1);
        Self {
            shell,
            nav,
            about: period(asked, &names),
            stats: Stats { stats: stats(&narrowed, asked) },
            plot: (!series.is_empty()).then(|| plot::over_time(&series, &chart, &places, short, &title)),
            months: month_rows(&series, &chart, asked),
            changes: letters(&told, &series),
            finding,
            groups: groups.collect(),
            teams,
            funnel,
            officers: officers_part(found, asked, &names),
            heat: if found.form.is_empty() {
                Heat::default()
            } else {
                heat::heat(&found.criteria, asked, &names, &wording)
            },
            needs,
            needs_words,
            left: left_words(&found.left),
            left_href: asked.link("/reviews/results/list", &[("left", "yes")]),
            files: ["/reviews/results.xlsx", "/reviews/results.csv", "/reviews/results/months.csv"]
                .map(|path| asked.link(path, &[])),
            choices: choices(found),
            tags: tags(asked, &names),
            form: typed(asked),
        }
    }
}

/// What stands in the fields: what was typed where it was wrong, and what is shown elsewhere.
fn typed(asked: &Asked) -> Form {
    let mut form = asked.form.clone();
    for (name, value) in [("from", &asked.choice.from), ("to", &asked.choice.to)] {
        if form.error_of(name).is_none() {
            form.set(name, value.as_str());
        }
    }
    form
}

fn period(asked: &Asked, names: &Names<'_>) -> String {
    let choice = &asked.choice;
    let mut of =
        vec![if choice.team == NOBODY { "Whole service".to_owned() } else { names.team(choice.team) }];
    if choice.area != NOBODY {
        of.push(names.area(choice.area));
    }
    if !choice.kind.is_empty() {
        of.push(kind_name(&choice.kind));
    }
    if !choice.form.is_empty() {
        of.push(names.form(&choice.form));
    }
    format!("{}, {} to {}.", of.join(", "), long(&choice.from), long(&choice.to))
}

fn stats(narrowed: &[&Part], asked: &Asked) -> Vec<Stat> {
    let sum = parts::total(narrowed);
    let list = asked.link("/reviews/results/list", &[]);
    let mean = sum.mean().map_or("None".to_owned(), whole);
    vec![
        Stat::new("Mean score, of 100", mean)
            .note(format!("of {}", count(sum.reviews, "review", "reviews")))
            .href(&list),
        Stat::new("Reviews that count", sum.reviews).href(list),
        Stat::new("With something critical not met", sum.critical)
            .note("It never changes the score")
            .href(asked.link("/reviews/results/list", &[("critical", "yes")])),
    ]
}

fn month_rows(series: &[Month], chart: &Chart, asked: &Asked) -> Vec<MonthRow> {
    let row = |(at, month): (usize, &Month)| {
        let point = match chart {
            Chart::Control(points) => points.get(at),
            _ => None,
        };
        MonthRow {
            month: short(&month.month),
            reviews: month.sum.reviews,
            list: asked.link("/reviews/results/list", &[("from", &month.month), ("to", &month.month)]),
            mean: whole(month.mean()),
            limits: point.map_or(String::new(), |p| {
                format!("{} to {}", whole(p.lower.max(0.0)), whole(p.upper.min(100.0)))
            }),
            signal: match point.and_then(|point| point.signal) {
                Some(signal) if signal.is_up() => "Higher than chance explains",
                Some(_) => "Lower than chance explains",
                None => "",
            },
        }
    };
    series.iter().enumerate().map(row).collect()
}

/// Known changes with the letters they have on the chart; several before the same month share one.
fn letters(told: &[&Change], series: &[Month]) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let place =
        |change: &&Change| series.iter().position(|month| month.month >= change.month).filter(|at| *at > 0);
    told.iter()
        .filter_map(|change| {
            seen.insert(place(change)?);
            let words = format!("From {}: {} ({})", long(&change.month), change.what, change.by);
            Some((plot::letter(seen.len() - 1), words))
        })
        .collect()
}

fn officers_part(found: &Found, asked: &Asked, names: &Names<'_>) -> OfficersPart {
    if let Some((team, parts)) = &found.officers {
        return OfficersPart::new((&names.team(*team), *team), parts, asked);
    }
    let led = found.teams.iter().filter(|team| team.leads);
    let choose = led.map(|team| {
        let id = team.team_id.simple().to_string();
        (team.name.clone(), asked.link("/reviews/results", &[("team", &id)]))
    });
    OfficersPart::none(choose.collect(), asked.choice.team != NOBODY)
}

fn left_words(left: &[(LeftOut, i64)]) -> String {
    let some: Vec<String> = left
        .iter()
        .map(|(why, n)| match why {
            LeftOut::Directed => format!("{} asked for", count(*n, "was", "were")),
            LeftOut::Insufficient => format!("{} too little that applies", count(*n, "has", "have")),
            LeftOut::Replaced => format!("{} replaced", count(*n, "was", "were")),
            LeftOut::No => String::new(),
        })
        .collect();
    if some.is_empty() { String::new() } else { format!("Left out of every average: {}.", some.join(", ")) }
}

fn choices(found: &Found) -> [Vec<Choice>; 3] {
    let teams = found.teams.iter().map(|team| Choice::new(team.team_id.simple().to_string(), &team.name));
    let kinds: BTreeSet<&str> = found.parts.iter().map(|part| part.case_type.as_str()).collect();
    let forms: BTreeSet<&str> = found.parts.iter().map(|part| part.form_id.as_str()).collect();
    let kinds = kinds.into_iter().filter(|kind| !kind.is_empty());
    [
        teams.collect(),
        kinds.map(|kind| Choice::new(kind, kind_name(kind))).collect(),
        forms.into_iter().map(|form| Choice::new(form, form_name(&found.forms, form))).collect(),
    ]
}

fn tags(asked: &Asked, names: &Names<'_>) -> Vec<FilterTag> {
    let choice = &asked.choice;
    let tag =
        |field: &str, words: String| FilterTag::new(words, asked.link("/reviews/results", &[(field, "")]));
    let mut tags = Vec::new();
    if choice.team != NOBODY {
        tags.push(tag("team", format!("Team: {}", names.team(choice.team))));
    }
    if choice.area != NOBODY {
        tags.push(tag("area", format!("Area: {}", names.area(choice.area))));
    }
    if !choice.kind.is_empty() {
        tags.push(tag("kind", format!("Kind of case: {}", kind_name(&choice.kind))));
    }
    if !choice.form.is_empty() {
        tags.push(tag("form", format!("Form: {}", names.form(&choice.form))));
    }
    tags
}
