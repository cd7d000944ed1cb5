//! A person's timeline.

use super::{at_least_0, own_entry};
use crate::{
    model::{Channel, Outcome},
    store::timeline::{self, Filter},
};
use access::{Db, Fault, PersonRef, Query, Read};
use askama::Template;
use kernel::{Day, Form};
use people::{
    store::glance,
    web::{banner, errors, notice, subnav},
};
use ui::{Choice, FilterTag, Page, Pagination, PersonBanner, Shell, SubNav, Timeline};

/// Entries a page.
const SIZE: i64 = 25;

/// Everything that was done and written about a person, latest first.
#[derive(Template)]
#[template(path = "show_timeline.html")]
pub struct ShowTimeline {
    /// The frame.
    pub shell: Shell,
    /// Who they are.
    pub banner: PersonBanner,
    /// Where else to go.
    pub subnav: SubNav,
    /// This page's own address.
    pub path: String,
    /// What was asked for.
    pub form: Form,
    /// Channels to choose from.
    pub channels: Vec<Choice>,
    /// Outcomes to choose from.
    pub outcomes: Vec<Choice>,
    /// What is left out now.
    pub tags: Vec<FilterTag>,
    /// How many, in words.
    pub headline: String,
    /// The entries.
    pub entries: Timeline,
    /// More pages.
    pub pages: Pagination,
}

impl ui::Samples for ShowTimeline {
    const NAME: &'static str = "show-timeline";
    fn samples() -> Vec<(&'static str, Self)> {
        let person = kernel::Id::from_uuid(access::NOBODY);
        let path = format!("/people/{person}/timeline");
        let mut wrong = Form::default();
        wrong.set("from", "31/02/2026");
        wrong.error("from", "Enter a real date, like 22 11 2026 or 22 November 2026.");
        [("nothing yet", Form::default()), ("error", wrong)]
            .map(|(words, form)| {
                let page = Self {
                    shell: Shell::new("Amina Okafor", "People").errors(errors(&form)),
                    banner: PersonBanner { name: "Amina Okafor".to_owned(), ..PersonBanner::default() },
                    subnav: subnav(person, &path, 2),
                    path: path.clone(),
                    form,
                    channels: channels(),
                    outcomes: outcomes(),
                    tags: Vec::new(),
                    headline: "No entries".to_owned(),
                    entries: Timeline { entries: Vec::new() },
                    pages: Pagination::new(&path, 1, 25, 0, "entries"),
                };
                (words, page)
            })
            .into()
    }
}

fn channels() -> Vec<Choice> {
    Channel::ALL.iter().map(|c| Choice::new(c.code(), c.label())).collect()
}

fn outcomes() -> Vec<Choice> {
    [Outcome::Successful, Outcome::Attempted].iter().map(|o| Choice::new(o.code(), o.label())).collect()
}

/// Shows a person's timeline.
pub async fn show_timeline(
    db: Db,
    person: PersonRef<Read>,
    Query(mut form): Query,
) -> Result<Page<ShowTimeline>, Fault> {
    let filter = Filter {
        channel: Channel::parse(form.value("channel")),
        outcome: Outcome::parse(form.value("outcome")),
        from: form.opt_day("from"),
        to: form.opt_day("to"),
    };
    let number: i64 = form.value("page").parse().unwrap_or(1).clamp(1, 100_000);
    let asked = filter.clone();
    let (core, signs, leave, page) = db
        .view(&person, move |c, permit| {
            Ok((
                glance::core(c, permit)?,
                glance::signs(c, permit)?,
                permit.reveal_address(c)?,
                timeline::page(c, permit, &asked, SIZE, (number - 1) * SIZE)?,
            ))
        })
        .await?;
    let path = format!("/people/{}/timeline", person.id());
    let mut headline = kernel::words::count(page.shown, "entry", "entries");
    if page.hidden > 0 {
        headline = format!("{headline}, and {} on cases of other teams not shown", page.hidden);
    }
    let mut shell =
        access::shell(person.actor(), &core.full_name, "People").quiet("Timeline").errors(errors(&form));
    if let Some(words) = notice(form.value("done")) {
        shell = shell.notice(words);
    }
    Ok(Page(ShowTimeline {
        shell,
        banner: banner(&core, &signs.alerts, leave.as_ref(), Day::of(person.actor().now)),
        subnav: subnav(person.id(), &path, core.open_cases),
        tags: tags(&path, &filter),
        channels: channels(),
        outcomes: outcomes(),
        headline,
        entries: Timeline {
            entries: page.entries.iter().map(|line| own_entry(line, person.actor().user)).collect(),
        },
        pages: Pagination::new(
            paged(&path, &form),
            at_least_0(number),
            at_least_0(SIZE),
            at_least_0(page.shown),
            "entries",
        ),
        form,
        path,
    }))
}

/// The page's address with its filter, for the links to other pages of it.
fn paged(path: &str, form: &Form) -> String {
    let kept: Vec<(&str, &str)> =
        form.pairs().filter(|(name, value)| !["page", "done"].contains(name) && !value.is_empty()).collect();
    ui::query(path, &kept)
}

/// Each filter in force, with the address that takes it away.
fn tags(path: &str, filter: &Filter) -> Vec<FilterTag> {
    let day = |d: Option<Day>| d.map(Day::long).unwrap_or_default();
    let all = [
        (
            "channel",
            filter.channel.map_or("", Channel::code).to_owned(),
            filter.channel.map_or("", Channel::label).to_owned(),
        ),
        (
            "outcome",
            filter.outcome.map_or("", Outcome::code).to_owned(),
            filter.outcome.map_or("", Outcome::label).to_owned(),
        ),
        ("from", day(filter.from), format!("From {}", day(filter.from))),
        ("to", day(filter.to), format!("To {}", day(filter.to))),
    ];
    all.iter()
        .filter(|(_, value, _)| !value.is_empty())
        .map(|(name, _, words)| {
            let rest: Vec<(&str, &str)> = all
                .iter()
                .filter(|(other, value, _)| other != name && !value.is_empty())
                .map(|(other, value, _)| (*other, value.as_str()))
                .collect();
            FilterTag::new(words, ui::query(path, &rest))
        })
        .collect()
}
