//! The officer that the power-loss tests interrupt: agrees plans and sends letters, through the handlers that serve
//! people, and prints `ack n` for each save that was answered: `saves FILE TEMPLATE COOKIE whole|split`.
//!
//! `FILE` begins as a copy of `TEMPLATE`. Save 2k agrees the plan of case k, save 2k + 1 sends its letter, in the order
//! of the cases' ids. `split` saves a plan in two changes, as no handler does, so that half a save can be seen.

use access::{CaseId, Settings};
use cases::{plan::store::write, work};
use kernel::{
    Chance, Day, args,
    db::{ConnExt, Db, Options, Place, Sql},
};
use std::{error::Error, fs, io::Write as _, path::Path};
use testkit::{START, TestApp};
use uuid::Uuid;

/// As many officers save at the same moment.
const AT_ONCE: usize = 4;

/// Cases with their letters, and how far each is: agreed, sent.
const CASES: Sql<(CaseId, Uuid, bool, bool)> = Sql::new(
    "SELECT f.case_id, l.letter_id,
        EXISTS (SELECT 1 FROM plan_agreement a WHERE a.tenant_id = $1 AND a.case_id = f.case_id),
        l.state = 'sent'
     FROM case_file f
     JOIN letter l ON l.tenant_id = f.tenant_id AND l.case_id = f.case_id
     WHERE f.tenant_id = $1
     ORDER BY f.case_id",
);

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [file, template, cookie, how] = given.as_slice() else { return Err("four arguments".into()) };
    copied(Path::new(file), Path::new(template))?;
    // The log must be copied, and begin anew, within a crash test's few hundred file calls.
    let options = Options { log: 40, ..Options::default() };
    let db = Db::open(&Place::File(file.into()), &options)?;
    let app = TestApp::over(db, Chance::system(), Settings::default(), alongside::app::router);
    let cases: Vec<_> = app.read(|c| c.all(CASES, args![1i64])).into_iter().enumerate().collect();
    for some in cases.chunks(AT_ONCE) {
        let plans = some.iter().filter(|(_, (_, _, agreed, _))| !agreed);
        if how == "split" {
            for (n, (case, ..)) in plans {
                in_two(&app, *case);
                told(2 * n)?;
            }
            continue;
        }
        let plans: Vec<_> =
            plans.map(|(n, (case, ..))| (2 * n, format!("/cases/{case}/plan/agree"), AGREED)).collect();
        save(&app, cookie, &plans)?;
        let letters = some.iter().filter(|(_, (.., sent))| !sent);
        let send = |(n, (case, letter, ..)): &(usize, (CaseId, Uuid, bool, bool))| {
            (2 * n + 1, format!("/cases/{case}/letters/{}/send", letter.simple()), &[][..])
        };
        save(&app, cookie, &letters.map(send).collect::<Vec<_>>())?;
    }
    Err("every save is done before the power went: make more cases".into())
}

/// What the form for an agreement sends.
const AGREED: &[(&str, &str)] = &[
    ("agreed_with", "Mina"),
    ("agreed_on", "20/11/2026"),
    ("how", "face_to_face"),
    ("copy", "printed"),
    ("review_on", "18/12/2026"),
];

type Save<'a> = (usize, String, &'a [(&'a str, &'a str)]);

/// Sends forms in the same moment, and says which were answered.
fn save(app: &TestApp, cookie: &str, saves: &[Save<'_>]) -> Result<(), Box<dyn Error>> {
    let priya = app.nobody();
    let (name, value) = cookie.split_once('=').ok_or("a cookie has a name")?;
    priya.set_cookie(name, value);
    let version = START.micros().to_string();
    let mut wishes = Vec::new();
    for (_, path, pairs) in saves {
        let submission = app.uuid().simple().to_string();
        let own = [("submission", submission.as_str()), ("version", version.as_str())];
        let pairs = [&own[..], pairs].concat();
        wishes.push(priya.request(axum::http::Method::POST, path).form(&pairs));
    }
    for (answer, (n, path, _)) in testkit::Wish::send_together(&wishes).iter().zip(saves) {
        if answer.status != 303 || !answer.location().contains("done=") {
            return Err(format!("{path}: {} {}", answer.status, answer.html()).into());
        }
        told(*n)?;
    }
    Ok(())
}

fn told(n: usize) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ack {n}")?;
    Ok(out.flush()?)
}

/// The same rows as the handler writes, but in two changes.
fn in_two(app: &TestApp, case: CaseId) {
    let (trace, id, on) = (app.uuid(), app.uuid(), Day::of(START));
    let by = write::By { trace, user: access::UserId::from_uuid(access::NOBODY), at: START };
    let new = write::NewAgreement {
        agreement_id: id,
        agreed_with: "Mina".to_owned(),
        agreed_on: on,
        how: cases::plan::model::How::ALL[0],
        copy: cases::plan::model::Copy::ALL[0],
        copy_why: String::new(),
        review_on: on.plus(28),
        words: String::new(),
    };
    app.write(move |c| write::agree(c, 1, case, &new, by));
    let event = work::NewEvent {
        event_id: trace,
        case,
        event: packs::model::Event::PlanAgreed,
        on,
        at: None,
        source: Some(id),
        recorded_at: START,
        recorded_by: by.user,
    };
    app.write(move |c| work::happened(c, 1, &event));
}

/// Puts the template where the file is to be, unless it is there: on disk as a whole, or not at all.
fn copied(file: &Path, template: &Path) -> Result<(), Box<dyn Error>> {
    if file.exists() {
        return Ok(());
    }
    let new = file.with_extension("new");
    let mut copy = fs::File::create(&new)?;
    copy.write_all(&fs::read(template)?)?;
    copy.sync_all()?;
    Ok(fs::rename(new, file)?)
}
