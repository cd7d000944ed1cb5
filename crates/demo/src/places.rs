//! Where people of the invented borough live, and numbers that ring nowhere.

use crate::draw::Draw;
use people::model::{AddressKind, NewAddress};

/// Streets of the borough, none of them short of flats above shops.
const STREETS: [&str; 40] = [
    "Weir Street",
    "Canal Road",
    "Tanner's Row",
    "Ferry Lane",
    "Station Approach",
    "Quarry Hill",
    "Mill Gardens",
    "Orchard Walk",
    "Bishop's Close",
    "Fountain Street",
    "Alder Drive",
    "Rowan Avenue",
    "Lock Keepers Way",
    "Cooper's Yard",
    "Wharf Side",
    "Heron Close",
    "Foundry Terrace",
    "Saddler Street",
    "Priory Road",
    "Ropewalk",
    "Kiln Lane",
    "Chapel Rise",
    "Meadow View",
    "Brook Street",
    "Gasworks Lane",
    "Paradise Row",
    "Victoria Parade",
    "Coronation Road",
    "Hawthorn Crescent",
    "Linden Grove",
    "Sparrow Hill",
    "Bakehouse Lane",
    "Tollgate Road",
    "Almshouse Walk",
    "Nightingale Road",
    "Gilbert Street",
    "Maple Way",
    "Old Dock Street",
    "Cobden Terrace",
    "Market Place",
];

/// Blocks of flats.
const BLOCKS: [&str; 14] = [
    "Larch Court",
    "Sycamore House",
    "Brunel Point",
    "Attlee House",
    "Seacole Court",
    "Weirside Heights",
    "Windrush House",
    "Curie Court",
    "Nightingale Lodge",
    "Bevan Court",
    "Priestley House",
    "Sharp House",
    "Canalside Court",
    "Telford Point",
];

/// Where somebody with no fixed address may be found.
const FOUND: [&str; 8] = [
    "Sleeps by the library ramp; breakfast at the day centre",
    "Stays with friends in turn; ask at the day centre",
    "Car park behind the station, most nights",
    "Night shelter when there is room",
    "A van near the allotments",
    "Under the canal bridge by the lock",
    "On a friend's sofa; wants post sent to the office",
    "Between the shelter and a cousin's",
];

/// A street address. The postcode area LQ does not exist.
pub fn home(draw: &Draw) -> (String, String) {
    let lines = if draw.percent(42) {
        format!("Flat {}, {}, Larch", draw.between(1, 96), draw.pick(&BLOCKS))
    } else {
        let letter = if draw.percent(12) { draw.pick(&["A", "B", "C"]) } else { "" };
        format!("{}{letter} {}, Larch", draw.between(1, 187), draw.pick(&STREETS))
    };
    (lines, postcode(draw))
}

/// A postcode of the area.
pub fn postcode(draw: &Draw) -> String {
    const LAST: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = || char::from(LAST[draw.index(LAST.len())]);
    let (a, b) = (letter(), letter());
    format!("LQ{} {}{a}{b}", draw.between(1, 9), draw.between(1, 9))
}

/// Where somebody without an address of their own may be found.
pub fn nowhere_fixed(draw: &Draw) -> NewAddress {
    NewAddress {
        kind: AddressKind::NoFixed,
        lines: draw.pick(&FOUND).to_owned(),
        postcode: String::new(),
        withheld: false,
        access_code: String::new(),
        from_on: None,
        until_on: None,
    }
}

/// A mobile number from the range that Ofcom keeps for drama (07700 900000 to 900999).
pub fn mobile(draw: &Draw) -> String {
    format!("07700 900{:03}", draw.below(1000))
}

/// A London number from the same (020 7946 0000 to 0999), by its last three digits.
pub fn landline(last: u64) -> String {
    format!("020 7946 0{:03}", last % 1000)
}
