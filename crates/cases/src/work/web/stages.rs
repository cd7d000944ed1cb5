//! The stages of a case, and moving it by hand.

use super::{Read, read};
use crate::{
    web::nav::case_nav,
    work::{
        self, NewEvent,
        stands::{Has, StageView},
        store::{self, worked::StageLine},
    },
};
use ::packs::{Pack, model::Event};
use access::{CaseRef, Changed, Db, Fault, PostedOnce, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Id};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// The stages of a case, each with what it is for and what it needs.
#[derive(Template)]
#[template(path = "show_stages.html")]
pub struct ShowStages {
    /// The frame.
    pub shell: Shell,
    /// The pages of the case.
    pub subnav: SubNav,
    /// Every stage.
    pub stages: Vec<StageView>,
    /// Where the form is sent.
    pub action: String,
    /// The case.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// What may be done.
    pub acts: Vec<Choice>,
    /// Stages to choose from.
    pub choices: Vec<Choice>,
}

kernel::text_enum! {
    /// What may be done to a stage by hand.
    enum Act {
        /// The case enters it.
        Move = "move", "Move the case here";
        /// It will not be entered.
        Skip = "skip", "Skip it";
        /// The case leaves it.
        Finish = "finish", "It is finished";
    }
}

impl ui::Samples for ShowStages {
    const NAME: &'static str = "show-stages";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form| Self {
            shell: Shell::new("Stages", "Cases").intro("LL-K7QM2-4DXA: Amina").errors(errors(&form)),
            subnav: case_nav(Id::from_uuid(access::NOBODY), "/stages"),
            stages: vec![
                StageView { name: "Report received".to_owned(), done: true, ..StageView::default() },
                StageView {
                    name: "Help given".to_owned(),
                    purpose: "To keep the home.".to_owned(),
                    here: true,
                    times: vec!["Since 1 April 2026, because the duty was accepted".to_owned()],
                    ..StageView::default()
                },
            ],
            action: "/cases/stages".to_owned(),
            back: "/cases".to_owned(),
            submission: String::new(),
            form,
            acts: acts(),
            choices: ui::choices(&[("help", "Help given"), ("after", "Looking after")]),
        };
        let mut wrong = Form::default();
        wrong.error("stage", "This stage cannot be skipped. Move the case instead.");
        wrong.error("reason", "Say why.");
        vec![("open", page(Form::default())), ("errors", page(wrong))]
    }
}

fn acts() -> Vec<Choice> {
    Act::ALL.iter().map(|act| Choice::new(act.code(), act.label())).collect()
}

/// Shows the stages.
pub async fn show_stages(db: Db, case: CaseRef<Write>) -> Result<Page<ShowStages>, Fault> {
    let read = read(&db, &case).await?;
    let mut form = Form::default();
    form.set("act", Act::Move.code());
    form.set("stage", next(&read).unwrap_or_default());
    form.set("on", Day::of(case.actor().now).long());
    Ok(Page(page(&db, &case, &read, form)))
}

/// The stage that follows the last one the case is in.
fn next(read: &Read) -> Option<String> {
    let here = |id: &str| read.worked.stages.iter().any(|line| line.stage == id && is_open(line));
    let last = read.pack.stages.iter().rposition(|stage| here(&stage.id))?;
    read.pack.stages.iter().skip(last + 1).find(|stage| !here(&stage.id)).map(|stage| stage.id.clone())
}

fn is_open(line: &StageLine) -> bool {
    !line.skipped && line.left_on.is_none()
}

fn page(db: &Db, case: &CaseRef<Write>, read: &Read, form: Form) -> ShowStages {
    let has = has(read);
    ShowStages {
        shell: access::shell(case.actor(), "Stages", "Cases")
            .intro(format!("{}: {}", read.head.reference, read.head.known_as))
            .quiet("Stages")
            .at("/caseloads")
            .errors(errors(&form)),
        subnav: case_nav(case.id(), "/stages"),
        stages: has.stages(case.id()),
        action: format!("/cases/{}/stages", case.id()),
        back: format!("/cases/{}", case.id()),
        submission: submission(db),
        form,
        acts: acts(),
        choices: read.pack.stages.iter().map(|stage| Choice::new(&stage.id, &stage.name)).collect(),
    }
}

fn has(read: &Read) -> Has<'_> {
    Has {
        pack: &read.pack,
        worked: &read.worked,
        known: &read.known,
        allocated: read.head.worker_id.is_some(),
        open_actions: true,
    }
}

/// A move as it was asked for, and found possible.
struct Move {
    act: Act,
    stage: String,
    on: Day,
    reason: String,
    /// The entry that is finished.
    entry: Option<uuid::Uuid>,
}

/// Moves the case, skips a stage, or finishes one.
pub async fn move_stage(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let read = read(&db, &case).await?;
    let Some(wish) = wish(&read, &mut posted.form, Day::of(case.actor().now)) else {
        return Ok(Page(page(&db, &case, &read, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (now, by) = (case.actor().now, case.actor().user);
    let id = db.chance().uuid(now);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            let event = |event| NewEvent {
                event_id: id,
                case,
                event,
                on: wish.on,
                at: None,
                source: None,
                recorded_at: now,
                recorded_by: by,
            };
            match wish.act {
                Act::Skip => store::skip(c, tenant, &event(Event::Stage(wish.stage.clone())), &wish.reason)?,
                Act::Move => {
                    work::happened(c, tenant, &event(Event::Stage(wish.stage.clone())))?;
                    store::say_why(c, tenant, case, id, &wish.reason)?;
                }
                Act::Finish => {
                    work::happened(c, tenant, &event(Event::Left(wish.stage.clone())))?;
                    if let Some(entry) = wish.entry {
                        store::say_why(c, tenant, case, entry, &wish.reason)?;
                    }
                }
            }
            Ok(Changed::to(
                format!("/cases/{case}?done=stage"),
                format!("{} {}", wish.act.code(), wish.stage),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Reads what was asked for; errors stand on their fields.
fn wish(read: &Read, form: &mut Form, today: Day) -> Option<Move> {
    let act = form.one_of("act", Act::parse, "Choose what to do.")?;
    let stage = form.one_of("stage", |id| read.pack.stage(id).cloned(), "Choose a stage.")?;
    let lines = || read.worked.stages.iter().filter(|line| line.stage == stage.id);
    let open = lines().find(|line| is_open(line));
    let was = lines().any(|line| !line.skipped);
    match act {
        Act::Move if open.is_some() => form.error("stage", "The case is in this stage already."),
        Act::Move if was && !stage.repeats => {
            form.error("stage", "The case has been in this stage, and it does not repeat. Choose another.");
        }
        Act::Skip if !stage.skippable => {
            form.error("stage", "This stage cannot be skipped. Move the case instead.");
        }
        Act::Skip if open.is_some() => form.error("stage", "The case is in this stage. Finish it instead."),
        Act::Skip if lines().next().is_some() => {
            form.error("stage", "The case has been in this stage, or it is skipped already.");
        }
        Act::Finish if open.is_none() => {
            form.error("stage", "The case is not in this stage. Choose another.");
        }
        _ => {}
    }
    let on = form.opt_day("on").unwrap_or(today);
    if on > today {
        form.error("on", "Enter a day that has come.");
    }
    if open.is_some_and(|line| act == Act::Finish && on < line.entered_on) {
        form.error("on", "Enter a day after the stage was entered.");
    }
    let reason = form.opt_text("reason", 500);
    if reason.is_empty() && (act == Act::Skip || !is_next_and_ready(read, act, &stage.id)) {
        form.error(
            "reason",
            "Say why. It is needed unless everything here is done and the next stage follows.",
        );
    }
    form.is_good().then(|| Move {
        act,
        stage: stage.id.clone(),
        on,
        reason,
        entry: open.map(|line| line.entry_id),
    })
}

/// Whether a move needs no words: all that the present stages need is there, and the stage follows next, or one is
/// finished.
fn is_next_and_ready(read: &Read, act: Act, stage: &str) -> bool {
    let has = has(read);
    let ready = |pack: &Pack, id: &str| {
        pack.stage(id).is_none_or(|stage| stage.needs.iter().all(|need| has.is_met(need)))
    };
    match act {
        Act::Finish => ready(&read.pack, stage),
        _ => {
            next(read).as_deref() == Some(stage)
                && read.worked.stages.iter().filter(|line| is_open(line)).all(|l| ready(&read.pack, &l.stage))
        }
    }
}
