//! Letters of a case: most are handed over, some are still drafts.

use super::Told;
use crate::{
    facts::Fact,
    stories::{Story, Written},
    worked::Worked,
};
use ::letters::{Paper, blocks};
use cases::{
    letters::{
        model::{Audience, NewLetter, Sending, Way},
        paper::printed,
    },
    model::{Channel, Direction, NewContact, Outcome},
};
use kernel::{Day, Id, Instant};
use packs::model::{Event, Letter};

impl Told<'_> {
    /// The letters of a story.
    pub(super) fn letters(&mut self, story: &Story) {
        for written in &story.letters {
            if self.draw.percent(written.percent) {
                self.letter(written);
            }
        }
    }

    fn letter(&mut self, written: &Written) {
        let Some(on) = self.day(written.after) else { return };
        let body = format!("Dear {}\n\n{}", self.voice.name, self.words(&written.body));
        // A draft that nobody came back to is found in some open cases.
        let sent = self.closed_on.is_some() || self.draw.percent(85);
        self.write(&written.letter, body, on, sent);
    }

    /// Writes a letter of the pack on a day, and hands it over or leaves it a draft.
    pub fn write(&mut self, letter: &str, body: String, on: Day, sent: bool) {
        let Some(letter) = self.pack.letters.iter().find(|known| known.id == letter) else { return };
        let at = self.draw.office_time(on);
        let new = NewLetter {
            letter_id: Id::from_uuid(self.draw.uuid()),
            case: self.case,
            person: self.person,
            template: letter.id.clone(),
            audience: Audience::Client,
            title: letter.title.clone(),
            body,
            way: Way::Hand,
            needs_approval: letter.approve,
            made_at: at,
            made_by: self.by,
        };
        let sent = if sent { self.handed(&new, on) } else { None };
        if sent.is_some() {
            self.tell_of(letter, at, &new);
        }
        self.add(Worked::Letter(Box::new(new), sent));
    }

    /// How a letter was handed over, with the copy that is kept of it.
    fn handed(&self, new: &NewLetter, on: Day) -> Option<Sending> {
        let paper = Paper {
            title: new.title.clone(),
            language: "en-GB".to_owned(),
            to: vec![self.voice.name.clone()],
            date: on.long(),
            day: (on.year(), on.month(), on.day()),
            blocks: blocks(&new.body),
            ..Paper::default()
        };
        let copy = printed(paper).ok()?;
        Some(Sending {
            letter: new.letter_id.uuid(),
            sent_to: String::new(),
            copy,
            at: new.made_at,
            by: new.made_by,
        })
    }

    /// What follows from a letter that is handed over: the entry in the history, and the event.
    fn tell_of(&mut self, letter: &Letter, at: Instant, new: &NewLetter) {
        let entry = NewContact {
            contact_id: self.draw.uuid(),
            person: self.person,
            case: Some(self.case),
            user: self.by,
            channel: Channel::Letter,
            direction: Direction::Out,
            outcome: Outcome::None,
            with_whom: String::new(),
            summary: format!("Letter sent: {}.", letter.title),
            occurred_at: at,
            recorded_at: at,
        };
        self.facts.push(Fact::Contact(Box::new(entry)));
        self.event(Event::Letter(letter.id.clone()), at, Some(new.letter_id.uuid()));
    }
}
