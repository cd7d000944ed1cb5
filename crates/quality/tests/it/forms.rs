//! Review forms through their pages, on both engines: edited, tried, published, taken back; scores keep their version.

use access::{CaseId, Role};
use kernel::{
    Day, Id, args,
    db::{ConnExt, Sql},
};
use quality::{
    draw::run::{self, Asked},
    forms::{Forms, ReviewForm, write},
};
use testkit::{Answer, Client, Fixture, TestApp, on_both};

const AT: &str = "/reviews/forms/mcr-asb";

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, quality::routes().merge(cases::routes()))
}

fn asb() -> &'static ReviewForm {
    quality::forms::version("mcr-asb", 1).expect("it ships")
}

fn draw(app: &TestApp, month: &str) {
    let month = Asked::month_of(month).expect("a month");
    let asked = Asked { month, team: None, each: 2, seed: None, by: access::NOBODY };
    run::draw(app.db(), &asked).expect("a draw");
}

fn in_force(app: &TestApp, pack: &'static str, day: &str) -> Option<(String, i64)> {
    let day = Day::parse(day).expect("a day");
    app.read(move |c| Ok(Forms::read(c, 1)?.for_pack(pack, day).map(|form| (form.id.clone(), form.version))))
}

fn form_version(app: &TestApp, case: CaseId) -> i64 {
    let sql = "SELECT form_version FROM case_review WHERE tenant_id = 1 AND case_id = $1";
    app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0
}

/// Answers a review: all met, but B4 not met, E1 partly and D2 not reached: 89 by the first version.
fn do_review(app: &TestApp, leader: &Client<'_>, case: CaseId) -> String {
    let sql = "SELECT review_id FROM case_review WHERE tenant_id = 1 AND case_id = $1";
    let (id,) = app.read(move |c| c.one(Sql::<(Id<()>,)>::new(sql), args![case]));
    let at = format!("/cases/{case}/reviews/{id}");
    let mut fields = vec![("praise".to_owned(), "Kind".to_owned()), ("voice".to_owned(), "Fine".to_owned())];
    for one in &asb().criteria {
        let (answer, reason) = match one.id.as_str() {
            "B4" => ("not_met", ""),
            "E1" => ("partly", ""),
            "D2" => ("na", "stage"),
            _ => ("met", ""),
        };
        for (letter, value) in [("a", answer), ("r", reason), ("n", "Seen on paper.")] {
            fields.push((format!("{letter}-{}", one.id), value.to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let page = leader.get(&format!("{at}/form")).ok();
    leader.submit(&page, "main form", &fields).is(303);
    let shown = leader.get(&at).ok();
    leader.submit(&shown, "main form", &[("x-B4", "Ring her today")]).is(303);
    at
}

/// Changes weights in the fields of a page.
fn weigh(client: &Client<'_>, weights: &[(&str, &str)], button: &str) -> Answer {
    let page = client.get(&format!("{AT}/edit")).ok();
    let mut fields: Vec<(&str, &str)> = weights.to_vec();
    fields.push(("button", button));
    client.submit(&page, "#form", &fields)
}

#[test]
fn a_version_is_edited_tried_published_and_old_scores_stay() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let worker = |name, role| app.worker(name).role(role).in_team(team).signed_in();
        let (priya, marcus) = (worker("Priya Shah", Role::Officer), worker("Marcus Bell", Role::Leader));
        let joan = worker("Joan Pearce", Role::Manager);
        let case = |name, opened| {
            let case = app.case(app.person(name).added()).held_by(team).worker(priya.user()).opened(opened);
            case.with(|new| "asb".clone_into(&mut new.case_type)).added()
        };
        let first = case("Amina Okafor", "2026-09-01");
        draw(&app, "2026-11");
        let at = do_review(&app, &marcus, first);
        marcus.get(&at).ok().saying("89 of 100").saying("mcr-asb, version 1");

        // Leaders read, managers edit, officers do neither.
        let page = marcus.get(AT).ok().saying("Contact kept").saying("None: it is used as it ships.");
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert!(page.select("a[href$='/edit']").is_empty());
        marcus.get(&format!("{AT}/edit")).not_found();
        marcus.post(&format!("{AT}/publish"), &[("from", "1 12 2026"), ("note", "Mine")]).not_found();
        priya.get("/reviews/forms").not_found();
        let page = joan.get("/reviews/forms").ok();
        assert!(page.statements <= 6, "{} statements", page.statements);

        // Weights that are no numbers stay as typed; weights that do not make 100 are kept and said.
        let wrong = weigh(&joan, &[("w-B4", "fourteen"), ("w-A1", "4")], "");
        wrong.clone().is(422).saying("Write a whole number from 1 to 100.");
        assert_eq!(wrong.attributes("#w-B4", "value"), ["fourteen"]);
        assert_eq!(wrong.attributes("#w-A1", "value"), ["4"]);
        let kept = weigh(&joan, &[("w-B4", "14")], "");
        kept.goes_to(&format!("{AT}/edit?done=kept"));
        let page = joan.get(&format!("{AT}/edit")).ok().saying("The weights add up to 106: 6 too many.");
        page.saying("This is your draft.").saying("The weights add up to 106.");
        weigh(&joan, &[], "check").is(422).saying("Make them add up to 100.");
        joan.get(&format!("{AT}/check")).goes_to(&format!("{AT}/edit"));
        weigh(&joan, &[("w-F1", "2")], "check").goes_to(&format!("{AT}/check"));

        // One criterion in its fields; a new id is a new question.
        let page = joan.get(&format!("{AT}/criteria/A5")).ok();
        let wrong = joan.submit(&page, "form[data-autosave]", &[("id", "A1"), ("ask", "")]).is(422);
        wrong
            .saying("A1 is taken. Choose another id.")
            .saying("Write what the reviewer should ask themselves.");
        joan.post(&format!("{AT}/criteria/A5/draft"), &[("id", "A5"), ("words", "Half a sent")]).is(204);
        let page = joan.get(&format!("{AT}/criteria/A5")).ok().saying("have not put it into your draft yet");
        assert_eq!(page.text("#words"), "Half a sent");
        let fields =
            [("id", "A6"), ("words", "Say \"thank you\" \\ first"), ("section", "A"), ("weight", "2")];
        let more = [("how", "judge"), ("rule", ""), ("look", ""), ("charter", "2"), ("ask", "Was it said?")];
        let fields: Vec<_> = fields.into_iter().chain(more).collect();
        joan.submit(&page, "form[data-autosave]", &fields).goes_to(&format!("{AT}/edit?done=kept"));
        joan.post(&format!("{AT}/criteria/A2/move"), &[("step", "up")]).is(303);
        let text = String::from_utf8(joan.get(&format!("{AT}/text")).ok().bytes).expect("a text");
        assert!(text.find("id = \"A2\"") < text.find("id = \"A1\""), "it moved up");
        assert!(text.contains("words = \"Say \\\"thank you\\\" \\\\ first\""), "{text}");

        // 89 by the first version. By the new one 76 of 94 - 14 - 3 ... = 100 × (94 − 14 − 3) ÷ 94 = 81.9.
        let check = joan.get(&format!("{AT}/check")).ok();
        assert!(check.statements <= 12, "{} statements", check.statements);
        let check = check.saying("Tried on 1 review that was shared in the last 90 days.");
        let check = check.saying("1 review would change by more than 5 points.");
        let check = check.saying("The mean would go from 89 to 82.").saying("no answer to A6");
        let check = check.saying("criteria: B4").saying("weight = 14").saying("As the reviewer sees it");
        let check = check.saying("Was it said?");
        let publish = "form[action$=publish]";
        joan.submit(&check, publish, &[("from", "1 11 2026")])
            .is(422)
            .saying("Enter today or a day to come.")
            .saying("Say what was changed and why.");
        let said = [("from", "1 12 2026"), ("note", "Contact weighs more")];
        joan.submit(&check, publish, &said).goes_to(&format!("{AT}?done=published"));
        let page = joan.get(AT).ok().saying("To come").saying("Contact weighs more");
        assert_eq!(in_force(&app, "asb", "2026-11-30"), Some(("mcr-asb".to_owned(), 1)));
        assert_eq!(in_force(&app, "asb", "2026-12-01"), Some(("mcr-asb".to_owned(), 2)));
        // Nobody uses it, so it can be taken back; then it is published anew under the next number.
        joan.submit(&page, "form[action$=withdraw]", &[]).goes_to(&format!("{AT}?done=withdrawn"));
        assert_eq!(in_force(&app, "asb", "2026-12-01"), Some(("mcr-asb".to_owned(), 1)));
        joan.post(&format!("{AT}/text"), &[("whole", &text)]).is(303);
        let check = joan.get(&format!("{AT}/check")).ok();
        joan.submit(&check, publish, &[("from", "20 11 2026"), ("note", "Once more")]).is(303);
        assert_eq!(in_force(&app, "asb", "2026-11-20"), Some(("mcr-asb".to_owned(), 3)));

        // What is drawn now is by the third; the old review shows its score by the first.
        app.clock().advance_seconds(12 * 24 * 3600);
        let second = case("Sandra Lund", "2026-09-02");
        draw(&app, "2026-12");
        // Whoever was signed in is not any more.
        let (marcus, joan) = (worker("Helen Okoro", Role::Leader), worker("Jo Park", Role::Manager));
        assert_eq!((form_version(&app, first), form_version(&app, second)), (1, 3));
        let old = marcus.get(&at).ok().saying("89 of 100").saying("mcr-asb, version 1").saying("A5. ");
        assert!(old.statements <= 12, "{} statements", old.statements);
        let list = marcus.get("/reviews").ok();
        let new = marcus.open(&list.attributes("#main th a", "href")[0]).ok();
        new.saying("A6. Say \"thank you\"").without("A5. ");
        joan.post(&format!("{AT}/withdraw"), &[("version", "3")])
            .is(409)
            .saying("1 review is by this version");
    });
}

#[test]
fn nothing_is_published_where_nothing_differs() {
    on_both(|fixture| {
        let app = app(fixture);
        app.team("Community Safety");
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        weigh(&joan, &[("w-B4", "14")], "").is(303);
        weigh(&joan, &[("w-B4", "8")], "check").goes_to(&format!("{AT}/check"));
        let same = joan.get(&format!("{AT}/check")).ok();
        let same = same.saying("Nothing differs, so there is nothing to publish.");
        assert!(same.select("form[action$=publish]").is_empty());
        joan.post(&format!("{AT}/publish"), &[("from", "1 12 2026"), ("note", "The same")])
            .is(409)
            .saying("Nothing differs from the version there is");
    });
}

#[test]
fn a_form_is_copied_and_takes_a_kind_of_case_over_from_its_day() {
    on_both(|fixture| {
        let app = app(fixture);
        app.team("Community Safety");
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        let page = joan.get(AT).ok();
        let copy = "form[action$=copy]";
        joan.submit(&page, copy, &[("new", "MCR Lettings")]).is(422).saying("Use small letters");
        joan.submit(&page, copy, &[("new", "mcr-asc")]).is(422).saying("There is a form mcr-asc already.");
        let at = "/reviews/forms/mcr-lettings";
        joan.submit(&page, copy, &[("new", "mcr-lettings")]).goes_to(&format!("{at}/edit"));
        joan.get("/reviews/forms").ok().saying("My drafts").saying("mcr-lettings");
        joan.get(at).not_found();
        let edit = joan.get(&format!("{at}/edit")).ok();
        joan.submit(&edit, "#form", &[("name", "Lettings review"), ("button", "check")]).is(303);
        let check = joan.get(&format!("{at}/check")).ok().saying("It is a new form");
        let check = check.saying("are reviewed by MCR-ASB v1 now, and by this form from its day on.");
        joan.submit(&check, "form[action$=publish]", &[("from", "1 12 2026"), ("note", "Ours")]).is(303);
        joan.get(at).ok().saying("Lettings review");
        assert_eq!(in_force(&app, "asb", "2026-11-30"), Some(("mcr-asb".to_owned(), 1)));
        assert_eq!(in_force(&app, "asb", "2026-12-01"), Some(("mcr-lettings".to_owned(), 1)));
        joan.get("/reviews/forms").ok().saying("Lettings review").without("My drafts");
        // A whole text that is no form comes back with what is wrong, and the draft can be thrown away.
        let broken = write(asb()).replace("weight = 6\n", "weight = \"six\"\n");
        let edit = joan.get(&format!("{AT}/edit")).ok();
        let wrong = joan.submit(&edit, "form[action$=text]", &[("whole", &broken)]).is(422);
        assert!(wrong.saying("What is wrong").text("#whole").contains("\"six\""));
        joan.get(&format!("{AT}/criteria/A1")).is(409);
        let edit = joan.get(&format!("{AT}/edit")).ok();
        joan.submit(&edit, "form[action$=draft]", &[]).goes_to(&format!("{AT}?done=dropped"));
        joan.get(&format!("{AT}/edit")).ok().without("What is wrong");
        joan.get("/reviews/forms/none/edit").not_found();
        joan.post("/reviews/forms/none/text", &[("whole", &broken)]).not_found();
    });
}
