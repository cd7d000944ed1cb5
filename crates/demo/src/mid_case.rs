//! Mid Case Reviews of the last eight months: drawn with the program's own draw, answered by those who lead the teams.
//! Casework gets better while they look at it. What is written is who answered what and when; scores, sums and charts
//! are the program's own.

mod words;

use crate::{
    draw::{Draw, working},
    world::World,
};
use access::{Scope, Settings, UserId};
use cases::model::{ActionKind, NewAction};
use kernel::{
    Chance, Clock, Day, Error, Instant, Result,
    calendar::{Calendar, Division},
    db::{Conn, Db},
};
use quality::{
    draw::{
        model::EACH,
        run::{self, Asked},
        store::{self as draws, OfMonth},
    },
    forms::{self, ReviewForm},
    model::{Answer, Reason},
    results::{
        import::{Named, PastReview, count_imported},
        recount,
    },
    review::{
        after::{
            model::{Between, Decided, decided},
            store::{self as after, Said},
        },
        model::{AT_ONCE, Given, at_once, score_of},
        second::{model::differing, store as second},
        store::{self as reviews, Saved},
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How good casework was in each month, in parts of a hundred: one place rose from 32 to 81 in eight months
/// (react-asb.co.uk, "Managing the quality of ASB cases", 2015). What is made of it here is drawn.
const GOOD: [i64; 8] = [32, 36, 44, 53, 61, 70, 77, 81];
/// The same for each month of the year before.
const BEFORE: [i64; 12] = [31, 33, 30, 32, 34, 31, 33, 32, 30, 33, 31, 32];
/// Reviews of a spreadsheet that are written in one step.
const PAST_STEP: usize = 15;
/// Reviews that are written in one step.
const STEP: usize = 4;

/// Draws and answers the reviews of the eight months before the one that is.
pub fn eight_months(facade: &Db, draw: &Draw, world: &World, as_at: Day) -> Result<()> {
    let tenant = facade.tenant();
    for (good, first) in GOOD.into_iter().zip(months_before(as_at, GOOD.len())) {
        // The hand of each month is its own, so that a month without a case to draw moves nothing after it.
        let hand = Draw::new(draw.below(u64::MAX), as_at);
        if !drawn(facade, &hand, first)? {
            continue;
        }
        let month = month_words(first);
        let made = facade.report_now(move |c| draws::of_month(c, tenant, &month))?;
        if good == GOOD[0] {
            year_before(facade, &hand, first, &made)?;
        }
        let told: Vec<Told> = made
            .into_iter()
            .filter_map(|review| Told::draw(&hand, world, (first, as_at), good, review))
            .collect();
        for part in told.chunks(STEP) {
            let part = part.to_vec();
            facade.write_now(move |c| part.iter().try_for_each(|told| told.write(c, tenant)))?;
        }
    }
    Ok(())
}

/// The year before, as it stands in the spreadsheet that the service kept then: a review a month of each officer,
/// without the cases.
fn year_before(facade: &Db, hand: &Draw, first: Day, made: &[OfMonth]) -> Result<()> {
    let (tenant, batch) = (facade.tenant(), hand.uuid());
    facade.write_now(move |c| access::relations::open_batch(c, tenant, batch))?;
    let mut officers: Vec<&OfMonth> = made.iter().collect();
    officers.dedup_by_key(|one| one.worker_id.uuid());
    for (good, month) in BEFORE.into_iter().zip(months_before(first, BEFORE.len())) {
        let sheet: Vec<PastReview> =
            officers.iter().filter_map(|one| past_review(hand, one, (month, good))).collect();
        for part in sheet.chunks(PAST_STEP) {
            let rows = part.to_vec();
            facade.write_now(move |c| count_imported(c, tenant, batch, &rows))?;
        }
    }
    facade.write_now(move |c| access::relations::publish_batch(c, tenant, batch))
}

fn past_review(hand: &Draw, of: &OfMonth, (month, good): (Day, i64)) -> Option<PastReview> {
    let form = forms::version(&of.form_id, of.form_version)?;
    let quality = (good + own_way(of.worker_id) + hand.between(-9, 9)).clamp(3, 97);
    let given = answers(hand, form, quality);
    Some(PastReview {
        review_id: hand.uuid(),
        month,
        officer: Named::Known(of.worker_id.uuid()),
        team: Named::Known(of.team_id.uuid()),
        area: Named::Nobody,
        case_id: None,
        reference: String::new(),
        case_type: String::new(),
        form: (form.id.clone(), form.version),
        score: score_of(form, &given).ok()?,
        answers: given.into_iter().map(|(id, one)| (id, one.answer)).collect(),
    })
}

/// The first days of so many months before a day's own, oldest first.
fn months_before(day: Day, n: usize) -> Vec<Day> {
    let mut firsts: Vec<Day> =
        std::iter::successors(Some(first_of(day)), |first| Some(first_of(first.plus(-1))))
            .skip(1)
            .take(n)
            .collect();
    firsts.reverse();
    firsts
}

fn first_of(day: Day) -> Day {
    day.plus(1 - i64::from(day.day()))
}

fn month_words(first: Day) -> String {
    first.to_string().chars().take(7).collect()
}

/// Draws a month as it was on its first working day; `false` where there was no case to draw.
fn drawn(facade: &Db, hand: &Draw, first: Day) -> Result<bool> {
    let then = Clock::fixed(working(first).at(8, 30));
    let chance = Chance::seeded(hand.below(u64::MAX));
    let seed = format!("MCR|{}|all|v1|{}", month_words(first), hand.uuid().simple());
    let asked = Asked { month: first, team: None, each: EACH, seed: Some(seed), by: access::NOBODY };
    match run::draw(&access::Db::new(facade.clone(), then, chance, Settings::default()), &asked) {
        Ok(_) => Ok(true),
        Err(Error::Invalid(_)) => Ok(false),
        Err(e) => Err(e),
    }
}

/// A review as it went.
#[derive(Clone, Debug)]
struct Told {
    review: OfMonth,
    form: &'static ReviewForm,
    first: (UserId, Instant, Saved),
    /// The second reviewer's, and who decided between the two.
    second: Option<(UserId, Instant, Saved, UserId)>,
    shared_at: Instant,
    officer: Officer,
    /// Ids of the steps that are asked for at once: more than there can be.
    steps: Vec<Uuid>,
    /// When they were done and looked at again, and the review was closed; none while that is to come.
    closed_at: Option<Instant>,
}

/// What the officer said.
#[derive(Clone, Debug)]
enum Officer {
    Nothing,
    Answered(Instant, Said),
    /// They disagreed; who decided, and when.
    Disputed(Instant, Said, UserId, Instant),
}

impl Told {
    fn draw(
        hand: &Draw,
        world: &World,
        (first, as_at): (Day, Day),
        good: i64,
        review: OfMonth,
    ) -> Option<Self> {
        // Some were not done in their month, and nobody did them after.
        if hand.percent(4) {
            return None;
        }
        let form = forms::version(&review.form_id, review.form_version)?;
        let leaders = leaders_for(world, &review);
        let [reviewer, other, third, ..] = leaders[..] else { return None };
        // Most wait for the end of the month.
        let day =
            working(first.plus(hand.weighted(&[(3, 6), (4, 12), (5, 18), (8, 24)]) + hand.between(0, 5)));
        let began = hand.office_time(day);
        let minutes =
            hand.weighted(&[(2, 1), (10, hand.between(6, 9)), (60, hand.between(12, 30)), (20, 45)]);
        let shared_at = began.plus_seconds(minutes * 60 + 20);
        let quality = (good + own_way(review.worker_id) + hand.between(-9, 9)).clamp(3, 97);
        let answers = answers(hand, form, quality);
        let second = review.second.then(|| {
            let mut theirs = answers.clone();
            for (id, given) in &mut theirs {
                if hand.percent(14) {
                    *given = answer(hand, id, quality);
                }
            }
            (other, began.plus_seconds(-3600), saved(hand, theirs), third)
        });
        let (officer, answered) = Officer::draw(hand, &answers, (other, shared_at), review.second);
        let done = working(Day::of(answered).plus(hand.between(2, 9)));
        // Of the last two months some wait for what was asked for; of those before, next to none.
        let whole = if first < as_at.plus(-80) { 98 } else { 75 };
        let closed_at = (hand.percent(whole) && done < as_at).then(|| hand.office_time(done));
        let before = |at: Instant| Day::of(at) < as_at;
        let officer = if before(answered) { officer } else { Officer::Nothing };
        Some(Self {
            steps: form.criteria.iter().map(|_| hand.uuid()).collect(),
            first: (reviewer, began, saved(hand, answers)),
            closed_at: closed_at.filter(|_| !matches!(officer, Officer::Nothing)),
            review,
            form,
            second,
            shared_at,
            officer,
        })
    }

    /// Writes it the way the slice writes it, moment after moment.
    fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        let review = self.review.review_id;
        let at = (self.review.case_id, review);
        let (reviewer, began, ref saved) = self.first;
        if let Some((who, when, theirs, _)) = &self.second {
            second::save(c, &Scope::told(tenant, *who, *when), at, theirs)?;
        }
        reviews::save(c, &Scope::told(tenant, reviewer, began), at, saved)?;
        let mut stands = saved.given.clone();
        if let Some((_, _, theirs, third)) = &self.second {
            stands = self.between_two(c, tenant, (&stands, &theirs.given), *third)?;
        }
        let lacking = |_| Error::defect("a review of the demo lacks an answer");
        let worth = score_of(self.form, &stands).map_err(lacking)?;
        let scope = Scope::told(tenant, reviewer, self.shared_at);
        // It was drawn as version 1, and each who answered made it one more.
        let version = 2 + i64::from(self.second.is_some());
        reviews::share(c, &scope, (at.0, at.1, version), &worth)?;
        let asked = at_once(self.form, &worth);
        let steps: Vec<_> = self.steps.iter().copied().zip(asked.iter().map(|one| one.id.clone())).collect();
        let due = Calendar::new(Division::EnglandAndWales).plus_working(Day::of(self.shared_at), AT_ONCE);
        for (step, criterion) in self.steps.iter().zip(&asked) {
            cases::store::add_action(c, tenant, &self.step(*step, &criterion.words, due, reviewer))?;
        }
        after::link(c, tenant, review, &steps)?;
        self.answered(c, tenant, &stands)?;
        if let Some(closed_at) = self.closed_at {
            let scope = Scope::told(tenant, reviewer, closed_at);
            for (step, _) in &steps {
                let (person, on) = (self.review.person_id, Day::of(closed_at));
                cases::store::mark_done(c, tenant, person, *step, on, words::DONE)?;
                after::check(c, &scope, (at.0, at.1, *step), (true, words::CHECKED))?;
            }
            after::close(c, &scope, at)?;
        }
        recount(c, tenant, review)
    }

    /// What a third voice decided where two answered differently; gives the answers that stand.
    fn between_two(
        &self,
        c: &mut dyn Conn,
        tenant: i64,
        (first, second_answers): (&BTreeMap<String, Given>, &BTreeMap<String, Given>),
        third: UserId,
    ) -> Result<BTreeMap<String, Given>> {
        let differs = differing(first, second_answers);
        if differs.is_empty() {
            return Ok(first.clone());
        }
        let decision = |id: &String| {
            let answer = second_answers.get(id)?.answer;
            Some((id.clone(), Decided { answer, why: words::THIRD.to_owned() }))
        };
        let decisions: BTreeMap<_, _> = differs.iter().filter_map(decision).collect();
        let (stands, review) = (decided(first, &decisions), self.review.review_id);
        let scope = Scope::told(tenant, third, self.shared_at.plus_seconds(-10));
        second::decide(c, &scope, (self.review.case_id, review))?;
        after::decide(c, &scope, (review, Between::Two), (first, &stands), &decisions)?;
        Ok(stands)
    }

    /// What the officer said, and what was decided about it.
    fn answered(&self, c: &mut dyn Conn, tenant: i64, stands: &BTreeMap<String, Given>) -> Result<()> {
        let (review, at) = (self.review.review_id, (self.review.case_id, self.review.review_id));
        let (said, when) = match &self.officer {
            Officer::Nothing => return Ok(()),
            Officer::Answered(when, said) | Officer::Disputed(when, said, ..) => (said, *when),
        };
        after::respond(c, &Scope::told(tenant, self.review.worker_id, when), at, said)?;
        if let Officer::Disputed(_, said, moderator, decided_at) = &self.officer {
            let decision = |id: &String| {
                (id.clone(), Decided { answer: Answer::Partly, why: words::MODERATED.to_owned() })
            };
            let decisions: BTreeMap<_, _> = said.disputes.keys().map(decision).collect();
            let after_it = decided(stands, &decisions);
            let lacking = |_| Error::defect("a review of the demo lacks an answer");
            let worth = score_of(self.form, &after_it).map_err(lacking)?;
            let scope = Scope::told(tenant, *moderator, *decided_at);
            after::moderate(c, &scope, at, &worth)?;
            after::decide(c, &scope, (review, Between::Officer), (stands, &after_it), &decisions)?;
        }
        Ok(())
    }

    fn step(&self, action_id: Uuid, words: &str, due_on: Day, by: UserId) -> NewAction {
        NewAction {
            action_id,
            person: self.review.person_id,
            case: Some(self.review.case_id),
            kind: ActionKind::Task,
            what: format!("Put right: {words}"),
            owner: Some(self.review.worker_id),
            owner_name: String::new(),
            due_on,
            due_at: None,
            recorded_at: self.shared_at,
            recorded_by: by,
        }
    }
}

impl Officer {
    /// What they said, and when all of it was over.
    fn draw(
        hand: &Draw,
        given: &BTreeMap<String, Given>,
        (moderator, shared_at): (UserId, Instant),
        double: bool,
    ) -> (Self, Instant) {
        let when = hand.office_time(working(Day::of(shared_at).plus(hand.between(1, 8))));
        let missed = given.iter().find(|(_, one)| one.answer == Answer::NotMet).map(|(id, _)| id.clone());
        if let Some(id) = missed.filter(|_| !double && hand.percent(9)) {
            let disputes = BTreeMap::from([(id, hand.pick(&words::DISPUTES).to_owned())]);
            let said = Said { disagrees: true, words: words::DISAGREES.to_owned(), disputes };
            let decided_at = hand.office_time(working(Day::of(when).plus(hand.between(1, 6))));
            return (Self::Disputed(when, said, moderator, decided_at), decided_at);
        }
        let words = hand.pick(&words::AGREES).to_owned();
        (Self::Answered(when, Said { disagrees: false, words, disputes: BTreeMap::new() }), when)
    }
}

/// Leaders who may review a case, its own team's first; never who holds it.
fn leaders_for(world: &World, review: &OfMonth) -> Vec<UserId> {
    let own = world.teams.iter().position(|team| team.id == review.team_id).unwrap_or(0);
    let around = world.teams.iter().cycle().skip(own).take(world.teams.len());
    let mut all: Vec<UserId> =
        around.map(|team| world.workers[team.leader].id).filter(|id| *id != review.worker_id).collect();
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|id| seen.insert(id.uuid()));
    all
}

/// Some officers work better than others: up to nine points either way.
fn own_way(worker: UserId) -> i64 {
    let (_, low) = worker.uuid().as_u64_pair();
    i64::try_from(low % 19).unwrap_or(9) - 9
}

fn answers(hand: &Draw, form: &ReviewForm, quality: i64) -> BTreeMap<String, Given> {
    form.criteria.iter().map(|one| (one.id.clone(), answer(hand, &one.id, quality))).collect()
}

/// An answer whose worth is on average the quality in a hundred. What is asked for late in a form is met less often.
fn answer(hand: &Draw, id: &str, quality: i64) -> Given {
    let harder = match id.chars().next() {
        Some('A' | 'B') => 4,
        Some('E' | 'F') => -5,
        _ => 0,
    };
    let worth = (quality + harder).clamp(2, 98);
    let (drawn, half) = (hand.between(0, 99), 8.min(worth).min(100 - worth));
    let answer = if hand.percent(4) {
        Answer::NotApplicable(Reason::StageNotReached)
    } else if drawn < worth - half {
        Answer::Met
    } else if drawn < worth + half {
        Answer::Partly
    } else {
        Answer::NotMet
    };
    let note = if answer == Answer::NotMet { hand.pick(&words::NOT_MET) } else { "" };
    Given { answer, note: note.to_owned(), proposed: None }
}

fn saved(hand: &Draw, given: BTreeMap<String, Given>) -> Saved {
    let (praise, voice) = (hand.pick(&words::PRAISE).to_owned(), hand.pick(&words::VOICE).to_owned());
    Saved { given, praise, voice }
}
