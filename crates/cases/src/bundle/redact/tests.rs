//! Nothing of whoever is left out stays, whatever stands around it.

use super::*;
use kernel::Chance;

fn dean() -> Hidden {
    Hidden {
        label: "[person A]".to_owned(),
        names: vec!["Dean O’Neill-Marsh".to_owned(), "Deano".to_owned()],
        addresses: vec!["Flat 4, 9 Oak Street, Fernbridge".to_owned()],
        postcodes: vec!["FS2 1CD".to_owned()],
        ways: vec!["07700 900999".to_owned(), "dean@example.org".to_owned()],
    }
}

#[test]
fn who_somebody_is_goes_and_what_is_said_stays() {
    let redactor = Redactor::new(&[dean()]);
    for (text, clean) in [
        ("Dean O'Neill-Marsh shouted.", "[person A] shouted."),
        ("DEAN, and Deano's dog", "[person A], and [person A]'s dog"),
        ("Mr Marsh at Flat 4, 9 Oak Street", "Mr [person A] at [address]"),
        ("near fs21cd and FS2 1CD.", "near [postcode] and [postcode]."),
        ("call +44 7700 900 999 or (07700) 900999!", "call [phone number] or ([phone number]!"),
        ("write to Dean@Example.org now", "write to [e-mail address] now"),
        ("A deanery, 19 Oak Street, 07700 900998", "A deanery, 19 Oak Street, 07700 900998"),
        ("1 + 1 = 2, +", "1 + 1 = 2, +"),
    ] {
        assert_eq!(redactor.clean(text), clean, "{text}");
    }
    let nobody = Redactor::new(&[]);
    assert_eq!(nobody.clean("Dean, 07700 900999 + 1"), "Dean, 07700 900999 + 1");
}

/// Planted among other words, with any case and any marks around, nothing is found again.
#[test]
fn nothing_planted_is_found_again() {
    let (redactor, chance) = (Redactor::new(&[dean()]), Chance::seeded(11));
    let planted = [
        "Dean",
        "Deano",
        "Marsh",
        "O’Neill",
        "9 Oak Street",
        "Flat 4, 9 Oak Street",
        "FS2 1CD",
        "fs21cd",
        "07700900999",
        "07700 900 999",
        "+44 7700 900999",
        "dean@example.org",
    ];
    let around = [" ", ", ", ". ", " (", ") ", "\n", " - ", "\n\n- ", ": ", "; ", " “", "” "];
    let fill = ["noise", "Mina", "12 Larch Court", "on 3 May", "at 4pm", "Oak trees", "£20", "2026"];
    let pick = |all: &[&'static str]| all[usize::try_from(chance.below(all.len() as u64)).unwrap()];
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..4 {
            text += pick(&fill);
            text += pick(&around);
            let word = pick(&planted);
            text += &if chance.below(2) == 0 { word.to_uppercase() } else { word.to_owned() };
            text += pick(&around);
        }
        let clean = redactor.clean(&text);
        let lower = clean.to_lowercase();
        let bare: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        for leak in ["deano", "marsh", "neill", "oak street", "fs2 1cd", "fs21cd", "@example"] {
            assert!(!lower.contains(leak), "{leak} in\n{clean}\nfrom\n{text}");
        }
        assert!(!bare.contains("7700900999"), "{clean}\nfrom\n{text}");
    }
}
