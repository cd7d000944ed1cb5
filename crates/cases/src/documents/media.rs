//! What a file is, from its first bytes, and its name made harmless.

/// A kind of file that may be kept with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    /// As it is served.
    pub code: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// Whether a browser shows it without running anything of it.
    pub picture: bool,
}

const fn media(code: &'static str, label: &'static str, picture: bool) -> Media {
    Media { code, label, picture }
}

const PDF: Media = media("application/pdf", "PDF", false);
const PNG: Media = media("image/png", "Picture", true);
const JPEG: Media = media("image/jpeg", "Picture", true);
const GIF: Media = media("image/gif", "Picture", true);
const WEBP: Media = media("image/webp", "Picture", true);
const HEIC: Media = media("image/heic", "Picture", false);
const MP3: Media = media("audio/mpeg", "Sound recording", false);
const M4A: Media = media("audio/mp4", "Sound recording", false);
const WAV: Media = media("audio/wav", "Sound recording", false);
const MP4: Media = media("video/mp4", "Video", false);
const RTF: Media = media("application/rtf", "Text document", false);
const OLD_WORD: Media = media("application/msword", "Text document", false);
const OLD_SHEET: Media = media("application/vnd.ms-excel", "Spreadsheet", false);
const DOCX: Media =
    media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Text document", false);
const XLSX: Media =
    media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Spreadsheet", false);
const ODT: Media = media("application/vnd.oasis.opendocument.text", "Text document", false);
const ODS: Media = media("application/vnd.oasis.opendocument.spreadsheet", "Spreadsheet", false);
const TEXT: Media = media("text/plain", "Plain text", false);

/// Every kind.
const ALL: &[Media] = &[
    PDF, PNG, JPEG, GIF, WEBP, HEIC, MP3, M4A, WAV, MP4, RTF, OLD_WORD, OLD_SHEET, DOCX, XLSX, ODT, ODS, TEXT,
];

/// What may be uploaded, for people.
pub const WANTED: &str = "a PDF, picture, sound recording, video, text document, spreadsheet or plain text";

/// What a file is; `None` for what is not kept here, programs and web pages above all. Only where several kinds begin
/// alike does the name's ending choose between them.
pub fn of(content: &[u8], name: &str) -> Option<Media> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let begins = |magic: &[u8]| content.starts_with(magic);
    let at = |from: usize, magic: &[u8]| content.get(from..from + magic.len()) == Some(magic);
    let found = if begins(b"%PDF-") {
        PDF
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        PNG
    } else if begins(b"\xff\xd8\xff") {
        JPEG
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        GIF
    } else if begins(b"RIFF") && at(8, b"WEBP") {
        WEBP
    } else if begins(b"RIFF") && at(8, b"WAVE") {
        WAV
    } else if at(4, b"ftyp") {
        match content.get(8..11)? {
            b"hei" | b"mif" => HEIC,
            b"M4A" => M4A,
            _ => MP4,
        }
    } else if begins(b"ID3") || begins(b"\xff\xfb") || begins(b"\xff\xf3") {
        MP3
    } else if begins(b"{\\rtf") {
        RTF
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        by_ending(&ending, &[("doc", OLD_WORD), ("xls", OLD_SHEET)])?
    } else if begins(b"PK\x03\x04") {
        by_ending(&ending, &[("docx", DOCX), ("xlsx", XLSX), ("odt", ODT), ("ods", ODS)])?
    } else if is_text(content) {
        by_ending(&ending, &[("txt", TEXT), ("csv", TEXT), ("md", TEXT), ("eml", TEXT)])?
    } else {
        return None;
    };
    Some(found)
}

/// A kind by its code, as it was stored.
pub fn known(code: &str) -> Option<Media> {
    ALL.iter().find(|media| media.code == code).copied()
}

fn by_ending(ending: &str, kinds: &[(&str, Media)]) -> Option<Media> {
    kinds.iter().find(|(wanted, _)| *wanted == ending).map(|(_, media)| *media)
}

fn is_text(content: &[u8]) -> bool {
    let control = |b: &u8| (*b < b' ' && !b"\n\r\t\x0c".contains(b)) || *b == 0x7f;
    !content.is_empty() && !content.iter().any(control) && std::str::from_utf8(content).is_ok()
}

/// A file's name without folders, control characters or what some systems read as a command; 120 characters at most.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|c| if c.is_control() || "<>:\"|?*;%".contains(c) { '_' } else { c })
        // Letters that turn the direction of writing hide what a name ends in.
        .filter(|c| !('\u{202a}'..='\u{202e}').contains(c) && !('\u{2066}'..='\u{2069}').contains(c))
        .collect();
    let kept = kept.trim_matches([' ', '.']).to_owned();
    let Some((stem, ending)) = kept.rsplit_once('.') else {
        return if kept.is_empty() { "file".to_owned() } else { kept.chars().take(120).collect() };
    };
    let stem: String = stem.chars().take(108).collect();
    format!("{stem}.{}", ending.chars().take(10).collect::<String>())
}

/// The name as a header writes it: plain letters, and the whole name beside it in UTF-8 (RFC 6266).
pub fn disposition(how: &str, name: &str) -> String {
    use std::fmt::Write;
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let whole = name.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
        out
    });
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_its_first_bytes_say() {
        for (content, name, code) in [
            (&b"%PDF-1.7 ..."[..], "a.pdf", "application/pdf"),
            (b"%PDF-1.7 ...", "holiday.png", "application/pdf"),
            (b"\x89PNG\r\n\x1a\nxx", "a", "image/png"),
            (b"\xff\xd8\xff\xe0", "a.JPG", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "image/webp"),
            (b"\0\0\0\x20ftypM4A ", "a.m4a", "audio/mp4"),
            (b"PK\x03\x04....", "a.docx", DOCX.code),
            (b"Said at 4pm", "note.txt", "text/plain"),
        ] {
            assert_eq!(of(content, name).map(|m| m.code), Some(code), "{name}");
        }
    }

    #[test]
    fn programs_and_pages_are_not_kept() {
        for (content, name) in [
            (&b"MZ\x90\0"[..], "letter.pdf"),
            (b"\x7fELF", "a.txt"),
            (b"#!/bin/sh", "run.sh"),
            (b"<html><script>", "page.html"),
            (b"<svg onload=x>", "a.svg"),
            (b"PK\x03\x04", "a.jar"),
            (b"PK\x03\x04", "a.zip"),
            (b"", "a.txt"),
            (b"a\0b", "a.txt"),
        ] {
            assert_eq!(of(content, name), None, "{name}");
        }
    }

    #[test]
    fn names_are_harmless() {
        for (name, clean) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\plan.docx", "plan.docx"),
            ("a\r\nSet-Cookie: x.pdf", "a__Set-Cookie_ x.pdf"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            (" .. ", "file"),
            ("Zoë’s plan.pdf", "Zoë’s plan.pdf"),
        ] {
            assert_eq!(clean_name(name), clean, "{name:?}");
        }
        assert!(clean_name(&format!("{}.pdf", "x".repeat(500))).len() <= 120);
        let header = disposition("attachment", "Zoë \"x\".pdf");
        assert_eq!(header, "attachment; filename=\"Zo_ _x_.pdf\"; filename*=UTF-8''Zo%C3%AB%20%22x%22.pdf");
    }
}
