//! What reviewers and officers write.

/// What was done well.
pub const PRAISE: [&str; 6] = [
    "You went back the same evening, and it shows in how they talk about you.",
    "The notes keep apart what was seen, what was said and what you think.",
    "You asked what would make it safe before you asked for evidence.",
    "The other side was heard early, and fairly.",
    "You brought the landlord and the nurse to one table.",
    "Letters are short, and anybody can follow them.",
];

/// What people say about the handling.
pub const VOICE: [&str; 6] = [
    "She rings when she says she will.",
    "I know whom to ask now. I did not before.",
    "It is slower than I hoped, but they tell me why.",
    "Asked by phone: glad that somebody came. Wants to hear more often.",
    "They listened to my son too.",
    "Nobody could ask: two calls without an answer, and no voicemail is safe.",
];

/// Why something is not met.
pub const NOT_MET: [&str; 8] = [
    "There is nothing on the case about it.",
    "It was written down three weeks later.",
    "They were promised a call every week; the last one is a month ago.",
    "The step has no day, and nobody owns it.",
    "The plan is in our words, and they have no copy.",
    "It was done, but only after they had asked twice.",
    "The risk changed in the spring and the plan did not.",
    "A partner holds a part of it and was not asked.",
];

/// What officers say who agree.
pub const AGREES: [&str; 5] = [
    "That is fair. I will mend the two things this week.",
    "Agreed. The plan is with them now.",
    "Thank you. I had not seen it that way.",
    "I agree. Duty days are a part of the reason, and I have said so in supervision.",
    "",
];

/// What officers say who do not.
pub const DISAGREES: &str = "I do not agree with all of it.";

/// What they dispute an answer with.
pub const DISPUTES: [&str; 3] = [
    "It was done by the police, and their letter is among the documents.",
    "They asked me not to write, because letters are opened at home.",
    "I did it with them on the visit; the note calls it by another name.",
];

/// Why a moderator decided so.
pub const MODERATED: &str = "It was done in part, and the record should say so where others look.";

/// Why a third voice decided so.
pub const THIRD: &str = "Both have a point. The evidence on the plan page decides it.";

/// What came of a step.
pub const DONE: &str = "Done, and they were told.";

/// What the reviewer found when they looked again.
pub const CHECKED: &str = "It is on the case now, and they confirm it.";
