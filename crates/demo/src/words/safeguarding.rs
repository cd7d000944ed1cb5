//! Safeguarding of adults.

use super::Kind;
use cases::model::ActionKind::{Contact, Meeting, Task, Visit};

/// The kind.
pub const KIND: Kind = Kind {
    code: "safeguarding",
    days: (12, 150),
    titles: &[
        "Money missing since a new friend moved in",
        "Bruises that were not explained",
        "Not eating or washing, and will not open the door",
        "Shouted at by a relative who looks after them",
        "Home used by others to sell drugs",
        "Missed medication in a care home",
        "Pressed to sign over the house",
        "Harassed by an ex-partner",
        "Kept from friends and from the phone",
        "Worried about forced marriage",
        "Work without pay, passport held by others",
        "Pushed by another resident",
    ],
    stages: &["Concern", "Planning", "Enquiry", "Safety plan and review"],
    outcomes: &[
        "Risk removed",
        "Risk reduced",
        "Risk remains, their informed choice",
        "Not substantiated",
        "Ended at the person's wish",
        "Safety plan in place",
        "Passed to the police with consent",
    ],
    doing: &[
        "Leads the enquiry; asks first what the person wants.",
        "Safety planning.",
        "Brings bank, police and housing round one table.",
        "Sees them alone and keeps the plan alive.",
    ],
    happened: &[
        "@Met alone, as {name} asked. What {they} wanted: the money to stop going, and no arrest.",
        "The bank has put a stop on the card. The new card comes to the office, not the flat.",
        "@An advocate was with us. {name} said in {their} own words what should happen, and signed it.",
        "Talked with the care home manager. The medicine chart is now checked by two people.",
        "Police and housing spoke today. Lock changed this afternoon; the neighbour has our number.",
        "@{name} opened the door for the first time in {count} weeks.",
        "{name} said the bruise was from a fall; the nurse thought so too. Noted, and we look again on {weekday}.",
        "@Read the plan back. {name} struck out one line and added another.",
        "@The nephew was there, so we spoke of the weather and agreed by text to meet elsewhere.",
        "{money} has gone in a month. {name} had not known how much it was.",
        "Asked if {they} felt safe tonight: yes, with the chain on and the phone charged.",
        "Capacity for this decision was assessed and recorded; {name} can decide, and did.",
        "The visitors have not been back since the closure notice.",
        "Safe word changed. Two people know it.",
    ],
    steps: &[
        (Visit, "See them with the advocate"),
        (Contact, "Call the bank"),
        (Meeting, "Planning discussion"),
        (Visit, "Ask what they want to happen"),
        (Task, "Check the lock was changed"),
        (Meeting, "Outcome of the enquiry"),
        (Task, "Write up the enquiry"),
        (Contact, "Call at the safe time"),
        (Visit, "See them alone"),
    ],
    risks: &[
        (
            "Being used for money",
            &[
                "Card stopped; benefits paid to a new account.",
                "Weekly allowance by post office card, as {they} wished.",
            ],
        ),
        (
            "Hurt by somebody at home",
            &[
                "Code word agreed; two visits a week by different people.",
                "Bag packed at a friend's; police marker on the address.",
            ],
        ),
        (
            "Home taken over by others",
            &[
                "Lock changed; police pass by in the evening.",
                "Closure notice served; caretaker rings if the lights are on late.",
            ],
        ),
        (
            "Neglecting body and home",
            &["One small thing a week, with the same worker.", "Nurse and fire officer visit together."],
        ),
        (
            "Found by an ex-partner",
            &[
                "Address withheld everywhere; school and surgery told.",
                "New number; photos off the internet.",
            ],
        ),
    ],
    matters: &[
        "I want my flat back. I do not want anybody sent to prison.",
        "I want to choose who has a key.",
        "I want to be asked first and not told after.",
        "I want him to get help. He was not always like this.",
        "I want to keep my friends and lose the ones who are not.",
        "I want to stay with my family and be safe. Both.",
        "I want to look after my own money, with a bit of help.",
        "I want to open my own front door without my heart going.",
        "I want it to end quietly.",
        "I want my pills on time and my door shut at night.",
    ],
    others: &[
        ("Advocate", "Larch Voices", "Speaks with and for them at meetings."),
        ("GP", "Larchfield Surgery", "Health, and a second pair of eyes."),
        ("Care home manager", "Rowan Lodge", "Medicine chart and night staff."),
        ("Bank's support team", "Larch Building Society", "Watches the account, with consent."),
        ("Alcohol worker", "Turning Tide", "Weekly session on Mondays."),
    ],
};
