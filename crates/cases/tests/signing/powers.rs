//! The register of tools and powers, and what a case has cost.

use super::{World, app};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{START, on_both};

const NOTICE: [(&str, &str); 4] = [
    ("whom", "Larch Court Ltd"),
    ("test_met", "yes"),
    ("evidence", "Twelve diary sheets"),
    ("formal_why", "They moved the bins onto the road twice since we spoke."),
];

#[test]
fn a_formal_power_first_asks_why_and_keeps_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let page = world.priya.get(&world.at("/powers")).ok().saying("No tool or power was used");
        assert!(page.statements <= 6, "{} statements", page.statements);
        let form = world.priya.get(&world.at("/powers/new?power=notice")).ok();
        assert!(form.statements <= 6, "{} statements", form.statements);
        form.clone().saying("our reading, not yet confirmed").saying("A written warning first");
        let mut pairs = NOTICE.to_vec();
        pairs.retain(|(name, _)| *name != "formal_why");
        let wrong = world.priya.submit(&form, "main form", &pairs).is(422);
        wrong.clone().saying("Say why nothing less intrusive was tried first.");
        assert_eq!(wrong.attributes("#whom", "value"), ["Larch Court Ltd"]);
        let to = world.priya.submit(&form, "main form", &NOTICE).is(303).location().to_owned();
        world.priya.get(&to).ok().saying("They moved the bins").saying("Twelve diary sheets");
        world.priya.get(&world.at("/powers")).ok().saying("Waits for a team leader");
        // After something informal nobody asks any more.
        let warning = world.priya.get(&world.at("/powers/new?power=warning")).ok();
        warning.clone().without("less intrusive");
        let given = [("whom", "Larch Court Ltd"), ("served_on", "19/11/2026"), ("served_how", "By hand")];
        world.priya.submit(&warning, "main form", &given).is(303);
        assert_eq!(world.events(), [("power:warning".to_owned(), "2026-11-19".to_owned())]);
        world.priya.get(&world.at("/powers/new?power=notice")).ok().without("less intrusive");
    });
}

#[test]
fn it_is_served_after_a_leader_agreed_and_the_day_sets_clocks_going() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let form = world.priya.get(&world.at("/powers/new?power=notice")).ok();
        let served = [("served_on", "19/11/2026"), ("served_how", "By hand")];
        let early = [NOTICE.as_slice(), &served].concat();
        world.priya.submit(&form, "main form", &early).is(422).saying("A team leader authorises this first");
        let to = world.priya.submit(&form, "main form", &NOTICE).is(303).location().to_owned();
        let id = to.split("id=").nth(1).and_then(|rest| rest.split('&').next()).expect("an id").to_owned();
        let path = world.at("/powers/authorise");
        world.priya.post(&path, &[("id", &id)]).is(422).saying("Only a team leader");
        world.dean.post(&path, &[("id", &id), ("words", "Agreed")]).is(303);
        world.dean.post(&path, &[("id", &id)]).is(409);
        let page = world.priya.get(&to).ok().saying("Dean Morris, 20 November 2026: Agreed");
        assert!(page.statements <= 6, "{} statements", page.statements);
        let serve = "form[action$='/powers/use']";
        world
            .priya
            .submit(&page, serve, &[("served_on", "19/11/2026")])
            .is(422)
            .saying("Say how it was given");
        let backwards = [served[0], served[1], ("starts_on", "3/12/2026"), ("ends_on", "2/12/2026")];
        world.priya.submit(&page, serve, &backwards).is(422).saying("not before the first");
        let deans = world.dean.get(&to).ok();
        world.priya.submit(&page, serve, &served).is(303);
        assert_eq!(world.events(), [("power:notice".to_owned(), "2026-11-19".to_owned())]);
        // Somebody who had the page open before does not write over it.
        world.dean.submit(&deans, serve, &[("outcome", "Settled")]).is(409).saying("Somebody changed this");
        // A corrected day takes the place of the first for clocks too.
        let page = world.priya.get(&to).ok();
        world.priya.submit(&page, serve, &[("served_on", "18/11/2026")]).is(303);
        assert_eq!(world.events(), [("power:notice".to_owned(), "2026-11-18".to_owned())]);
    });
}

#[test]
fn breaches_are_kept_with_what_was_done() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let form = world.priya.get(&world.at("/powers/new?power=warning")).ok();
        let to =
            world.priya.submit(&form, "main form", &[("whom", "A neighbour")]).is(303).location().to_owned();
        let page = world.priya.get(&to).ok();
        let breach = "form[action$='/powers/breach']";
        world
            .priya
            .submit(&page, breach, &[("breach_on", "25/11/2026")])
            .is(422)
            .saying("a day that has come");
        let pairs =
            [("breach_on", "19/11/2026"), ("breach_what", "Music until three"), ("breach_action", "Called")];
        world.priya.submit(&page, breach, &pairs).is(303);
        world.priya.get(&to).ok().saying("Music until three");
        world.priya.get(&world.at("/powers")).ok().saying("1 breach");
        world.priya.get(&world.at("/powers/use?id=nonsense")).ok().saying("Nothing is recorded");
        world.priya.post(&world.at("/powers/breach"), &[("id", "x")]).is(422);
    });
}

#[test]
fn costs_are_the_sums_of_the_money_that_still_counts() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let (case, person) = (world.case, world.mina);
        // Field, hundredths, superseded, entry taken back.
        for (field, amount, superseded, withdrawn) in [
            ("repairs_cost", 12_050, false, false),
            ("repairs_cost", 100, false, false),
            ("repairs_cost", 99_999, true, false),
            ("repairs_cost", 88_888, false, true),
            ("legal_cost", 108_300, false, false),
        ] {
            let (entry, fact) = (app.chance().uuid(START), app.chance().uuid(START));
            app.write(move |c| {
                let day = Day::of(START);
                let taken = withdrawn.then_some(START);
                let sql = "INSERT INTO fact_entry (tenant_id, entry_id, case_id, person_id, form, occurred_on,
                        recorded_at, recorded_by, withdrawn_at, withdrawn_why)
                    VALUES (1, $1, $2, $3, 'cost', $4, $5, $6, $7, '')";
                c.exec(Sql::new(sql), args![entry, case, person, day, START, access::NOBODY, taken])?;
                let gone = superseded.then_some(START);
                let sql = "INSERT INTO case_fact (tenant_id, fact_id, entry_id, case_id, person_id, of_person, field,
                        hundredths, absent, occurred_on, recorded_at, superseded_at)
                    VALUES (1, $1, $2, $3, $4, FALSE, $5, $6, '', $7, $8, $9)";
                c.exec(Sql::new(sql), args![fact, entry, case, person, field, amount, day, START, gone])
            });
        }
        let page = world.priya.get(&world.at("/powers")).ok();
        page.saying("£121.50").saying("£1,083.00").saying("£1,204.50");
    });
}

/// "The court must hear the application no later than 48 hours after service" (Anti-social Behaviour, Crime and
/// Policing Act 2014 s.80(3)): of hours, the day alone is not enough.
#[test]
fn a_clock_of_hours_counts_from_the_moment_of_service() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let due = || {
            let case = world.case;
            let sql = "SELECT due_at FROM case_clock WHERE tenant_id = 1 AND case_id = $1 AND clock = 'removal-hearing'";
            app.read(move |c| c.all(Sql::<(kernel::Instant,)>::new(sql), args![case]))
                .into_iter()
                .map(|(at,)| at.long())
                .collect::<Vec<_>>()
        };
        // Nothing is asked where no clock counts hours.
        assert_eq!(world.priya.get(&world.at("/powers/new?power=warning")).ok().count("#served_time"), 0);
        let form = world.priya.get(&world.at("/powers/new?power=removal")).ok();
        let served = [("whom", "A neighbour"), ("served_on", "19/11/2026"), ("served_how", "By hand")];
        let wrong = world.priya.submit(&form, "main form", &served).is(422);
        wrong.saying("Enter the time it was served, like 16:30.");
        let served = [served.as_slice(), &[("served_time", "3pm")]].concat();
        let to = world.priya.submit(&form, "main form", &served).is(303).location().to_owned();
        let page = world.priya.get(&to).ok().saying("Given on 19 November 2026, 3pm");
        assert_eq!(due(), ["21 November 2026, 3pm"]);
        // The same day at another time takes the place of the first.
        let serve = "form[action$='/powers/use']";
        assert_eq!(page.attributes("#served_time", "value"), ["3pm"]);
        world.priya.submit(&page, serve, &[("served_time", "16:30")]).is(303);
        assert_eq!(due(), ["21 November 2026, 4.30pm"]);
        let page = world.priya.get(&to).ok();
        let late = [("served_on", "20/11/2026"), ("served_time", "23:59")];
        world.priya.submit(&page, serve, &late).is(422).saying("Enter a time that has passed.");
    });
}
