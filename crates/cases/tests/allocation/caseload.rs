//! Moving a whole caseload: proposals, one button, all or nothing.

use crate::{app, count};
use access::Role;
use testkit::on_both;

#[test]
fn a_caseload_moves_as_proposed_and_all_at_once() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let [sam, priya, tom] = ["Sam Field", "Priya Shah", "Tom Reilly"]
            .map(|name| app.worker(name).role(Role::Officer).in_team(team).added());
        for name in ["Ann One", "Ben Two", "Cas Three", "Dee Four"] {
            let person = app.person(name).added();
            app.case(person).held_by(team).worker(sam).added();
            app.join(sam, person);
            if name == "Cas Three" {
                app.contact(person, tom).added();
            }
            if name == "Dee Four" {
                app.exclude(tom, person);
            }
        }
        let hidden = app.person("Els Hidden").restricted().added();
        app.case(hidden).held_by(team).worker(sam).added();
        let path = format!("/caseloads/officer/{sam}/move");
        let page = dean.get(&path).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        page.clone().saying("4 open cases of Sam Field that you may move.").without("Els Hidden");
        let rows = page.select("tbody th");
        let chosen = page.attributes("tbody option[selected]", "value");
        let of = |name: &str| chosen[rows.iter().position(|row| row == name).unwrap()].clone();
        assert_eq!(of("Cas Three"), tom.to_string(), "who knows them");
        assert_ne!(of("Dee Four"), tom.to_string(), "not who has a conflict");
        dean.submit(&page, "main form", &[("tell", "call")]).is(422).saying("Write why the cases move");
        let filled = [("note", "Sam leaves us."), ("tell", "letter")];
        dean.submit(&page, "main form", &filled).goes_to("/allocate?done=moved");
        let left = "SELECT count(*) FROM case_file f JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
            WHERE f.tenant_id = 1 AND u.name = 'Sam Field'";
        assert_eq!(count(&app, left), 1, "the one that the leader may not see stays");
        assert_eq!(count(&app, "SELECT count(*) FROM handover WHERE tenant_id = 1 AND tell = 'letter'"), 4);
        assert_eq!(count(&app, "SELECT count(*) FROM next_action WHERE tenant_id = 1"), 4, "send a letter");
        let kept = "SELECT count(*) FROM giving_choice
            WHERE tenant_id = 1 AND kind = 'move' AND place = 1 AND suggested_id = chosen_id";
        assert_eq!(count(&app, kept), 4, "each choice is kept with what was proposed");
        let _ = priya;
    });
}

#[test]
fn when_one_case_cannot_move_none_does() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let [sam, priya] = ["Sam Field", "Priya Shah"]
            .map(|name| app.worker(name).role(Role::Officer).in_team(team).added());
        let people = ["Ann One", "Ben Two", "Cas Three"].map(|name| app.person(name).added());
        let cases = people.map(|person| app.case(person).held_by(team).worker(sam).added());
        let path = format!("/caseloads/officer/{sam}/move");
        let page = dean.get(&path).ok();
        let all: Vec<(String, String)> =
            cases.iter().map(|case| (format!("to-{case}"), priya.to_string())).collect();
        let mut filled: Vec<(&str, &str)> =
            all.iter().map(|(name, to)| (name.as_str(), to.as_str())).collect();
        filled.extend([("note", "Sam leaves us."), ("tell", "call")]);
        // A conflict is recorded while the page is open: it is told on its row, and nothing moves.
        app.exclude(priya, people[1]);
        let wrong = dean.submit(&page, "main form", &filled).is(422).saying("They cannot take this case.");
        assert_eq!(wrong.count("[id$='-error']"), 1);
        assert_eq!(count(&app, "SELECT count(*) FROM handover WHERE tenant_id = 1"), 0);
        // A case that is closed meanwhile is not on the list any more; the others move.
        app.close(cases[1]);
        dean.submit(&page, "main form", &filled).is(303);
        assert_eq!(count(&app, "SELECT count(*) FROM handover WHERE tenant_id = 1"), 2);
    });
}
