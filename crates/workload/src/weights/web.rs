//! The packs of weights: which is in force, what each says in words, putting one in force and taking one back.

mod words;

use super::{
    Weights, shipped,
    store::{self, Publication, Published},
};
use crate::time::web::{id_of, nav, shell, show::Names};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, Tag};
use uuid::Uuid;

/// Where the packs stand.
const AT: &str = "/caseloads/weights";

/// The packs of weights.
#[derive(Template)]
#[template(path = "weights/list.html")]
pub struct ListWeights {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// The pack in force.
    pub now: PackView,
    /// The packs that ship.
    pub shipped: Vec<PackView>,
    /// Those that were published, the latest first.
    pub published: Vec<PublishedRow>,
    /// Packs that a manager may put in force; empty for others.
    pub choices: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A pack in words.
#[derive(Clone, Debug)]
pub struct PackView {
    /// Its name and version.
    pub name: String,
    /// What its two tables are called.
    pub labels: [String; 2],
    /// What it is for, what a point is, where the numbers come from: a line each.
    pub about: Vec<String>,
    /// What a case is to begin with: points, name, which cases.
    pub bases: Vec<(String, String, String)>,
    /// What makes it more or less: how, name, which cases.
    pub changes: Vec<(String, String, String)>,
}

/// A published pack.
#[derive(Clone, Debug)]
pub struct PublishedRow {
    /// Its name and version.
    pub name: String,
    /// From when.
    pub from: String,
    /// Why, by whom and when.
    pub why: String,
    /// How it stands.
    pub tag: Tag,
    /// Where it is taken back; empty where it cannot be.
    pub take_back: String,
}

/// What the page is made from.
struct Read {
    now: (Weights, Option<Uuid>),
    published: Vec<Published>,
    names: Names,
}

fn row(one: &Published, now: Option<Uuid>, (today, manager): (Day, bool)) -> PublishedRow {
    let by = one.by.as_deref().unwrap_or("somebody who is known no more");
    let tag = match one.taken_back_at {
        Some(at) => Tag::plain(format!("Taken back on {}", Day::of(at).short())),
        None if now == Some(one.weight_pack_id) => Tag::good("In force"),
        None if one.effective_from > today => Tag::info("To come"),
        None => Tag::plain("Earlier"),
    };
    PublishedRow {
        name: format!(
            "{}, version {}",
            shipped().iter().find(|pack| pack.id == one.code).map_or(&one.code, |p| &p.name),
            one.version
        ),
        from: one.effective_from.long(),
        why: format!("{} {by}, {}.", one.why, Day::of(one.published_at).long()),
        tag,
        take_back: if manager && one.taken_back_at.is_none() {
            format!("{AT}/{}/take-back", one.weight_pack_id.simple())
        } else {
            String::new()
        },
    }
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<ListWeights, Fault> {
    let (today, manager) = (Day::of(actor.now), actor.is(Role::Manager));
    let read = db
        .report(actor, "report", "weights".to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            let now = (store::in_force(c, tenant, today)?, store::entry_in_force(c, tenant, today)?);
            let published = store::published(c, tenant)?;
            Ok(Read { now, published, names: Names::read(c, tenant, today)? })
        })
        .await?;
    let choice = |pack: &Weights| Choice::new(&pack.id, format!("{}, as it ships", pack.name));
    Ok(ListWeights {
        shell: shell(actor, "What cases weigh", done)
            .intro("Points say how much work a case is. These are the packs of weights they come from.")
            .errors(errors(&form)),
        nav: nav(actor, AT),
        now: words::view(&read.now.0, &read.names, "in force"),
        shipped: shipped().iter().map(|pack| words::view(pack, &read.names, &pack.name)).collect(),
        published: read.published.iter().map(|one| row(one, read.now.1, (today, manager))).collect(),
        choices: if manager { shipped().iter().map(choice).collect() } else { Vec::new() },
        form,
        submission: submission(db),
    })
}

/// Shows the packs.
pub async fn show_weights(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListWeights>, Fault> {
    let mut form = Form::default();
    form.set("from", Day::of(actor.now).plus(1).long());
    Ok(Page(page(&db, &actor, form, query.value("done")).await?))
}

/// The first day and the reason of weights that are published: today or later, so that no past score changes.
pub(crate) fn from_and_why(form: &mut Form, today: Day) -> (Option<Day>, String) {
    let from = form.need_day("from", "Write the first day on which they count.");
    if from.is_some_and(|on| on < today) {
        form.error("from", "Write today or a later day: scores of the past stay as they are.");
    }
    (from, form.need_text("why", 1_000, "Write why, for everybody whose cases are weighed."))
}

/// Puts a pack that ships in force, from a day on.
pub async fn put_in_force(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let today = Day::of(actor.now);
    let form = &mut posted.form;
    let find = |text: &str| shipped().iter().find(|pack| pack.id == text).cloned();
    let pack = form.one_of("pack", find, "Choose a pack.");
    let (from, why) = from_and_why(form, today);
    let (Some(pack), Some(from), true) = (pack, from, form.is_good()) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let entry = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "publishWeights", &posted.submission, move |c, scope| {
            // It is published as it ships, its version and all, so that a score says by what it was worked out.
            let detail = format!("weights {} version {} from {from}", pack.id, pack.version);
            let new = Publication { id: entry, pack: pack.clone(), from, why: why.clone() };
            store::publish(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            Ok(Changed::to(format!("{AT}?done=published"), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Takes a published pack back.
pub async fn take_back(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "weight_pack_id")?;
    let location = db
        .act(&actor, "takeWeightsBack", &posted.submission, move |c, scope| {
            let known = store::published(c, scope.tenant())?;
            let one = known.iter().find(|one| one.weight_pack_id == id).ok_or(Error::NotFound)?;
            store::take_back(c, scope.tenant(), id, scope.now())?;
            let detail = format!("weights {} version {} taken back", one.code, one.version);
            Ok(Changed::to(format!("{AT}?done=taken-back"), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ListWeights {
    const NAME: &'static str = "weights";
    fn samples() -> Vec<(&'static str, Self)> {
        let names = Names::shipped();
        let row = |name: &str, tag, take_back: &str| PublishedRow {
            name: name.to_owned(),
            from: "1 December 2026".to_owned(),
            why: "From the autumn time study. Helen Okoro, 20 November 2026.".to_owned(),
            tag,
            take_back: take_back.to_owned(),
        };
        let page = |published: Vec<PublishedRow>, form: Form, manager: bool| Self {
            shell: Shell::new("What cases weigh", "Caseloads").errors(errors(&form)),
            nav: SubNav::new("Time", "", Vec::new()),
            now: words::view(&shipped()[0], &names, "in force"),
            shipped: shipped().iter().map(|pack| words::view(pack, &names, &pack.name)).collect(),
            published,
            choices: if manager {
                vec![Choice::new("1", "Alongside weights, as it ships")]
            } else {
                Vec::new()
            },
            form,
            submission: String::new(),
        };
        let mut wrong = Form::default();
        for (field, words) in [
            ("pack", "Choose a pack."),
            ("from", "Write the first day on which they count."),
            ("why", "Write why, for everybody whose cases are weighed."),
        ] {
            wrong.error(field, words);
        }
        let rows = vec![
            row("Alongside weights, version 2", Tag::good("In force"), "/caseloads/weights/1/take-back"),
            row("Alongside weights, version 3", Tag::plain("Taken back on Fri 20 Nov"), ""),
        ];
        vec![
            ("full", page(rows, Form::default(), true)),
            ("none published", page(Vec::new(), Form::default(), false)),
            ("errors", page(Vec::new(), wrong, true)),
        ]
    }
}
