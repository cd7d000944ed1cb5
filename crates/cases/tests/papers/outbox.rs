//! The outbox: sent once, tried again, given up, as files and by a relay.

use cases::outbox::{
    Message, Outbox, Receipt, command,
    deliver::{Carriers, send_due},
    files::FileOutbox,
    mail::SmtpOutbox,
    model::{NewMessage, Way},
    store,
};
use kernel::{
    Error, Result, args,
    db::{ConnExt, Sql},
};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::PathBuf,
    sync::{Mutex, mpsc},
};
use testkit::{Fixture, TestApp, on_both};

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes())
}

fn queue(app: &TestApp, way: Way, once: &str, recipient: &str) {
    let new = NewMessage {
        message_id: app.uuid(),
        way,
        letter: None,
        once: once.to_owned(),
        recipient: recipient.to_owned(),
        subject: "A message for you".to_owned(),
        body: "Dear Mina\n\nWe start on Monday. Zażółć.\n.\nA lone dot above.".to_owned(),
        at: app.clock().now(),
    };
    app.write(move |c| store::queue(c, 1, &new));
}

/// Each message's state, tries and problem.
fn states(app: &TestApp) -> Vec<(String, i64, String)> {
    app.read(|c| {
        c.all(
            Sql::new("SELECT state, tries, problem FROM outbox WHERE tenant_id = $1 ORDER BY once"),
            args![1],
        )
    })
}

/// A carrier that does as it is told and notes what it was given.
struct Told(Mutex<Vec<Result<()>>>, Mutex<Vec<Message>>);

impl Told {
    fn to(answers: Vec<Result<()>>) -> Self {
        Self(Mutex::new(answers), Mutex::default())
    }
    fn seen(&self) -> usize {
        self.1.lock().unwrap().len()
    }
}

impl Outbox for Told {
    fn send(&self, message: &Message) -> Result<Receipt> {
        self.1.lock().unwrap().push(message.clone());
        self.0.lock().unwrap().remove(0).map(|()| Receipt("taken".to_owned()))
    }
}

#[test]
fn what_is_queued_twice_is_sent_once() {
    on_both(|fixture| {
        let app = app(fixture);
        queue(&app, Way::Text, "letter:1", "07700 900123");
        queue(&app, Way::Text, "letter:1", "07700 900123");
        let carrier = Told::to(vec![Ok(())]);
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (1, 0));
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 0), "nothing is left");
        assert_eq!((carrier.seen(), states(&app)), (1, vec![("sent".to_owned(), 1, String::new())]));
    });
}

#[test]
fn what_is_not_taken_is_tried_again_later_and_in_the_end_given_up() {
    on_both(|fixture| {
        let app = app(fixture);
        queue(&app, Way::Email, "letter:1", "mina@example.org");
        let lost = || Err(Error::io("the mail relay", std::io::Error::other("away")));
        let carrier = Told::to((0..9).map(|_| lost()).collect());
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 1));
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 0), "not before a minute has passed");
        app.clock().advance_seconds(59);
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 0));
        app.clock().advance_seconds(1);
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 1));
        for _ in 0..6 {
            app.clock().advance_seconds(6 * 3600);
            assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 1));
        }
        let (state, tries, problem) = states(&app).remove(0);
        assert_eq!((state.as_str(), tries), ("failed", 8));
        assert!(problem.contains("away"), "{problem}");
        // Somebody looks, and has it tried again.
        let mut out = Vec::new();
        command::list(app.db(), false, &mut out).unwrap();
        let listed = String::from_utf8(out).unwrap();
        assert!(listed.contains("Failed") && !listed.contains("mina"), "{listed}");
        command::retry(app.db(), None, &mut Vec::new()).unwrap();
        assert_eq!(send_due(app.db(), &Told::to(vec![Ok(())])).unwrap(), (1, 0));
    });
}

#[test]
fn what_no_relay_will_take_is_given_up_at_once() {
    on_both(|fixture| {
        let app = app(fixture);
        queue(&app, Way::Email, "letter:1", "no address");
        let carrier = carriers("given-up", None);
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 1));
        let (state, _, problem) = states(&app).remove(0);
        assert!(
            state == "failed" && problem.contains("no e-mail address") && !problem.contains("no address,"),
            "{problem}"
        );
    });
}

#[test]
fn a_message_held_by_a_process_that_died_is_sent_by_another() {
    on_both(|fixture| {
        let app = app(fixture);
        queue(&app, Way::Text, "letter:1", "07700 900123");
        app.write(|c| {
            c.exec(
                Sql::new("UPDATE outbox SET holder = 'dead', tries = 1, due_at = $2 WHERE tenant_id = $1"),
                args![1, testkit::START.plus_seconds(120)],
            )
        });
        let carrier = Told::to(vec![Ok(())]);
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (0, 0), "still held");
        app.clock().advance_seconds(121);
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (1, 0));
    });
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("alongside-outbox-{name}-{}", std::process::id()));
    let _absent = fs::remove_dir_all(&folder);
    folder
}

fn carriers(name: &str, relay: Option<&str>) -> Carriers {
    let from = "no-reply@example.org".to_owned();
    let relay = relay.map(|relay| SmtpOutbox::new(relay, from.clone()).unwrap());
    Carriers { files: FileOutbox::new(folder(name), from), relay }
}

#[test]
fn messages_are_files_that_only_the_service_reads() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    let app = app(&fixture);
    queue(&app, Way::Email, "a", "mina@example.org");
    queue(&app, Way::Text, "b", "07700 900123");
    queue(&app, Way::Post, "c", "Mina Okafor\n12 Larch Court");
    let folder = folder("files");
    let carrier =
        Carriers { files: FileOutbox::new(folder.clone(), "no-reply@example.org".to_owned()), relay: None };
    assert_eq!(send_due(app.db(), &carrier).unwrap(), (3, 0));
    let mut files: Vec<(String, String)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
            let name = path.file_name().unwrap().to_str().unwrap();
            (name.split_once('.').unwrap().1.to_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["address.txt", "eml", "letter.txt", "txt"]);
    assert!(files[0].1.contains("12 Larch Court") && files[3].1.starts_with("To: 07700 900123"));
    let mail = &files[1].1;
    for header in
        ["From: no-reply@example.org", "To: mina@example.org", "Subject: A message for you", "Message-ID: <"]
    {
        assert!(mail.contains(header), "{header}: {mail}");
    }
}

/// A relay that takes what it is given, or refuses recipients at `nowhere.example`.
fn relay() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let mut out = stream.try_clone().unwrap();
            out.write_all(b"220 stub\r\n").unwrap();
            let (mut mail, mut inside) = (String::new(), false);
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let answer = match (inside, line.as_str()) {
                    (true, ".") => {
                        inside = false;
                        tell.send(std::mem::take(&mut mail)).unwrap();
                        "250 kept as 42"
                    }
                    (true, line) => {
                        mail += line.strip_prefix('.').unwrap_or(line);
                        mail.push('\n');
                        continue;
                    }
                    (false, "DATA") => {
                        inside = true;
                        "354 go on"
                    }
                    (false, "QUIT") => break,
                    (false, line) if line.contains("nowhere.example") => "550 nobody here",
                    _ => "250 fine",
                };
                if write!(out, "{answer}\r\n").is_err() {
                    break;
                }
            }
        }
    });
    (address, told)
}

#[test]
fn a_relay_takes_mail_or_says_why_not() {
    let (address, told) = relay();
    on_both(|fixture| {
        let app = app(fixture);
        queue(&app, Way::Email, "a", "mina@example.org");
        queue(&app, Way::Email, "b", "mina@nowhere.example");
        let carrier = carriers("relay", Some(&address));
        assert_eq!(send_due(app.db(), &carrier).unwrap(), (1, 1));
        let mail = told.recv_timeout(std::time::Duration::from_secs(5)).unwrap();
        assert!(
            mail.contains("Subject: A message for you") && mail.contains("To: mina@example.org"),
            "{mail}"
        );
        let states = states(&app);
        assert_eq!((states[0].0.as_str(), states[1].0.as_str()), ("sent", "failed"));
        assert!(states[1].2.contains("refused"), "{}", states[1].2);
        let mut out = Vec::new();
        command::list(app.db(), true, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("kept as 42"));
    });
    // A relay that is not there is tried again.
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    let app = app(&fixture);
    queue(&app, Way::Email, "a", "mina@example.org");
    assert_eq!(send_due(app.db(), &carriers("away", Some("127.0.0.1:1"))).unwrap(), (0, 1));
    assert_eq!(states(&app)[0].0, "queued");
    assert!(SmtpOutbox::new("relay:port", String::new()).is_err());
}
