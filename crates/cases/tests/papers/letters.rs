//! Letters, from the template to the copy that is kept: on both engines, through the pages that people use.

use access::{CaseId, PersonId, Role};
use cases::{letters::printer::Printer, tools::Tools};
use kernel::db::{ConnExt, Sql};
use kernel::{Day, args};
use people::model::{AddressKind, Channel, NewAddress, NewMethod, Safety};
use std::{path::Path, time::Duration};
use testkit::{Answer, Client, Fixture, TestApp, on_both};

/// A pack with three letters, as a service would publish it.
const PACK: &str = r#"
id = "larch-lettings"
name = "Larch lettings"
about = "For tests."
short = "LL"
version = 1
effective_from = "2026-01-01"
jurisdiction = "England"
subject = "Applicant"
sensitivity = 1
retention = { years = 6, from = "closing", authority = "Alongside default" }
contact = { source = "Alongside default", promises = [{ band = "any", every_days = 14 }] }
plan = { name = "Plan", areas = [{ code = "home", label = "Home" }], agreed_with = "subject", review_days = 28, review_source = "Alongside default" }
closing = { reasons = [{ code = "done", label = "Done" }], needs = [], watch_days = 90, way_back = "Call us on any weekday." }

[[fields]]
id = "need"
label = "Main need"
kind = "code"
list = "needs"

[[fields]]
id = "reads_best"
label = "How they read best"
kind = "long_text"
of = "person"
keeps = "needs"

[[forms]]
id = "first"
title = "First talk"
purpose = "To begin."
fields = [{ field = "need" }, { field = "reads_best" }]

[[lists]]
id = "needs"
source = "Alongside default"
codes = [{ code = "lock", label = "A lock that works" }]

[[clocks]]
id = "relief"
name = "Relief"
starts = "fact:need"
mode = "D0"
n = 56
basis = "default"
citation = "Alongside default"
rule = "For tests."

[[stages]]
id = "start"
name = "Start"
purpose = "To begin."
forms = ["first"]

[[letters]]
id = "goodbye"
title = "Goodbye"
audience = "client"
body = "Dear {known_as},\n\n{carries_on}"

[[letters]]
id = "welcome"
title = "Welcome"
audience = "client"
body = """
{address}

Dear {known_as}

{worker} of {team} works with you. You can call {worker_phone}.

{way_back}
"""

[[letters]]
id = "need"
title = "What you need"
audience = "client"
body = "Dear {known_as}\n\nYou need: {fact:need}. The last day is {clock:relief}."

[[letters]]
id = "reading"
title = "How we write to you"
audience = "client"
body = "Dear {known_as}\n\nWe write to you so: {fact:reads_best}."

[[letters]]
id = "warning"
title = "A warning"
audience = "alleged_perpetrator"
body = "Dear {person}\n\nStop it, please."
approve = true
"#;

/// A case of the pack with two people in it, an officer and a team leader.
pub struct World<'a> {
    app: &'a TestApp,
    pub mina: PersonId,
    pub dean: PersonId,
    pub case: CaseId,
    pub priya: Client<'a>,
    lena: Client<'a>,
}

fn app(fixture: &Fixture) -> TestApp {
    with_tools(fixture, Tools::default())
}

fn with_tools(fixture: &Fixture, tools: Tools) -> TestApp {
    TestApp::with(fixture, cases::routes().layer(axum::Extension(tools)))
}

impl<'a> World<'a> {
    /// Mina at 12 Larch Court, who was at 3 Elm Row; Dean, another party, at 9 Oak Street.
    pub fn new(app: &'a TestApp) -> Self {
        let team = app.team("Lettings");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let lena = app.worker("Lena Lead").role(Role::Leader).in_team(team).signed_in();
        let (mina, dean) = (app.person("Mina Okafor").added(), app.person("Dean Marsh").added());
        let case = app
            .case(mina)
            .held_by(team)
            .worker(priya.user())
            .with(|new| "larch-lettings".clone_into(&mut new.case_type))
            .added();
        app.write(move |c| {
            cases::store::add_party(c, 1, case, dean, cases::model::PartyRole::AllegedPerpetrator)
        });
        let by = priya.user();
        app.write(move |c| {
            c.exec(
                Sql::new(
                    "INSERT INTO pack_version (tenant_id, pack_id, version, effective_from, source, note, published_at, published_by, hash)
                     VALUES ($1, 'larch-lettings', 1, $2, $3, '', $4, $5, $6)",
                ),
                args![1, Day::new(2026, 1, 1), PACK, testkit::START, by, vec![9_u8; 32]],
            )?;
            c.exec(Sql::new("UPDATE case_file SET pack_version = 1 WHERE tenant_id = $1 AND case_id = $2"), args![1, case])
        });
        let world = Self { app, mina, dean, case, priya, lena };
        world.address(
            mina,
            "3 Elm Row, Fernbridge",
            "FS9 9ZZ",
            false,
            Day::new(2020, 1, 1),
            Day::new(2024, 1, 1),
        );
        world.address(mina, "12 Larch Court, Fernbridge", "FS1 2AB", false, Day::new(2024, 1, 2), None);
        world.address(dean, "9 Oak Street, Fernbridge", "FS2 1CD", false, None, None);
        world
    }

    fn address(
        &self,
        person: PersonId,
        lines: &str,
        postcode: &str,
        withheld: bool,
        from_on: Option<Day>,
        until_on: Option<Day>,
    ) {
        let new = NewAddress {
            kind: AddressKind::Home,
            lines: lines.to_owned(),
            postcode: postcode.to_owned(),
            withheld,
            access_code: String::new(),
            from_on,
            until_on,
        };
        let id = self.app.uuid();
        self.app.write(move |c| people::store::add_address(c, 1, person, id, &new));
    }

    fn way(&self, channel: Channel, value: &str, safety: Safety) {
        let (person, id) = (self.mina, self.app.uuid());
        let new = NewMethod {
            channel,
            value: value.to_owned(),
            safety,
            rule: "After 4pm".to_owned(),
            preferred: false,
        };
        self.app.write(move |c| people::store::add_method(c, 1, person, id, &new));
    }

    fn list(&self) -> String {
        format!("/cases/{}/letters", self.case)
    }

    /// Begins a letter and gives the address of its page.
    pub fn begun(&self, template: &str, to: PersonId, way: &str) -> String {
        let page = self.priya.get(&self.list()).ok();
        let begun = self
            .priya
            .submit(&page, "main form", &[("template", template), ("to", &to.to_string()), ("way", way)])
            .is(303);
        begun.location().trim_end_matches("/edit").to_owned()
    }

    /// Changes a letter's text.
    pub fn written(&self, letter: &str, body: &str) -> Answer {
        let form = self.priya.get(&format!("{letter}/edit")).ok();
        self.priya.submit(&form, "main form", &[("body", body), ("title", "About your home")])
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![1])).0
    }
}

#[test]
fn a_letter_goes_from_its_template_to_the_outbox() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("welcome", world.mina, "post");
        let form = world.priya.get(&format!("{letter}/edit")).ok();
        assert!(form.statements <= 8, "{} statements", form.statements);
        let body = form.select("#body").remove(0);
        for words in [
            "12 Larch Court",
            "FS1 2AB",
            "Dear Mina",
            "Priya Shah of Lettings",
            "01234 567890",
            "Call us on any weekday.",
        ] {
            assert!(body.contains(words), "{words}: {body}");
        }
        world.written(&letter, "Dear Mina\n\nWe will commence on Monday.").is(303);
        let page = world.priya.get(&letter).ok();
        assert!(page.statements <= 8, "{} statements", page.statements);
        let page = page
            .saying("About your home")
            .saying("12 Larch Court, Fernbridge, FS1 2AB")
            .saying("“commence”: say “start”.")
            .saying("There is no typesetter here");
        let sent = world.priya.submit(&page, "#send", &[]).is(303);
        // Sent twice, it is one letter.
        assert_eq!(world.priya.submit(&page, "#send", &[]).is(303).location(), sent.location());
        world.priya.get(sent.location()).ok().saying("Sent. The copy is kept").without("Send this letter");
        let copy = world
            .priya
            .except(testkit::Check::Title, "a page to print has no service in its title")
            .get(&format!("{letter}/copy"))
            .ok();
        assert!(
            copy.html().contains("We will commence on Monday.")
                && copy.header("content-disposition").contains("attachment")
        );
        assert_eq!(world.count("SELECT count(*) FROM outbox WHERE tenant_id = $1 AND state = 'queued'"), 1);
        assert_eq!(
            world.count("SELECT count(*) FROM case_event WHERE tenant_id = $1 AND event = 'letter:welcome'"),
            1
        );
        assert_eq!(
            world.count("SELECT count(*) FROM contact WHERE tenant_id = $1 AND channel = 'letter'"),
            1
        );
        let list = world.priya.get(&world.list()).ok();
        assert!(list.statements <= 8, "{} statements", list.statements);
        list.saying("Sent 20 November 2026");
    });
}

#[test]
fn what_is_missing_is_said_and_no_letter_is_begun() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let page = world.priya.get(&world.list()).ok();
        let mina = world.mina.to_string();
        let wrong = world.priya.submit(&page, "main form", &[("template", "need"), ("to", &mina)]).is(422);
        wrong.saying("Need is not recorded").saying("The clock relief has not started");
        world.priya.submit(&page, "main form", &[("template", "")]).is(422).saying("Choose a letter.");
        assert_eq!(world.count("SELECT count(*) FROM letter WHERE tenant_id = $1"), 0);
    });
}

#[test]
fn what_the_persons_own_record_says_is_not_asked_again_by_a_letter() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let page = world.priya.get(&world.list()).ok();
        let begin = [("template", "reading"), ("to", &*world.mina.to_string()), ("way", "post")];
        world.priya.submit(&page, "main form", &begin).is(422).saying("Reads best is not recorded");
        let mina = world.mina;
        app.write(move |c| {
            let sql =
                Sql::new("UPDATE person SET needs = 'Large print' WHERE tenant_id = 1 AND person_id = $1");
            c.exec(sql, args![mina])
        });
        let letter = world.begun("reading", world.mina, "post");
        let body = world.priya.get(&format!("{letter}/edit")).ok().text("#body");
        assert_eq!(body, "Dear Mina We write to you so: Large print.");
    });
}

#[test]
fn who_carries_on_is_told_even_when_no_step_is_left() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let mina = world.mina.to_string();
        let begin = [("template", "goodbye"), ("to", mina.as_str()), ("way", "post")];
        let page = world.priya.get(&world.list()).ok();
        world.priya.submit(&page, "main form", &begin).is(422).saying("Write the exit plan first.");
        for who in ["Her sister", "Her sister, and the falls class"] {
            app.clock().advance_seconds(60);
            let form = world.priya.get(&format!("/cases/{}/plan/exit", world.case)).ok();
            let exit = [("safe_when", "No fall"), ("expected_on", "1/3/2027"), ("carries_on", who)];
            world.priya.submit(&form, "main form", &exit).is(303);
        }
        let letter = world.begun("goodbye", world.mina, "post");
        let body = world.priya.get(&format!("{letter}/edit")).ok().text("#body");
        assert_eq!(body, "Dear Mina, Her sister, and the falls class", "of the latest exit plan");
    });
}

#[test]
fn no_letter_goes_to_an_old_withheld_or_unsafe_address() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("blank", world.mina, "post");
        world.written(&letter, "Dear Mina\n\nYou lived at 3 Elm Row.").is(303);
        let page = world.priya.get(&letter).ok();
        page.saying("It cannot be sent yet.").saying("of theirs that this letter does not go to");
        let post = format!("{letter}/send");
        world.priya.post(&post, &[("submission", "a")]).is(422).saying("of theirs");
        world.written(&letter, "Dear Mina\n\nHe is at fs2 1cd.").is(303);
        world.priya.get(&letter).ok().saying("somebody else in this case").without("Send this letter");
        world.written(&letter, "Dear Mina\n\nHello.").is(303);
        let ready = world.priya.get(&letter).ok();
        // Between looking and sending the address becomes another, withheld one.
        world.address(world.mina, "1 Safe Street", "FS3 3AA", true, Day::new(2026, 11, 1), None);
        let refused = world.priya.submit(&ready, "#send", &[]).is(422);
        refused.saying("Somebody else approves this letter first").without("Safe Street");
        let page = world.priya.get(&letter).ok();
        page.saying("address is withheld").without("Safe Street").without("12 Larch Court");
        assert_eq!(world.count("SELECT count(*) FROM outbox WHERE tenant_id = $1"), 0);
    });
}

#[test]
fn ways_marked_unsafe_are_not_used() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.way(Channel::Letter, "", Safety::Unsafe);
        world.way(Channel::Text, "07700 900123", Safety::Careful);
        let letter = world.begun("blank", world.mina, "post");
        world.written(&letter, "Dear Mina").is(303);
        world.priya.get(&letter).ok().saying("Post is not safe for Mina");
        let form = world.priya.get(&format!("{letter}/edit")).ok();
        world.priya.submit(&form, "main form", &[("way", "text")]).is(303);
        // A marker asks for approval, also where the template does not.
        let page = world.priya.get(&letter).ok().saying("After 4pm").without("Send this letter");
        world.priya.submit(&page, "#approval", &[("button", "ask")]).is(303);
        let page = world.lena.get(&letter).ok();
        world.lena.submit(&page, "#approval", &[("button", "approve")]).is(303);
        let page = world.priya.get(&letter).ok();
        world.priya.submit(&page, "#send", &[]).is(303);
        let (to, subject): (String, String) = app.read(|c| {
            c.one(
                Sql::<(String, String)>::new("SELECT recipient, subject FROM outbox WHERE tenant_id = $1"),
                args![1],
            )
        });
        assert_eq!((to.as_str(), subject.as_str()), ("07700 900123", ""));
    });
}

/// The letterhead is part of what somebody else would open.
#[test]
fn a_letter_to_where_opening_is_unsafe_does_not_name_the_service() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("blank", world.mina, "post");
        world.written(&letter, "Dear Mina\n\nCall me. Priya").is(303);
        let paper = |page: &Answer| page.text("main .prose");
        let page = world.priya.get(&letter).ok();
        assert!(
            paper(&page).contains(testkit::SERVICE) && paper(&page).contains("Our reference"),
            "{}",
            paper(&page)
        );
        world.way(Channel::Phone, "01632 960001", Safety::Unsafe);
        let page = world.priya.get(&letter).ok();
        let words = paper(&page);
        assert!(words.contains("Call me. Priya") && words.contains("12 Larch Court"), "{words}");
        assert!(!words.contains(testkit::SERVICE) && !words.contains("reference"), "{words}");
        assert!(!words.to_lowercase().contains("team"), "{words}");
        world.written(&letter, &format!("Dear Mina\n\n{}", testkit::SERVICE)).is(303);
        world.priya.get(&letter).ok().saying("it names neither the service nor the team");
    });
}

#[test]
fn somebody_else_who_leads_approves() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("warning", world.dean, "post");
        let page = world.priya.get(&letter).ok().without("Send this letter");
        world.priya.post(&format!("{letter}/send"), &[]).is(422).saying("Ask for approval");
        world.priya.submit(&page, "#approval", &[("button", "ask")]).is(303);
        let approval = format!("{letter}/approval");
        world.priya.post(&approval, &[("button", "approve")]).is(422).saying("Ask one of them");
        world.priya.post(&format!("{letter}/send"), &[]).is(422).saying("waits for approval");
        let page = world.lena.get(&letter).ok();
        world.lena.submit(&page, "#approval", &[("button", "approve")]).is(303);
        let page = world.priya.get(&letter).ok().saying("Lena Lead");
        world.priya.submit(&page, "#send", &[]).is(303);
        // A leader's own letter is approved by another leader.
        let own = world.lena.get(&world.list()).ok();
        let to = world.dean.to_string();
        let own = world
            .lena
            .submit(&own, "main form", &[("template", "warning"), ("to", &to), ("way", "hand")])
            .is(303);
        let own = own.location().trim_end_matches("/edit").to_owned();
        world.lena.post(&format!("{own}/approval"), &[("button", "ask")]).is(303);
        world.lena.get(&own).ok().without("Approve it");
        world.lena.post(&format!("{own}/approval"), &[("button", "approve")]).is(409);
    });
}

#[test]
fn two_officers_who_write_one_letter_lose_nothing() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("blank", world.mina, "hand");
        let edit = format!("{letter}/edit");
        let (first, second) = (world.priya.get(&edit).ok(), world.lena.get(&edit).ok());
        world.lena.submit(&second, "main form", &[("title", "T"), ("body", "Lena wrote this.")]).is(303);
        let clash =
            world.priya.submit(&first, "main form", &[("title", "T"), ("body", "Priya wrote that.")]).is(422);
        let clash =
            clash.saying("Nothing of yours is lost").saying("Lena wrote this.").saying("Priya wrote that.");
        world.priya.submit(&clash, "main form", &[("body", "Both wrote this and that.")]).is(303);
        world.priya.get(&letter).ok().saying("Both wrote this and that.");
        // What is typed is kept for whoever types it, until it is saved.
        world
            .priya
            .post(&format!("{letter}/draft"), &[("title", "T"), ("body", "Half a"), ("way", "hand")])
            .is(204);
        world.priya.get(&edit).ok().saying("This is your draft");
        world.lena.get(&edit).ok().without("Half a");
    });
}

#[test]
fn a_second_language_needs_both_parts_and_is_printed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("blank", world.mina, "hand");
        let form = world.priya.get(&format!("{letter}/edit")).ok();
        let pairs = [("title", "T"), ("body", "Dear Mina"), ("second_body", "Droga Mino")];
        world.priya.submit(&form, "main form", &pairs).is(422).saying("Choose which language");
        let pairs =
            [("title", "T"), ("body", "Dear Mina"), ("second_body", "Droga Mino"), ("second_language", "pl")];
        world.priya.submit(&form, "main form", &pairs).is(303);
        let page = world.priya.get(&letter).ok().saying("Polish");
        assert_eq!(page.select("[lang=pl]"), ["Droga Mino"]);
    });
}

#[test]
fn a_letter_of_another_case_is_not_there() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let letter = world.begun("blank", world.mina, "hand");
        let id = letter.rsplit('/').next().unwrap().to_owned();
        let other = app.case(world.dean).worker(world.priya.user()).added();
        app.join(world.priya.user(), world.dean);
        for path in [format!("/cases/{other}/letters/{id}"), format!("/cases/{other}/letters/{id}/edit")] {
            world.priya.get(&path).not_found();
        }
        world.priya.post(&format!("/cases/{other}/letters/{id}/drop"), &[]).is(409);
        app.worker("Out Sider").role(Role::Officer).signed_in().get(&letter).not_found();
    });
}

/// With the worker where it has been built (`cargo build -p letters --features typeset`); its own tests look at the
/// PDF, this one at what is kept.
#[test]
fn with_a_typesetter_a_pdf_is_kept() {
    let worker = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/worker.sh");
    on_both(|fixture| {
        let printer = Printer::new(worker.clone(), Duration::from_secs(10));
        let app = with_tools(fixture, Tools { printer: Some(printer), ..Tools::default() });
        let world = World::new(&app);
        let letter = world.begun("welcome", world.mina, "post");
        let page = world.priya.get(&letter).ok().without("There is no typesetter");
        world.priya.submit(&page, "#send", &[]).is(303);
        let copy = world.priya.get(&format!("{letter}/copy")).ok();
        assert_eq!(copy.header("content-type"), "application/pdf");
        assert!(copy.bytes.starts_with(b"%PDF"));
        let (hash,): (Vec<u8>,) =
            app.read(|c| c.one(Sql::new("SELECT hash FROM letter_copy WHERE tenant_id = $1"), args![1]));
        world.priya.get(&letter).ok().saying(&format!("PDF, SHA-256 {:02x}{:02x}", hash[0], hash[1]));
    });
}

/// Every letter that ships is filled from a record that has everything, and names no place that there is none of.
#[test]
fn every_letter_that_ships_can_be_written() {
    use cases::letters::{
        model::Audience,
        render::{Places, left_over, merge},
    };
    let mut seen = 0;
    for pack in packs::shipped() {
        for letter in &pack.letters {
            let mut places = Places { to_subject: true, ..Places::default() };
            for place in left_over(&letter.body) {
                let (kind, id) = place.split_once(':').unwrap_or((place, ""));
                match kind {
                    "fact" => assert!(pack.field(id).is_some(), "{}: {}: no field {id}", pack.id, letter.id),
                    "clock" => assert!(
                        pack.clocks.iter().any(|clock| clock.id == id),
                        "{}: {}: no clock {id}",
                        pack.id,
                        letter.id
                    ),
                    _ => {}
                }
                places.set(place, "something");
            }
            let audience = Audience::parse(&letter.audience);
            let audience = audience.unwrap_or_else(|| panic!("{}: {}: audience", pack.id, letter.id));
            // An alleged perpetrator is somebody else than whom the case is for.
            places.to_subject = audience != Audience::AllegedPerpetrator;
            let merged = merge(&letter.body, audience, &places);
            assert!(merged.is_ok(), "{}: {}: {merged:?}", pack.id, letter.id);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} letters");
}

#[test]
fn the_pack_of_these_tests_is_sound() {
    assert_eq!(packs::read(PACK).err(), None);
}
