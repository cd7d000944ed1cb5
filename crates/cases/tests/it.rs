//! Cases: pages, notes and their drafts.

#[path = "it/clocks.rs"]
mod clocks;
#[cfg(test)]
#[path = "it/counted.rs"]
mod counted;
#[path = "it/forms.rs"]
mod forms;
#[path = "it/kinds.rs"]
mod kinds;
#[path = "it/page.rs"]
mod page;
#[path = "it/walk.rs"]
mod walk;
#[path = "it/work.rs"]
mod work;

use access::Role;
use testkit::{TestApp, on_both};

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes())
}

#[test]
fn a_case_page_shows_what_is_next_and_who_is_in_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).title("Noise from upstairs").added();
        app.contact(mina, priya.user()).in_case(case).saying("Two quiet nights.").added();
        app.action(mina, "Weekly call").in_case(case).owner(priya.user()).due("2026-11-19").added();
        let page = priya.get(&format!("/cases/{case}")).ok();
        page.clone()
            .saying("Noise from upstairs")
            .saying("Two quiet nights.")
            .saying("Weekly call")
            .saying("Overdue");
        assert!(page.statements <= 12, "{} statements", page.statements);
    });
}

#[test]
fn a_case_of_another_team_looks_like_one_that_is_not_there() {
    on_both(|fixture| {
        let app = app(fixture);
        let (ours, theirs) = (app.team("Ours"), app.team("Theirs"));
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(theirs).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(ours).signed_in();
        let refused = priya.get(&format!("/cases/{case}")).not_found().html();
        let missing = priya.get("/cases/00000000000070008000000000000000").not_found().html();
        assert_eq!(refused, missing);
        assert_eq!(priya.get("/cases/nonsense").not_found().html(), missing);
    });
}

#[test]
fn a_note_needs_one_field_and_keeps_what_was_typed() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let new = format!("/people/{mina}/notes/new");
        let form = priya.get(&new).ok();
        let wrong = priya
            .submit(&form, "main form", &[("summary", ""), ("on", "yesterday"), ("with_whom", "Grace")])
            .is(422);
        wrong.clone().saying("Write what was said or done.").saying("Enter a real date");
        assert_eq!(wrong.attributes("#with_whom", "value"), ["Grace"]);
        let future = priya.submit(&form, "main form", &[("summary", "x"), ("on", "25/11/2026")]).is(422);
        future.saying("Enter a time that has passed");
        let half = priya.submit(&form, "main form", &[("summary", "x"), ("next_what", "Call")]).is(422);
        half.saying("Say on which day.");
        priya.submit(&form, "main form", &[("summary", "Called and agreed a plan.")]).is(303);
        priya
            .get(&format!("/people/{mina}/timeline"))
            .ok()
            .saying("Called and agreed a plan.")
            .saying("1 entry");
    });
}

#[test]
fn a_draft_comes_back_until_the_note_is_saved() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let (new, draft) = (format!("/people/{mina}/notes/new"), format!("/people/{mina}/notes/draft"));
        let words = "She said: “not again”.\nLine two & more = 100%";
        priya.post(&draft, &[("summary", words), ("channel", "phone")]).is(204);
        let page = priya.get(&new).ok().saying("This is your draft");
        let kept = page.html().replace("&#38;", "&").replace("&amp;", "&");
        assert!(kept.contains(words), "every character typed is there: {kept}");
        // Nobody else has it.
        let dean = app.worker("Dean Morris").role(Role::Officer).works_with(mina).signed_in();
        dean.get(&new).ok().without("not again");
        priya.submit(&page, "main form", &[]).is(303);
        priya.get(&new).ok().without("This is your draft");
    });
}

#[test]
fn a_note_sent_twice_at_once_is_one_note() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let path = format!("/people/{mina}/notes/new");
        let pairs = [("summary", "Once."), ("channel", "note"), ("submission", "onlyonce")];
        let answers = priya.race(6, &path, &pairs);
        assert!(answers.iter().all(|a| a.location() == answers[0].location() && !a.location().is_empty()));
        priya.get(&format!("/people/{mina}/timeline")).ok().saying("1 entry");
        let other = [("summary", "Twice."), ("channel", "note"), ("submission", "onlyonce")];
        priya.post(&path, &other).is(422).saying("This form was sent already");
    });
}

#[test]
fn the_timeline_filters_and_says_what_it_does_not_show() {
    on_both(|fixture| {
        let app = app(fixture);
        let (ours, theirs) = (app.team("Ours"), app.team("Theirs"));
        let mina = app.person("Amina Okafor").added();
        let dean = app.worker("Dean Morris").role(Role::Officer).in_team(theirs).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(ours).signed_in();
        let our_case = app.case(mina).held_by(ours).added();
        let their_case = app.case(mina).held_by(theirs).added();
        app.contact(mina, priya.user()).in_case(our_case).saying("Ours to read").added();
        app.contact(mina, dean).in_case(their_case).saying("Theirs to read").added();
        let page = priya.get(&format!("/people/{mina}/timeline")).ok();
        page.saying("Ours to read").without("Theirs to read").saying("1 on cases of other teams not shown");
        priya.get(&format!("/people/{mina}/timeline?outcome=attempted")).ok().saying("Nothing fits.");
        priya.get(&format!("/people/{mina}/timeline?from=nonsense")).ok().saying("Enter a real date");
    });
}

#[test]
fn an_action_is_done_once() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let action = app.action(mina, "Fit a lock").owner(priya.user()).due("2026-11-19").added();
        let path = format!("/people/{mina}/actions/{}/done", action.simple());
        priya.post(&path, &[("outcome", "Fitted"), ("submission", "a")]).is(303);
        priya.post(&path, &[("outcome", "Fitted"), ("submission", "b")]).is(409).saying("before you");
    });
}

#[test]
fn a_closed_case_is_read_and_not_written_to() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).added();
        app.close(case);
        priya.get(&format!("/cases/{case}")).ok().saying("Closed");
        let pairs =
            [("summary", "Late note"), ("channel", "note"), ("case", &case.to_string()), ("submission", "s")];
        priya.post(&format!("/people/{mina}/notes/new"), &pairs).is(409).saying("Choose another case");
    });
}
