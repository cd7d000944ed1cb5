//! Reads a spreadsheet of past reviews, checks every row, and stages the reviews it makes.

use super::{
    criteria::{Criteria, TOTALS},
    fields::{Field, Mapping},
    places::Places,
    record::Past,
    rows::{Line, read_all},
    values,
};
use crate::{
    ids::{Ids, Kind},
    lookup::Found,
    problem::Problem,
    read::{Scan, Source},
    run::{Checked, Held, Stager},
    store::NewRun,
};
use kernel::{Day, Error, Result, words::fold};
use quality::{
    forms::{ReviewForm, Score, score_of_some},
    model::Answer,
    results::import::{NameKind, Named, PastCriterion, PastReview},
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// The longest name of an officer, team or area, and the longest reference.
const MOST_NAME: usize = 100;

/// Reads, checks and stages a file. Nothing of it shows.
///
/// # Errors
/// Invalid when the file has not the columns, or too many rows.
pub fn check(
    held: &mut Held<'_>,
    run: &NewRun,
    (path, scan): (&Path, &Scan),
    said: &[(String, String)],
    form: Option<&'static ReviewForm>,
) -> Result<Checked> {
    let mut source = Source::open(path, scan, &|headers| Mapping::fit(headers, said))?;
    let mapping = Mapping::new(&source.headers, said)?;
    let missing = mapping.missing();
    if !missing.is_empty() {
        return Err(Error::invalid(format!(
            "The file has no column for {}. Its columns are: {}. Rename them as the template does, or say which is which \
             with --map \"{}=their heading\".",
            missing.join(", "),
            source.headers.join(", "),
            missing[0]
        )));
    }
    let mut stager = Stager::new(held.db.facade(), run.run_id);
    stager.heads("", &source.headers);
    let lines = read_all(held, &mut source, &mut stager)?;
    let criteria = Criteria::of(&mapping, &source.headers, &lines, form)?;
    let places = Places::load(held, run, &mapping, &lines)?;
    let mut check = Check {
        today: Day::of(run.made_at),
        ids: Ids::of(run.run_id, run.made_at),
        run,
        mapping,
        form,
        criteria,
        places,
        stager,
        reviews: 0,
        answers: 0,
        shares: false,
    };
    check.shares = check.are_shares(&lines);
    check.all(lines)?;
    check.finish(held, &source)
}

/// What a row says of its review.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Head {
    month: Day,
    officer: Named,
    team: Named,
    area: Named,
    reference: String,
}

struct Check<'a> {
    today: Day,
    ids: Ids,
    run: &'a NewRun,
    mapping: Mapping,
    form: Option<&'static ReviewForm>,
    criteria: Criteria,
    places: Places,
    stager: Stager,
    reviews: u64,
    answers: i64,
    shares: bool,
}

impl Check<'_> {
    fn are_shares(&self, lines: &[Line]) -> bool {
        let column = self.mapping.column(Field::Score);
        values::are_shares(lines.iter().map(|line| line.cell(column)))
    }

    /// Rows of one review together, reviews in the order of their first rows.
    fn all(&mut self, lines: Vec<Line>) -> Result<()> {
        if self.form.is_none() && !self.criteria.asked.is_empty() {
            let list = self.criteria.asked.iter();
            let list = list.map(|(_, one)| PastCriterion { id: one.id.clone(), words: one.words.clone() });
            self.stager.put(&Past::Criteria(self.criteria.form.0.clone(), list.collect()))?;
        }
        let mut order: Vec<(Option<Head>, Vec<Line>)> = Vec::new();
        let mut at: HashMap<String, usize> = HashMap::new();
        let mut first: HashMap<String, u64> = HashMap::new();
        for mut line in lines {
            let head = self.head(&mut line);
            let key = self.key(&line);
            if self.mapping.is_long() {
                if let Some(n) = at.get(&key) {
                    order[*n].1.push(line);
                } else {
                    at.insert(key, order.len());
                    order.push((head, vec![line]));
                }
                continue;
            }
            // Without a reference two equal rows may be two reviews.
            if !line.cell(self.mapping.column(Field::Case)).is_empty() {
                let before = *first.entry(key).or_insert(line.number);
                if before != line.number {
                    let problem = format!("Line {before} is of the same officer, month and case.");
                    self.bad(&mut line, Field::Case, &problem, "Take one of them out, or mend its case.");
                }
            }
            order.push((head, vec![line]));
        }
        order.into_iter().try_for_each(|(head, rows)| self.review(head, rows))
    }

    /// What tells the reviews of a sheet apart.
    fn key(&self, line: &Line) -> String {
        let fields = [Field::Officer, Field::Month, Field::Team, Field::Area, Field::Case];
        let cells: Vec<String> =
            fields.iter().map(|field| fold(line.cell(self.mapping.column(*field)))).collect();
        cells.join("\t")
    }

    fn head(&mut self, line: &mut Line) -> Option<Head> {
        let cell = |line: &Line, field| line.cell(self.mapping.column(field)).to_owned();
        let (month, officer) = (cell(line, Field::Month), cell(line, Field::Officer));
        let (team, area, reference) =
            (cell(line, Field::Team), cell(line, Field::Area), cell(line, Field::Case));
        for (field, text) in [
            (Field::Officer, &officer),
            (Field::Team, &team),
            (Field::Area, &area),
            (Field::Case, &reference),
        ] {
            if text.chars().count() > MOST_NAME {
                self.bad(line, field, "This is too long.", "Use 100 characters or fewer.");
            }
        }
        let month = values::month(&month, self.today)
            .map_err(|(problem, remedy)| self.bad(line, Field::Month, problem, remedy));
        let officer = self.officer(line, &officer);
        let team = match self.places.lookup.team(&team) {
            _ if team.is_empty() => self.places.team.clone(),
            Found::One(at) => {
                self.places.lookup.teams.get(at).map_or(Named::Nobody, |team| Named::Known(team.id.uuid()))
            }
            _ => Named::Past { kind: NameKind::Team, name: team },
        };
        let area = match self.places.areas.get(&fold(&area)) {
            _ if area.is_empty() => Named::Nobody,
            Some(id) => Named::Known(*id),
            None => Named::Past { kind: NameKind::Area, name: area },
        };
        Some(Head { month: month.ok()?, officer: officer?, team, area, reference })
    }

    fn officer(&mut self, line: &mut Line, name: &str) -> Option<Named> {
        if name.is_empty() {
            self.bad(line, Field::Officer, "The officer is missing.", "Say whose case was reviewed.");
            return None;
        }
        match self.places.lookup.user(name) {
            Found::One(id) => Some(Named::Known(id.uuid())),
            Found::None => Some(Named::Past { kind: NameKind::Officer, name: name.to_owned() }),
            Found::Several => {
                self.bad(
                    line,
                    Field::Officer,
                    "Several workers here have this name.",
                    "Use the sign-in name.",
                );
                None
            }
        }
    }

    fn bad(&self, line: &mut Line, field: Field, problem: &str, remedy: &str) {
        let heading = self.mapping.heading(field).to_owned();
        let cell = line.cell(self.mapping.column(field)).to_owned();
        line.found.push(Problem::bad(line.number, &heading, &cell, problem, remedy));
    }

    /// Stages the review that rows make, or puts all of them aside when one cannot come in.
    fn review(&mut self, head: Option<Head>, mut rows: Vec<Line>) -> Result<()> {
        let given = if self.mapping.is_long() { self.long(&mut rows) } else { self.wide(&mut rows) };
        let total = self.total(&mut rows);
        if given.is_empty() && total.is_none() && rows.iter().all(|line| line.found.is_empty()) {
            let problem = "There is neither an answer nor a score.";
            let line = rows[0].number;
            rows[0].found.push(Problem::bad(line, "", "", problem, "Fill the row, or take it out."));
        }
        let head = head.filter(|_| rows.iter().all(|line| line.found.is_empty()));
        let Some(head) = head else { return self.reject(rows) };
        let score = match (given.is_empty(), self.form) {
            (true, _) => Score { percent: total, applicable: 100, critical: Vec::new() },
            (_, Some(form)) => score_of_some(form, |id| given.get(id).copied()),
            (_, None) => equal(&given, self.criteria.asked.len()),
        };
        self.warn(&rows[0], (&given, &score, total));
        let (case_id, kind) = self.places.cases.get(&head.reference).cloned().unzip();
        let of_form = self.form.filter(|form| form.packs.len() == 1).map(|form| form.packs[0].clone());
        let form = if given.is_empty() { (TOTALS.to_owned(), 0) } else { self.criteria.form.clone() };
        let review = PastReview {
            review_id: self.ids.uuid(Kind::Review, self.reviews),
            month: head.month,
            officer: head.officer,
            team: head.team,
            area: head.area,
            case_id,
            reference: head.reference,
            case_type: kind.or(of_form).unwrap_or_default(),
            form,
            score,
            answers: given.into_iter().collect(),
        };
        self.reviews += 1;
        self.answers += i64::try_from(review.answers.len()).unwrap_or(0);
        self.stager.put(&Past::Review(Box::new(review)))
    }

    fn reject(&mut self, rows: Vec<Line>) -> Result<()> {
        let whole = rows.iter().find(|line| !line.found.is_empty()).map(|line| line.number);
        for line in rows {
            if line.found.is_empty() {
                let why = format!("Line {} of the same review has a problem.", whole.unwrap_or(line.number));
                self.stager.leave_out("", line.number, line.cells, why)?;
            } else {
                self.stager.reject("", line.number, line.cells, line.found)?;
            }
        }
        Ok(())
    }

    /// The answers of a row that has a column for each criterion.
    fn wide(&self, rows: &mut [Line]) -> BTreeMap<String, Answer> {
        let mut given = BTreeMap::new();
        let Some(line) = rows.first_mut() else { return given };
        for (column, one) in &self.criteria.asked {
            let cell = line.cell(*column).to_owned();
            match values::answer(&cell) {
                _ if cell.is_empty() => {}
                Some(answer) => {
                    given.insert(one.id.clone(), answer);
                }
                None => line.found.push(no_answer(line.number, &one.words, &cell)),
            }
        }
        given
    }

    /// The answers of rows that hold one each.
    fn long(&self, rows: &mut [Line]) -> BTreeMap<String, Answer> {
        let mut given: BTreeMap<String, Answer> = BTreeMap::new();
        let (criterion, answer) = (self.mapping.column(Field::Criterion), self.mapping.column(Field::Answer));
        for line in rows {
            let (asked, cell) = (line.cell(criterion).to_owned(), line.cell(answer).to_owned());
            if asked.is_empty() && cell.is_empty() {
                continue;
            }
            match (self.criteria.named(&asked), values::answer(&cell)) {
                (None, _) => {
                    let problem = if asked.is_empty() {
                        "The criterion is missing."
                    } else {
                        "The form has no such criterion."
                    };
                    self.bad(
                        line,
                        Field::Criterion,
                        problem,
                        "Write its id or its words, as the form has them.",
                    );
                }
                (Some(_), None) => {
                    let heading = self.mapping.heading(Field::Answer);
                    line.found.push(no_answer(line.number, heading, &cell));
                }
                (Some(one), Some(answer)) => {
                    if given.insert(one.id.clone(), answer).is_some() {
                        let problem = "This criterion was answered in a row above.";
                        self.bad(
                            line,
                            Field::Criterion,
                            problem,
                            "Give each case its reference, so that reviews can be told apart.",
                        );
                    }
                }
            }
        }
        given
    }

    /// The total of the first row that has one.
    fn total(&self, rows: &mut [Line]) -> Option<i64> {
        let column = self.mapping.column(Field::Score)?;
        let line = rows.iter_mut().find(|line| !line.cell(Some(column)).is_empty())?;
        match values::score(line.cell(Some(column)), self.shares) {
            Ok(score) => Some(score),
            Err((problem, remedy)) => {
                self.bad(line, Field::Score, problem, remedy);
                None
            }
        }
    }

    /// What comes in as given, and is odd.
    fn warn(&mut self, line: &Line, (given, score, total): (&BTreeMap<String, Answer>, &Score, Option<i64>)) {
        let column = self.mapping.column(Field::Score);
        let empty = self.criteria.asked.len().saturating_sub(given.len());
        if empty > 0 && !given.is_empty() {
            let problem = format!("{empty} of {} criteria have no answer.", self.criteria.asked.len());
            let remedy = "They are left out of the score, as those that do not apply.";
            self.stager.warn(Problem::odd(line.number, "", "", problem, remedy));
        }
        if let (Some(total), Some(worked_out)) = (total.filter(|_| !given.is_empty()), score.percent)
            && (total - worked_out).abs() > 1
        {
            let problem = format!("The answers make {worked_out}, not {total}.");
            let heading = self.mapping.heading(Field::Score).to_owned();
            let remedy = "What the answers make is counted.";
            self.stager.warn(Problem::odd(line.number, &heading, line.cell(column), problem, remedy));
        }
    }

    fn finish(self, held: &mut Held<'_>, source: &Source) -> Result<Checked> {
        let mut settings = self.run.settings.clone();
        for (field, heading) in self.mapping.mapped() {
            settings += &crate::model::line(&format!("map.{}", field.code()), heading);
        }
        let by = match self.form {
            Some(form) => format!("Scores are worked out by {}, version {}.", form.name, form.version),
            None if self.criteria.asked.is_empty() => "Scores are the totals of the file.".to_owned(),
            None => format!(
                "No form was named, so the {} criteria of the file weigh the same (Alongside default).",
                self.criteria.asked.len()
            ),
        };
        let asked: Vec<&str> = self.criteria.asked.iter().map(|(_, one)| one.words.as_str()).collect();
        let criteria = (!asked.is_empty()).then(|| format!("These are its criteria: {}.", asked.join("; ")));
        let unused = (!self.criteria.unused.is_empty())
            .then(|| format!("These columns fit nothing and stay out: {}.", self.criteria.unused.join(", ")));
        for note in source.notes.iter().chain([&by]).chain(&criteria).chain(&unused) {
            settings += &crate::model::line("note", note);
        }
        let reviews = i64::try_from(self.reviews).unwrap_or(i64::MAX);
        self.stager.finish(held, settings, &[("reviews", reviews), ("answers", self.answers)])
    }
}

fn no_answer(line: u64, heading: &str, cell: &str) -> Problem {
    let problem = if cell.is_empty() { "The answer is missing." } else { "This is not an answer." };
    Problem::bad(line, heading, cell, problem, "Write Yes, Partly, No or N/A; or 1, 0.5 or 0.")
}

/// The score of a list whose criteria weigh the same, rounded half up; what it rests on as a share of the list.
fn equal(given: &BTreeMap<String, Answer>, asked: usize) -> Score {
    let halves: Vec<i64> = given.values().filter_map(|answer| answer.halves()).collect();
    let (applies, sum) = (halves.len() as i64, halves.iter().sum::<i64>());
    let all = i64::try_from(asked.max(1)).unwrap_or(i64::MAX);
    Score {
        percent: (applies > 0).then(|| (100 * sum + applies) / (2 * applies)),
        applicable: (200 * applies + all) / (2 * all),
        critical: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, equal};
    use quality::model::Reason;

    #[test]
    fn criteria_of_a_list_weigh_the_same() {
        let given = |answers: &[Answer]| {
            let list = (1..).zip(answers).map(|(n, answer)| (format!("Q{n}"), *answer)).collect();
            let score = equal(&list, 4);
            (score.percent, score.applicable)
        };
        let na = Answer::NotApplicable(Reason::Other);
        assert_eq!(given(&[Answer::Met, Answer::Partly, Answer::NotMet, na]), (Some(50), 75));
        assert_eq!(given(&[Answer::Met, Answer::Met, Answer::NotMet, Answer::Met]), (Some(75), 100));
        assert_eq!(given(&[Answer::Met, Answer::Met, Answer::NotMet]), (Some(67), 75));
        assert_eq!(given(&[na]), (None, 0));
    }
}
