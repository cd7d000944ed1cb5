//! The plan: from strengths to the exit plan, agreed, changed by two people at once, printed, listed.

use access::{CaseId, Role, TeamId};
use cases::plan::{model::Standing, shape::Shape, store};
use testkit::{Answer, Client, Fixture, TestApp, on_both};

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes())
}

/// An officer with a case of theirs about Mina.
fn begun(app: &TestApp) -> (Client<'_>, CaseId) {
    begun_in(app, app.team("Community Safety"))
}

fn begun_in(app: &TestApp, team: TeamId) -> (Client<'_>, CaseId) {
    let mina = app.person("Amina Okafor").known_as("Mina").added();
    let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
    let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-10-01").added();
    (priya, case)
}

fn send(client: &Client<'_>, path: &str, filled: &[(&str, &str)]) -> Answer {
    client.submit(&client.get(path).ok(), "main form", filled)
}

/// The address of the first link on the plan page whose words begin so.
fn link(page: &Answer, begins: &str) -> String {
    let (words, hrefs) = (page.select("main a"), page.attributes("main a", "href"));
    let at = words.iter().position(|w| w.starts_with(begins));
    at.and_then(|at| hrefs.get(at).cloned()).unwrap_or_else(|| panic!("no link {begins} among {words:?}"))
}

const STEP: [(&str, &str); 4] = [
    ("what", "Fit a new lock"),
    ("owner_kind", "agency"),
    ("owner_name", "Larch Homes"),
    ("due_on", "24/11/2026"),
];

fn with_goal_and_step(client: &Client<'_>, case: CaseId) -> String {
    let plan = format!("/cases/{case}/plan");
    send(client, &format!("{plan}/goals/new"), &[("words", "I want to sleep through the night.")]).is(303);
    let step = link(&client.get(&plan).ok(), "Add a step");
    send(client, &step, &STEP).goes_to(&format!("{plan}?done=step"));
    plan
}

#[test]
fn a_plan_is_made_agreed_carried_out_and_ended_by_forms() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = format!("/cases/{case}/plan");
        priya.get(&plan).ok().saying("Not agreed yet").saying("No goals yet.").saying("No exit plan yet.");
        let start = [("strengths", "She keeps a careful diary."), ("supports", "Her sister Grace")];
        send(&priya, &format!("{plan}/start"), &start).is(303);
        with_goal_and_step(&priya, case);
        let shown = priya.get(&plan).ok();
        assert!(shown.statements <= 6, "{} statements", shown.statements);
        let words = shown.html();
        let at = |needle: &str| words.find(needle).unwrap_or_else(|| panic!("{needle} is not shown"));
        assert!(at("careful diary") < at("sleep through the night"), "strengths stand before goals");
        shown.saying("Larch Homes").saying("Tue 24 Nov");
        app.clock().advance_seconds(60);
        let agree = [("how", "face_to_face"), ("copy", "not_given")];
        let form = format!("{plan}/agree");
        send(&priya, &form, &agree).is(422).saying("Say why they got no copy.");
        let agree = [("how", "face_to_face"), ("copy", "printed"), ("agreed_with", "Mina and Grace")];
        send(&priya, &form, &agree).goes_to(&format!("{plan}?done=agreed"));
        let agreed = priya.get(&plan).ok().saying("Agreed on 20 November 2026").saying("Mina and Grace");
        agreed.saying("By 1 January 2027").without("Changed since");
        let exit = [("safe_when", "Six quiet weeks"), ("expected_on", "1/3/2027"), ("carries_on", "Grace")];
        send(&priya, &format!("{plan}/exit"), &exit).is(303);
        priya.get(&plan).ok().saying("Six quiet weeks").without("Changed since");
        app.clock().advance_seconds(60);
        // Doing what was agreed is no change of it; other words are.
        let done = link(&priya.get(&plan).ok(), "Mark as done");
        send(&priya, &done, &[("outcome", "Fitted"), ("evidence", "Seen on the visit")]).is(303);
        priya.get(&plan).ok().saying("Fitted. What shows it: Seen on the visit").without("Changed since");
        send(&priya, &format!("{plan}/goals/new"), &[("words", "I want to go out again.")]).is(303);
        priya.get(&plan).ok().saying("Changed since it was agreed on 20 November 2026");
        let history = priya.get(&format!("{plan}/history")).ok();
        history
            .clone()
            .saying("- Fit a new lock: Larch Homes, by 24 November 2026")
            .saying("I want to go out again.");
        assert!(
            !history.select("details").join(" ").contains("go out again"),
            "an agreement keeps its own words"
        );
        let events = app.read(move |c| store::state(c, 1, case, kernel::Day::parse("2026-11-20")?));
        assert!(events.has_exit && events.goals == 2 && events.steps == 0 && events.has_steps);
        assert!(matches!(events.standing(), Standing::Changed(_)));
    });
}

#[test]
fn an_agreement_is_an_event_of_its_day() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = with_goal_and_step(&priya, case);
        let agree = [("how", "phone"), ("copy", "sent"), ("agreed_on", "18/11/2026")];
        send(&priya, &format!("{plan}/agree"), &agree).is(303);
        let days = app.read(move |c| {
            use kernel::db::{ConnExt, Sql};
            const EVENTS: Sql<(String, kernel::Day)> = Sql::new(
                "SELECT event, on_day FROM case_event WHERE tenant_id = $1 AND case_id = $2 ORDER BY on_day",
            );
            c.all(EVENTS, kernel::args![1i64, case])
        });
        assert_eq!(days, [("plan-agreed".to_owned(), kernel::Day::parse("2026-11-18").expect("a day"))]);
    });
}

#[test]
fn two_officers_edit_one_goal_and_nobodys_words_are_lost() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let (priya, case) = begun_in(&app, team);
        let dean = app.worker("Dean Morris").role(Role::Officer).in_team(team).signed_in();
        let plan = with_goal_and_step(&priya, case);
        let goal = link(&priya.get(&plan).ok(), "Change goal");
        // Both open the goal, then both save.
        let (mine, theirs) = (priya.get(&goal).ok(), dean.get(&goal).ok());
        dean.submit(&theirs, "main form", &[("words", "I want to sleep, and feel safe.")]).is(303);
        let both = priya.submit(&mine, "main form", &[("words", "I want quiet nights.")]).is(409);
        both.clone()
            .saying("Dean Morris changed this while you were writing")
            .saying("I want to sleep, and feel safe.");
        assert_eq!(both.select("textarea#words"), ["I want quiet nights."]);
        priya.get(&plan).ok().saying("I want to sleep, and feel safe.").without("quiet nights");
        // The second chooses: both together. The words before stay in the history.
        let chosen = "I want quiet nights, and to feel safe.";
        priya.submit(&both, "main form", &[("words", chosen)]).is(303);
        priya.get(&plan).ok().saying(chosen);
        priya.get(&format!("{plan}/history")).ok().saying("I want to sleep, and feel safe.").saying(chosen);
    });
}

#[test]
fn a_step_start_and_exit_plan_changed_twice_show_both_texts() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = with_goal_and_step(&priya, case);
        let step = link(&priya.get(&plan).ok(), "Change: Fit");
        let exit = [("expected_on", "1/3/2027"), ("carries_on", "Grace")];
        for (path, field, others) in [
            (step, "what", &[][..]),
            (format!("{plan}/start"), "strengths", &[][..]),
            (format!("{plan}/exit"), "safe_when", &exit[..]),
        ] {
            let (mine, theirs) = (priya.get(&path).ok(), priya.get(&path).ok());
            let filled = |words| [others, &[(field, words)]].concat();
            priya.submit(&theirs, "main form", &filled("Their words")).is(303);
            let both =
                priya.submit(&mine, "main form", &filled("My own words")).is(409).saying("Their words");
            assert!(both.html().contains("My own words"), "{path}");
            priya.submit(&both, "main form", &[]).is(303);
            let history = priya.get(&format!("{plan}/history")).ok();
            history.saying("Their words").saying("My own words");
        }
    });
}

#[test]
fn of_many_who_save_at_once_one_wins_and_all_others_are_told() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = with_goal_and_step(&priya, case);
        let goal = link(&priya.get(&plan).ok(), "Change goal");
        // The same form from six desks: without a sending's own id each counts for itself.
        let pairs = [("words", "I want quiet nights."), ("state", "open"), ("version", "1")];
        let answers = priya.race(6, &goal, &pairs);
        let saved = answers.iter().filter(|a| a.status == 303).count();
        let told = answers.iter().filter(|a| a.status == 409).count();
        assert_eq!((saved, told), (1, 5), "{:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>());
    });
}

#[test]
fn a_plan_that_changed_under_an_agreement_is_shown_first() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = with_goal_and_step(&priya, case);
        let form = priya.get(&format!("{plan}/agree")).ok();
        app.clock().advance_seconds(5);
        send(&priya, &format!("{plan}/goals/new"), &[("words", "I want to go out again.")]).is(303);
        let agree = [("how", "phone"), ("copy", "sent")];
        let told = priya.submit(&form, "main form", &agree).is(409).saying("I want to go out again.");
        priya.submit(&told, "main form", &[]).is(303);
    });
}

#[test]
fn a_draft_of_a_goal_comes_back_until_it_is_saved() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let path = format!("/cases/{case}/plan/goals/new");
        let form = priya.get(&path).ok();
        let keep = form.attributes("main form", "data-autosave").remove(0);
        priya.post(&keep, &[("words", "I want to “sleep”"), ("version", "")]).is(204);
        let kept = priya.get(&path).ok().saying("This is your draft");
        assert_eq!(kept.select("textarea#words"), ["I want to “sleep”"]);
        priya.post(&keep, &[("words", "x"), ("button", "draft")]).goes_to(&format!("{path}?done=draft"));
        // A part of life that the kind of case does not know is not kept.
        let forged = [("submission", "forged"), ("words", "I want to sleep"), ("area", "nowhere")];
        priya.post(&path, &forged).is(422).saying("Choose a part of life");
        priya.submit(&kept, "main form", &[]).is(303);
        priya.get(&path).ok().without("This is your draft");
        priya.post(&keep.replace("plan-new-goal", "nonsense"), &[("words", "x")]).not_found();
    });
}

#[test]
fn help_goes_from_offer_to_the_clients_own_mark() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = format!("/cases/{case}/plan");
        send(&priya, &format!("{plan}/help/new"), &[]).is(422).saying("Say what help was offered.");
        send(&priya, &format!("{plan}/help/new"), &[("label", "Counselling"), ("on", "2/11/2026")]).is(303);
        let help = link(&priya.get(&plan).ok(), "Counselling");
        for (kind, on) in [("accepted", "3/11/2026"), ("started", "9/11/2026"), ("session", "16/11/2026")] {
            send(&priya, &help, &[("kind", kind), ("on", on)]).is(303);
        }
        // What cannot come next is refused though a form of another day says it.
        let page = priya.get(&help).ok();
        priya.submit(&page, "main form", &[("kind", "refused")]).is(422).saying("cannot happen next");
        let end = [("kind", "completed"), ("helped", "4"), ("words", "I sleep again.")];
        send(&priya, &help, &end).is(303);
        priya.submit(&page, "main form", &[("kind", "completed")]).is(422);
        priya
            .get(&plan)
            .ok()
            .saying("Counselling Completed")
            .saying("1 session")
            .saying("A lot (4 of 5): “I sleep again.”");
        let (from, to) = (app.clock().today().plus(-60), app.clock().today());
        let counts = app.read(move |c| store::help::counts(c, 1, from, to));
        let figures: Vec<_> = counts
            .iter()
            .map(|n| {
                (
                    n.label.as_str(),
                    n.offered,
                    n.accepted,
                    n.started,
                    n.sessions,
                    n.completed,
                    n.refused,
                    n.asked,
                    n.marks,
                )
            })
            .collect();
        assert_eq!(figures, [("Counselling", 1, 1, 1, 1, 1, 0, 1, 4)]);
    });
}

#[test]
fn lists_and_their_figures_agree_and_hide_what_may_not_be_seen() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let cases: Vec<CaseId> = ["Ann One", "Ben Two", "Cas Three"]
            .map(|name| app.case(app.person(name).added()).held_by(team).worker(priya.user()).added())
            .into();
        let hidden = app.person("Dee Hidden").restricted().added();
        app.case(hidden).held_by(team).worker(priya.user()).added();
        let plan = with_goal_and_step(&priya, cases[0]);
        app.clock().advance_seconds(5);
        send(&priya, &format!("{plan}/agree"), &[("how", "phone"), ("copy", "sent")]).is(303);
        let exit = [("safe_when", "Quiet"), ("expected_on", "1/3/2027"), ("carries_on", "Grace")];
        send(&priya, &format!("/cases/{}/plan/exit", cases[1]), &exit).is(303);
        let path = format!("/plans/officer/{}", priya.user());
        let page = |list: &str| priya.get(&format!("{path}?list={list}")).ok();
        for (list, figure, on, off) in [
            ("overdue", "0 cases of 4 open cases", None, Some("Ann One")),
            ("no-step", "3 cases of 4 open cases. 1 is not shown to you", Some("Ben Two"), Some("Ann One")),
            ("no-exit", "3 cases of 4", Some("Ann One"), Some("Ben Two")),
            ("not-agreed", "3 cases of 4", Some("Cas Three"), Some("Ann One")),
            ("review", "0 cases of 4", None, Some("Ann One")),
        ] {
            let shown = page(list).saying(figure);
            assert!(shown.statements <= 3, "{list}: {} statements", shown.statements);
            let rows = shown.select("tbody th").join(" ");
            assert!(on.is_none_or(|name| rows.contains(name)), "{list}: {rows}");
            assert!(off.is_none_or(|name| !rows.contains(name)) && !rows.contains("Dee"), "{list}: {rows}");
        }
        // Six weeks and more later: the step is late, the review is due, and it is the same for the team.
        app.clock().advance_seconds(43 * 86_400);
        let priya = app.worker("Lea Der").role(Role::Leader).in_team(team).signed_in();
        for list in ["overdue", "review"] {
            let shown = priya.get(&format!("/plans/team/{team}?list={list}")).ok().saying("1 case of 4");
            shown.saying("Ann One").saying("Priya Shah");
        }
    });
}

#[test]
fn the_clients_copy_is_plain_and_can_be_large() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = with_goal_and_step(&priya, case);
        let mine = [("what", "Keep the diary"), ("owner_kind", "person"), ("due_on", "27/11/2026")];
        let add = link(&priya.get(&plan).ok(), "Add a step");
        send(&priya, &add, &mine).is(303);
        let copy = priya.get(&format!("{plan}/print")).ok();
        copy.clone()
            .saying("You: Keep the diary. By 27 November 2026.")
            .saying("Larch Homes: Fit a new lock.");
        assert_eq!(copy.count("main .large"), 0);
        assert_eq!(priya.get(&format!("{plan}/print?large=1")).ok().count("main .large"), 1);
    });
}

#[test]
fn a_closed_case_shows_its_plan_and_takes_no_change() {
    on_both(|fixture| {
        let app = app(fixture);
        let (priya, case) = begun(&app);
        let plan = with_goal_and_step(&priya, case);
        app.close(case);
        priya.get(&plan).ok().saying("sleep through the night").without("Add a goal");
        priya.get(&format!("{plan}/goals/new")).not_found();
        priya.post(&format!("{plan}/exit"), &[("safe_when", "x")]).not_found();
    });
}

#[test]
fn the_pack_a_case_is_worked_by_shapes_its_plan_and_promise() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Housing");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let pack = packs::shipped_pack("homelessness-england").expect("it ships");
        let case = app.case(mina).worked_by(&pack.id).held_by(team).worker(priya.user()).added();
        let plan = format!("/cases/{case}/plan");
        priya.get(&plan).ok().saying(&pack.plan.name);
        send(&priya, &format!("{plan}/goals/new"), &[("words", "A home near my son's school.")]).is(303);
        let step = link(&priya.get(&plan).ok(), "Add a step");
        send(&priya, &step, &STEP).is(422).saying("Say whether it must be done or is recommended.");
        let bound = [&STEP[..], &[("binding", "mandatory")]].concat();
        send(&priya, &step, &bound).is(303);
        priya.get(&plan).ok().saying("Must be done");
        // What the pack says about contact is a default until something is agreed, and says so.
        let contact = priya.get(&format!("/cases/{case}/contact")).ok().saying("Nothing is agreed yet.");
        contact.saying("The rule for this kind of case is").saying(&pack.contact.source);
    });
}

#[test]
fn a_pack_shapes_the_plan_and_a_case_without_one_has_the_plain_shape() {
    for pack in packs::shipped() {
        let shape = Shape::of(Some(pack));
        assert_eq!((&shape.name, shape.review_days), (&pack.plan.name, pack.plan.review_days));
        for area in &pack.plan.areas {
            assert_eq!(shape.area(&area.code), area.label);
        }
    }
    let plain = Shape::of(None);
    assert_eq!((plain.name.as_str(), plain.review_days, plain.mandatory_steps), ("Plan", 42, false));
    assert!(plain.review_source.contains("Alongside default"));
    assert_eq!((plain.area("gone"), plain.area("")), ("gone".into(), String::new()));
}
