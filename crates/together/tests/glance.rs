//! A person at a glance tells of all their cases, as far as whoever looks may read them.

use access::Role;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

#[test]
fn every_open_case_that_may_be_read_says_how_far_it_is() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, together::routes().merge(cases::routes()).merge(people::routes()));
        let (team, other) = (app.team("Community Safety"), app.team("Elsewhere"));
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let noise = app.case(mina).held_by(team).worker(priya.user()).title("Noise at night").added();
        let second = app.case(mina).held_by(team).title("Arrears").added();
        let kept = app.case(mina).held_by(other).sensitivity(3).title("Kept from her").added();
        app.case(mina).held_by(team).title("Long over").closed().added();
        let (risk, exit, now, today) = (app.uuid(), app.uuid(), app.clock().now(), app.clock().today());
        let by = priya.user();
        for (n, case) in [noise, kept].into_iter().enumerate() {
            let words = ["The door is fixed", "What must stay hidden"][n];
            app.write(move |c| {
                let mut run = |sql: &'static str, args: &[kernel::db::Val]| {
                    c.exec(Sql::<()>::new(sql), args).map(drop)
                };
                let id = uuid::Uuid::from_u128(risk.as_u128() + n as u128);
                run(
                    "INSERT INTO risk_assessment (tenant_id, case_id, assessment_id, person_id, tool, tool_version,
                        tool_name, own_wording, score, most, scored_band, band, band_label, band_rank, override_why,
                        summary, reviewed_on, next_on, prompt, prompt_state, prompt_why, recorded_at, recorded_by)
                    VALUES (1, $1, $2, $3, 'matrix', 1, $4, FALSE, 9, 9, 'high', 'high', 'High', 0, '', '', $5, $5, '',
                        '', '', $6, $7)",
                    args![case, id, mina, ["Risk matrix", "Hidden matrix"][n], today, now, by],
                )?;
                let id = uuid::Uuid::from_u128(exit.as_u128() + n as u128);
                run(
                    "INSERT INTO exit_plan (tenant_id, exit_id, case_id, safe_when, expected_on, carries_on, recorded_at,
                        recorded_by)
                    VALUES (1, $1, $2, $3, $4, 'Her mother', $5, $6)",
                    args![id, case, words, today.plus(60), now, by],
                )?;
                run(
                    "INSERT INTO case_plan (tenant_id, case_id, strengths, supports, changed_at, changed_by, exit_id,
                        version)
                    VALUES (1, $1, '', '', $2, $3, $4, 1)",
                    args![case, now, by, id],
                )
            });
        }
        let page = priya.get(&format!("/people/{mina}")).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert_eq!(
            page.select("section[aria-labelledby=cases] h3"),
            ["Anti-social behaviour: Noise at night", "Anti-social behaviour: Arrears"]
        );
        page.clone()
            .saying("Noise at night")
            .saying("The door is fixed")
            .saying("Her mother")
            .saying("Risk matrix")
            .saying("Arrears")
            .saying("No exit plan yet.")
            .without("Kept from her")
            .without("What must stay hidden")
            .without("Hidden matrix")
            .without("Long over");
        assert!(page.html().find("Noise at night") < page.html().find("Arrears"), "her own case first");
        let case =
            priya.get(&format!("/cases/{noise}")).ok().saying("The door is fixed").saying("Risk matrix");
        assert!(case.statements <= 6, "{} statements", case.statements);
        priya.get(&format!("/cases/{second}")).ok().without("The door is fixed").saying("Not weighed yet.");
    });
}
