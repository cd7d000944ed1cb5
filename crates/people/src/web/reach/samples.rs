//! Samples of the address record.

use super::{
    ReachPage, ReachRow,
    page::{channels, kinds, safeties},
};
use crate::web::errors;
use kernel::Form;
use ui::{Samples, Shell, Tag};

impl Samples for ReachPage {
    const NAME: &'static str = "address-record";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |words: &str, tag: Tag| ReachRow {
            words: words.to_owned(),
            tags: vec![tag],
            href: "/people/1/reach".to_owned(),
        };
        let page = |form: Form, rows: &[ReachRow], ways: &[ReachRow]| ReachPage {
            shell: Shell::new("Address record of Mina", "People").errors(errors(&form)),
            here: "/people/1/reach".to_owned(),
            back: "/people/1".to_owned(),
            submission: String::new(),
            form,
            addresses: rows.to_vec(),
            ways: ways.to_vec(),
            changes: rows
                .iter()
                .map(|row| {
                    let words = format!(
                        "An address was corrected. Before: {}. Why: It was the wrong flat.",
                        row.words
                    );
                    (words, "Priya Shah, 22 November 2026, 4.40pm".to_owned())
                })
                .collect(),
            kinds: kinds(),
            channels: channels(),
            safeties: safeties(),
        };
        let mut wrong = Form::default();
        wrong.set("address", "1");
        wrong.set("way", "1");
        for (field, words) in [
            ("lines", "Enter the address, or where to look for them."),
            ("value", "Enter the number or the e-mail address."),
            ("address_why", "Say why it is changed."),
        ] {
            wrong.error(field, words);
        }
        let home = row("Home: 12 Larch Court, FS1 2AB, from 3 May 2025", Tag::good("Now"));
        let phone = row("Phone. Text after 4pm, no voicemail: 07700 900123", Tag::warn("Only as agreed"));
        let long = row(
            &"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ".repeat(4),
            Tag::bad("Withheld"),
        );
        vec![
            ("nothing yet", page(Form::default(), &[], &[])),
            ("full", page(Form::default(), std::slice::from_ref(&home), std::slice::from_ref(&phone))),
            ("errors", page(wrong, &[home], &[phone])),
            ("long names", page(Form::default(), std::slice::from_ref(&long), std::slice::from_ref(&long))),
        ]
    }
}
