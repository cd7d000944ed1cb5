//! Recording: what is kept apart, corrections that append, numbers that belong elsewhere, how soon it is written.

use access::Role;
use cases::model::Channel;
use people::model::{AddressKind, NewAddress};
use testkit::{Fixture, TestApp, on_both};

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes())
}

#[test]
fn a_visit_keeps_fact_opinion_and_report_apart() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let form = priya.get(&format!("/people/{mina}/notes/new?channel=visit")).ok();
        assert_eq!(form.count("main details[open] #seen"), 1, "the visit's part is open");
        let filled = [
            ("summary", "Visited at home."),
            ("seen", "Mina and her sister"),
            ("alone", "yes"),
            ("said", "It stopped on Tuesday."),
            ("saw", "A new lock on the door."),
            ("thinks", "She is less afraid."),
            ("reported", "Grace heard shouting on Friday."),
        ];
        priya.submit(&form, "main form", &filled).is(303);
        let page = priya.get(&format!("/people/{mina}/timeline")).ok();
        for words in [
            "Seen: Mina and her sister. The person was seen alone.",
            "They said, in their words: It stopped on Tuesday.",
            "I saw (fact): A new lock on the door.",
            "I think (opinion): She is less afraid.",
            "Others told us (reported): Grace heard shouting on Friday.",
        ] {
            page.clone().saying(words);
        }
        // The quick note stays quick: one field, nothing else asked.
        let quick = priya.get(&format!("/people/{mina}/notes/new")).ok();
        assert_eq!(quick.count("main details[open]"), 0);
        priya.submit(&quick, "main form", &[("summary", "Called.")]).is(303);
    });
}

#[test]
fn a_correction_appends_and_the_old_entry_is_shown_and_not_counted() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        let wrong = app.contact(mina, priya.user()).in_case(case).saying("Met and talked.").added();
        let timeline = format!("/people/{mina}/timeline");
        priya.get(&format!("/cases/{case}")).ok().saying("Last reachedToday");
        let path = format!("/people/{mina}/notes/{}/correct", wrong.simple());
        assert!(priya.get(&timeline).ok().attributes("main a", "href").contains(&path));
        let form = priya.get(&path).ok().saying("Met and talked.");
        priya.submit(&form, "main form", &[("summary", "x")]).is(422).saying("Say what was wrong.");
        app.clock().advance_seconds(60);
        let filled =
            [("summary", "Nobody was in."), ("why", "I mixed up two visits."), ("outcome", "attempted")];
        priya.submit(&form, "main form", &filled).goes_to(&format!("{timeline}?done=corrected"));
        let page = priya.get(&timeline).ok().saying("2 entries").saying("Met and talked.");
        page.saying("Nobody was in.").saying("Why: I mixed up two visits.").saying("The correction counts");
        priya.get(&format!("/cases/{case}")).ok().saying("Nobody reached yet");
        // An entry is corrected once; after that the correction is.
        priya.get(&path).ok().saying("Correct the correction instead.");
        priya.post(&path, &[("summary", "y"), ("why", "z")]).is(409);
    });
}

#[test]
fn an_entry_of_another_teams_case_cannot_be_corrected() {
    on_both(|fixture| {
        let app = app(fixture);
        let (ours, theirs) = (app.team("Ours"), app.team("Theirs"));
        let mina = app.person("Amina Okafor").added();
        let dean = app.worker("Dean Morris").role(Role::Officer).in_team(theirs).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(ours).signed_in();
        app.case(mina).held_by(ours).worker(priya.user()).added();
        let case = app.case(mina).held_by(theirs).added();
        let entry = app.contact(mina, dean).in_case(case).saying("Theirs").added();
        let path = format!("/people/{mina}/notes/{}/correct", entry.simple());
        priya.get(&path).not_found();
        priya.post(&path, &[("summary", "y"), ("why", "z"), ("on", "20/11/2026")]).not_found();
    });
}

#[test]
fn a_number_typed_about_somebody_with_a_safety_marker_asks_first() {
    on_both(|fixture| {
        let app = app(fixture);
        let (mina, plain) = (app.person("Amina Okafor").added(), app.person("Ben Two").added());
        let id = app.uuid();
        app.write(move |c| {
            let address = NewAddress {
                kind: AddressKind::Refuge,
                lines: "1 Elm Road".to_owned(),
                postcode: "SE13 6QZ".to_owned(),
                withheld: true,
                access_code: String::new(),
                from_on: None,
                until_on: None,
            };
            people::store::add_address(c, 1, mina, id, &address)
        });
        let priya =
            app.worker("Priya Shah").role(Role::Officer).works_with(mina).works_with(plain).signed_in();
        let path = |person| format!("/people/{person}/notes/new");
        let words = "Call her on 07700 900123, she is at SE13 6QZ.";
        // Nobody is asked about somebody without a marker.
        let form = priya.get(&path(plain)).ok();
        priya.submit(&form, "main form", &[("summary", words)]).is(303);
        let form = priya.get(&path(mina)).ok();
        let asked = priya.submit(&form, "main form", &[("summary", words)]).is(422);
        asked.clone().saying("Put this in the address record instead?").saying("07700 900123 and SE13 6QZ");
        assert_eq!(asked.select("textarea#summary"), [words], "every word is kept");
        priya.get(&format!("/people/{mina}/timeline")).ok().without("07700 900123");
        // A link to the address record has both filled in, no address of a page has them, and the note is a draft.
        let action = asked.attributes("button[value=reach]", "formaction").remove(0);
        let to = priya.post(&action, &[("summary", words), ("submission", "n1")]).is(303);
        assert_eq!(to.location(), format!("/people/{mina}/reach"));
        assert_eq!(priya.get(&path(mina)).ok().select("textarea#summary"), [words]);
        priya.submit(&asked, "main form", &[("keep_numbers", "yes")]).is(303);
        let timeline = priya.get(&format!("/people/{mina}/timeline")).ok().saying("07700 900123");
        // Wherever it is typed, and in a correction too.
        for name in ["said", "saw", "thinks", "reported", "seen", "with_whom", "next_what"] {
            let form = priya.get(&path(mina)).ok();
            let typed = [("summary", "She called."), (name, "It is SE13 6QZ now"), ("next_on", "24/11/2026")];
            let typed = if name == "next_what" { &typed[..] } else { &typed[..2] };
            let asked = priya.submit(&form, "main form", typed).is(422);
            assert!(asked.says("You typed SE13 6QZ"), "{name}");
        }
        let correct = timeline.attributes("a[href$='/correct']", "href").remove(0);
        let form = priya.get(&correct).ok();
        let why = [("summary", "She called."), ("why", "It was 07700 900456.")];
        let asked = priya.submit(&form, "main form", &why).is(422).saying("You typed 07700 900456");
        priya.submit(&asked, "main form", &[("keep_numbers", "yes")]).is(303);
    });
}

#[test]
fn a_worker_sees_how_soon_they_write_and_nobody_elses() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Officer).in_team(team).added();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        let now = app.clock().now();
        for days in [0, 0, 2, 5, 9, 30] {
            app.contact(mina, priya.user()).in_case(case).at(now.plus_seconds(-days * 86_400)).added();
        }
        app.contact(mina, priya.user()).in_case(case).with(|n| n.channel = Channel::Note).added();
        app.contact(mina, dean).in_case(case).at(now.plus_seconds(-20 * 86_400)).added();
        let page = priya.get("/recording").ok().saying("Only you see this.");
        page.clone().saying("2 of 6 contacts were written down the same day.");
        assert_eq!(page.select("tbody td.num"), ["2", "1", "1", "1", "1"]);
        assert_eq!(page.statements, 1);
    });
}

/// Every page of this slice that shows a telephone number, or is about a letter or message, has the card.
#[test]
fn the_safe_contact_card_stands_beside_every_number() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let id = app.uuid();
        app.write(move |c| {
            let method = people::model::NewMethod {
                channel: people::model::Channel::Phone,
                value: "07700 900123".to_owned(),
                safety: people::model::Safety::Careful,
                rule: "Text after 4pm".to_owned(),
                preferred: true,
            };
            people::store::add_method(c, 1, mina, id, &method)
        });
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        let mut with_number = 0;
        for path in [
            format!("/cases/{case}"),
            format!("/cases/{case}/plan"),
            format!("/cases/{case}/plan/agree"),
            format!("/cases/{case}/plan/print"),
            format!("/cases/{case}/plan/history"),
            format!("/cases/{case}/contact"),
            format!("/cases/{case}/contact/agree"),
            format!("/people/{mina}/notes/new"),
            format!("/people/{mina}/cases"),
            format!("/people/{mina}/timeline"),
        ] {
            let page = priya.get(&path).ok();
            let body = page.select("main").join(" ");
            let number = page.html().contains("tel:") || !cases::recording::model::numbers(&body).is_empty();
            let card = page.count("section[aria-labelledby=safe]") == 1 || page.count("p.safe") == 1;
            assert!(
                !number || (card && body.contains("Text after 4pm")),
                "{path} shows a number without the card"
            );
            with_number += usize::from(number);
        }
        assert!(with_number >= 5, "only {with_number} pages show the number: the test is not looking");
    });
}
