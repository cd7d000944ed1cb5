//! Somebody is away: cover is planned with as few changes as can be, seen before it is saved.

use super::{
    change::{EffectWords, GIVE_BACK, kept},
    chosen, is_manager, led, nav, shell,
};
use crate::rotas::{
    change::{Changed, Effect, absence},
    kept::Change,
    model::{Cell, Reason, Rota, day_of, short},
    search::calendar,
    store::{self, TeamHere, make},
};
use access::{Actor, Changed as Done, Db, Fault, Posted, Query, Scope, UserId};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::allocation::{
    model::LeaveKind,
    store::leave::{self, NewLeave},
};
use kernel::{Day, Error, Form, Result as Kernel, db::Conn, words::count};
use people::web::{errors, submission};
use rota::Activity;
use ui::{Choice, NavItem, Page, Shell, SubNav};
use uuid::Uuid;

/// What chance is drawn from: what is seen is what is saved.
const SEED: u64 = 1;
/// Days ahead within which an absence is planned.
const AHEAD: i64 = 182;

/// The form of an absence, and what it would do.
#[derive(Template)]
#[template(path = "rotas/cover.html")]
pub struct PlanCover {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// The teams to choose from, where there are several.
    pub teams: Vec<NavItem>,
    /// The rota, as it is sent; empty where none is in force.
    pub rota: String,
    /// Its version, as it is sent.
    pub version: i64,
    /// Its people.
    pub people: Vec<Choice>,
    /// What for.
    pub kinds: Vec<Choice>,
    /// What it would do; none before it was asked.
    pub found: Option<CoverWords>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// An absence in words.
#[derive(Clone, Debug)]
pub struct CoverWords {
    /// What has to be covered and whether it is.
    pub headline: String,
    /// Why it cannot be saved; nothing where it can.
    pub stops: Vec<String>,
    /// Who covers what.
    pub cover: Vec<String>,
    /// What else changes.
    pub effect: EffectWords,
    /// Visits of theirs that fall out.
    pub visits: Vec<String>,
    /// Contacts promised in their cases: words, and the case.
    pub due: Vec<(String, String)>,
    /// Whether others lose protected time, and by when it is given back.
    pub owed_until: Option<String>,
}

/// What the page is made from.
struct Known {
    teams: Vec<TeamHere>,
    team: Option<TeamHere>,
    rota: Option<Rota>,
    changes: Vec<Change>,
    division: String,
}

impl Known {
    fn read(
        c: &mut dyn Conn,
        scope: &Scope,
        manager: bool,
        (rota, team, on): (&str, &str, Day),
    ) -> Kernel<Self> {
        let mut teams = store::teams(c, scope, manager)?;
        teams.retain(|team| team.leads);
        let division = access::store::tenant(c, scope.tenant())?.map(|(_, division)| division);
        let division = division.unwrap_or_default();
        if let Ok(id) = Uuid::parse_str(rota) {
            let rota = store::find(c, scope.tenant(), id)?;
            let team = led(&teams, rota.team)?.clone();
            let changes = store::changes(c, scope.tenant(), &rota)?;
            return Ok(Self { teams, team: Some(team), rota: Some(rota), changes, division });
        }
        let team = chosen(&teams, team).cloned();
        let rota = match &team {
            Some(team) => store::current(c, scope.tenant(), team.team_id, on)?,
            None => None,
        };
        let changes = match &rota {
            Some(rota) => store::changes(c, scope.tenant(), rota)?,
            None => Vec::new(),
        };
        Ok(Self { teams, team, rota, changes, division })
    }
}

/// Who is away, from when until when, what for.
#[derive(Clone, Copy, Debug)]
struct Asked {
    who: usize,
    user: UserId,
    from: Day,
    until: Day,
    /// None where the leave is written down already.
    kind: Option<LeaveKind>,
}

impl Asked {
    fn read(rota: &Rota, form: &mut Form, today: Day) -> Option<Self> {
        let person = |text: &str| rota.people.iter().position(|one| one.user.to_string() == text);
        let who = form.one_of("who", person, "Choose who is away.");
        let from = form.need_day("from", "Write the first day.");
        let until = if form.text("until").is_empty() { from } else { form.opt_day("until") };
        if let (Some(from), Some(until)) = (from, until) {
            if from < today {
                form.error("from", "Write today or a later day.");
            } else if until < from || from.days_until(until) > AHEAD {
                form.error("until", "Write a day after the first, half a year later at most.");
            } else if from > rota.last() {
                let words = format!("This rota ends on {}.", rota.last().long());
                form.error("from", words);
            }
        }
        let known = form.text("kind") == "known";
        let kind = if known { None } else { form.one_of("kind", LeaveKind::parse, "Choose what for.") };
        let (who, from, until) = (who?, from?, until?);
        (form.is_good()).then(|| Self { who, user: rota.people[who].user, from, until, kind })
    }

    /// The half-days of the rota.
    fn slots(&self, rota: &Rota) -> std::ops::Range<usize> {
        rota.slot_of(self.from)..rota.slot_of(self.until.plus(1))
    }
}

/// Plays it on a thread of its own: no lane of the database waits for it.
async fn played(rota: &Rota, changes: &[Change], asked: Asked) -> Result<Effect, Fault> {
    let (rota, changes) = (rota.clone(), changes.to_vec());
    let work = move || absence(&rota, &changes, asked.who, &asked.slots(&rota), SEED);
    Ok(tokio::task::spawn_blocking(work).await.map_err(Error::defect)?)
}

/// Shows the form, and what an absence would do: eight statements.
pub async fn show_cover(db: Db, actor: Actor, Query(form): Query) -> Result<Response, Fault> {
    let known = known(&db, &actor, &form).await?;
    page(&db, &actor, &known, form).await
}

async fn known(db: &Db, actor: &Actor, form: &Form) -> Result<Known, Fault> {
    let (manager, today) = (is_manager(actor), Day::of(actor.now));
    let (rota, team) = (form.text("rota"), form.text("team"));
    Ok(db
        .report(actor, "report", "a team's rota".to_owned(), move |c, scope| {
            Known::read(c, scope, manager, (&rota, &team, today))
        })
        .await?)
}

async fn page(db: &Db, actor: &Actor, known: &Known, mut form: Form) -> Result<Response, Fault> {
    let today = Day::of(actor.now);
    let mut found = None;
    let asked = !(form.text("who").is_empty() && form.text("from").is_empty());
    if let Some(rota) = known.rota.as_ref().filter(|_| asked)
        && let Some(asked) = Asked::read(rota, &mut form, today)
    {
        let effect = played(rota, &known.changes, asked).await?;
        let Asked { user, from, until, .. } = asked;
        let due = db
            .report(actor, "report", format!("contacts due for {user}"), move |c, scope| {
                store::due(c, scope.tenant(), user, (from, until))
            })
            .await?;
        let owed = calendar(&known.division).plus_working(today, GIVE_BACK);
        found = Some(CoverWords::new(rota, asked, &effect, &due, owed));
    }
    let good = form.is_good();
    let frame = shell(actor, "Somebody is away", form.value("done"));
    let page = PlanCover::new(frame, known, found, form);
    let page = Page(PlanCover { nav: nav(actor, "/rota/cover"), submission: submission(db), ..page });
    Ok(if good { page.into_response() } else { page.with_status(StatusCode::UNPROCESSABLE_ENTITY) })
}

impl PlanCover {
    fn new(shell: Shell, known: &Known, found: Option<CoverWords>, mut form: Form) -> Self {
        let id = known.team.as_ref().map(|team| team.team_id);
        if form.text("kind").is_empty() {
            form.set("kind", LeaveKind::Sick.code());
        }
        let mut kinds: Vec<Choice> =
            LeaveKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect();
        if form.text("kind") == "known" {
            kinds.push(Choice::new("known", "It is written down already"));
        }
        Self {
            teams: super::draft::team_links(&known.teams, id, "/rota/cover"),
            rota: known.rota.as_ref().map_or(String::new(), |rota| rota.id.simple().to_string()),
            version: known.rota.as_ref().map_or(0, |rota| rota.version),
            people: known.rota.as_ref().map_or(Vec::new(), |rota| {
                let choice = |one: &crate::rotas::model::Person| Choice::new(one.user.to_string(), &one.name);
                rota.people.iter().map(choice).collect()
            }),
            kinds,
            found,
            shell: shell
                .intro(known.team.as_ref().map_or(String::new(), |team| team.name.clone()))
                .errors(errors(&form)),
            nav: SubNav::default(),
            form,
            submission: String::new(),
        }
    }
}

impl CoverWords {
    fn new(rota: &Rota, asked: Asked, effect: &Effect, due: &[(Uuid, String, Day)], owed: Day) -> Self {
        const WANTED: [Cell; 2] = [Cell::Of(Activity::Duty), Cell::Of(Activity::Panel)];
        let own = |one: &&Changed| one.who == asked.who;
        let (theirs, others): (Vec<&Changed>, Vec<&Changed>) = effect.changed.iter().partition(own);
        let wanted: Vec<&Changed> = theirs.iter().copied().filter(|one| WANTED.contains(&one.was)).collect();
        let cover = |gap: &&Changed| {
            let by = others.iter().find(|one| one.slot == gap.slot && one.becomes == gap.was);
            let when = rota.slot_words(gap.slot);
            match by {
                Some(by) => {
                    format!(
                        "{}, {when}: {} instead of {}",
                        gap.was.label(),
                        rota.people[by.who].name,
                        by.was.label()
                    )
                }
                None if effect.then.people.iter().any(|one| one.cells.at(gap.slot) == gap.was) => {
                    format!("{}, {when}: who is there already is enough", gap.was.label())
                }
                None => format!("{}, {when}: nobody", gap.was.label()),
            }
        };
        let cover: Vec<String> = wanted.iter().map(cover).collect();
        let empty = cover.iter().filter(|words| words.ends_with(": nobody")).count();
        let n = |n: usize| count(i64::try_from(n).unwrap_or(i64::MAX), "half-day", "half-days");
        let only: Vec<Changed> = others.iter().map(|one| **one).collect();
        let visit = |one: &&&Changed| one.was == Cell::Of(Activity::Visit);
        Self {
            headline: match (wanted.len(), empty) {
                (0, _) => format!(
                    "{} is on no duty and no panel then: nothing has to be covered.",
                    rota.people[asked.who].name
                ),
                (wanted, 0) => format!(
                    "Cover is needed for {}, and found. {} of others change.",
                    n(wanted),
                    n(others.len())
                ),
                (wanted, empty) => {
                    format!("Cover is needed for {}. For {} nobody is left who may.", n(wanted), n(empty))
                }
            },
            stops: effect.stops.clone(),
            cover,
            owed_until: others.iter().any(|one| one.takes()).then(|| owed.long()),
            effect: EffectWords::new(rota, &Effect { changed: only, ..effect.clone() }),
            visits: theirs.iter().filter(visit).map(|one| rota.slot_words(one.slot)).collect(),
            due: due
                .iter()
                .map(|(case, reference, day)| {
                    (format!("{reference}, by {}", short(*day)), format!("/cases/{}", case.simple()))
                })
                .collect(),
        }
    }
}

/// Saves an absence with its cover.
pub async fn save(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let (manager, today) = (is_manager(&actor), Day::of(actor.now));
    let known = known(&db, &actor, &posted.form).await?;
    let Some(rota) = known.rota.clone() else {
        return Err(Error::Conflict("This team has no rota in force today.".to_owned()).into());
    };
    let Some(asked) = Asked::read(&rota, &mut posted.form, today) else {
        return page(&db, &actor, &known, posted.form).await;
    };
    let effect = played(&rota, &known.changes, asked).await?;
    if !effect.stops.is_empty() {
        return page(&db, &actor, &known, posted.form).await;
    }
    let owed = calendar(&known.division).plus_working(today, GIVE_BACK);
    let all = kept(&effect, db.chance(), (&actor, owed));
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.changed.who == asked.who);
    let seen = posted.form.text("version").parse().unwrap_or(0);
    let leave_id = db.chance().uuid(actor.now);
    let to = {
        let monday = crate::rotas::model::monday(day_of(rota.from, rota.slot_of(asked.from))).to_string();
        ui::query("/rota", &[("team", &rota.team.to_string()), ("week", &monday), ("done", "covered")])
    };
    let location = db
        .act(&actor, "coverRota", &posted.submission, move |c, scope| {
            led(&store::teams(c, scope, manager)?, rota.team)?;
            let (tenant, by) = (scope.tenant(), (scope.now(), scope.user()));
            if let Some(kind) = asked.kind {
                let Asked { user, from: from_on, until: until_on, .. } = asked;
                leave::record(
                    c,
                    tenant,
                    &NewLeave { leave_id, user, from_on, until_on, kind, at: by.0 },
                    by.1,
                )?;
            }
            let before = Rota { version: seen, ..rota.clone() };
            make::save(c, tenant, (&before, &effect.then), (Reason::Absence, ""), &own, by)?;
            if !others.is_empty() {
                let before = Rota { version: seen + 1, ..before };
                make::save(c, tenant, (&before, &effect.then), (Reason::Cover, ""), &others, by)?;
            }
            let detail = format!("rota {}: cover for {}", rota.id.simple(), asked.user);
            Ok(Done::to(to.clone(), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
