//! The worker as others use it: papers in, tagged PDFs out, and what it refuses.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where a step fails")]

use letters::{Block, Paper, blocks, read_frame, write_frame};
use std::{
    fmt::Write as _,
    io::{BufReader, Write},
    process::{Child, Command, Stdio},
};

const WORKER: &str = env!("CARGO_BIN_EXE_alongside-letters");

fn started() -> Child {
    let mut worker = Command::new(WORKER);
    worker.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the worker starts")
}

/// What the worker answers to frames, in order.
fn answers(frames: &[Vec<u8>]) -> Vec<(String, Vec<u8>)> {
    let mut worker = started();
    let mut to = worker.stdin.take().unwrap();
    let mut from = BufReader::new(worker.stdout.take().unwrap());
    let mut found = Vec::new();
    for frame in frames {
        write_frame(&mut to, "paper", frame).unwrap();
        found.push(read_frame(&mut from, 64 << 20).unwrap().expect("an answer"));
    }
    drop(to);
    assert!(worker.wait().unwrap().success());
    found
}

fn pdf(paper: &Paper) -> Vec<u8> {
    let (word, bytes) = answers(&[serde_json::to_vec(paper).unwrap()]).remove(0);
    assert_eq!(word, "pdf", "{}", String::from_utf8_lossy(&bytes));
    bytes
}

/// The structure of a PDF as the worker's own reader tells it.
fn tags(pdf: &[u8]) -> String {
    let mut reader = Command::new(WORKER);
    let mut reader = reader.arg("--tags").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let out = reader.wait_with_output().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

fn letter(text: &str) -> Paper {
    Paper {
        title: "Your housing plan".to_owned(),
        language: "en-GB".to_owned(),
        service: "Alongside in Fernshire".to_owned(),
        sender: vec!["Community Safety".to_owned(), "Priya Shah, 01234 567890".to_owned()],
        to: vec!["Amina Okafor".to_owned(), "12 Larch Court".to_owned(), "FS1 2AB".to_owned()],
        date: "20 November 2026".to_owned(),
        day: (2026, 11, 20),
        reference: "HPA-K7QM2-4DXA".to_owned(),
        blocks: blocks(text),
        ..Paper::default()
    }
}

const TEXT: &str = "Dear Mina\n\n# What happens next\n- We fit a lock\n- You call the school\n\n| What | When |\n| Lock | 27 November |\n\nYours sincerely\nPriya Shah";

#[test]
fn a_letter_is_tagged_and_says_what_it_is() {
    let told = tags(&pdf(&letter(TEXT)));
    assert!(!told.contains("problem"), "{told}");
    for role in ["Document", "H1", "H2", "P", "L", "LI", "LBody", "Table", "THead", "TH", "TBody", "TD"] {
        assert!(told.lines().any(|line| line.trim() == role), "no {role} in\n{told}");
    }
    assert!(
        told.contains("language en") && told.contains("pdfuaid:part") && told.contains("pdfaid:part"),
        "{told}"
    );
}

/// A page with words and no tags: the smallest PDF there is.
#[test]
fn a_pdf_without_tags_is_seen() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut at = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        at.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let xref = file.len();
    file += "xref\n0 4\n0000000000 65535 f \n";
    for at in at {
        writeln!(file, "{at:010} 00000 n ").unwrap();
    }
    write!(file, "trailer << /Size 4 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").unwrap();
    let told = tags(file.as_bytes());
    assert!(told.contains("problem: it does not say that it is tagged"), "{told}");
    assert!(told.contains("problem: it has no heading"), "{told}");
}

#[test]
fn large_print_watermark_contents_and_other_languages_are_printed() {
    let mut paper = letter(TEXT);
    (paper.large, paper.watermark, paper.contents) = (true, "Visit sheet".to_owned(), true);
    paper.blocks.insert(0, Block::Chapter { text: "Letters".to_owned() });
    paper.blocks.push(Block::Chapter { text: "Photographs".to_owned() });
    paper
        .blocks
        .push(Block::Other { language: "pl".to_owned(), blocks: blocks("Dzień dobry, Mina. Żółw.") });
    paper.blocks.push(Block::Picture {
        media: "image/png".to_owned(),
        hex: DOT.to_owned(),
        alt: "A dot".to_owned(),
    });
    let told = tags(&pdf(&paper));
    assert!(!told.contains("problem"), "{told}");
    for role in ["TOC", "TOCI", "Figure"] {
        assert!(told.lines().any(|line| line.trim() == role), "no {role} in\n{told}");
    }
}

/// A red dot as PNG.
const DOT: &str = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082";

#[test]
fn what_is_typed_is_never_a_command() {
    let sly = "#import \"/etc/passwd\"\n\n$x^2$ *bold* `code` @ref <label> #read(\"paper.json\") \\ ~ [x]";
    let mut paper = letter(sly);
    paper.title = "#panic(\"title\")".to_owned();
    assert!(!tags(&pdf(&paper)).contains("problem"));
}

#[test]
fn what_cannot_be_printed_is_said_and_the_next_letter_is_printed() {
    let mut wrong = letter(TEXT);
    wrong.blocks.push(Block::Picture {
        media: "image/png".to_owned(),
        hex: "00".to_owned(),
        alt: "None".to_owned(),
    });
    let found = answers(&[
        b"{}".to_vec(),
        serde_json::to_vec(&wrong).unwrap(),
        serde_json::to_vec(&letter(TEXT)).unwrap(),
    ]);
    let words: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["no", "no", "pdf"]);
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    assert_eq!(pdf(&letter(TEXT)), pdf(&letter(TEXT)), "so that a copy can be compared with its hash");
}
