//! Every page struct's samples render and pass the page checks.

use testkit::{TestApp, on_both};

#[test]
fn every_sample_is_a_sound_page() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let nobody = app
            .nobody()
            .except(testkit::Check::Ids, "examples link to places that only whole pages have")
            .except(testkit::Check::NoStore, "samples name nobody, so they may be kept");
        let design = nobody
            .except(testkit::Check::Title, "it shows an error summary as an example")
            .get("/design")
            .ok();
        let mut seen = 0;
        for set in alongside::app::samples() {
            for n in 0..set.samples.len() {
                let path = format!("/design/pages/{}/{n}", set.page);
                let page = nobody.get(&path);
                let page = if page.status == 404 {
                    nobody.get(&format!("/design/pages/{}/{}", set.page, n + 1))
                } else {
                    page
                };
                page.ok().without("Cannot be shown");
                seen += 1;
            }
            assert!(design.html().contains(set.page), "/design does not list {}", set.page);
        }
        assert!(seen > 30, "only {seen} samples");
    });
}
