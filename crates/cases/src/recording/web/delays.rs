//! How soon I write things down: a worker's own figures, for their own eyes.

use crate::recording::{Buckets, store};
use access::{Actor, Db, Fault, Shown};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Page, Shell, chart::Share};

/// Days that the page looks back.
const BACK: i64 = 90;

/// A worker's own delays of recording.
#[derive(Template)]
#[template(path = "my_recording.html")]
pub struct MyRecording {
    /// The frame.
    pub shell: Shell,
    /// What the figures say, in a sentence.
    pub headline: String,
    /// Each range in words, how many, and its share of all.
    pub rows: Vec<(String, i64, Share)>,
}

impl MyRecording {
    fn new(shell: Shell, delays: &Buckets) -> Self {
        let total = delays.total();
        let same_day = delays.of("0");
        let headline = match total {
            0 => format!("You wrote down no contact of the last {BACK} days on your cases."),
            _ => format!(
                "{} of {} were written down the same day.",
                same_day,
                count(total, "contact", "contacts")
            ),
        };
        let words = |label: &str| match label {
            "0" => "The same day".to_owned(),
            label => format!("{} days later", label.replace('-', " to ").replace("11+", "11 or more")),
        };
        let rows = delays
            .iter()
            .map(|(label, n)| (words(label), n, ui::chart::share(n * 100 / total.max(1))))
            .collect();
        Self { shell, headline, rows }
    }
}

impl ui::Samples for MyRecording {
    const NAME: &'static str = "my-recording";
    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || Shell::new("How soon I write things down", "");
        let mut some = Buckets::of_delays();
        for days in [0, 0, 0, 2, 5, 14] {
            some.add(days);
        }
        vec![("some", Self::new(shell(), &some)), ("none", Self::new(shell(), &Buckets::of_delays()))]
    }
}

/// Shows the asker's own figures: one statement. There is no address with anybody else's.
pub async fn show_mine(db: Db, actor: Actor) -> Result<Page<MyRecording>, Fault> {
    let since = Day::of(actor.now).plus(-BACK);
    let delays = db
        .list(&actor, "readDay", "recording".to_owned(), move |c, scope| {
            Ok(Shown { value: store::delays(c, scope, scope.user(), since)?, subjects: Vec::new() })
        })
        .await?;
    let shell = access::shell(&actor, "How soon I write things down", "")
        .intro(format!("Only you see this. Contacts of the last {BACK} days on cases that are yours."));
    Ok(Page(MyRecording::new(shell, &delays)))
}
