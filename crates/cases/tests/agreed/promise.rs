//! The promise of contact: the formula by table and by property, and what it moves.

use access::{CaseId, PersonId, Role, UserId};
use cases::{
    model::{Channel, PartyRole},
    promise::{
        model::{Grade, Kept, Term, default_days, every_words, record},
        store::{NewPromise, add},
    },
};
use kernel::Day;
use people::model::{NewMethod, Safety};
use proptest::prelude::*;
use testkit::{TestApp, on_both};

fn day(n: i64) -> Day {
    Day::parse("2026-09-01").expect("a day").plus(n)
}

fn term(every_days: i64) -> Term {
    Term { agreed_on: day(0), every_days, ended_on: None }
}

#[test]
fn the_formula_of_b4_by_table() {
    // Days after the agreement, whether reached; then expected, kept, attempted, missed and the grade.
    type Row = (&'static str, i64, i64, &'static [(i64, bool)], (i64, i64, i64, i64), Grade);
    let rows: [Row; 10] = [
        (
            "nothing is expected on the day before the first window ends",
            7,
            6,
            &[],
            (0, 0, 0, 0),
            Grade::NotApplicable,
        ),
        ("one window has ended, nobody tried", 7, 7, &[], (1, 0, 0, 1), Grade::NotMet),
        ("the last day of a window counts to it", 7, 7, &[(7, true)], (1, 1, 0, 0), Grade::Met),
        ("the first day of the next does not", 7, 7, &[(8, true)], (1, 0, 0, 1), Grade::NotMet),
        ("the agreement is not its own keeping", 7, 7, &[(0, true)], (1, 0, 0, 1), Grade::NotMet),
        ("an attempt is not a contact", 7, 7, &[(3, false)], (1, 0, 1, 0), Grade::NotMet),
        ("a contact after an attempt keeps it", 7, 7, &[(3, false), (5, true)], (1, 1, 0, 0), Grade::Met),
        (
            "nine in ten is met",
            1,
            10,
            &[
                (1, true),
                (2, true),
                (3, true),
                (4, true),
                (5, true),
                (6, true),
                (7, true),
                (8, true),
                (9, true),
            ],
            (10, 9, 0, 1),
            Grade::Met,
        ),
        (
            "six in ten is partly met",
            1,
            10,
            &[(1, true), (2, true), (3, true), (4, true), (5, true), (6, true)],
            (10, 6, 0, 4),
            Grade::Partly,
        ),
        (
            "five and one attempt in ten is not",
            1,
            10,
            &[(1, true), (2, true), (3, true), (4, true), (5, true), (6, false)],
            (10, 5, 1, 4),
            Grade::NotMet,
        ),
    ];
    for (words, every, until, tries, (expected, kept, attempted, missed), grade) in rows {
        let tries: Vec<(Day, bool)> = tries.iter().map(|(n, reached)| (day(*n), *reached)).collect();
        let found = record(&[term(every)], day(until), &tries);
        assert_eq!(
            (found.expected(), found.kept(), found.attempted(), found.missed(), found.grade()),
            (expected, kept, attempted, missed, grade),
            "{words}"
        );
    }
}

#[test]
fn windows_have_their_days_and_a_new_agreement_begins_new_ones() {
    let first = Term { ended_on: Some(day(10)), ..term(7) };
    let second = Term { agreed_on: day(10), every_days: 14, ended_on: None };
    let found = record(&[first, second], day(40), &[(day(3), true), (day(20), false)]);
    let windows: Vec<_> = found.windows.iter().map(|w| (w.from, w.to, w.kept, w.on)).collect();
    assert_eq!(
        windows,
        [
            (day(1), day(7), Kept::Kept, Some(day(3))),
            (day(11), day(24), Kept::Attempted, Some(day(20))),
            (day(25), day(38), Kept::Missed, None),
        ]
    );
}

#[test]
fn the_next_promised_contact_is_the_end_of_the_window_after_the_last_kept_one() {
    for (last, due) in [(None, 7), (Some(0), 7), (Some(1), 14), (Some(7), 14), (Some(8), 21), (Some(30), 42)]
    {
        assert_eq!(term(7).due_on(last.map(day)), day(due), "{last:?}");
    }
}

#[test]
fn a_band_without_a_rule_has_the_one_for_any() {
    let text = "source = \"Alongside default\"\npromises = [{ band = \"high\", every_days = 2 }, { band = \"any\", every_days = 14 }]";
    let rule: packs::model::ContactRule = toml::from_str(text).expect("a rule");
    for (band, days) in [("high", 2), ("medium", 14), ("", 14)] {
        assert_eq!(default_days(&rule, band), Some(days), "{band}");
    }
    let last = "source = \"x\"\npromises = [{ band = \"high\", every_days = 2 }, { band = \"standard\", every_days = 28 }]";
    let rule: packs::model::ContactRule = toml::from_str(last).expect("a rule");
    assert_eq!(default_days(&rule, ""), Some(28), "the last one when nothing is weighed");
}

#[test]
fn intervals_are_said_as_people_say_them() {
    for (days, words) in [(1, "every day"), (7, "every week"), (14, "every 2 weeks"), (10, "every 10 days")] {
        assert_eq!(every_words(days), words);
    }
}

proptest! {
    #[test]
    fn expected_is_the_days_divided_by_the_interval(every in 1i64..60, until in -5i64..800) {
        let found = record(&[term(every)], day(until), &[]);
        prop_assert_eq!(found.expected(), until.max(0) / every);
        prop_assert_eq!(found.missed(), found.expected());
    }

    #[test]
    fn every_expected_window_is_kept_tried_or_missed_and_follows_the_one_before(
        every in 1i64..40, until in 0i64..400, tries in proptest::collection::vec((0i64..420, any::<bool>()), 0..40)
    ) {
        let tries: Vec<(Day, bool)> = tries.into_iter().map(|(n, reached)| (day(n), reached)).collect();
        let found = record(&[term(every)], day(until), &tries);
        prop_assert_eq!(found.kept() + found.attempted() + found.missed(), found.expected());
        let mut from = day(1);
        for window in &found.windows {
            prop_assert_eq!((window.from, window.from.days_until(window.to)), (from, every - 1));
            if let Some(on) = window.on {
                prop_assert!((window.from..=window.to).contains(&on));
                prop_assert_eq!(tries.contains(&(on, window.kept == Kept::Kept)), true);
            }
            from = window.to.plus(1);
        }
        let mut turned = tries.clone();
        turned.reverse();
        prop_assert_eq!(record(&[term(every)], day(until), &turned), found);
    }

    #[test]
    fn another_contact_never_makes_it_worse(
        every in 1i64..40, until in 0i64..400, more in 0i64..400,
        tries in proptest::collection::vec((0i64..400, any::<bool>()), 0..30)
    ) {
        let mut tries: Vec<(Day, bool)> = tries.into_iter().map(|(n, reached)| (day(n), reached)).collect();
        let before = record(&[term(every)], day(until), &tries);
        tries.push((day(more), true));
        let after = record(&[term(every)], day(until), &tries);
        prop_assert!(after.kept() >= before.kept() && after.missed() <= before.missed());
        prop_assert!(2 * after.kept() + after.attempted() >= 2 * before.kept() + before.attempted());
    }

    #[test]
    fn a_contact_moves_the_next_one_on_and_never_back(every in 1i64..40, a in 0i64..400, b in 0i64..400) {
        let (first, second) = (a.min(b), a.max(b));
        let (before, after) = (term(every).due_on(Some(day(first))), term(every).due_on(Some(day(second))));
        prop_assert!(before <= after);
        prop_assert!(after > day(second) && day(second).days_until(after) <= 2 * every);
    }
}

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes())
}

fn promised(app: &TestApp, case: CaseId, person: PersonId, every_days: i64, agreed_on: &str, by: UserId) {
    let new = NewPromise {
        promise_id: app.uuid(),
        person,
        channel: Channel::Phone,
        every_days,
        safe_times: "After 4pm".to_owned(),
        agreed_with: "Mina".to_owned(),
        agreed_on: Day::parse(agreed_on).expect("a day"),
        recorded_at: app.clock().now(),
        recorded_by: by,
    };
    app.write(move |c| add(c, 1, case, &new));
}

#[test]
fn a_contact_moves_the_promise_and_an_attempt_does_not() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-10-01").added();
        promised(&app, case, mina, 7, "2026-11-02", priya.user());
        let page = format!("/cases/{case}/contact");
        // Today is 20 November: windows to the 9th and the 16th have ended, and nobody was reached.
        priya.get(&page).ok().saying("By 9 November 2026. Overdue").saying("2 contacts were expected");
        app.contact(mina, priya.user()).in_case(case).not_reached().added();
        priya.get(&page).ok().saying("By 9 November 2026. Overdue");
        app.contact(mina, priya.user()).in_case(case).added();
        let answer = priya.get(&page).ok().saying("By 30 November 2026").without("Overdue");
        assert!(answer.statements <= 7, "{} statements", answer.statements);
    });
}

#[test]
fn who_else_was_promised_contact_is_reached_safely_too() {
    on_both(|fixture| {
        let app = app(fixture);
        let (team, other) = (app.team("Community Safety"), app.team("Somewhere Else"));
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-10-01").added();
        // A sister whom the team knows too, and a neighbour whom it does not.
        for (name, phone, team) in
            [("Zadie Okafor", "07700 900711", team), ("Ben Two", "07700 900722", other)]
        {
            let person = app.person(name).added();
            app.case(person).held_by(team).added();
            let id = app.uuid();
            let new = NewMethod {
                channel: people::model::Channel::Phone,
                value: phone.to_owned(),
                safety: Safety::Careful,
                rule: "After 4pm".to_owned(),
                preferred: false,
            };
            app.write(move |c| {
                cases::store::add_party(c, 1, case, person, PartyRole::Family)?;
                people::store::add_method(c, 1, person, id, &new)
            });
            promised(&app, case, person, 7, "2026-11-02", priya.user());
        }
        let page = priya.get(&format!("/cases/{case}/contact")).ok();
        assert!(page.statements <= 7, "{} statements", page.statements);
        page.saying("How to reach Zadie Okafor safely").saying("07700 900711").without("07700 900722");
    });
}

#[test]
fn what_they_said_of_safe_times_is_not_asked_again() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let case = app.case(mina).worker(priya.user()).added();
        let agree = format!("/cases/{case}/contact/agree");
        assert_eq!(priya.get(&agree).ok().attributes("#safe_times", "value"), [""]);
        let way = |safety, rule: &str, preferred| people::model::NewMethod {
            channel: people::model::Channel::Phone,
            value: "07700 900123".to_owned(),
            safety,
            rule: rule.to_owned(),
            preferred,
        };
        let barred = way(people::model::Safety::Unsafe, "He answers it", true);
        let careful = way(people::model::Safety::Careful, "Text after 4pm, no voicemail", false);
        for way in [barred, careful] {
            let id = app.uuid();
            app.write(move |c| people::store::add_method(c, 1, mina, id, &way));
        }
        let form = priya.get(&agree).ok();
        assert_eq!(form.attributes("#safe_times", "value"), ["Text after 4pm, no voicemail"]);
    });
}

#[test]
fn what_is_agreed_is_written_in_one_form_and_older_versions_stay() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        let (page, agree) = (format!("/cases/{case}/contact"), format!("/cases/{case}/contact/agree"));
        priya.get(&page).ok().saying("Nothing is agreed yet");
        let form = priya.get(&agree).ok();
        let wrong =
            priya.submit(&form, "main form", &[("every", "often"), ("safe_times", "After 4pm")]).is(422);
        wrong.clone().saying("Enter a number of days from 1 to 366").saying("Say with whom it was agreed.");
        assert_eq!(wrong.attributes("#safe_times", "value"), ["After 4pm"]);
        let good =
            [("every", "14"), ("channel", "phone"), ("agreed_with", "Mina"), ("agreed_on", "6/11/2026")];
        priya.submit(&wrong, "main form", &good).goes_to(&format!("{page}?done=promise"));
        let again =
            [("every", "7"), ("channel", "visit"), ("agreed_with", "Mina"), ("agreed_on", "19/11/2026")];
        priya.submit(&priya.get(&agree).ok(), "main form", &again).is(303);
        let shown =
            priya.get(&page).ok().saying("At least every week").saying("every 2 weeks, agreed with Mina");
        shown.saying("By 26 November 2026").saying("Safe times: After 4pm");
        let before =
            [("every", "7"), ("channel", "visit"), ("agreed_with", "Mina"), ("agreed_on", "1/11/2026")];
        priya.submit(&priya.get(&agree).ok(), "main form", &before).is(422).saying("after that day");
        // Nobody outside the case is promised anything in it.
        let other = app.person("Ben Two").added().to_string();
        let stranger = [
            ("person", other.as_str()),
            ("every", "7"),
            ("channel", "visit"),
            ("agreed_with", "Mina"),
            ("agreed_on", "20/11/2026"),
        ];
        priya.post(&agree, &stranger).is(422).saying("not in this case");
    });
}

#[test]
fn the_next_contact_is_booked_from_the_page_in_one_step() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        let page = priya.get(&format!("/cases/{case}/contact")).ok();
        let wrong = priya.submit(&page, "main form", &[("on", "1/11/2026"), ("what", "Tea")]).is(422);
        wrong.clone().saying("Enter today or a day that is still to come.");
        assert_eq!(wrong.attributes("#what", "value"), ["Tea"]);
        priya.submit(&page, "main form", &[("on", "24/11/2026")]).is(303);
        priya.get(&format!("/cases/{case}")).ok().saying("Contact: Contact as promised");
    });
}
