//! Risk, tools and powers, decisions and closing, with a pack that only these tests have.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod cards;
mod closing;
mod decisions;
mod parties;
mod powers;
mod risk;

use access::{CaseId, PersonId, Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Client, Fixture, START, TestApp};

/// The pack's text.
const PACK: &str = include_str!("pack.toml");

/// A case of the tests' own kind, an officer who works on it and the leader of the team.
pub(crate) struct World<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) mina: PersonId,
    pub(crate) team: TeamId,
    pub(crate) case: CaseId,
    pub(crate) priya: Client<'a>,
    pub(crate) dean: Client<'a>,
}

pub(crate) fn app(fixture: &Fixture) -> TestApp {
    app_with(fixture, cases::routes())
}

/// The same with other routes.
pub(crate) fn app_with(fixture: &Fixture, routes: axum::Router<access::Db>) -> TestApp {
    let app = TestApp::with(fixture, routes);
    let publication = cases::work::store::packs::Publication {
        pack_id: "larch-lettings".to_owned(),
        version: 1,
        effective_from: kernel::Day::of(START),
        source: PACK.to_owned(),
        note: String::new(),
        at: START,
        by: kernel::Id::from_uuid(access::NOBODY),
    };
    packs::read(PACK).expect("the tests' pack reads");
    app.write(move |c| cases::work::store::packs::publish(c, 1, &publication));
    app
}

impl<'a> World<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        let case = app
            .case(mina)
            .held_by(team)
            .worker(priya.user())
            .with(|new| "larch-lettings".clone_into(&mut new.case_type))
            .added();
        app.write(move |c| {
            let sql = "UPDATE case_file SET pack_version = 1 WHERE tenant_id = 1 AND case_id = $1";
            c.exec(Sql::new(sql), args![case])
        });
        Self { app, mina, team, case, priya, dean }
    }

    /// An address under the case.
    pub(crate) fn at(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.case)
    }

    /// A text of the case's row.
    pub(crate) fn band(&self) -> String {
        let case = self.case;
        self.app
            .read(move |c| {
                c.one(
                    Sql::<(String,)>::new("SELECT band FROM case_file WHERE tenant_id = 1 AND case_id = $1"),
                    args![case],
                )
            })
            .0
    }

    /// Open things on the case's list: what, and when.
    pub(crate) fn list(&self) -> Vec<(String, String)> {
        let case = self.case;
        let rows = self.app.read(move |c| {
            c.all(
                Sql::<(String, kernel::Day)>::new(
                    "SELECT what, due_on FROM next_action
                    WHERE tenant_id = 1 AND case_id = $1 AND done_on IS NULL ORDER BY due_on, what",
                ),
                args![case],
            )
        });
        rows.into_iter().map(|(what, on)| (what, on.to_string())).collect()
    }

    /// Facts of a field: code, day, form, and whether it holds now; in the order written down.
    pub(crate) fn facts(&self, field: &'static str) -> Vec<(String, String, String, bool)> {
        let case = self.case;
        let rows = self.app.read(move |c| {
            c.all(
                Sql::<(String, kernel::Day, String, bool)>::new(
                    "SELECT x.code_value, x.occurred_on, n.form,
                        CASE WHEN x.superseded_at IS NULL THEN TRUE ELSE FALSE END
                    FROM case_fact x
                    JOIN fact_entry n ON n.tenant_id = x.tenant_id AND n.entry_id = x.entry_id
                    WHERE x.tenant_id = 1 AND x.case_id = $1 AND x.field = $2 ORDER BY x.recorded_at",
                ),
                args![case, field],
            )
        });
        rows.into_iter().map(|(code, on, form, holds)| (code, on.to_string(), form, holds)).collect()
    }

    /// Events of the case that stand: what, and on which day.
    pub(crate) fn events(&self) -> Vec<(String, String)> {
        let case = self.case;
        let rows = self.app.read(move |c| {
            c.all(
                Sql::<(String, kernel::Day)>::new(
                    "SELECT event, on_day FROM case_event
                    WHERE tenant_id = 1 AND case_id = $1 AND withdrawn_at IS NULL ORDER BY recorded_at, event",
                ),
                args![case],
            )
        });
        rows.into_iter().map(|(event, on)| (event, on.to_string())).collect()
    }
}
