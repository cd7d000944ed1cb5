//! What keeps a letter from being sent: addresses that are old, withheld or unsafe, and other people's addresses in
//! its text. Each rule gives the field it stands on and what to do.

use super::{
    model::{Audience, Reach, ReachKind, Recipient, Way},
    render,
};
use access::PersonId;
use kernel::words::fold;
use people::model::{AddressKind, Channel, Safety, postcode};

/// A letter as the guards look at it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Whom it is to.
    pub to: &'a Recipient,
    /// Whom such letters are for.
    pub audience: Audience,
    /// How it goes.
    pub way: Way,
    /// Heading, text and second text.
    pub texts: [&'a str; 3],
    /// Everybody in the case.
    pub everybody: &'a [Recipient],
    /// Every address and way of everybody in the case.
    pub reach: &'a [Reach],
    /// What the service and the team are called: a neutral letter names neither.
    pub senders: [&'a str; 2],
}

/// Where a letter goes, as it will be written on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Address lines, number or e-mail address; empty when it is handed over.
    pub address: String,
    /// How and when that is safe; empty when nothing was said.
    pub rule: String,
    /// Whether sender and subject must give nothing away.
    pub neutral: bool,
}

/// Where the letter goes, or everything that keeps it: field and remedy.
pub fn destination(letter: &Checked<'_>) -> Result<Destination, Vec<(&'static str, String)>> {
    let mut problems: Vec<(&'static str, String)> = Vec::new();
    let found = match letter.way {
        Way::Post => post(letter),
        Way::Email => electronic(letter, Channel::Email),
        Way::Text => electronic(letter, Channel::Text),
        Way::Hand => Ok((String::new(), String::new())),
    };
    let (address, rule) = found.unwrap_or_else(|words| {
        problems.push(("way", words));
        (String::new(), String::new())
    });
    let neutral = needs_care(letter.to, letter.reach);
    let [title, body, second] = letter.texts;
    if title.trim().is_empty() {
        problems.push(("title", "Give the letter a heading.".to_owned()));
    }
    if body.trim().is_empty() {
        problems.push(("body", "Write the letter.".to_owned()));
    }
    for (field, text) in [("title", title), ("body", body), ("second_body", second)] {
        if let Some(place) = render::left_over(text).first() {
            problems
                .push((field, format!("{{{place}}} is still to be filled in. Write what belongs there.")));
        }
        if neutral && letter.way != Way::Hand && names_sender(letter, text) {
            problems.push((
                field,
                "Somebody else may open this, so it names neither the service nor the team. Take the name out, or hand the letter over in person."
                    .to_owned(),
            ));
        }
        problems.extend(leaks(letter, text).into_iter().map(|words| (field, words)));
    }
    if problems.is_empty() { Ok(Destination { address, rule, neutral }) } else { Err(problems) }
}

/// Whether a text names the service or the team.
fn names_sender(letter: &Checked<'_>, text: &str) -> bool {
    let text = Text::new(text);
    let named = |name: &&str| !fold(name).is_empty() && text.has_words(&fold(name));
    letter.senders.iter().any(named)
}

/// Whether something about the person asks for care: then somebody else approves what goes out.
pub fn needs_care(to: &Recipient, reach: &[Reach]) -> bool {
    to.restricted
        || reach.iter().filter(|r| r.person == to.person).any(|r| match &r.kind {
            ReachKind::Address { kind, withheld, .. } => *withheld || *kind == AddressKind::Refuge,
            ReachKind::Way { safety, .. } => *safety == Safety::Unsafe,
        })
}

/// The address a letter to somebody is written with: the current one, if it may be written at all. Where there are
/// several, post goes to the one they get post at.
pub fn address_of(person: PersonId, reach: &[Reach]) -> Option<String> {
    let lines = |lines: &str, postcode: &str| {
        let mut all: Vec<&str> = lines.split(',').map(str::trim).filter(|line| !line.is_empty()).collect();
        if !postcode.is_empty() {
            all.push(postcode);
        }
        all.join("\n")
    };
    match current(person, reach)? {
        ReachKind::Address { kind, lines: l, postcode, withheld, .. }
            if !withheld && !matches!(kind, AddressKind::NoFixed | AddressKind::Refuge) =>
        {
            Some(lines(l, postcode))
        }
        _ => None,
    }
}

fn current(person: PersonId, reach: &[Reach]) -> Option<&ReachKind> {
    let is_post = |kind: &ReachKind| matches!(kind, ReachKind::Address { kind: AddressKind::Post, .. });
    let mut all = reach
        .iter()
        .filter(|r| r.person == person && matches!(r.kind, ReachKind::Address { current: true, .. }))
        .map(|r| &r.kind);
    let first = all.next()?;
    if is_post(first) { Some(first) } else { Some(all.find(|kind| is_post(kind)).unwrap_or(first)) }
}

fn post(letter: &Checked<'_>) -> Result<(String, String), String> {
    let name = &letter.to.known_as;
    let rules = ways(letter, Channel::Letter);
    if rules.iter().any(|(_, safety, _)| *safety == Safety::Unsafe) {
        return Err(format!("Post is not safe for {name}. Choose another way, or hand it over in person."));
    }
    match current(letter.to.person, letter.reach) {
        None => Err(format!(
            "{name} has no current address here. Add one to their record, or choose another way."
        )),
        Some(ReachKind::Address { kind: AddressKind::NoFixed, .. }) => {
            Err(format!("{name} has no fixed address. Hand the letter over, or choose another way."))
        }
        Some(
            ReachKind::Address { kind: AddressKind::Refuge, .. } | ReachKind::Address { withheld: true, .. },
        ) => Err(format!(
            "{name}’s address is withheld, so nothing is posted to it. Hand the letter over, or choose a way that is safe."
        )),
        Some(_) => {
            let rule = rules.first().map(|(_, _, rule)| (*rule).to_owned()).unwrap_or_default();
            Ok((address_of(letter.to.person, letter.reach).unwrap_or_default(), rule))
        }
    }
}

fn electronic(letter: &Checked<'_>, by: Channel) -> Result<(String, String), String> {
    let name = &letter.to.known_as;
    let what = if by == Channel::Email { "e-mail address" } else { "number for texts" };
    let all = ways(letter, by);
    let usable = all.iter().find(|(value, safety, _)| *safety != Safety::Unsafe && !value.is_empty());
    match (usable, all.is_empty()) {
        (Some((value, _, rule)), _) => Ok(((*value).to_owned(), (*rule).to_owned())),
        (None, true) => {
            Err(format!("{name} has no {what} here. Add one to their record, or choose another way."))
        }
        (None, false) => Err(format!(
            "The {what} of {name} is not safe to use. Choose another way, or hand it over in person."
        )),
    }
}

/// The recipient's ways of a channel: preferred ones first, as the record orders them.
fn ways<'a>(letter: &Checked<'a>, by: Channel) -> Vec<(&'a str, Safety, &'a str)> {
    let mine = letter.reach.iter().filter(|r| r.person == letter.to.person);
    mine.filter_map(|r| match &r.kind {
        ReachKind::Way { channel, value, safety, rule, .. } if *channel == by => {
            Some((value.as_str(), *safety, rule.as_str()))
        }
        _ => None,
    })
    .collect()
}

/// Addresses and numbers in a text that must not be there, in words that give nothing away themselves.
fn leaks(letter: &Checked<'_>, text: &str) -> Vec<String> {
    let own = current(letter.to.person, letter.reach);
    let (own_postcode, own_parts) = match own {
        Some(ReachKind::Address { lines, postcode, .. }) => (postcode.as_str(), telling(lines)),
        _ => ("", Vec::new()),
    };
    let text = Text::new(text);
    let mut found: Vec<String> = Vec::new();
    let mut say = |words: &str| {
        if !found.iter().any(|had| had == words) {
            found.push(words.to_owned());
        }
    };
    for reach in letter.reach {
        let theirs = reach.person != letter.to.person;
        match &reach.kind {
            ReachKind::Address { lines, postcode, withheld, .. } => {
                // What is withheld is not written either, be it the recipient's own.
                let known = !withheld || theirs;
                let parts = telling(lines);
                let mut parts = parts.iter().filter(|part| !known || !own_parts.contains(part));
                let there = (text.has_postcode(postcode) && (postcode != own_postcode || !known))
                    || parts.any(|part| text.has_words(part));
                match (there, theirs) {
                    (true, true) => {
                        say("The text holds an address of somebody else in this case. Take it out.");
                    }
                    (true, false) => say(
                        "The text holds an address of theirs that this letter does not go to. Take it out.",
                    ),
                    _ => {}
                }
            }
            ReachKind::Way { value, .. } if theirs => {
                if text.has_number(value) || text.has_mail(value) {
                    say(
                        "The text holds a number or e-mail address of somebody else in this case. Take it out.",
                    );
                }
            }
            ReachKind::Way { .. } => {}
        }
    }
    if letter.audience == Audience::AllegedPerpetrator && names_somebody(letter, &text) {
        say(
            "The text names somebody else in this case. Take the name out: this letter goes to somebody who is said to have done harm.",
        );
    }
    found
}

fn names_somebody(letter: &Checked<'_>, text: &Text) -> bool {
    let others = letter.everybody.iter().filter(|p| p.person != letter.to.person);
    others.flat_map(|p| [&p.name, &p.known_as]).any(|name| {
        let name = fold(name);
        name.len() > 2 && text.has_words(&name)
    })
}

/// The parts of an address that tell it from others, folded: the house with its street, with and without the flat. A
/// part without a number, such as the town, tells nothing, and a flat without its house tells little.
fn telling(lines: &str) -> Vec<String> {
    let parts: Vec<String> = lines.split(',').map(fold).filter(|part| !part.is_empty()).collect();
    let flat = |part: &str| ["flat", "room", "unit", "apartment"].iter().any(|word| part.starts_with(word));
    let numbered = |part: &str| part.contains(|c: char| c.is_ascii_digit()) && part.contains(' ');
    let mut found: Vec<String> = parts.iter().filter(|p| numbered(p) && !flat(p)).cloned().collect();
    if let [first, second, ..] = parts.as_slice() {
        let both = format!("{first} {second}");
        if flat(first) && numbered(&both) {
            found.push(both);
        }
    }
    found
}

/// A text as it is searched.
struct Text {
    folded: String,
    mails: String,
    postcodes: Vec<String>,
    numbers: Vec<String>,
}

impl Text {
    fn new(text: &str) -> Self {
        let folded = format!(" {} ", fold(text));
        let words: Vec<&str> = folded.split_whitespace().collect();
        let whole = words.iter().map(|word| postcode(word));
        let halves = words.windows(2).filter(|w| w[1].len() == 3).map(|w| postcode(&w.concat()));
        let postcodes = whole.chain(halves).filter(|code| code.len() >= 6).collect();
        let kept: String =
            text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}')).collect();
        let numbers = kept
            .replace('+', "")
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| run.len() >= 6)
            .map(str::to_owned)
            .collect();
        Self { folded, mails: text.to_lowercase(), postcodes, numbers }
    }

    fn has_words(&self, folded: &str) -> bool {
        self.folded.contains(&format!(" {folded} "))
    }

    fn has_postcode(&self, code: &str) -> bool {
        !code.is_empty() && self.postcodes.iter().any(|had| had == code)
    }

    fn has_number(&self, value: &str) -> bool {
        let number = core(value);
        number.len() >= 6 && self.numbers.iter().any(|had| had.contains(&number))
    }

    fn has_mail(&self, value: &str) -> bool {
        value.contains('@') && self.mails.contains(&value.to_lowercase())
    }
}

/// A telephone number's digits without what is dialled before it, here or from abroad: `+44 7700 900123` and
/// `07700 900123` are both `7700900123`, wherever other figures stand before them.
fn core(number: &str) -> String {
    let all: String = number.chars().filter(char::is_ascii_digit).collect();
    let abroad = number.trim_start().starts_with("+44") || all.starts_with("0044");
    let rest = if abroad { all.trim_start_matches('0').trim_start_matches("44") } else { &all };
    rest.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests;
