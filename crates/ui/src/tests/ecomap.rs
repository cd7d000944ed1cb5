//! The map of people: nothing overlaps, nothing is cut off, nobody is lost.

use crate::ecomap::{
    Drawing, EcoMap, Frame, MOST, NAME_SIZE, NARROW, RADIUS, REGULAR, RELATION_SIZE, Room, Strength, Tie,
    WIDE, layout, text_width, wrap,
};

const LONG: [&str; 5] = [
    "Neighbourhood Community Safety Partnership Coordinator",
    "Oluwaseun Adébáyọ̀-Fitzgerald",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "王小明 عبد الرحمن",
    "Jo",
];

fn ties(n: usize, relation: &str) -> Vec<Tie> {
    let strengths = [Strength::Strong, Strength::Weak, Strength::Strained];
    (0..n).map(|i| Tie::new(LONG[i % LONG.len()], relation, strengths[i % 3])).collect()
}

fn drawings() -> impl Iterator<Item = (usize, &'static Frame, Drawing)> {
    let sizes = (1..=MOST).flat_map(|n| [(n, &WIDE), (n, &NARROW)]);
    sizes.flat_map(|(n, frame)| {
        ["housing and tenancy support officer", "", "mother"]
            .map(|relation| (n, frame, layout(frame, "Oluwaseun Adébáyọ̀", &ties(n, relation))))
    })
}

#[test]
fn labels_never_overlap() {
    for (n, frame, drawing) in drawings() {
        for (i, a) in drawing.nodes.iter().enumerate() {
            for b in &drawing.nodes[i + 1..] {
                assert!(
                    !a.room.overlaps(&b.room),
                    "{n} people, {}: {:?} and {:?}",
                    frame.class,
                    a.lines,
                    b.lines
                );
            }
        }
    }
}

#[test]
fn labels_stay_inside_the_drawing_and_off_the_middle() {
    for (n, frame, drawing) in drawings() {
        let middle = Room {
            x: drawing.cx - RADIUS,
            y: drawing.cy - RADIUS,
            width: 2.0 * RADIUS,
            height: 2.0 * RADIUS,
        };
        for node in &drawing.nodes {
            let room = &node.room;
            let inside = room.x >= 0.0
                && room.y >= 0.0
                && room.x + room.width <= drawing.width
                && room.y + room.height <= drawing.height;
            assert!(
                inside,
                "{n} people, {}: {room:?} in {} by {}",
                frame.class, drawing.width, drawing.height
            );
            assert!(!room.overlaps(&middle), "{n} people, {}: {room:?} covers the middle", frame.class);
        }
    }
}

#[test]
fn no_line_crosses_a_label() {
    for (n, frame, drawing) in drawings() {
        for (i, node) in drawing.nodes.iter().enumerate() {
            let others = drawing.nodes.iter().enumerate().filter(|(j, _)| *j != i);
            for (_, other) in others {
                let crosses = (0..=200).map(f64::from).any(|step| {
                    let x = drawing.cx + (node.end_x - drawing.cx) * step / 200.0;
                    let y = drawing.cy + (node.end_y - drawing.cy) * step / 200.0;
                    other.room.overlaps(&Room { x, y, width: 0.1, height: 0.1 })
                });
                assert!(!crosses, "{n} people, {}: line {i} crosses {:?}", frame.class, other.lines);
            }
        }
    }
}

#[test]
fn every_line_of_words_fits_its_label() {
    for (_, frame, drawing) in drawings() {
        for node in &drawing.nodes {
            for line in &node.lines {
                let size = if line.name { NAME_SIZE } else { RELATION_SIZE * REGULAR };
                let width = text_width(&line.words, size);
                assert!(width <= frame.label - 8.0, "{:?} is {width:.0} wide", line.words);
                assert!(line.y > node.room.y && line.y < node.room.y + node.room.height, "{line:?}");
            }
        }
    }
}

#[test]
fn letters_are_12_pixels_or_more_on_a_small_phone() {
    // a page of 320 pixels leaves 280 for the drawing
    let scale = 280.0 / NARROW.width;
    assert!(NAME_SIZE * scale >= 12.0 && RELATION_SIZE * scale >= 12.0);
}

#[test]
fn people_beyond_the_most_are_counted_in_the_last_label() {
    let all: Vec<Tie> =
        (0..20).map(|i| Tie::new(format!("Person {i}"), "friend", Strength::Strong)).collect();
    let drawing = layout(&WIDE, "Mina", &all);
    assert_eq!(drawing.nodes.len(), MOST);
    assert_eq!(drawing.nodes[MOST - 1].lines[0].words, "+ 7 more");
    let html = EcoMap::new("eco", "Mina", all).to_string();
    assert!(html.contains("<strong>Person 19</strong>"), "the list names everybody");
}

#[test]
fn the_sentence_counts_the_ties() {
    let map = EcoMap::new("eco", "Mina", ties(4, "friend"));
    assert_eq!(map.sentence(), "4 people around Mina. Ties: 2 strong, 1 weak, 1 strained.");
    assert_eq!(EcoMap::new("eco", "Mina", Vec::new()).sentence(), "No people recorded around Mina.");
}

#[test]
fn a_map_without_people_is_only_the_middle() {
    let drawing = layout(&NARROW, "Mina", &[]);
    assert!(drawing.nodes.is_empty());
    assert!(drawing.height >= 2.0 * RADIUS);
}

#[test]
fn long_words_are_cut_and_long_texts_end_in_dots() {
    assert_eq!(wrap("Ada and Tobi", 14.0, 200.0, 2), ["Ada and Tobi"]);
    assert_eq!(wrap("", 14.0, 200.0, 2), Vec::<String>::new());
    for text in LONG {
        for width in [20.0, 60.0, 94.0] {
            let lines = wrap(text, 14.0, width, 2);
            assert!(lines.len() <= 2, "{lines:?}");
            assert!(lines.iter().all(|line| text_width(line, 14.0) <= width), "{lines:?} in {width}");
        }
    }
    assert!(wrap(LONG[0], 14.0, 94.0, 2)[1].ends_with('…'));
}
