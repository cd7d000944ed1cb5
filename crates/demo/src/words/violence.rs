//! Violence outside and inside the home, worked on by several agencies.

use super::Kind;
use cases::model::ActionKind::{Contact, Meeting, Task, Visit};

/// The kind.
pub const KIND: Kind = Kind {
    code: "violence",
    days: (40, 320),
    titles: &[
        "Hurt twice in a year near the station",
        "Threatened with a knife outside college",
        "Fights between two groups on the estate",
        "Carrying for others, wants out",
        "Assaulted at work on the night bus",
        "Violence at home has come back",
        "Released from prison, wants to stay away from it",
        "Threats by message after a fight",
        "Robbed of a phone and too scared to go back to college",
        "Brother was hurt; worried what he might do",
    ],
    stages: &["Referral", "Research", "Panel", "Plan in place", "Review", "Step-down"],
    outcomes: &[
        "No further violence in six months",
        "Moved away safely",
        "In work or training",
        "Went to prison",
        "Declined support",
        "Plan finished",
        "Harm continued, passed to another panel",
    ],
    doing: &[
        "Leads the panel's plan.",
        "Mentor; a walk and a talk each week.",
        "Keeps police, school and family in step.",
        "Safety outside the home, routes and times.",
    ],
    happened: &[
        "@Walked round the estate together. {name} pointed out where {they} would not go.",
        "The college keeps the place open and lets {name} leave by the side gate.",
        "@{name} talked about that night for the first time. Mostly I listened.",
        "@Went through {count} messages. The threats are with the police, with consent.",
        "No trouble since the panel. {name} said being busy helps.",
        "Boxing gym on {weekday}s; the coach is glad to have {them}.",
        "{name} was stopped by police again. I explained what the officer should have said.",
        "@Mother joined us. She wanted to know whom to ring at two in the morning; now she does.",
        "CSCS card test booked; fee of {money} paid from the fund.",
        "@Talked about what anger is for. {name} drew it; the drawing stays with {them}.",
        "The other group's worker says it is calm on their side too.",
        "{name} missed {count} days of college. A bus at another time would help.",
        "Hospital worker saw {them} on the ward; they trust each other.",
        "Panel agreed {count} actions; one is {name}'s own.",
    ],
    steps: &[
        (Visit, "Walk and talk"),
        (Contact, "Call before the weekend"),
        (Meeting, "Violence panel"),
        (Task, "Send the panel's actions round"),
        (Contact, "Ring the college"),
        (Task, "Apply for the travel card"),
        (Visit, "At the boxing gym"),
        (Contact, "Check in with mum, as agreed"),
        (Task, "Ask for the police update"),
    ],
    risks: &[
        (
            "Hurt again by the same people",
            &["Routes and times agreed; police know the names.", "Stays at an aunt's at weekends."],
        ),
        (
            "Paying back",
            &["Mentor on call; will ring before acting.", "Keeps away from the station after six."],
        ),
        (
            "Carrying a knife out of fear",
            &["Talked through what it changes; lock box with the mentor.", "Safe way home with two friends."],
        ),
        ("Pulled back in by debt", &["Debt named and dealt with through the charity, not the street."]),
        ("Drinking when it gets too much", &["Turning Tide on Mondays; counts days in {their} phone."]),
    ],
    matters: &[
        "I want to get on the bus and not look who is on it.",
        "I want my apprenticeship. That is the way out.",
        "I want my little brother to see me do something good.",
        "I do not want my mum to get that call again.",
        "I want people to stop seeing what I did and see what I do.",
        "I want to be left alone to play football.",
        "I want to sleep without the door on the chain.",
        "I want out, but not in a way that gets somebody hurt.",
        "I want to walk down my own road.",
    ],
    others: &[
        ("Youth worker", "Larch Detached Youth Team", "Out on the estate three evenings."),
        ("College tutor", "Weirside College", "Keeps the place open; knows the side gate."),
        ("Probation officer", "Larch Probation", "Licence and appointments."),
        ("Hospital violence worker", "Larch General", "Met on the ward; stays in touch."),
        ("Coach", "Foundry Boxing Club", "Two evenings a week and no questions."),
    ],
};
