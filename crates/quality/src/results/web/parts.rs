//! Sums of a choice, by team, area, organisation, kind of case and form.

use super::{asked::Asked, form_name, kind_name, whole};
use crate::{
    forms::Forms,
    results::{
        compare::{Funnel, Standing},
        finding::Month,
        model::Sum,
        plot::{self, Plot},
        store::read::{Part, Team},
    },
};
use access::NOBODY;
use std::collections::{BTreeMap, HashMap};
use ui::{Tag, query};
use uuid::Uuid;

/// A table of sums.
pub struct Group {
    /// Ends the ids of its parts.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What its rows are.
    pub of: &'static str,
    /// Its rows, by name.
    pub rows: Vec<GroupRow>,
}

/// A row of such a table.
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// The results of it alone; empty where it cannot be chosen.
    pub href: String,
    /// How many reviews.
    pub reviews: i64,
    /// The list of them.
    pub list: String,
    /// Their mean.
    pub mean: String,
    /// Reviews with something critical that is not met.
    pub critical: i64,
    /// Where a team stands in the funnel.
    pub standing: Option<Tag>,
}

/// Names of teams, areas and organisations.
pub struct Names<'t> {
    teams: HashMap<Uuid, &'t Team>,
    areas: HashMap<Uuid, &'t str>,
    past: HashMap<Uuid, &'t str>,
    forms: &'t Forms,
}

impl<'t> Names<'t> {
    /// Of the service's teams and forms, and of names that spreadsheets brought.
    pub fn new(teams: &'t [Team], past: &'t [(Uuid, String)], forms: &'t Forms) -> Self {
        Self {
            teams: teams.iter().map(|team| (team.team_id, team)).collect(),
            areas: teams.iter().filter_map(|team| Some((team.area_id?, team.area.as_deref()?))).collect(),
            past: past.iter().map(|(id, name)| (*id, name.as_str())).collect(),
            forms,
        }
    }

    /// A form's name.
    pub fn form(&self, id: &str) -> String {
        form_name(self.forms, id)
    }

    /// A team's name.
    pub fn team(&self, id: Uuid) -> String {
        let known = self.teams.get(&id).map(|team| team.name.as_str()).or(self.past.get(&id).copied());
        known.map_or_else(|| "No team said".to_owned(), str::to_owned)
    }

    /// An area's name.
    pub fn area(&self, id: Uuid) -> String {
        let known = self.areas.get(&id).or(self.past.get(&id)).copied();
        known.map_or_else(|| "No area said".to_owned(), str::to_owned)
    }

    fn organisation(&self, team: Uuid) -> String {
        self.teams
            .get(&team)
            .map_or_else(|| "No organisation said".to_owned(), |team| team.organisation.clone())
    }
}

/// By what sums are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By team.
    Team,
    /// By area.
    Area,
    /// By the organisation that hosts the team.
    Organisation,
    /// By kind of case.
    Kind,
    /// By form.
    Form,
}

/// The parts of a choice; what is split by is not narrowed, so that the others stay in sight.
pub fn narrowed<'p>(parts: &'p [Part], asked: &Asked, by: Option<By>) -> Vec<&'p Part> {
    let choice = &asked.choice;
    let fits = |part: &&Part| {
        let team = choice.team == NOBODY || part.team_id == choice.team;
        let area = choice.area == NOBODY || part.area_id == choice.area;
        let kind = choice.kind.is_empty() || part.case_type == choice.kind;
        let form = choice.form.is_empty() || part.form_id == choice.form;
        let (by_team, by_area) = (by == Some(By::Team), by == Some(By::Area));
        (team || by_team)
            && (area || by_area)
            && (kind || by == Some(By::Kind))
            && (form || by == Some(By::Form))
    };
    parts.iter().filter(fits).collect()
}

/// All of some parts together.
pub fn total(parts: &[&Part]) -> Sum {
    parts.iter().map(|part| part.sum()).fold(Sum::default(), Sum::and)
}

/// The months of some parts that have reviews, the earliest first.
pub fn months(parts: &[&Part]) -> Vec<Month> {
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for part in parts {
        let sum = sums.entry(&part.month).or_default();
        *sum = sum.and(part.sum());
    }
    let months = sums.into_iter().filter(|(_, sum)| sum.reviews > 0);
    months.map(|(month, sum)| Month { month: month.to_owned(), sum }).collect()
}

/// Sums by name, with the key and value that choose each; by name, then by key.
fn split(parts: &[&Part], names: &Names<'_>, by: By) -> BTreeMap<(String, String), Sum> {
    let mut sums: BTreeMap<(String, String), Sum> = BTreeMap::new();
    for part in parts {
        let key = match by {
            By::Team => (names.team(part.team_id), part.team_id.simple().to_string()),
            By::Area => (names.area(part.area_id), part.area_id.simple().to_string()),
            By::Organisation => (names.organisation(part.team_id), String::new()),
            By::Kind => (kind_name(&part.case_type), part.case_type.clone()),
            By::Form => (names.form(&part.form_id), part.form_id.clone()),
        };
        let sum = sums.entry(key).or_default();
        *sum = sum.and(part.sum());
    }
    sums.retain(|_, sum| sum.reviews > 0);
    sums
}

/// The table by something.
pub fn group(parts: &[Part], asked: &Asked, names: &Names<'_>, by: By) -> Group {
    let (id, heading, of, field) = match by {
        By::Team => ("teams", "By team", "Team", "team"),
        By::Area => ("areas", "By area", "Area", "area"),
        By::Organisation => ("organisations", "By organisation", "Organisation", ""),
        By::Kind => ("kinds", "By kind of case", "Kind of case", "kind"),
        By::Form => ("forms", "By form", "Form", "form"),
    };
    let rows = split(&narrowed(parts, asked, Some(by)), names, by).into_iter().map(|((name, value), sum)| {
        let nil = value == NOBODY.simple().to_string();
        let chosen = [(field, value.as_str())];
        let can = !field.is_empty() && !value.is_empty() && !nil;
        GroupRow {
            name,
            href: if can { asked.link("/reviews/results", &chosen) } else { String::new() },
            reviews: sum.reviews,
            list: if can { asked.link("/reviews/results/list", &chosen) } else { String::new() },
            mean: sum.mean().map_or(String::new(), whole),
            critical: sum.critical,
            standing: None,
        }
    });
    Group { id, heading, of, rows: rows.collect() }
}

/// The teams with where each stands, and the picture of it; no picture where fewer than two can be compared.
pub fn teams(parts: &[Part], asked: &Asked, names: &Names<'_>) -> (Group, Option<Plot>) {
    let mut table = group(parts, asked, names, By::Team);
    let sums: Vec<Sum> =
        split(&narrowed(parts, asked, Some(By::Team)), names, By::Team).into_values().collect();
    let Some(funnel) = Funnel::of(&sums) else { return (table, None) };
    let mut units = Vec::new();
    for (row, sum) in table.rows.iter_mut().zip(&sums) {
        let standing = funnel.standing(*sum);
        row.standing = Some(match standing {
            Standing::Above => Tag::good(standing.words()),
            Standing::Below => Tag::bad(standing.words()),
            Standing::Near => Tag::warn(standing.words()),
            Standing::Inside | Standing::TooFew => Tag::plain(standing.words()),
        });
        if standing != Standing::TooFew {
            units.push((row.name.clone(), sum.reviews, sum.mean().unwrap_or(0.0), standing.is_far()));
        }
    }
    let far = units.iter().filter(|unit| unit.3).count();
    let title = format!(
        "Funnel of {} teams about a mean of {}: {far} outside the limits. The table has the numbers.",
        units.len(),
        whole(funnel.mean)
    );
    let plot = (units.len() > 1).then(|| plot::funnel(&funnel, &units, &title));
    (table, plot)
}

/// The address of the reviews behind a figure of a criterion.
pub fn criterion_list(asked: &Asked, criterion: &str, answer: &str, more: &[(&str, &str)]) -> String {
    let path = query("/reviews/results/list", &[("criterion", criterion), ("answer", answer)]);
    asked.link(&path, more)
}
