//! Replacing a drawn review, and asking for one. On both engines.

use crate::review::{World, answered, app};
use access::CaseId;
use kernel::{
    Id, args,
    db::{ConnExt, Sql},
};
use quality::draw::{
    model::ordered,
    run::{self, Asked},
};
use testkit::{TestApp, on_both};

fn asked() -> Asked {
    let month = Asked::month_of("2026-11").expect("a month");
    Asked { month, team: None, each: 2, seed: None, by: access::NOBODY }
}

/// Priya's cases beside the one of the world.
fn more(app: &TestApp, team: access::TeamId, worker: access::UserId, n: u32) -> Vec<CaseId> {
    (0..n)
        .map(|n| {
            let person = app.person(&format!("Person {n}")).added();
            let case = app.case(person).held_by(team).worker(worker).opened("2026-09-02");
            case.with(|new| "asb".clone_into(&mut new.case_type)).added()
        })
        .collect()
}

#[test]
fn the_next_in_order_takes_the_place_with_the_reason() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let worker = |name, role| app.worker(name).role(role).in_team(team).signed_in();
        let priya = worker("Priya Shah", access::Role::Officer);
        let marcus = worker("Marcus Bell", access::Role::Leader);
        let helen = worker("Helen Okoro", access::Role::Leader);
        more(&app, team, priya.user(), 5);
        let drawn = run::draw(app.db(), &asked()).expect("a draw");
        assert_eq!(drawn.picks.len(), 2);
        let kept: Vec<_> = app.read(|c| {
            let sql = "SELECT case_id, reference, worker_id, high FROM review_frame WHERE tenant_id = 1 ORDER BY reference";
            c.all(Sql::<(CaseId, String, access::UserId, bool)>::new(sql), &[])
        });
        let framed: Vec<_> = kept
            .into_iter()
            .map(|(case, reference, worker, high)| quality::draw::Framed { case, reference, worker, high })
            .collect();
        let order: Vec<CaseId> =
            ordered(&framed, &drawn.seed)[0].iter().map(|pick| pick.framed.case).collect();
        let at = |case: CaseId| {
            let (id,) = app.read(move |c| {
                let sql = "SELECT review_id FROM case_review WHERE tenant_id = 1 AND case_id = $1 AND state <> 'replaced'";
                c.one(Sql::<(Id<()>,)>::new(sql), args![case])
            });
            format!("/cases/{case}/reviews/{id}")
        };
        let first = at(order[0]);
        // The third was closed since: it is passed over.
        app.close(order[2]);
        let page = marcus.get(&format!("{first}/replace")).ok().saying("The next case of Priya Shah");
        marcus.submit(&page, "main form", &[]).is(422).saying("Choose why it cannot be done.");
        marcus.submit(&page, "main form", &[("reason", "closed")]).is(422).saying("The case is open.");
        marcus
            .submit(&page, "main form", &[("reason", "other")])
            .is(422)
            .saying("Say why it cannot be done.");
        for (client, status) in [(&priya, 404), (&marcus, 303)] {
            client
                .post(&format!("{first}/replace"), &[("reason", "asked"), ("words", "She rang.")])
                .is(status);
        }
        marcus.post(&format!("{first}/replace"), &[("reason", "asked")]).is(404);
        marcus.get(&first).ok().saying("The person asked us not to. She rang.").saying("took its place");
        let next = at(order[3]);
        helen.get("/reviews").ok();
        let (place, why) = app.read({
            let case = order[3];
            move |c| {
                let sql = "SELECT place, why FROM case_review WHERE tenant_id = 1 AND case_id = $1";
                c.one(Sql::<(i64, String)>::new(sql), args![case])
            }
        });
        assert_eq!((place, why.as_str()), (4, "The person asked us not to. She rang."));
        // The draw gives the same list whatever was replaced since.
        for again in [run::trial(app.db(), &asked()), run::draw(app.db(), &asked())] {
            assert_eq!(again.expect("the same draw").picks, drawn.picks);
        }
        // One that is closed is replaced as closed; then there are two more and nothing after.
        app.close(order[3]);
        let page = marcus.get(&format!("{next}/form")).ok().saying("The case was closed since.");
        let page = marcus.open(&page.attributes("a[href$='/replace']", "href")[0]).ok();
        marcus.submit(&page, "main form", &[]).is(303);
        let last = at(order[4]);
        marcus.post(&format!("{last}/replace"), &[("reason", "duplicate")]).is(303);
        let gone = marcus.get(&last).ok();
        gone.saying("No other case took its place.");
        let left = app.read(|c| {
            let sql = "SELECT count(*) FROM case_review WHERE tenant_id = 1 AND state = 'drawn'";
            c.one(Sql::<(i64,)>::new(sql), &[])
        });
        assert_eq!(left.0, 1, "the second of the draw");
    });
}

#[test]
fn a_review_that_is_asked_for_is_marked_and_counts_in_no_average() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let at = format!("/cases/{}/reviews", world.case);
        // One waits already; and who does not review asks for none.
        world.marcus.get(&at).ok().saying("A review of this case waits already.");
        world.marcus.post(&at, &[("why", "Complaint")]).is(409).saying("waits already");
        world.priya.get(&at).ok().saying("No review of this case is here").without("Ask for a review");
        world.priya.post(&at, &[("why", "Mine")]).is(409);
        app.write(|c| {
            c.exec(
                Sql::new(
                    "UPDATE case_review SET state = 'replaced' WHERE tenant_id = 1 AND draw_id IS NOT NULL",
                ),
                &[],
            )
        });
        let page = world.marcus.get(&at).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        world.marcus.submit(&page, "main form", &[("why", "")]).is(422).saying("Say why this case");
        world.marcus.submit(&page, "main form", &[("why", "A complaint came in.")]).is(303);
        world.marcus.post(&at, &[("why", "Again")]).is(409);
        // Asking alone takes no case out of a draw: else who asks could keep it out of the averages.
        assert_eq!(eligible(&app, "2026-12"), 1);
        let list = world.helen.get("/reviews").ok().saying("Asked for.");
        let page =
            world.helen.open(&list.attributes("#main th a", "href")[0]).ok().saying("enters no average");
        answered(&world.helen, &page, &[]).is(303);
        let (to,) = app.read(|c| {
            let sql = "SELECT review_id FROM case_review WHERE tenant_id = 1 AND directed";
            c.one(Sql::<(Id<()>,)>::new(sql), &[])
        });
        let to = format!("{at}/{to}");
        let page = world.helen.get(&to).ok().saying("A complaint came in.").saying("enters no average");
        world.helen.submit(&page, "main form", &[]).is(303);
        world.priya.get(&at).ok().saying("100 of 100").saying("Asked for.");
        let sums = app
            .read(|c| c.one(Sql::<(i64,)>::new("SELECT count(*) FROM review_sum WHERE tenant_id = 1"), &[]));
        assert_eq!(sums.0, 0, "no average has it");
        // Reviewed is reviewed: the case rests for 90 days from the day it was asked for.
        assert_eq!(eligible(&app, "2026-12"), 0);
        app.clock().advance_seconds(100 * 24 * 3600);
        assert_eq!(eligible(&app, "2027-02"), 1);
    });
}

/// Cases that could be drawn for a month.
fn eligible(app: &testkit::TestApp, month: &str) -> usize {
    let asked = Asked { month: Asked::month_of(month).expect("a month"), ..asked() };
    run::trial(app.db(), &asked).expect("a trial").eligible
}

#[test]
fn a_tenth_of_a_draw_is_done_twice_by_the_seed() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        for n in 0..4 {
            let worker =
                app.worker(&format!("Officer {n}")).role(access::Role::Officer).in_team(team).signed_in();
            more(&app, team, worker.user(), 3);
        }
        let drawn = run::draw(app.db(), &asked()).expect("a draw");
        assert_eq!((drawn.picks.len(), drawn.second.len()), (8, 1));
        let twice: Vec<CaseId> = app.read(|c| {
            let sql = "SELECT case_id FROM case_review WHERE tenant_id = 1 AND second ORDER BY case_id";
            Ok(c.all(Sql::<(CaseId,)>::new(sql), &[])?.into_iter().map(|row| row.0).collect())
        });
        assert_eq!(twice, drawn.second.iter().copied().collect::<Vec<_>>());
        assert_eq!(run::trial(app.db(), &asked()).expect("a trial").second, drawn.second);
    });
}
