//! Drawing: the frame is kept in short steps, then the seed, then the reviews; one mark makes them all show.

use super::{
    model::{Framed, Pick, REST, hex, opened_by, picks_by, rated_hash},
    second::seconds,
    store::{self, Draw, Eligible, NewDraw, NewReview, Wanted},
};
use crate::{
    forms::Forms,
    programme::rate::store::{self as rate, Rates},
};
use access::{CaseId, Db, TeamId};
use kernel::{
    Day, Error, Result,
    calendar::{Calendar, Division},
    db::Ready,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Rows that are written in one step: far less than the writer may be held.
const STEP: usize = 500;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The first day of the month.
    pub month: Day,
    /// One team, or the whole service.
    pub team: Option<TeamId>,
    /// Cases for each officer.
    pub each: usize,
    /// The key of the order, word for word; drawn by chance where there is none.
    pub seed: Option<String>,
    /// Who draws; nobody for a command.
    pub by: Uuid,
}

/// A draw.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The month: `2026-11`.
    pub month: String,
    /// Cases in the frame.
    pub eligible: usize,
    /// SHA-256 of the frame.
    pub frame_hash: String,
    /// The key of the order.
    pub seed: String,
    /// What was drawn.
    pub picks: Vec<Pick>,
    /// Of whom another number of cases was drawn than of everybody, and why.
    pub rates: Rates,
    /// The picks that are reviewed twice, blind.
    pub second: BTreeSet<CaseId>,
    /// Whether reviews were made of it; a trial makes none.
    pub kept: bool,
}

impl Asked {
    /// Parses `2026-11`.
    ///
    /// # Errors
    /// Invalid with what to write.
    pub fn month_of(text: &str) -> Result<Day> {
        let day = if text.len() == 7 { Day::parse(&format!("{text}-01")).ok() } else { None };
        day.ok_or_else(|| Error::invalid(format!("{text} is no month: write it like 2026-11")))
    }

    /// `2026-11`.
    pub fn month_words(&self) -> String {
        self.month.to_string().chars().take(7).collect()
    }

    fn wanted(&self, calendar: &Calendar, today: Day) -> Wanted {
        let (year, month) = (self.month.year(), self.month.month());
        let next = if month == 12 { Day::new(year + 1, 1, 1) } else { Day::new(year, month + 1, 1) };
        let last = next.unwrap_or(self.month).plus(-1);
        // Of a month that is over: as it was on its last day. Of the month that is: today.
        let live_on = today.clamp(self.month, last);
        Wanted {
            team: self.team,
            opened_by: opened_by(calendar, self.month),
            live_on,
            rested: live_on.plus(-REST),
        }
    }

    fn seed(&self, db: &Db) -> String {
        self.seed.clone().unwrap_or_else(|| {
            let mut bits = [0; 16];
            db.chance().fill(&mut bits);
            let bits = hex(&bits);
            let team = self.team.map_or_else(|| "all".to_owned(), |team| team.to_string());
            format!("MCR|{}|{team}|v1|{bits}", self.month_words())
        })
    }
}

/// What a draw would give, or what the kept one gives with this seed: nothing is changed.
///
/// # Errors
/// Those of the database.
pub fn trial(db: &Db, asked: &Asked) -> Result<Drawn> {
    let kept = find(db, asked)?;
    let (frame, rates) = match &kept {
        Some(draw) if !draw.seed.is_empty() => (kept_frame(db, draw.draw_id)?, kept_rates(db, draw)?),
        _ => {
            let frame = fresh_frame(db, asked)?;
            let rates = fresh_rates(db, asked, &frame)?;
            (frame, rates)
        }
    };
    let seed = match kept {
        Some(draw) if asked.seed.is_none() && !draw.seed.is_empty() => draw.seed,
        _ => asked.seed(db),
    };
    Ok(result(asked, (&frame, rates), seed, false))
}

/// Draws, or gives what was drawn before: a month of a team is drawn once. Goes on where an attempt broke off.
///
/// # Errors
/// Conflict when it was drawn with another seed than the one asked for, or when the month is drawn for the whole service
/// beside a team: an officer would be drawn for twice.
pub fn draw(db: &Db, asked: &Asked) -> Result<Drawn> {
    let kept = find(db, asked)?;
    if let Some(Draw { seed, .. }) = &kept
        && !seed.is_empty()
        && asked.seed.as_ref().is_some_and(|wanted| wanted != seed)
    {
        return Err(Error::Conflict(format!(
            "{} is drawn already, with the seed {seed}. A draw is not repeated with another one.",
            asked.month_words()
        )));
    }
    if kept.is_none() {
        overlaps(db, asked)?;
    }
    let draw = match kept {
        Some(draw) if !draw.seed.is_empty() => draw,
        begun => keep_frame(db, asked, begun.map(|draw| draw.draw_id))?,
    };
    let (frame, rates) = (kept_frame(db, draw.draw_id)?, kept_rates(db, &draw)?);
    let mut drawn = result(asked, (&frame, rates), draw.seed, true);
    if draw.drawn_at.is_none() {
        make_reviews(db, asked, draw.draw_id, &frame, &drawn)?;
    }
    drawn.frame_hash = draw.frame_hash;
    Ok(drawn)
}

/// Refuses a draw of officers who are drawn for already.
fn overlaps(db: &Db, asked: &Asked) -> Result<()> {
    let (tenant, month, team) = (db.tenant(), asked.month_words(), asked.team);
    let others = db.facade().report_now(move |c| store::overlapping(c, tenant, &month, team))?;
    let month = asked.month_words();
    match (others.is_empty(), asked.team) {
        (true, _) => Ok(()),
        (false, Some(_)) => Err(Error::Conflict(format!(
            "{month} is drawn for the whole service already, and for this team with it."
        ))),
        (false, None) => Err(Error::Conflict(format!(
            "{month} is drawn for {} already. Draw the other teams one by one.",
            others.join(", ")
        ))),
    }
}

fn result(asked: &Asked, (frame, rates): (&[Eligible], Rates), seed: String, kept: bool) -> Drawn {
    let frame: Vec<Framed> = frame.iter().map(Eligible::framed).collect();
    let each = rates.base.and_then(|base| usize::try_from(base).ok()).unwrap_or(asked.each);
    let picks = picks_by(&frame, &seed, |worker| rates.picks(worker, each));
    Drawn {
        month: asked.month_words(),
        eligible: frame.len(),
        frame_hash: hash(&frame, &rates),
        second: seconds(&picks, &seed),
        picks,
        rates,
        seed,
        kept,
    }
}

fn hash(frame: &[Framed], rates: &Rates) -> String {
    let rates: Vec<_> = rates.of.iter().map(|(worker, rate)| (*worker, rate.picks)).collect();
    rated_hash(frame, &rates)
}

fn kept_rates(db: &Db, draw: &Draw) -> Result<Rates> {
    let (tenant, id) = (db.tenant(), draw.draw_id);
    let rates = db.facade().report_now(move |c| rate::kept(c, tenant, id))?;
    Ok(Rates { base: Some(draw.each), ..rates })
}

/// What draws take where a manager settled that they differ; made from the frame before there is a seed.
fn fresh_rates(db: &Db, asked: &Asked, frame: &[Eligible]) -> Result<Rates> {
    let (tenant, first) = (db.tenant(), asked.month);
    let framed: Vec<Framed> = frame.iter().map(Eligible::framed).collect();
    db.facade().report_now(move |c| rate::fresh(c, tenant, &framed, first))
}

fn find(db: &Db, asked: &Asked) -> Result<Option<Draw>> {
    let (tenant, month, team) = (db.tenant(), asked.month_words(), asked.team);
    db.facade().report_now(move |c| store::kept(c, tenant, &month, team))
}

fn kept_frame(db: &Db, draw: Uuid) -> Result<Vec<Eligible>> {
    let tenant = db.tenant();
    db.facade().report_now(move |c| store::kept_frame(c, tenant, draw))
}

/// Cases of kinds that no form reviews are not in it: nobody could answer for them.
fn fresh_frame(db: &Db, asked: &Asked) -> Result<Vec<Eligible>> {
    let (tenant, asked) = (db.tenant(), asked.clone());
    let today = Day::of(db.clock().now());
    let (mut frame, forms) = db.facade().report_now(move |c| {
        let division = Division::parse(&store::division(c, tenant)?).unwrap_or(Division::EnglandAndWales);
        let frame = store::frame(c, tenant, asked.wanted(&Calendar::new(division), today))?;
        Ok((frame, Forms::read(c, tenant)?))
    })?;
    frame.retain(|one| forms.for_pack(&one.case_type, today).is_some());
    Ok(frame)
}

/// Keeps the frame and its hash, and only then draws the seed.
fn keep_frame(db: &Db, asked: &Asked, begun: Option<Uuid>) -> Result<Draw> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let frame = fresh_frame(db, asked)?;
    if frame.is_empty() {
        return Err(Error::invalid(format!(
            "No live case can be drawn for {}: none has been open for ten working days without a review in 90 days.",
            asked.month_words()
        )));
    }
    let framed: Vec<Framed> = frame.iter().map(Eligible::framed).collect();
    let rates = fresh_rates(db, asked, &frame)?;
    let new = NewDraw {
        draw_id: begun.unwrap_or_else(|| db.chance().uuid(now)),
        month: asked.month_words(),
        team: asked.team,
        each: rates.base.unwrap_or_else(|| i64::try_from(asked.each).unwrap_or(1)),
        eligible: i64::try_from(frame.len()).unwrap_or(i64::MAX),
        frame_hash: hash(&framed, &rates),
        at: now,
        by: asked.by,
    };
    let id = new.draw_id;
    db.facade().write_now(move |c| {
        store::begin(c, tenant, &new)?;
        rate::keep(c, tenant, id, &rates)
    })?;
    for part in frame.chunks(STEP) {
        write(db, store::frame_rows(tenant, id, part))?;
    }
    let seed = asked.seed(db);
    db.facade().write_now(move |c| store::set_seed(c, tenant, id, &seed))?;
    find(db, asked)?.ok_or_else(|| Error::defect("the draw that was just kept is not there"))
}

fn make_reviews(db: &Db, asked: &Asked, draw: Uuid, frame: &[Eligible], drawn: &Drawn) -> Result<()> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    // A review keeps the version that is in force on the day it is drawn.
    let (forms, on) = (db.facade().report_now(move |c| Forms::read(c, tenant))?, Day::of(now));
    let by_case: HashMap<_, _> = frame.iter().map(|one| (one.case_id, one)).collect();
    let reviews: Vec<NewReview> = drawn
        .picks
        .iter()
        .filter_map(|pick| {
            let case = (*by_case.get(&pick.framed.case)?).clone();
            let form = forms.for_pack(&case.case_type, on)?;
            let place = i64::try_from(pick.place).ok()?;
            let second = drawn.second.contains(&case.case_id);
            let form = (form.id.as_str(), form.version);
            Some(NewReview { review_id: db.chance().uuid(now), case, form, place, second })
        })
        .collect();
    db.facade().write_now(move |c| store::clear_reviews(c, tenant, draw))?;
    let month = asked.month_words();
    for part in reviews.chunks(STEP) {
        write(db, store::review_rows(tenant, draw, (&month, on), part))?;
    }
    db.facade().write_now(move |c| store::drawn(c, tenant, draw, now))
}

fn write(db: &Db, ready: Ready) -> Result<()> {
    db.facade().write_now(move |c| ready.run(c))
}
