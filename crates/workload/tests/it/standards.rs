//! Standards in the team's words, own ways of keeping them, and what practice taught.

use access::Role;
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

#[test]
fn a_standard_is_worded_kept_in_an_own_way_worded_anew_and_withdrawn() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let sam = app.worker("Sam Reilly").role(Role::Officer).in_team(team).signed_in();
        let ruth = app.worker("Ruth Lane").role(Role::Manager).signed_in();
        // Two of Priya's cases are past the last day of a clock.
        let today = Day::of(app.clock().now());
        for days in [-3, -1, 4] {
            let person = app.person("Amina Okafor").added();
            let case = app.case(person).held_by(team).worker(priya.user()).opened("2026-09-01").added();
            let due = today.plus(days);
            app.write(move |c| {
                let sql = "UPDATE case_file SET clock_due_on = $3 WHERE tenant_id = $1 AND case_id = $2";
                c.exec(Sql::<()>::new(sql), args![1, case, due])
            });
        }
        let page = ruth.get("/caseloads/standards").ok().saying("No standard is written down yet.");
        let form = "form[action='/caseloads/standards']";
        ruth.submit(&page, form, &[("title", "We keep our days")]).is(422).saying("Write what that means");
        let fields = [
            ("title", "We keep our days"),
            ("words", "Every clock ends before its last day."),
            ("shown_by", "clocks"),
        ];
        ruth.submit(&page, form, &fields).is(303);
        priya.post("/caseloads/standards", &fields).is(404);
        let page = priya.get("/caseloads/standards").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page.saying("2 of your cases past the last day").without("Add this standard");
        sam.get("/caseloads/standards").ok().saying("0 of your cases past the last day");
        let at = page.attributes("main h2 a", "href")[0].clone();
        // A way of one's own is one's own until it is shared.
        let way = |shared: &'static str| [("way", "I look at eight each morning."), ("shared", shared)];
        let one = priya.get(&at).ok().without("Word it anew");
        priya.submit(&one, &format!("form[action='{at}/method']"), &way("")[..1]).is(303);
        priya.get("/caseloads/standards").ok().saying("My own way: I look at eight each morning.");
        sam.get(&at).ok().without("I look at eight");
        priya.post(&format!("{at}/method"), &way("yes")).is(303);
        sam.get(&at).ok().saying("I look at eight each morning.").saying("Priya Shah");
        // Worded anew, what was worded before stays.
        let one = ruth.get(&at).ok();
        let anew = format!("form[action='{at}']");
        ruth.submit(&one, &anew, &[("place", "0")]).is(422).saying("Write 1 to 99.");
        ruth.submit(&one, &anew, &[("from", "1 1 2020")]).is(422).saying("does not count backwards");
        app.clock().advance_seconds(1);
        ruth.submit(&one, &anew, &[("title", "We end before the last day")]).is(303);
        let one = ruth.get(&at).ok().saying("We end before the last day").saying("We keep our days");
        assert!(one.statements <= 12, "{} statements", one.statements);
        app.clock().advance_seconds(1);
        ruth.submit(&one, &format!("form[action='{at}/withdraw']"), &[]).is(303);
        ruth.get("/caseloads/standards").ok().saying("No standard is written down yet.");
        ruth.get(&at).ok().saying("A standard that was withdrawn").saying("We keep our days");
        ruth.get("/caseloads/standards/00000000000000000000000000000009").is(404);
    });
}

#[test]
fn what_practice_taught_is_written_found_and_put_right_without_anybody_being_told() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let sam = app.worker("Sam Reilly").role(Role::Officer).in_team(team).signed_in();
        let page = priya.get("/practice/new?kind=session").ok();
        let form = "main form";
        let fields = [
            ("theme", "trust"),
            ("case_type", "asb"),
            ("title", "The same hour every week"),
            ("words", "Somebody would not open. Ring 07700 900123."),
            ("learning", "A time that is kept is a promise."),
            ("actions", "We book the next visit before we leave."),
            ("attendees", "Priya, Sam"),
        ];
        let refused = priya.submit(&page, form, &fields).is(422);
        refused.saying("There is a telephone number in it").saying("A time that is kept is a promise.");
        let mut fields = fields;
        fields[3].1 = "Somebody would not open. We came again at the same hour for six weeks.";
        let written = priya.submit(&page, form, &fields).is(303);
        let at = written.location().split('?').next().unwrap_or_default().to_owned();
        let note = priya.get("/practice/new?kind=note").ok();
        let fields = [("theme", "law"), ("title", "Three doors"), ("words", "One letter, three doors.")];
        priya.submit(&note, form, &fields).is(303);
        let found = |query: &str| {
            let page = sam.get(&format!("/practice{query}")).ok();
            assert!(page.statements <= 12, "{} statements", page.statements);
            page.count("[aria-labelledby=found] li")
        };
        assert_eq!(
            ["", "?theme=trust", "?theme=law", "?kind=session", "?kind=note"].map(&found),
            [2, 1, 1, 1, 1]
        );
        // A note about every kind of case is about this one too; words are looked for in every part.
        assert_eq!(["?case_type=asb", "?case_type=homelessness-england"].map(&found), [2, 1]);
        assert_eq!(["?words=promise+hour", "?words=letter", "?words=nothing"].map(&found), [1, 1, 0]);
        let one = sam.get(&at).ok().saying("What was learnt").saying("Trust after harm");
        sam.submit(&one, form, &[("correction", "Write to her at SW1A 1AA")]).is(422).saying("a postcode");
        sam.submit(&one, form, &[("correction", "It was five weeks.")]).is(303);
        sam.get(&at).ok().saying("It was five weeks.").saying("six weeks");
    });
}
