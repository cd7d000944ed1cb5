//! Is it somebody we know? People who may be the one that is being written down, the likeliest first.
//!
//! This is the seam: whoever asks calls [`candidates`]. How likeness is weighed stands in [`points`] alone, so that
//! a better scorer takes its place without a change elsewhere.

use crate::{
    model::postcode,
    store::{
        find::{self, Found},
        matching::by_sign,
    },
    tokens,
};
use access::{PersonId, Scope};
use kernel::{Day, Result, db::Conn};

/// What is known of somebody who may be known already; whatever is empty is not looked at.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Their name, or part of one; other names they use are found too.
    pub name: String,
    /// Their date of birth.
    pub born_on: Option<Day>,
    /// A telephone number.
    pub phone: String,
    /// The postcode of where they live.
    pub postcode: String,
    /// The address in one line: house number and street count.
    pub address: String,
}

/// Somebody it may be.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub found: Found,
    /// What fits, in words: `Same date of birth`.
    pub why: Vec<&'static str>,
    /// How likely it is, against the others.
    pub points: i64,
}

/// At most `most` people who may be the one sought, the likeliest first; nobody the asker may not know of. Three
/// statements at most.
pub fn candidates(c: &mut dyn Conn, scope: &Scope, sought: &Sought, most: usize) -> Result<Vec<Candidate>> {
    let mut all: Vec<Signs> = Vec::new();
    let wanted = tokens::of_query(&sought.name);
    for found in find::search(c, scope, &wanted, 30)? {
        let sign = if found.literal { NAME } else { SOUND };
        at(&mut all, found).fits[sign] = true;
    }
    let (born, phone) = (sought.born_on.map(tokens::of_day), tokens::of_phone(&sought.phone));
    let code = postcode(&sought.postcode);
    let place = tokens::of_place(&sought.address);
    if born.is_some() || phone.is_some() || !code.is_empty() || place.is_some() {
        for (found, sign) in by_sign(c, scope, born.as_deref(), phone.as_deref(), &code, place.as_deref())? {
            let sign = match sign.as_str() {
                "born" => BORN,
                "phone" => PHONE,
                "place" => PLACE,
                _ => ADDRESS,
            };
            at(&mut all, found).fits[sign] = true;
        }
    }
    let mut candidates: Vec<Candidate> =
        all.into_iter().map(|signs| signs.weigh(sought.born_on)).filter(|c| c.points > 0).collect();
    // The sort is stable: among equals the order of the search stays, those the asker may open first.
    candidates.sort_by_key(|candidate| -candidate.points);
    candidates.truncate(most);
    Ok(candidates)
}

/// What may fit, by its place in what is weighed.
const NAME: usize = 0;
const SOUND: usize = 1;
const BORN: usize = 2;
const PHONE: usize = 3;
const ADDRESS: usize = 4;
const PLACE: usize = 5;
/// The same in words.
const WORDS: [&str; 6] = [
    "Same name",
    "Name sounds alike",
    "Same date of birth",
    "Same phone number",
    "Same postcode",
    "Same house and street",
];

/// What fits one person.
struct Signs {
    found: Found,
    fits: [bool; 6],
}

impl Signs {
    fn weigh(mut self, born_on: Option<Day>) -> Candidate {
        let known: Option<(Day, Day)> = born_on.zip(self.found.born_on);
        self.fits[BORN] |= known.is_some_and(|(a, b)| a == b);
        let other = !self.fits[BORN] && known.is_some_and(|(a, b)| a.year() != b.year());
        let why = WORDS.iter().zip(self.fits).filter_map(|(words, fits)| fits.then_some(*words)).collect();
        Candidate { points: points(self.fits, other), found: self.found, why }
    }
}

/// The weight of what fits: name, sound, date of birth, telephone, postcode, house and street; and of another year of
/// birth.
/// Alongside default, until likeness is measured.
fn points([name, sound, born, phone, address, place]: [bool; 6], other_year: bool) -> i64 {
    let weigh = |fits: bool, weight: i64| if fits { weight } else { 0 };
    weigh(name, 3) + weigh(sound, 1) + weigh(born, 3) + weigh(phone, 4) + weigh(address, 2) + weigh(place, 2)
        - weigh(other_year, 3)
}

/// The signs of somebody, begun when they are met first.
fn at(all: &mut Vec<Signs>, found: Found) -> &mut Signs {
    let id: PersonId = found.person_id;
    let n = all.iter().position(|signs| signs.found.person_id == id).unwrap_or_else(|| {
        all.push(Signs { found, fits: [false; 6] });
        all.len() - 1
    });
    &mut all[n]
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn likeness_orders_people() {
        let name = points([true, false, false, false, false, false], false);
        let name_and_born = points([true, false, true, false, false, false], false);
        let sound_and_phone = points([false, true, false, true, false, false], false);
        let other_year = points([true, false, false, false, false, false], true);
        assert!(
            name_and_born > sound_and_phone && sound_and_phone > name,
            "{name_and_born} {sound_and_phone}"
        );
        assert_eq!(other_year, 0, "a namesake born in another year is somebody else");
    }
}
