//! Who works on a case: who holds it, co-workers with their shares, who did before, and conflicts of interest.

use super::{case_shell, choice, giving, notice};
use crate::allocation::{
    model::{Barred, Candidate, Chooser, Part, rank},
    store::{self, CaseFacts, Held, candidates},
};
use access::{
    Action, Case, CaseRef, Changed, Db, Decide, Fault, Permit, Posted, Query, Read, User, UserId, Write,
};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Id, Result, db::Conn};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// Who works on a case.
#[derive(Template)]
#[template(path = "show_workers.html")]
pub struct ShowWorkers {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Whether it is open: nobody is given a closed case.
    pub open: bool,
    /// Who has it, as a card.
    pub card: Card,
    /// Co-workers of today: name, share, where they are taken off.
    pub co_workers: Vec<(String, i64, String)>,
    /// Who had it before, in words.
    pub before: Vec<String>,
    /// Where forms are sent: `/cases/{id}`.
    pub path: String,
    /// What was typed.
    pub form: Form,
    /// Sendings for the forms: add, conflict, and one for each co-worker.
    pub submissions: Vec<String>,
    /// Who may be added.
    pub choices: Vec<Choice>,
    /// Of whom the asker may record a conflict.
    pub colleagues: Vec<Choice>,
}

/// Who has a case, for other pages: who, since when, with whom.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "workers_card.html")]
pub struct Card {
    /// Who has it; empty while it waits.
    pub worker: String,
    /// Since when.
    pub since: String,
    /// Co-workers with their shares, in words.
    pub with: String,
    /// Where it is given or handed over; empty once it is closed.
    pub href: String,
}

impl Card {
    /// From the case and who works on it: [`store::facts`] and [`store::history`].
    pub fn new(facts: &CaseFacts, held: &[Held]) -> Self {
        let with: Vec<String> = now(held).map(|h| format!("{} ({} in a hundred)", h.name, h.share)).collect();
        let what = if facts.worker_id.is_some() { "handover" } else { "allocate" };
        Self {
            worker: facts.worker.clone().unwrap_or_default(),
            since: facts.worker_since.map_or_else(String::new, Day::long),
            with: with.join(", "),
            href: match facts.closed_on {
                None => format!("/cases/{}/{what}", facts.case_id),
                Some(_) => String::new(),
            },
        }
    }
}

/// Co-workers of today.
fn now(held: &[Held]) -> impl Iterator<Item = &Held> {
    held.iter().filter(|h| h.part == Part::Co && h.until_on.is_none())
}

/// What the page reads.
struct Around {
    facts: CaseFacts,
    held: Vec<Held>,
    ranked: Vec<Candidate>,
}

fn read<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Around>
where
    Case: Decide<A>,
{
    let today = Day::of(permit.scope().now());
    Ok(Around {
        facts: store::facts(c, permit)?,
        held: store::history(c, permit)?,
        ranked: rank(candidates::of_case(c, permit)?, today),
    })
}

impl ShowWorkers {
    fn new(
        shell: Shell,
        around: &Around,
        who: Chooser,
        form: Form,
        submissions: Vec<String>,
        today: Day,
    ) -> Self {
        let Around { facts, held, ranked } = around;
        let path = format!("/cases/{}", facts.case_id);
        let has_part = |user: UserId| facts.worker_id == Some(user) || now(held).any(|h| h.user_id == user);
        Self {
            shell: shell.errors(errors(&form)),
            subnav: crate::web::nav::case_nav(facts.case_id, "/workers"),
            open: facts.closed_on.is_none(),
            card: Card::new(facts, held),
            co_workers: now(held)
                .map(|h| (h.name.clone(), h.share, format!("{path}/co-workers/{}/end", h.user_id)))
                .collect(),
            before: held.iter().filter_map(ended).collect(),
            form,
            submissions,
            choices: ranked
                .iter()
                .filter(|c| c.barred.is_none() && !has_part(c.user))
                .map(|c| choice(c, today))
                .collect(),
            colleagues: ranked
                .iter()
                .filter(|c| c.barred != Some(Barred::Kept) && (who.leads || c.user == who.user))
                .map(|c| Choice::new(c.user.to_string(), &c.name))
                .collect(),
            path,
        }
    }
}

fn ended(held: &Held) -> Option<String> {
    let until = held.until_on?;
    let by = held.by.as_deref().map_or_else(String::new, |by| format!(" Given by {by}."));
    let reason = if held.reason.is_empty() {
        String::new()
    } else {
        format!(" {}.", held.reason.trim_end_matches('.'))
    };
    Some(format!(
        "{}, {}, {} to {}. {}.{by}{reason}",
        held.name,
        held.part.label().to_lowercase(),
        held.from_on.long(),
        until.long(),
        held.ended_why
    ))
}

/// Shows who works on the case: four statements.
pub async fn show_workers(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> std::result::Result<Page<ShowWorkers>, Fault> {
    let mut page = page(&db, &case, Form::default()).await?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

async fn page<A: Action>(db: &Db, case: &CaseRef<A>, form: Form) -> std::result::Result<ShowWorkers, Fault>
where
    Case: Decide<A>,
{
    let around = db.view(case, read::<A>).await?;
    let actor = case.actor();
    let shell = case_shell(actor, "Who works on this case", &around.facts);
    let who = Chooser::new(actor, around.facts.worker_id);
    let submissions = (0..now(&around.held).count() + 2).map(|_| submission(db)).collect();
    Ok(ShowWorkers::new(shell, &around, who, form, submissions, Day::of(actor.now)))
}

async fn again(db: &Db, case: &CaseRef<Write>, form: Form) -> std::result::Result<Response, Fault> {
    Ok(Page(page(db, case, form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Adds a co-worker with a share of the work.
pub async fn add_co_worker(
    db: Db,
    case: CaseRef<Write>,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let form = &mut posted.form;
    let to = form.one_of("to", |text| text.parse::<UserId>().ok(), "Choose who works on it too.");
    let share = |text: &str| text.trim_end_matches('%').parse::<i64>().ok().filter(|n| (1..=99).contains(n));
    let share = form.one_of("share", share, "Enter a share from 1 to 99, such as 30.");
    let reason = form.need_text("reason", 500, "Say what they do on it, or why they are needed.");
    let (Some(to), Some(share), true) = (to, share, form.is_good()) else {
        return again(&db, &case, posted.form).await;
    };
    let (actor, chance) = (case.actor().clone(), db.chance().clone());
    let back = format!("/cases/{}/workers?done=co", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let around = read(c, permit)?;
            let able = around.ranked.iter().any(|c| c.user == to && c.barred.is_none());
            if !able || around.facts.worker_id == Some(to) {
                return Err(Error::Conflict(
                    "They cannot work on this case, or hold it. Choose somebody else.".to_owned(),
                ));
            }
            let giving = giving(&chance, &actor, permit.id(), (to, Part::Co, share), reason.clone());
            store::add_co_worker(c, permit, &giving)?;
            Ok(Changed::to(back.clone(), format!("co-worker {to}, {share} in a hundred")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Takes a co-worker off the case.
pub async fn end_co_worker(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> std::result::Result<Response, Fault> {
    let user: Id<User> = crate::web::file::id_of(&params, "user_id")?;
    let (now, back) = (case.actor().now, format!("/cases/{}/workers?done=co-ended", case.id()));
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::end_co_worker(c, permit.tenant(), permit.id(), user, now, "Taken off")?;
            Ok(Changed::to(back.clone(), format!("co-worker {user} taken off")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Records a conflict of interest: one's own, or a colleague's by a leader. The reason is kept and not shown.
pub async fn add_conflict(
    db: Db,
    case: CaseRef<Write>,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let form = &mut posted.form;
    let user = form.one_of("who", |text| text.parse::<UserId>().ok(), "Choose who has the conflict.");
    let why = form.need_text("why", 500, "Say what the conflict is. It is kept and not shown.");
    let who = Chooser::new(case.actor(), None);
    if user.is_some_and(|user| user != who.user && !who.leads) {
        form.error("who", "Only a team leader records this for somebody else. Ask yours.");
    }
    let Some(user) = user.filter(|_| posted.form.is_good()) else {
        return again(&db, &case, posted.form).await;
    };
    // Whoever recorded their own conflict cannot come back to the case.
    let back = match (user == who.user, who.leads) {
        (true, _) => "/day?done=done".to_owned(),
        (false, _) => format!("/cases/{}/workers?done=conflict", case.id()),
    };
    let now = case.actor().now;
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let around = read(c, permit)?;
            if !around.ranked.iter().any(|c| c.user == user) {
                return Err(Error::Conflict("They are not of the team that holds this case.".to_owned()));
            }
            store::keep_away(c, permit.tenant(), permit.id(), user, &why, now)?;
            Ok(Changed::to(back.clone(), format!("conflict of interest of {user}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// A case for samples.
pub fn sample_facts(today: Day, worker: Option<&str>) -> CaseFacts {
    let nobody = access::NOBODY;
    CaseFacts {
        case_id: Id::from_uuid(nobody),
        reference: "GDN-K7QM2-4DXA".to_owned(),
        case_type: "garden-help".to_owned(),
        pack_version: 3,
        band: "high".to_owned(),
        title: "The hedge over the path".to_owned(),
        team_id: Id::from_uuid(nobody),
        team: "Community Safety".to_owned(),
        worker_id: worker.map(|_| Id::from_uuid(nobody)),
        worker: worker.map(str::to_owned),
        worker_since: worker.map(|_| today.plus(-40)),
        person_id: Id::from_uuid(nobody),
        known_as: "Mina".to_owned(),
        opened_on: today.plus(-60),
        clock_due_on: Some(today.plus(3)),
        closed_on: None,
    }
}

/// Candidates for samples: one who knows the person, one with a long name who is soon away, one who cannot.
pub fn sample_candidates(today: Day) -> Vec<Candidate> {
    let candidate = |n: u128, name: &str| Candidate {
        user: Id::from_uuid(uuid::Uuid::from_u128(n)),
        name: name.to_owned(),
        job: "Officer".to_owned(),
        open: 12,
        high: 2,
        medium: 3,
        leave: None,
        before: None,
        same_person: false,
        leads: false,
        barred: None,
    };
    let before = Some((today.plus(-500), today.plus(-200)));
    vec![
        Candidate { before, same_person: true, ..candidate(1, "Priya Shah") },
        Candidate {
            leave: Some((today.plus(3), today.plus(9))),
            ..candidate(2, "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley")
        },
        Candidate { barred: Some(Barred::Kept), ..candidate(3, "Tom Reilly") },
    ]
}

impl ui::Samples for ShowWorkers {
    const NAME: &'static str = "show-workers";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let held = |part, until_on| Held {
            user_id: Id::from_uuid(uuid::Uuid::from_u128(2)),
            name: "Sam Field".to_owned(),
            part,
            share: 30,
            from_on: today.plus(-90),
            until_on,
            reason: "Speaks Somali".to_owned(),
            ended_why: "Handed over".to_owned(),
            by: Some("Dean Hall".to_owned()),
        };
        let page = |worker: Option<&str>, held: Vec<Held>, form: Form, closed_on: Option<Day>| {
            let facts = CaseFacts { closed_on, ..sample_facts(today, worker) };
            let around = Around { facts, held, ranked: sample_candidates(today) };
            let who = Chooser { user: Id::from_uuid(access::NOBODY), leads: true, holds: false };
            let shell = Shell::new("Who works on this case", "Cases");
            Self::new(shell, &around, who, form, vec![String::new(); 3], today)
        };
        let mut wrong = Form::default();
        wrong.error("share", "Enter a share from 1 to 99, such as 30.");
        wrong.error("who", "Choose who has the conflict.");
        let some = vec![held(Part::Co, None), held(Part::Lead, Some(today.plus(-40)))];
        vec![
            ("held and shared", page(Some("Priya Shah"), some.clone(), Form::default(), None)),
            ("closed", page(Some("Priya Shah"), some, Form::default(), Some(today))),
            ("waiting", page(None, Vec::new(), Form::default(), None)),
            ("errors", page(None, Vec::new(), wrong, None)),
        ]
    }
}
