//! Words that belong to every kind of case.

use cases::model::Channel;
use people::model::{Channel as Reach, Safety, Strength};

/// How a note of a contact begins.
pub fn opener(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Visit => &[
            "Visited at home.",
            "Home visit, {time} as arranged.",
            "Met at the library, as {name} asked.",
            "Saw {name} at home; {they} made tea.",
            "Called round with the agreed knock.",
            "Met {name} in the park café, where {they} felt easier.",
            "Joint visit with a colleague.",
            "Visited before {name} left for work.",
        ],
        Channel::Office => &[
            "{name} came to the office.",
            "Office appointment, on time.",
            "{name} dropped in without an appointment.",
            "Met at the civic centre; a quiet room this time.",
            "{name} came in with the post of the last weeks.",
        ],
        Channel::Phone => &[
            "Spoke by phone.",
            "{name} rang back.",
            "Called at the agreed time.",
            "Short call between {their} shifts.",
            "Long call; {name} needed to talk.",
            "Phoned with an interpreter on the line.",
            "Weekly call.",
        ],
        Channel::Text => {
            &["Text exchange.", "{name} texted first.", "Texted as agreed; reply within the hour."]
        }
        Channel::Email => {
            &["E-mail from {name}.", "Wrote to {name} and had an answer the same day.", "E-mail exchange."]
        }
        Channel::Letter => {
            &["Letter received.", "Wrote in plain words, large print.", "Letter handed in at the desk."]
        }
        Channel::Video => &["Video call; the sound held this time.", "Met by video from {their} sister's."],
        Channel::Meeting => &[
            "Professionals met; {name}'s view was read out first.",
            "Meeting of all who work with {name}.",
            "{name} chaired the first half of the meeting.",
            "Quick huddle of three agencies.",
        ],
        Channel::Note | Channel::Service => &["", "For the file.", "Handover note."],
    }
}

/// How a note ends: what was agreed.
pub const AGREED: [&str; 24] = [
    "Will call on {weekday} after four.",
    "Agreed to meet again next {weekday}.",
    "{name} will bring the letters; I will bring the forms.",
    "{name} asked that nothing is said to the neighbours.",
    "Agreed not to leave messages on the home phone.",
    "Copy of the plan left with {name}.",
    "{name} was pleased with how far things have come.",
    "{name} was tired today, so we kept it short.",
    "I said honestly that this will take some weeks.",
    "{name} has my number and the out-of-hours one.",
    "Told the rest of the network the same day, with consent.",
    "Nothing more is needed from {name} for now.",
    "{name} will say if it gets worse; we have a word for it.",
    "Asked what went well: \"You rang when you said you would.\"",
    "Checked the safe times to call; no change.",
    "Interpreter booked for next time.",
    "{name} corrected my notes on two points; done.",
    "Wrote down {their} own words for the file.",
    "Next step is with us, not with {name}.",
    "Agreed one thing each before {weekday}.",
    "{name} declined a referral for now; may ask again.",
    "Consent to share with health and housing renewed.",
    "Left a card for the carers' group.",
    "{name} wanted it noted that {they} felt listened to.",
];

/// What an attempt that failed is written as.
pub const ATTEMPTS: [&str; 16] = [
    "No answer. No message left, as agreed.",
    "Knocked twice, no reply. Card left with first name and number only.",
    "Phone switched off. Will try again {weekday} after four.",
    "Text sent at the agreed time. No reply yet.",
    "Line busy three times.",
    "Rang at {time}; somebody else picked up, so I asked for nobody and rang off.",
    "Not at home. Neighbour thought {name} was at work.",
    "Did not come to the appointment. Wrote to offer another.",
    "Call cut off after hello. Tried twice more.",
    "Number no longer in use. Will ask the school for another, with consent.",
    "Curtains drawn, radio on, no answer. Will come back with a colleague.",
    "Missed each other: {name} had called the desk while I was out.",
    "E-mail came back as undeliverable.",
    "Waited twenty minutes at the café. Texted to say no harm done.",
    "Not a good moment, said a voice at the door. Left without giving a reason.",
    "Tried before {their} shift; too late by ten minutes.",
];

/// Second things that matter to people, in their words.
pub const ALSO_MATTERS: [&str; 30] = [
    "Ask me before you talk to anybody about me.",
    "I do not want pity.",
    "Please do not ring before ten, I work nights.",
    "I want one person to call, not six.",
    "My faith is what keeps me going.",
    "I would rather hear bad news early.",
    "I like it when people say my name right.",
    "My cat stays with me, whatever happens.",
    "I want to get back to my football on Sundays.",
    "I want to finish my course.",
    "I miss cooking for people.",
    "I am proud that I have come this far.",
    "Talk to me, not to whoever is with me.",
    "I do better in the mornings.",
    "I want my grandchildren to visit without being scared.",
    "I was somebody at work, I would like to be that again.",
    "I want my post to be private.",
    "If I go quiet, give me a minute.",
    "Write things down for me, my head is full.",
    "I need to know what happens next.",
    "I do not want my family to find out from somebody else.",
    "Music helps. So does the allotment.",
    "I want to feel safe walking home.",
    "I would like to help other people with this one day.",
    "I want to sleep.",
    "I want you to remember I am more than this.",
    "I want to see the sea again.",
    "I want to be on time for school with them, that is all.",
    "I look after my mum, so times matter.",
    "Please use my first name.",
];

/// Warnings shown wherever a person is shown.
pub const ALERTS: [&str; 9] = [
    "Do not visit alone",
    "Do not visit alone",
    "Dog at the property: ask for it to be shut away",
    "Never leave a voicemail",
    "Two workers for home visits",
    "Do not say who you are to others at the door",
    "Lip-reads: face them and speak slowly",
    "Oxygen in the home: no smoking",
    "Visits by women only, as asked",
];

/// Ways to reach somebody: by what, whether it is safe, and the rule.
pub const RULES: [(Reach, Safety, &str); 14] = [
    (Reach::Text, Safety::Careful, "Text after 4pm, no voicemail"),
    (Reach::Phone, Safety::Careful, "Call before noon; say you are from the dentist"),
    (Reach::Phone, Safety::Careful, "Only on Tuesdays and Thursdays while the children are at school"),
    (Reach::Phone, Safety::Careful, "Ring twice, hang up, ring again"),
    (Reach::Text, Safety::Careful, "First name only; no mention of the council"),
    (Reach::Phone, Safety::Careful, "After 6pm: phones are not allowed at work"),
    (Reach::Text, Safety::Safe, "Texts are fine at any time"),
    (Reach::Phone, Safety::Safe, "Speak slowly; interpreter for anything about money"),
    (Reach::Phone, Safety::Safe, "Let it ring: it takes a while to get to the phone"),
    (Reach::Text, Safety::Safe, "Prefers text; calls are hard"),
    (Reach::Phone, Safety::Careful, "Do not discuss anything if somebody else answers"),
    (Reach::Text, Safety::Safe, "Voice messages are easier than reading"),
    (Reach::Phone, Safety::Safe, "Mornings are best"),
    (
        Reach::Phone,
        Safety::Careful,
        "Ask \"is now good?\" first; if the answer is \"who is this?\", ring off",
    ),
];

/// Communication and access needs.
pub const NEEDS: [&str; 18] = [
    "Large print",
    "Hard of hearing in the left ear",
    "Uses a wheelchair; lift needed",
    "Needs more time to answer",
    "Easy read",
    "British Sign Language interpreter",
    "Walks with a frame; ground floor or lift",
    "Autistic: say beforehand what will happen",
    "Finds reading hard; go through letters together",
    "Bright rooms and noise bring on migraine",
    "Wants a friend there",
    "Short meetings, with breaks",
    "Texts rather than calls",
    "Screen reader; e-mail, no scans",
    "Early memory loss: put appointments in writing",
    "Breathless: no stairs",
    "Prefers a woman worker",
    "Dyslexic: yellow paper helps",
];

/// Ties around an adult: what they are to them, how close, and whether they are a place and not a person.
pub const TIES: [(&str, Strength, &str); 22] = [
    ("mother", Strength::Strong, ""),
    ("sister", Strength::Strong, ""),
    ("brother", Strength::Ordinary, ""),
    ("friend", Strength::Strong, ""),
    ("friend from college", Strength::Ordinary, ""),
    ("friend from work", Strength::Ordinary, ""),
    ("neighbour", Strength::Ordinary, ""),
    ("neighbour across the landing", Strength::Strong, ""),
    ("neighbour upstairs", Strength::Strained, ""),
    ("ex-partner", Strength::Strained, ""),
    ("father", Strength::Weak, ""),
    ("aunt", Strength::Ordinary, ""),
    ("cousin", Strength::Weak, ""),
    ("uncle", Strength::Strained, ""),
    ("grown-up daughter", Strength::Ordinary, ""),
    ("grown-up son", Strength::Weak, ""),
    ("place of worship", Strength::Strong, "St Brigid's"),
    ("place of worship", Strength::Strong, "Weir Street Mosque"),
    ("place of worship", Strength::Ordinary, "Gurdwara on Kiln Lane"),
    ("place of worship", Strength::Strong, "New Life Assembly"),
    ("employer", Strength::Ordinary, "The warehouse"),
    ("lunch club", Strength::Ordinary, "Thursday Table"),
];

/// What family do who are in the network.
pub const FAMILY: [(&str, &str); 10] = [
    ("Sister", "Rings every evening; wants to be told of changes."),
    ("Mother", "Has the children after school on two days."),
    ("Brother", "Drives to appointments."),
    ("Grown-up daughter", "Does the shopping and reads the letters."),
    ("Grown-up son", "Keeps an eye on the money, with consent."),
    ("Aunt", "A bed for the night if it is needed."),
    ("Neighbour", "Has a spare key and notices if the curtains stay drawn."),
    ("Friend", "Comes along to meetings, as asked."),
    ("Cousin", "Translates small things; never at meetings."),
    ("Father", "Pays the phone bill."),
];

/// With whom a contact was, where not with the person alone.
pub const COMPANY: [&str; 12] = [
    "an interpreter",
    "their sister",
    "their advocate",
    "the neighbourhood officer",
    "a support worker",
    "their mother",
    "a colleague",
    "the children present",
    "the GP on the line",
    "their landlord",
    "a friend they asked to come",
    "the social work student",
];

/// What came of something that was done.
pub const DONE: [&str; 12] = [
    "Done.",
    "Done, a day late.",
    "Done with the person.",
    "Sent and acknowledged.",
    "Spoke to them; see the note.",
    "Went well.",
    "No longer needed.",
    "Done by a colleague.",
    "They did it themselves.",
    "Answer came: yes.",
    "Answer came: no. Next step agreed.",
    "Dropped at the person's wish.",
];
