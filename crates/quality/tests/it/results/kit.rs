//! Reviews as they stand after their officers could read them.

use access::{CaseId, Role, TeamId, UserId};
use kernel::{
    Day, Instant, args,
    db::{ConnExt, Sql},
};
use quality::results;
use testkit::{Client, TestApp};
use uuid::Uuid;

/// A review to be made.
#[derive(Clone, Debug)]
pub struct Made {
    pub review: Uuid,
    pub case: CaseId,
    pub team: TeamId,
    pub worker: UserId,
    pub month: String,
    pub state: &'static str,
    pub score: Option<i64>,
    pub applicable: i64,
    pub critical: i64,
    pub directed: bool,
    /// Criterion, answer, what facts proposed.
    pub answers: Vec<(&'static str, &'static str, &'static str)>,
}

impl Made {
    /// One that counts: shared, with a score.
    pub fn new(
        app: &TestApp,
        (case, team, worker): (CaseId, TeamId, UserId),
        month: &str,
        score: i64,
    ) -> Self {
        Self {
            review: app.uuid(),
            case,
            team,
            worker,
            month: month.to_owned(),
            state: "shared",
            score: Some(score),
            applicable: 100,
            critical: 0,
            directed: false,
            answers: Vec::new(),
        }
    }

    /// Writes it, or writes it over as it is now, and counts it.
    pub fn kept(&self, app: &TestApp) -> Uuid {
        let made = self.clone();
        let shared = !["drawn", "in_review"].contains(&made.state);
        let at = Day::parse(&format!("{}-15", made.month)).expect("a month").start();
        app.write(move |c| {
            c.exec(Sql::<()>::new(CLEAR), args![made.review])?;
            c.exec(Sql::<()>::new(FORGET), args![made.review])?;
            let shared: Option<Instant> = shared.then_some(at);
            c.exec(
                Sql::<()>::new(ADD),
                args![
                    made.review,
                    made.case,
                    made.team,
                    made.worker,
                    &made.month,
                    made.directed,
                    Day::of(at),
                    made.state,
                    at,
                    shared,
                    made.score,
                    made.applicable,
                    made.critical
                ],
            )?;
            for (criterion, value, proposed) in &made.answers {
                c.exec(Sql::<()>::new(ANSWER), args![made.review, *criterion, *value, *proposed])?;
            }
            results::recount(c, 1, made.review)
        });
        self.review
    }
}

const CLEAR: &str = "DELETE FROM review_answer WHERE tenant_id = 1 AND review_id = $1";
const FORGET: &str = "DELETE FROM case_review WHERE tenant_id = 1 AND review_id = $1";
const ADD: &str = "INSERT INTO case_review (tenant_id, review_id, case_id, team_id, worker_id, form_id, form_version,
        month, place, directed, why, drawn_on, state, started_at, shared_at, score, applicable, critical, praise, voice,
        response, disagrees, version)
    VALUES (1, $1, $2, $3, $4, 'mcr-asb', 1, $5, 1, $6, '', $7, $8, $9, $10, $11, $12, $13, 'Well done.', 'Heard.', '',
        FALSE, 1)";
const ANSWER: &str =
    "INSERT INTO review_answer (tenant_id, review_id, criterion, value, na_reason, note, proposed,
        proposed_why)
    VALUES (1, $1, $2, $3, '', '', $4, '')";

/// Two teams: Priya and Tom in the one that Dean leads, Els in the one that Marcus leads; Helen manages both.
pub struct World<'a> {
    pub app: &'a TestApp,
    pub north: TeamId,
    pub south: TeamId,
    pub priya: Client<'a>,
    pub tom: Client<'a>,
    pub els: Client<'a>,
    pub dean: Client<'a>,
    pub marcus: Client<'a>,
    pub helen: Client<'a>,
}

impl<'a> World<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        let (north, south) = (app.team("Community Safety"), app.team("Tenancy South"));
        let officer = |name, team| app.worker(name).role(Role::Officer).in_team(team).signed_in();
        let leader = |name, team| app.worker(name).role(Role::Leader).leads(team).signed_in();
        Self {
            app,
            north,
            south,
            priya: officer("Priya Shah", north),
            tom: officer("Tom Gallagher", north),
            els: officer("Els Moor", south),
            dean: leader("Dean Morris", north),
            marcus: leader("Marcus Bell", south),
            helen: app.worker("Helen Okoro").role(Role::Manager).leads(north).leads(south).signed_in(),
        }
    }

    /// A case of an officer's.
    pub fn case(&self, team: TeamId, worker: UserId) -> (CaseId, TeamId, UserId) {
        let person = self.app.person("Amina Okafor").added();
        let case = self.app.case(person).held_by(team).worker(worker).opened("2024-01-01");
        (case.with(|new| "asb".clone_into(&mut new.case_type)).added(), team, worker)
    }

    /// Reviews of one month with these scores, of a new case of an officer.
    pub fn reviews(&self, (team, worker): (TeamId, UserId), month: &str, scores: &[i64]) {
        let case = self.case(team, worker);
        for score in scores {
            Made::new(self.app, case, month, *score).kept(self.app);
        }
    }
}
