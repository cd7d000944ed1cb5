//! Officers of one team, by name: what can be said of each, and what cannot.

use super::{asked::Asked, whole};
use crate::results::{
    compare::{self, Standing},
    model::FEW,
    store::read::{OfficerPart, Team},
};
use access::NOBODY;
use ui::Tag;
use uuid::Uuid;

/// The part of the page about officers.
pub struct OfficersPart {
    /// Whose they are, or why none are shown.
    pub about: String,
    /// Teams whose officers can be chosen: name and address.
    pub choose: Vec<(String, String)>,
    /// They, by name.
    pub rows: Vec<OfficerRow>,
    /// What so many reviews can tell apart; empty where too little is known.
    pub tells: String,
}

/// An officer.
pub struct OfficerRow {
    /// Their name.
    pub name: String,
    /// Their own page; empty where they have no account.
    pub href: String,
    /// Reviews that count.
    pub reviews: i64,
    /// The list of them.
    pub list: String,
    /// The mean of them; empty where they are too few to say.
    pub mean: String,
    /// The estimate; empty where they are too few.
    pub estimate: String,
    /// Where that is more than chance, or too few to say.
    pub tag: Option<Tag>,
}

/// The team whose officers a reader sees by name: the one chosen, or the only one that they lead. `None` where they
/// lead neither.
pub fn team_of(teams: &[Team], chosen: Uuid) -> Option<Uuid> {
    let mut led = teams.iter().filter(|team| team.leads);
    if chosen != NOBODY {
        return led.find(|team| team.team_id == chosen).map(|team| team.team_id);
    }
    let first = led.next()?;
    led.next().is_none().then_some(first.team_id)
}

impl OfficersPart {
    /// Of a team's officers.
    pub fn new(team: (&str, Uuid), parts: &[OfficerPart], asked: &Asked) -> Self {
        let team_id = team.1.simple().to_string();
        let sums: Vec<_> = parts.iter().map(OfficerPart::sum).collect();
        let found = compare::officers(&sums);
        let rows = parts.iter().zip(&found.officers).map(|(part, officer)| {
            let few = part.reviews < FEW;
            OfficerRow {
                name: part.name.clone(),
                href: if part.known {
                    format!("/reviews/results/{}", part.worker_id.simple())
                } else {
                    String::new()
                },
                reviews: part.reviews,
                list: asked.link(
                    "/reviews/results/list",
                    &[("team", &team_id), ("worker", &part.worker_id.simple().to_string())],
                ),
                mean: part.sum().mean().filter(|_| !few).map_or(String::new(), whole),
                estimate: officer.estimate.map_or(String::new(), whole),
                tag: match officer.standing {
                    Standing::Above => Some(Tag::good(officer.standing.words())),
                    Standing::Below => Some(Tag::bad(officer.standing.words())),
                    _ => None,
                },
            }
        });
        let tells = found.least.map_or(String::new(), |(n, least)| {
            format!("With {n} reviews each only differences of {least:.0} points or more can be told apart.")
        });
        Self {
            about: format!("Officers of {}, by name.", team.0),
            choose: Vec::new(),
            rows: rows.collect(),
            tells,
        }
    }

    /// Where no team is chosen whose officers the reader may see.
    pub fn none(choose: Vec<(String, String)>, chosen: bool) -> Self {
        let about = match (choose.is_empty(), chosen) {
            (true, _) => "You lead no team, so officers are not shown by name.",
            (false, true) => "You do not lead this team, so its officers are not shown by name. Yours are:",
            (false, false) => "Choose one of your teams to see its officers.",
        };
        Self { about: about.to_owned(), choose, rows: Vec::new(), tells: String::new() }
    }
}
