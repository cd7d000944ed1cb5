//! The address record: corrected, ended, added to, and what stood there before.

use super::app;
use access::Role;
use people::{
    model::{AddressKind, Channel, NewAddress, NewMethod, Safety},
    store::{add_address, add_method},
    web::reach::DRAFT,
};
use testkit::on_both;

const ADDRESS: &str = "form[action$='/address']";
const WAY: &str = "form[action$='/way']";

#[test]
fn an_address_is_corrected_and_ended_and_what_stood_there_is_kept() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let path = format!("/people/{mina}/reach");
        let page = priya.get(&path).ok().saying("No address is recorded.");
        assert!(page.statements <= 12, "{} statements", page.statements);
        let wrong = priya.submit(&page, ADDRESS, &[("postcode", "fs21cd")]).is(422);
        assert_eq!(wrong.attributes("#postcode", "value"), ["fs21cd"]);
        let wrong = wrong.saying("Choose what it is to them.").saying("Enter the address");
        let typed = [("kind", "home"), ("lines", "9 Oak Street"), ("from_on", "3 May 2025")];
        priya.submit(&wrong, ADDRESS, &typed).is(303);
        let page = priya.get(&path).ok().saying("Home: 9 Oak Street, FS2 1CD, from 3 May 2025");
        let one = page.attributes("section[aria-labelledby=addresses] li a", "href").remove(0);
        let edit = priya.get(&one).ok();
        assert_eq!(edit.attributes("#lines", "value"), ["9 Oak Street"]);
        priya.submit(&edit, ADDRESS, &[("lines", "19 Oak Street")]).is(422).saying("Say why it is changed.");
        priya
            .submit(&edit, ADDRESS, &[("lines", "19 Oak Street"), ("address_why", "A typing mistake.")])
            .is(303);
        let edit = priya.get(&one).ok().saying(
            "An address was corrected. Before: Home: 9 Oak Street, FS2 1CD, from 3 May 2025. Why: A typing mistake.",
        );
        let back = [("until_on", "1 May 2025"), ("address_why", "Moved.")];
        priya.submit(&edit, ADDRESS, &back).is(422).saying("They left before they came.");
        priya.submit(&edit, ADDRESS, &[("until_on", "1 11 2026"), ("address_why", "Moved.")]).is(303);
        let page = priya.get(&path).ok().saying("An address was ended.");
        assert_eq!(page.select("section[aria-labelledby=addresses] .tag"), ["Before"]);
        app.worker("Out Sider").role(Role::Officer).signed_in().get(&path).not_found();
    });
}

#[test]
fn a_way_is_ended_and_is_on_no_card_any_more_and_one_is_asked_for_at_most() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let id = app.uuid();
        let old = NewMethod {
            channel: Channel::Phone,
            value: "07700 900123".to_owned(),
            safety: Safety::Safe,
            rule: String::new(),
            preferred: true,
        };
        app.write(move |c| add_method(c, 1, mina, id, &old));
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let path = format!("/people/{mina}/reach");
        let page = priya.get(&path).ok();
        let careful = [("channel", "text"), ("value", "07700 900456"), ("safety", "careful")];
        let wrong = priya.submit(&page, WAY, &careful).is(422).saying("Say how and when it is safe");
        priya.submit(&wrong, WAY, &[("rule", "After 4pm"), ("preferred", "yes")]).is(303);
        let page = priya.get(&path).ok();
        let tags = page.select("section[aria-labelledby=ways] .tag");
        assert_eq!(tags.iter().filter(|tag| *tag == "Asked for").count(), 1, "{tags:?}");
        let edit = priya.get(&format!("{path}?way={}", id.simple())).ok();
        priya.submit(&edit, WAY, &[("ended", "yes"), ("way_why", "Her ex answers it.")]).is(303);
        priya
            .get(&path)
            .ok()
            .saying("A way to reach them was ended. Before: Phone: 07700 900123. Why: Her ex answers it.")
            .saying("Not used any more");
        let known = app.read(move |c| {
            use kernel::db::{ConnExt, Sql};
            const IN_USE: Sql<(i64,)> =
                Sql::new("SELECT count(*) FROM contact_method WHERE tenant_id = $1 AND until_on IS NULL");
            c.one(IN_USE, kernel::args![1i64])
        });
        assert_eq!(known.0, 1);
    });
}

#[test]
fn a_withheld_address_is_changed_only_by_who_may_see_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let id = app.uuid();
        let refuge = NewAddress {
            kind: AddressKind::Refuge,
            lines: "1 Elm Road".to_owned(),
            postcode: "SE13 6QZ".to_owned(),
            withheld: true,
            access_code: "4711".to_owned(),
            from_on: None,
            until_on: None,
        };
        app.write(move |c| add_address(c, 1, mina, id, &refuge));
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let path = format!("/people/{mina}/reach");
        let page = priya.get(&path).ok();
        let sees = page.html().contains("1 Elm Road");
        let hrefs = page.attributes("section[aria-labelledby=addresses] li a", "href");
        assert_eq!(sees, !hrefs.is_empty(), "seen and changed go together");
        // A number typed into a note comes over as a draft, and goes when it is saved.
        let user = priya.user();
        let now = app.clock().now();
        app.write(move |c| {
            access::store::keep_draft(
                c,
                1,
                user,
                DRAFT,
                mina.uuid(),
                "channel=phone&value=07700%20900789",
                now,
            )
        });
        let page = priya.get(&path).ok();
        assert_eq!(page.attributes("#value", "value"), ["07700 900789"]);
        priya.submit(&page, WAY, &[("safety", "not_asked")]).is(303);
        assert_eq!(priya.get(&path).ok().attributes("#value", "value"), [""]);
    });
}
