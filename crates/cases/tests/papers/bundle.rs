//! Bundles: what was chosen is in, and who was left out is nowhere in it.

use crate::letters::World;
use access::Role;
use cases::tools::Tools;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Check, TestApp, on_both};

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes().layer(axum::Extension(Tools::default())))
}

#[test]
fn a_bundle_has_what_was_chosen_and_nobody_who_was_left_out() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        app.contact(world.mina, world.priya.user())
            .in_case(world.case)
            .saying("Dean Marsh of 9 Oak Street, fs21cd, shouted at Mina.")
            .added();
        app.write(|c| {
            let sql = "UPDATE contact
                SET said = 'I did not sleep.', seen = 'Mina and Dean Marsh', alone = 'no', corrects_why = '',
                    corrected_at = $1
                WHERE tenant_id = 1";
            c.exec(Sql::<()>::new(sql), args![testkit::START])
        });
        app.contact(world.mina, world.priya.user()).in_case(world.case).saying("Not chosen.").added();
        let letter = world.begun("blank", world.mina, "hand");
        world.written(&letter, "Dear Mina\n\nWe spoke with DEAN again.").is(303);
        let page = world.priya.get(&letter).ok();
        world.priya.submit(&page, "#send", &[]).is(303);
        let path = format!("/cases/{}/bundle", world.case);
        let form = world.priya.get(&path).ok();
        assert!(form.statements <= 8, "{} statements", form.statements);
        world
            .priya
            .submit(&form, "main form", &[])
            .is(422)
            .saying("Give the bundle a title")
            .saying("Tick at least one");
        let hide = format!("hide-{}", world.dean);
        assert_eq!(
            form.attributes(&format!("#{hide}[checked]"), "value"),
            ["yes"],
            "left out unless somebody says otherwise"
        );
        let names = form.attributes("input[name^=part-]", "name");
        let labels = form.select("input[name^=part-] + label");
        let chosen: Vec<&str> = (names.iter().zip(&labels))
            .filter(|(_, label)| !label.contains("Not chosen") && !label.contains("Letter sent"))
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(chosen.len(), 2, "{labels:?}");
        let mut pairs = vec![("title", "Bundle about Dean Marsh"), (hide.as_str(), "yes")];
        pairs.extend(chosen.iter().map(|name| (*name, "yes")));
        let before = app.audit().len();
        let bundle =
            world.priya.except(Check::Title, "a page to print is no page of ours").post(&path, &pairs).ok();
        assert!(bundle.statements <= 9, "{} statements", bundle.statements);
        assert_eq!(app.audit().len(), before + 1);
        assert!(
            bundle.header("content-disposition").contains("bundle LL-")
                || bundle.header("content-disposition").contains("bundle ")
        );
        let text = bundle.html();
        assert!(
            text.contains("[person A]") && text.contains("[address], [postcode], shouted at Mina"),
            "{text}"
        );
        assert!(text.contains("We spoke with [person A] again."), "{text}");
        // What was said stays apart from what was seen, and what was corrected says so, as in the chronology.
        for words in ["I did not sleep.", "Seen: Mina and [person A].", "was not seen alone", "Corrected on "]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
        let lower = text.to_lowercase();
        for leak in ["dean", "marsh", "oak street", "fs21cd", "fs2 1cd", "not chosen"] {
            assert!(!lower.contains(leak), "{leak} in {text}");
        }
        app.worker("Out Sider").role(Role::Officer).signed_in().get(&path).not_found();
    });
}

#[test]
fn a_document_that_cannot_be_redacted_is_listed_and_left_out() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let documents = format!("/cases/{}/documents", world.case);
        let pairs = [("title", "Dean’s door"), ("kind", "photograph")];
        world
            .priya
            .request(axum::http::Method::POST, &documents)
            .upload(&pairs, ("file", "door.png", b"\x89PNG\r\n\x1a\n picture"))
            .send()
            .is(303);
        let path = format!("/cases/{}/bundle", world.case);
        let form = world.priya.get(&path).ok();
        let part = form.attributes("input[name^=part-]", "name").remove(0);
        let hide = format!("hide-{}", world.dean);
        let priya = world.priya.except(Check::Title, "a page to print is no page of ours");
        let base = [("title", "Bundle"), (part.as_str(), "yes"), (hide.as_str(), "yes")];
        let shut = priya.post(&path, &base).ok();
        shut.saying("Left out: it cannot be redacted").without("Dean").without("Picture:");
        let pairs = [base.as_slice(), &[("confirmed", "yes")]].concat();
        priya.post(&path, &pairs).ok().saying("In this bundle").saying("Picture: [person A]").without("Dean");
    });
}

/// What is not in the bundle itself is known again by its fingerprint: SHA-256 of "abc" is published in FIPS 180-4.
#[test]
fn what_is_supplied_beside_is_named_by_its_fingerprint_and_the_work_is_a_part() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let documents = format!("/cases/{}/documents", world.case);
        let pairs = [("title", "Their account"), ("kind", "report")];
        let upload = world.priya.request(axum::http::Method::POST, &documents);
        upload.upload(&pairs, ("file", "account.txt", b"abc")).send().is(303);
        let plan = format!("/cases/{}/plan/start", world.case);
        let form = world.priya.get(&plan).ok();
        let words = [("strengths", "Sings with Dean"), ("supports", "Her sister")];
        world.priya.submit(&form, "main form", &words).is(303);
        let path = format!("/cases/{}/bundle", world.case);
        let form = world.priya.get(&path).ok();
        let part = form.attributes("input[name^=part-]", "name").remove(0);
        let priya = world.priya.except(Check::Title, "a page to print is no page of ours");
        let all = [("title", "Bundle"), (part.as_str(), "yes"), ("has-plan", "yes"), ("has-risk", "yes")];
        let bundle = priya.post(&path, &[&all[..], &[("has-powers", "yes")]].concat()).ok();
        bundle
            .clone()
            .saying(
                "3 bytes, SHA-256 ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad",
            )
            .saying("Sings with Dean")
            .saying("Nothing was weighed.")
            .saying("None was used.");
        assert!(bundle.statements <= 13, "{} statements", bundle.statements);
        // The redactor reads these chapters as well.
        let hide = format!("hide-{}", world.dean);
        let hidden = priya.post(&path, &[&all[..], &[(hide.as_str(), "yes")]].concat()).ok();
        hidden.saying("Sings with [person A]").without("Dean").without("None was used.");
    });
}
