//! Making a rota: which weeks, who is on it, what comes again and again.

use super::{at, chosen, is_manager, led, nav, shell};
use crate::rotas::{
    model::{Cells, Need, NeedKind, WEEKS, half_name, monday, short, weekday},
    search,
    store::{self, Head, TeamHere, make},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, UserId};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Instant, Result as Kernel, db::Conn};
use people::web::{errors, submission};
use staff::{
    model::{Career, StrengthKind},
    store::Strength,
};
use ui::{Choice, NavItem, Page, Shell, SubNav};

/// Lines for what comes again and again.
const LINES: usize = 4;
/// The most people of a rota.
const MOST: usize = 60;

/// The form of a rota.
#[derive(Template)]
#[template(path = "rotas/new.html")]
pub struct NewRota {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// The teams to choose from, where there are several.
    pub teams: Vec<NavItem>,
    /// The team, as it is sent.
    pub team: String,
    /// Its people.
    pub people: Vec<PersonLine>,
    /// What is wrong with the choice of people; empty where nothing is.
    pub nobody: String,
    /// Weekdays on which somebody would rather not be on duty.
    pub days: Vec<Choice>,
    /// What comes again and again: the numbers of the lines.
    pub lines: Vec<usize>,
    /// What it can be.
    pub kinds: Vec<Choice>,
    /// When in the week.
    pub halves: Vec<Choice>,
    /// Skills that a panel may ask for.
    pub skills: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// Somebody who may be on it.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// As they are called in field names.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What is known of their hours.
    pub words: String,
    /// Whether they lead the team.
    pub leads: bool,
}

/// What the form is made from.
pub(super) struct Known {
    pub(super) teams: Vec<TeamHere>,
    pub(super) team: TeamHere,
    pub(super) heads: Vec<Head>,
    pub(super) members: Vec<make::Member>,
    pub(super) strengths: Vec<Strength>,
}

impl Known {
    fn read(c: &mut dyn Conn, scope: &access::Scope, manager: bool, asked: &str, on: Day) -> Kernel<Self> {
        let mut teams = store::teams(c, scope, manager)?;
        teams.retain(|team| team.leads);
        let team = chosen(&teams, asked).cloned().ok_or_else(|| {
            Error::Conflict("Nobody is in a team that you lead, so there is no rota to make.".to_owned())
        })?;
        let (tenant, now) = (scope.tenant(), scope.now());
        Ok(Self {
            heads: store::of_team(c, tenant, team.team_id, Day::of(now))?,
            members: make::members(c, tenant, team.team_id, (now, on))?,
            strengths: staff::store::strengths(c, tenant, team.team_id.uuid(), now)?,
            team,
            teams,
        })
    }

    /// Skills of its people, each once.
    fn skills(&self) -> Vec<String> {
        let mut all: Vec<String> = self
            .strengths
            .iter()
            .filter(|one| one.kind == StrengthKind::Skill)
            .map(|one| one.code.clone())
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// The Monday after the last published rota, or the next one.
    fn next(&self, today: Day) -> Day {
        let after = self.heads.iter().map(|head| head.until_on.plus(1)).max();
        after.unwrap_or(today).max(monday(today).plus(7))
    }
}

/// Shows the form: four statements.
pub async fn show_new(db: Db, actor: Actor, Query(query): Query) -> Result<Page<NewRota>, Fault> {
    let (today, manager) = (Day::of(actor.now), is_manager(&actor));
    let asked = query.value("team").to_owned();
    let known = db
        .report(&actor, "report", "a team's people".to_owned(), move |c, scope| {
            Known::read(c, scope, manager, &asked, today)
        })
        .await?;
    let mut form = Form::default();
    form.set("from", known.next(today).long());
    form.set("weeks", WEEKS.1.to_string());
    form.set("desk", if known.members.len() > 6 { "2" } else { "1" });
    for member in &known.members {
        let id = member.user_id.to_string();
        form.set(&format!("on-{id}"), "yes");
        // Whoever is experienced can be the senior, until somebody says otherwise.
        if member.career == Career::Experienced.code() || member.career.is_empty() {
            form.set(&format!("senior-{id}"), "yes");
        }
    }
    let frame = shell(&actor, "Make a rota", "");
    Ok(Page(NewRota {
        submission: submission(&db),
        ..NewRota::new(frame, nav(&actor, "/rota/all"), &known, form)
    }))
}

impl NewRota {
    pub(super) fn new(shell: Shell, nav: SubNav, known: &Known, form: Form) -> Self {
        let id = known.team.team_id;
        Self {
            teams: super::draft::team_links(&known.teams, Some(id), "/rota/new"),
            team: id.to_string(),
            people: known
                .members
                .iter()
                .map(|member| PersonLine {
                    id: member.user_id.to_string(),
                    name: member.name.clone(),
                    words: hours(member),
                    leads: member.leads,
                })
                .collect(),
            nobody: form.error_of(&first_box(known)).unwrap_or_default().to_owned(),
            days: (0..5).map(|day| Choice::new(day.to_string(), weekday(day * 2))).collect(),
            lines: (1..=LINES).collect(),
            kinds: NeedKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect(),
            halves: (0..10)
                .map(|half| Choice::new(half.to_string(), format!("{} {}", weekday(half), half_name(half))))
                .collect(),
            skills: known.skills().into_iter().map(|skill| Choice::new(skill.clone(), skill)).collect(),
            shell: shell
                .intro(format!(
                    "{}. Duty is shared fairly, casework and supervision are kept free.",
                    known.team.name
                ))
                .errors(errors(&form)),
            nav,
            form,
            submission: String::new(),
        }
    }

    /// The name of a field of a line.
    pub fn name(&self, field: &str, of: impl std::fmt::Display) -> String {
        format!("{field}-{of}")
    }

    /// What was typed in a field of a line or of a person.
    pub fn typed(&self, field: &str, of: impl std::fmt::Display) -> &str {
        self.form.value(&format!("{field}-{of}"))
    }

    /// Whether a box of a person is ticked.
    pub fn ticked(&self, field: &str, of: impl std::fmt::Display) -> bool {
        self.typed(field, of) == "yes"
    }

    /// What is wrong with a field of a line.
    pub fn wrong(&self, field: &str, of: impl std::fmt::Display) -> String {
        self.shell.errors.of(&format!("{field}-{of}")).to_string()
    }
}

/// The first box of the table, on which stands what is wrong with the choice.
fn first_box(known: &Known) -> String {
    known.members.first().map_or_else(String::new, |member| format!("on-{}", member.user_id))
}

fn hours(member: &make::Member) -> String {
    let pattern = staff::model::Pattern::read(&member.pattern);
    match pattern {
        _ if member.leads => "Leads the team: supervises, and keeps two half-days a week".to_owned(),
        None => "Half-days not written down: planned for all ten".to_owned(),
        Some(pattern) => format!("{} half-days a week", pattern.halves()),
    }
}

/// Reads a number of a field between two.
fn number(form: &mut Form, field: &str, (least, most): (i64, i64)) -> Option<i64> {
    let parse = |text: &str| text.parse().ok().filter(|n| (least..=most).contains(n));
    form.one_of(field, parse, &format!("Write a whole number from {least} to {most}."))
}

/// What comes again and again, as typed. A line without a kind is empty.
fn needs(form: &mut Form, weeks: i64, skills: &[String]) -> Vec<Need> {
    let mut needs = Vec::new();
    for line in 1..=LINES {
        let field = |name: &str| format!("{name}-{line}");
        if form.text(&field("kind")).is_empty() {
            continue;
        }
        let kind = form.one_of(&field("kind"), NeedKind::parse, "Choose what it is.");
        let name = form.need_text(&field("name"), 80, "Write how it is called.");
        let half = form.one_of(&field("half"), |t| t.parse().ok().filter(|n| *n < 10_usize), "Choose when.");
        let every = number(form, &field("every"), (1, weeks));
        let first = number(form, &field("first"), (1, weeks));
        let panel = kind == Some(NeedKind::Panel);
        let people = if panel { number(form, &field("people"), (1, 9)) } else { Some(0) };
        let skill = form.text(&field("skill"));
        if !skill.is_empty() && !skills.contains(&skill) {
            form.error(&field("skill"), "Choose a skill of the list, or any.");
        }
        if let (Some(kind), Some(half), Some(every), Some(first), Some(people)) =
            (kind, half, every, first, people)
        {
            let size = |n: i64| usize::try_from(n).unwrap_or(1);
            let skill = if panel { skill } else { String::new() };
            let people = i32::try_from(people).unwrap_or(0);
            let need = Need { kind, name, half, every: size(every), first: size(first), people, skill };
            let clash = |other: &Need| {
                let comes = |slot| other.comes(slot) && need.comes(slot);
                (0..usize::try_from(weeks * 10).unwrap_or(0)).any(comes)
            };
            if let Some(other) = needs.iter().find(|other| clash(other)) {
                let words = format!("{} meets in the same half-day. Choose another.", other.name);
                form.error(&field("half"), words);
            }
            needs.push(need);
        }
    }
    needs
}

/// Makes it: the search begins in a moment.
pub async fn start(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let (today, manager) = (Day::of(actor.now), is_manager(&actor));
    let (team, wanted) = (posted.form.text("team"), posted.form.text("team"));
    let on = posted.form.text("from");
    let on = kernel::form::parse_day(&on).unwrap_or(today);
    let known = db
        .report(&actor, "report", "a team's people".to_owned(), move |c, scope| {
            Known::read(c, scope, manager, &team, on)
        })
        .await?;
    if known.team.team_id.to_string() != wanted {
        return Err(Error::invalid("Open this page again from the list of rotas of your team.").into());
    }
    let form = &mut posted.form;
    let from = form.need_day("from", "Write its first Monday.");
    if let Some(from) = from {
        if monday(from) != from {
            form.error("from", format!("Write a Monday, such as {}.", monday(from.plus(7)).long()));
        } else if from < monday(today) {
            form.error("from", "Write this week's Monday or a later one.");
        }
    }
    let weeks = number(form, "weeks", (WEEKS.0, WEEKS.2));
    let desk = number(form, "desk", (0, 9));
    let needs = needs(form, weeks.unwrap_or(WEEKS.1), &known.skills());
    let people = people(form, &known);
    if !people.iter().any(|person| !person.leads) {
        form.error(&first_box(&known), "Choose somebody besides whoever leads the team.");
    } else if people.len() > MOST {
        form.error(
            &first_box(&known),
            format!("Choose {MOST} people at most: make two rotas of a large team."),
        );
    }
    let (Some(from), Some(weeks), Some(desk), true) = (from, weeks, desk, form.is_good()) else {
        let page =
            NewRota::new(shell(&actor, "Make a rota", ""), nav(&actor, "/rota/all"), &known, posted.form);
        let page = NewRota { submission: submission(&db), ..page };
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, job) = (db.chance().uuid(actor.now), db.chance().uuid(actor.now));
    let new = make::NewRota { id, team: known.team.team_id, from, weeks, desk, seed: 1, needs, people };
    let location = db
        .act(&actor, "makeRota", &posted.submission, move |c, scope| {
            led(&store::teams(c, scope, manager)?, new.team)?;
            keep(c, scope.tenant(), &new, (scope.now(), scope.user()), job)?;
            Ok(Changed::to(at(id), format!("rota {} from {}", id.simple(), short(new.from))))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn keep(
    c: &mut dyn Conn,
    tenant: i64,
    new: &make::NewRota,
    by: (Instant, UserId),
    job: uuid::Uuid,
) -> Kernel<()> {
    make::add(c, tenant, new, by)?;
    search::ask(c, tenant, (job, new.id), by.0)
}

/// Who was ticked, with what is known of them.
fn people(form: &Form, known: &Known) -> Vec<make::NewPerson> {
    let chosen = |member: &&make::Member| form.value(&format!("on-{}", member.user_id)) == "yes";
    let person = |member: &make::Member| {
        let id = member.user_id;
        let skill = |one: &&Strength| one.user_id == id && one.kind == StrengthKind::Skill;
        make::NewPerson {
            user: id,
            leads: member.leads,
            senior: form.value(&format!("senior-{id}")) == "yes",
            dislikes: form.value(&format!("dislikes-{id}")).parse().ok().filter(|day| (0..5).contains(day)),
            skills: known.strengths.iter().filter(skill).map(|one| one.code.clone()).collect(),
            // The search puts in what is known when it begins.
            cells: Cells::default(),
        }
    };
    known.members.iter().filter(chosen).map(person).collect()
}
