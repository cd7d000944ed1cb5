//! Moving a whole caseload: every case with a proposed next holder, one button, all or nothing.

use super::{
    choose::keep_choice,
    giving,
    handover::{Todo, ways},
    shell,
};
use crate::allocation::{
    model::{Moving, Part, Tell, propose},
    store::{
        self, Giving, Handing,
        caseload::{self, MOST, MovingCase, TeamWorker, Tie},
        choices::ChoiceKind,
    },
};
use access::{Actor, CaseId, Changed, Db, Fault, PostedOnce, Scope, Shown, User, UserId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Chance, Day, Error, Form, Id, Result, db::Conn, words::count};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, Tag};

/// Days until clients are told, and for which the worker before may read on. Alongside default.
const TELL_DAYS: i64 = 5;

/// A caseload that is to move.
#[derive(Template)]
#[template(path = "move_caseload.html")]
pub struct MoveCaseload {
    /// The frame.
    pub shell: Shell,
    /// What is on the page, in a sentence.
    pub headline: String,
    /// Where the form is sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// The cases.
    pub rows: Vec<MoveRow>,
    /// How clients may be told.
    pub ways: Vec<Choice>,
}

/// A case of the caseload.
pub struct MoveRow {
    /// Its page.
    pub href: String,
    /// The reference people quote.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Whom.
    pub person: String,
    /// How grave.
    pub band: Option<Tag>,
    /// The field that says who gets it.
    pub field: String,
    /// Who may: name and what speaks for or against them.
    pub choices: Vec<Choice>,
    /// Who is proposed, or was chosen.
    pub chosen: String,
}

/// What the page reads: who has the cases, the cases, who could have them, who knows whom.
struct Around {
    name: String,
    cases: Vec<MovingCase>,
    workers: Vec<TeamWorker>,
    ties: Vec<Tie>,
}

impl Around {
    /// Four statements.
    fn read(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Self> {
        let (name, ..) = crate::store::caseload::worker(c, scope.tenant(), worker)?;
        Ok(Self {
            name,
            cases: caseload::cases(c, scope, worker)?,
            workers: caseload::workers(c, scope, worker)?,
            ties: caseload::ties(c, scope, worker)?,
        })
    }

    /// Who can take a case: of its team, and nothing stands between them and it.
    fn able<'a>(&'a self, case: &'a MovingCase) -> impl Iterator<Item = (&'a TeamWorker, Option<Day>)> {
        let ties = move |user: UserId| {
            self.ties.iter().filter(move |tie| tie.case_id == case.case_id && tie.user_id == user)
        };
        self.workers
            .iter()
            .filter(move |worker| worker.team_id == case.team_id)
            .filter(move |worker| !ties(worker.user_id).any(|tie| tie.barred))
            .map(move |worker| (worker, ties(worker.user_id).find_map(|tie| tie.last_on)))
    }

    fn proposals(&self) -> Vec<Option<UserId>> {
        let cases: Vec<Moving> = self
            .cases
            .iter()
            .map(|case| Moving { able: self.able(case).map(|(w, last)| (w.user_id, last)).collect() })
            .collect();
        let mut loads: Vec<(UserId, i64)> = Vec::new();
        for worker in self.workers.iter().filter(|worker| !worker.away) {
            if !loads.iter().any(|(user, _)| *user == worker.user_id) {
                loads.push((worker.user_id, worker.open_cases));
            }
        }
        propose(&cases, &loads)
    }
}

fn field(case: CaseId) -> String {
    format!("to-{case}")
}

impl MoveCaseload {
    fn new(shell: Shell, worker: UserId, around: &Around, form: Form, today: Day) -> Self {
        let proposals = around.proposals();
        let rows = around.cases.iter().zip(proposals).map(|(case, proposed)| {
            let field = field(case.case_id);
            let typed = form.pairs().any(|(name, _)| name == field);
            let chosen = if typed {
                form.value(&field).to_owned()
            } else {
                proposed.map_or_else(String::new, |user| user.to_string())
            };
            MoveRow {
                href: format!("/cases/{}", case.case_id),
                reference: case.reference.clone(),
                title: case.title.clone(),
                person: case.person.clone(),
                band: crate::intake::web::band_tag(&case.band),
                choices: around.able(case).map(|(w, last)| choice(w, last, today)).collect(),
                field,
                chosen,
            }
        });
        let rows: Vec<MoveRow> = rows.collect();
        Self {
            shell: shell.errors(errors(&form)),
            headline: format!(
                "{} of {} that you may move.",
                count(rows.len() as i64, "open case", "open cases"),
                around.name
            ),
            action: format!("/caseloads/officer/{worker}/move"),
            form,
            submission: String::new(),
            rows,
            ways: ways(),
        }
    }
}

fn choice(worker: &TeamWorker, last: Option<Day>, today: Day) -> Choice {
    let mut words = format!("{}, {}", worker.name, count(worker.open_cases, "open case", "open cases"));
    if let Some(last) = last {
        words = format!("{words}, knows them ({})", crate::web::day_words(last, today));
    }
    if worker.away {
        words = format!("{words}, away today");
    }
    Choice::new(worker.user_id.to_string(), words)
}

async fn look(db: &Db, actor: &Actor, worker: UserId) -> std::result::Result<Around, Fault> {
    let around = db
        .list(actor, "list", format!("move the caseload of {worker}"), move |c, scope| {
            let value = Around::read(c, scope, worker)?;
            let subjects = value.cases.iter().map(|case| case.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(around)
}

fn page(db: &Db, actor: &Actor, worker: UserId, around: &Around, form: Form) -> MoveCaseload {
    let shell = shell(actor, &format!("Move the caseload of {}", around.name));
    MoveCaseload {
        submission: submission(db),
        ..MoveCaseload::new(shell, worker, around, form, Day::of(actor.now))
    }
}

/// Shows the caseload with proposals: four statements.
pub async fn show_move(
    db: Db,
    actor: Actor,
    params: RawPathParams,
) -> std::result::Result<Page<MoveCaseload>, Fault> {
    let worker: Id<User> = crate::web::file::id_of(&params, "user_id")?;
    let around = look(&db, &actor, worker).await?;
    Ok(Page(page(&db, &actor, worker, &around, Form::default())))
}

/// What was typed: the moves, and what holds for all of them.
#[derive(Clone)]
struct Typed {
    moves: Vec<(CaseId, UserId)>,
    note: String,
    tell: Tell,
    tell_why: String,
}

fn read_form(form: &mut Form, around: &Around) -> Option<Typed> {
    let mut moves = Vec::new();
    let mut wrong = Vec::new();
    for case in &around.cases {
        let field = field(case.case_id);
        let typed = form.text(&field);
        if typed.is_empty() {
            continue;
        }
        match around.able(case).find(|(w, _)| w.user_id.to_string() == typed) {
            Some((to, _)) => moves.push((case.case_id, to.user_id)),
            None => wrong.push(field),
        }
    }
    for field in wrong {
        form.error(&field, "They cannot take this case. Choose somebody else.");
    }
    let note =
        form.need_text("note", 5_000, "Write why the cases move, and what the next workers have to know.");
    let tell = form.one_of("tell", Tell::parse, "Choose how clients are told.");
    let tell_why = form.opt_text("tell_why", 500);
    if tell == Some(Tell::Unsafe) && tell_why.is_empty() {
        form.error("tell_why", "Say why it is not safe to tell them.");
    }
    if form.is_good() && moves.is_empty() {
        let first = around.cases.first().map_or_else(|| "note".to_owned(), |case| field(case.case_id));
        form.error(&first, "Choose a next worker for at least one case.");
    }
    form.is_good().then_some(Typed { moves, note, tell: tell?, tell_why })
}

/// Moves the cases in one change: all of them or, where anything changed meanwhile, none.
pub async fn move_caseload(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> std::result::Result<Response, Fault> {
    let worker: Id<User> = crate::web::file::id_of(&params, "user_id")?;
    let around = look(&db, &actor, worker).await?;
    if around.cases.is_empty() {
        return Err(changed().into());
    }
    let Some(typed) = read_form(&mut posted.form, &around) else {
        let page = page(&db, &actor, worker, &around, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (mover, chance) = (actor.clone(), db.chance().clone());
    let location = db
        .act(&actor, "moveCaseload", &posted.submission, move |c, scope| {
            // Read again: what the asker may move, and who can take it, is decided in this change.
            let around = Around::read(c, scope, worker)?;
            let proposals = around.proposals();
            for (case, to) in &typed.moves {
                let found = around.cases.iter().zip(&proposals).find(|(known, _)| known.case_id == *case);
                let found = found.filter(|(case, _)| around.able(case).any(|(w, _)| w.user_id == *to));
                let (case, proposed) = found.ok_or_else(changed)?;
                let giving = move_one(c, scope, (case, *to), (&mover, worker), &typed, &chance)?;
                let kind = (ChoiceKind::Move, chance.uuid(scope.now()));
                keep_choice(c, scope.tenant(), kind, &giving, proposed.iter().copied())?;
            }
            let words = count(typed.moves.len() as i64, "case", "cases");
            Ok(Changed::to("/allocate?done=moved", format!("{words} moved from {worker}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn move_one(
    c: &mut dyn Conn,
    scope: &Scope,
    (case, to): (&MovingCase, UserId),
    (mover, worker): (&Actor, UserId),
    typed: &Typed,
    chance: &Chance,
) -> Result<Giving> {
    let today = Day::of(scope.now());
    let giving = giving(chance, mover, case.case_id, (to, Part::Lead, 100), "Caseload moved".to_owned());
    let handing = Handing {
        handover_id: chance.uuid(scope.now()),
        from: worker,
        reads_until: today.plus(TELL_DAYS),
        note: typed.note.clone(),
        tell: typed.tell,
        tell_why: typed.tell_why.clone(),
    };
    store::hand_over(c, scope.tenant(), &giving, &handing)?;
    let todo = Todo {
        case: case.case_id,
        person: case.person_id,
        known_as: &case.person,
        to,
        at: scope.now(),
        by: scope.user(),
    };
    for action in todo.actions(chance, typed.tell, today.plus(TELL_DAYS), None) {
        crate::store::add_action(c, scope.tenant(), &action)?;
    }
    Ok(giving)
}

fn changed() -> Error {
    Error::Conflict(
        "One of these cases was closed or moved, or its next worker cannot take it any more. No case was moved. \
         Open the page again."
            .to_owned(),
    )
}

impl MoveCaseload {
    /// Whether there are more cases than one move takes.
    fn more(&self) -> bool {
        self.rows.len() as i64 > MOST
    }
}

impl ui::Samples for MoveCaseload {
    const NAME: &'static str = "move-caseload";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let id = |n: u128| uuid::Uuid::from_u128(n);
        let team_id = Id::from_uuid(id(9));
        let case = |n: u128, person: &str| MovingCase {
            case_id: Id::from_uuid(id(n)),
            reference: "GDN-K7QM2-4DXA".to_owned(),
            title: "The hedge over the path".to_owned(),
            person_id: Id::from_uuid(id(n)),
            person: person.to_owned(),
            team_id,
            band: "high".to_owned(),
        };
        let worker = TeamWorker {
            team_id,
            user_id: Id::from_uuid(id(5)),
            name: "Priya Shah".to_owned(),
            open_cases: 12,
            away: false,
        };
        let page = |cases: Vec<MovingCase>, form: Form| {
            let around = Around {
                name: "Dean Hall".to_owned(),
                cases,
                workers: vec![worker.clone()],
                ties: Vec::new(),
            };
            let shell = Shell::new("Move the caseload of Dean Hall", "Allocate");
            Self::new(shell, Id::from_uuid(id(7)), &around, form, today)
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let mut wrong = Form::default();
        wrong.error("note", "Write why the cases move, and what the next workers have to know.");
        let both = vec![case(1, "Amina Okafor"), case(2, long)];
        vec![
            ("two cases", page(both.clone(), Form::default())),
            ("errors", page(both, wrong)),
            ("none", page(Vec::new(), Form::default())),
        ]
    }
}
