//! A change of one half-day: what it would do, then the reason, then it is saved.

use super::{asked_rota, is_manager, led, nav, shell, week::ChangeForm};
use crate::rotas::{
    change::{Becomes, Changed, Effect, effect},
    kept::{Change, Kept},
    model::{Cell, Reason, Rota, State},
    search::calendar,
    store::{self, make},
};
use access::{Actor, Changed as Done, Db, Fault, Posted, Query, Scope};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Chance, Day, Error, Form, Result as Kernel, db::Conn};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// Working days within which protected time is given back. Alongside default.
pub(super) const GIVE_BACK: i64 = 10;

/// What a change would do.
#[derive(Template)]
#[template(path = "rotas/change.html")]
pub struct CheckChange {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// Why it cannot be saved; nothing where it can.
    pub stops: Vec<String>,
    /// The effect.
    pub effect: EffectWords,
    /// Whether protected time is taken, so that a reason is asked for.
    pub takes: bool,
    /// By when it would be given back.
    pub owed_until: String,
    /// The reasons.
    pub reasons: Vec<Choice>,
    /// What is sent again when it is saved.
    pub hidden: Vec<(&'static str, String)>,
    /// To choose again.
    pub form_again: ChangeForm,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// The week it is in.
    pub back: String,
}

/// An effect in words.
#[derive(Clone, Debug, Default)]
pub struct EffectWords {
    /// The half-days that change.
    pub changed: Vec<String>,
    /// Protected half-days of whom it concerns: name, now, then.
    pub protected: Vec<(String, String, String)>,
    /// Rules that would no more be kept.
    pub worse: Vec<String>,
    /// Rules that would be kept again.
    pub better: Vec<String>,
}

impl EffectWords {
    pub(super) fn new(rota: &Rota, effect: &Effect) -> Self {
        let kept = |kept: Kept| format!("{} of {}", kept.kept, kept.planned);
        let people = |(who, now, then): &(usize, Kept, Kept)| {
            (rota.people[*who].name.clone(), kept(*now), kept(*then))
        };
        Self {
            changed: effect.changed.iter().map(|one| changed_words(rota, one)).collect(),
            protected: effect.protected.iter().map(people).collect(),
            worse: effect.worse.clone(),
            better: effect.better.clone(),
        }
    }
}

/// `Priya Shah, Tuesday 24 November, morning: Duty instead of Casework`.
pub(super) fn changed_words(rota: &Rota, one: &Changed) -> String {
    format!(
        "{}, {}: {} instead of {}",
        rota.people[one.who].name,
        rota.slot_words(one.slot),
        one.becomes.label(),
        one.was.label()
    )
}

/// What is asked: whose half-day, which, and what it becomes.
#[derive(Clone, Copy, Debug)]
struct Asked {
    who: usize,
    slot: usize,
    becomes: Becomes,
}

impl Asked {
    fn read(rota: &Rota, form: &mut Form) -> Option<Self> {
        let person = |text: &str| rota.people.iter().position(|one| one.user.to_string() == text);
        let slot = |text: &str| text.parse::<usize>().ok().filter(|slot| *slot < rota.slots());
        let becomes = |text: &str| {
            let cell = || {
                let mut letters = text.chars();
                let cell = letters.next().and_then(Cell::of_letter).filter(|cell| cell.is_work())?;
                letters.next().is_none().then_some(Becomes::Cell(cell))
            };
            person(text).map(Becomes::Swap).or_else(cell)
        };
        let who = form.one_of("who", person, "Choose whose half-day.");
        let slot = form.one_of("slot", slot, "Choose which half-day.");
        let becomes = form.one_of("becomes", becomes, "Choose what it becomes.");
        let (who, slot, becomes) = (who?, slot?, becomes?);
        if becomes == Becomes::Swap(who) {
            form.error("becomes", "Choose a colleague to swap with.");
            return None;
        }
        Some(Self { who, slot, becomes })
    }
}

/// What the page is made from.
struct Known {
    rota: Rota,
    changes: Vec<Change>,
    division: String,
}

impl Known {
    fn read(c: &mut dyn Conn, scope: &Scope, id: uuid::Uuid, manager: bool) -> Kernel<Self> {
        let rota = store::find(c, scope.tenant(), id)?;
        led(&store::teams(c, scope, manager)?, rota.team)?;
        if rota.state != State::Published {
            return Err(Error::Conflict("Publish this rota before you change its half-days.".to_owned()));
        }
        let changes = store::changes(c, scope.tenant(), &rota)?;
        let division = access::store::tenant(c, scope.tenant())?.map(|(_, division)| division);
        Ok(Self { rota, changes, division: division.unwrap_or_default() })
    }

    fn effect(&self, asked: Asked, today: Day) -> Effect {
        let first = self.rota.slot_of(today);
        effect(&self.rota, &self.changes, asked.who, asked.slot, asked.becomes, first)
    }
}

/// Shows what a change would do: six statements.
pub async fn show_change(db: Db, actor: Actor, Query(mut form): Query) -> Result<Response, Fault> {
    let (id, manager) = (asked_rota(&form)?, is_manager(&actor));
    let known = db
        .report(&actor, "report", format!("rota {}", id.simple()), move |c, scope| {
            Known::read(c, scope, id, manager)
        })
        .await?;
    let asked = Asked::read(&known.rota, &mut form);
    Ok(page(&db, &actor, &known, asked, form, false))
}

/// The page; `refused` where somebody wanted to save it.
fn page(db: &Db, actor: &Actor, known: &Known, asked: Option<Asked>, form: Form, refused: bool) -> Response {
    let today = Day::of(actor.now);
    let page = CheckChange::new(shell(actor, "Check the change", ""), known, asked, form, today);
    let good = page.shell.errors.is_empty() && !refused;
    let page = Page(CheckChange { nav: nav(actor, ""), submission: submission(db), ..page });
    if good { page.into_response() } else { page.with_status(StatusCode::UNPROCESSABLE_ENTITY) }
}

impl CheckChange {
    fn new(shell: Shell, known: &Known, asked: Option<Asked>, form: Form, today: Day) -> Self {
        let Known { rota, division, .. } = known;
        let effect = asked.map(|asked| known.effect(asked, today));
        let takes = effect.as_ref().is_some_and(|effect| effect.changed.iter().any(Changed::takes));
        let until = calendar(division).plus_working(today, GIVE_BACK);
        let week = asked.map_or_else(|| rota.slot_of(today), |asked| asked.slot) / rota::problem::WEEK;
        let week = week.min(rota.weeks.saturating_sub(1));
        let slots = rota.week(week);
        let (team, monday) = (rota.team.to_string(), rota.day(slots.start).to_string());
        Self {
            shell: shell.intro(rota.team_name.clone()).errors(errors(&form)),
            nav: SubNav::default(),
            stops: effect.as_ref().map_or(Vec::new(), |effect| effect.stops.clone()),
            effect: effect
                .as_ref()
                .map_or_else(EffectWords::default, |effect| EffectWords::new(rota, effect)),
            takes,
            owed_until: until.long(),
            reasons: [Reason::Cover, Reason::Crisis, Reason::Swap, Reason::Other]
                .iter()
                .map(|reason| Choice::new(reason.code(), reason.label()))
                .collect(),
            hidden: ["rota", "who", "slot", "becomes"]
                .into_iter()
                .map(|name| (name, form.text(name)))
                .chain([("version", rota.version.to_string())])
                .collect(),
            form_again: ChangeForm::new(rota, slots),
            back: ui::query("/rota", &[("team", &team), ("week", &monday)]),
            form,
            submission: String::new(),
        }
    }

    /// Whether it can be saved.
    pub fn can_save(&self) -> bool {
        self.stops.is_empty() && !self.effect.changed.is_empty()
    }
}

/// Saves a change.
pub async fn save(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let (id, manager, today) = (asked_rota(&posted.form)?, is_manager(&actor), Day::of(actor.now));
    let known = db
        .report(&actor, "report", format!("rota {}", id.simple()), move |c, scope| {
            Known::read(c, scope, id, manager)
        })
        .await?;
    let form = &mut posted.form;
    let asked = Asked::read(&known.rota, form);
    let Some(asked) = asked.filter(|_| form.is_good()) else {
        return Ok(page(&db, &actor, &known, None, posted.form, true));
    };
    let effect = known.effect(asked, today);
    let takes = effect.changed.iter().any(Changed::takes);
    let swap = matches!(asked.becomes, Becomes::Swap(_));
    let gives = effect.changed.iter().any(Changed::gives);
    let usual = if swap {
        Reason::Swap
    } else if gives {
        Reason::GivenBack
    } else {
        Reason::Other
    };
    let reason = if takes {
        form.one_of("reason", Reason::parse, "Choose why protected time is taken.")
    } else {
        Some(usual)
    };
    let words = if takes {
        form.need_text("words", 500, "Write why: the officer and whoever looks back at the month read it.")
    } else {
        form.opt_text("words", 500)
    };
    let (Some(reason), true, true) = (reason, form.is_good(), effect.stops.is_empty()) else {
        return Ok(page(&db, &actor, &known, Some(asked), posted.form, true));
    };
    let until = calendar(&known.division).plus_working(today, GIVE_BACK);
    let changes = kept(&effect, db.chance(), (&actor, until));
    let seen = posted.form.text("version").parse().unwrap_or(0);
    let to = {
        let monday = known.rota.day(crate::rotas::problem::week_start(asked.slot)).to_string();
        ui::query("/rota", &[("team", &known.rota.team.to_string()), ("week", &monday), ("done", "changed")])
    };
    let location = db
        .act(&actor, "changeRota", &posted.submission, move |c, scope| {
            led(&store::teams(c, scope, manager)?, known.rota.team)?;
            let before = Rota { version: seen, ..known.rota.clone() };
            let by = (scope.now(), scope.user());
            make::save(c, scope.tenant(), (&before, &effect.then), (reason, &words), &changes, by)?;
            Ok(Done::to(to.clone(), format!("rota {}: {} half-days", id.simple(), changes.len())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Changes as they are kept: protected time that is taken is owed until a day.
pub(super) fn kept(effect: &Effect, chance: &Chance, (actor, until): (&Actor, Day)) -> Vec<make::NewChange> {
    let one = |changed: &Changed| make::NewChange {
        id: chance.uuid(actor.now),
        changed: *changed,
        owed_until: changed.takes().then_some(until),
    };
    effect.changed.iter().map(one).collect()
}
