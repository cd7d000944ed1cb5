//! What is said and written in the demo, by kind of case.

/// A kind of case and the words that belong to it.
pub struct Kind {
    /// The case type's code.
    pub code: &'static str,
    /// What cases are about.
    pub titles: &'static [&'static str],
    /// Stages, early ones first.
    pub stages: &'static [&'static str],
    /// How cases end.
    pub outcomes: &'static [&'static str],
    /// What is written after a contact.
    pub notes: &'static [&'static str],
    /// What is to be done.
    pub tasks: &'static [&'static str],
    /// Risks, each with what is done about it.
    pub risks: &'static [(&'static str, &'static str)],
    /// What people say matters to them.
    pub matters: &'static [&'static str],
}

/// The kinds of case the partnership works on.
pub const KINDS: [Kind; 4] = [
    Kind {
        code: "asb",
        titles: &[
            "Noise at night from the flat above",
            "Threats on the stairs by a neighbour's visitors",
            "Rubbish and fires behind the garages",
            "Youths shouting abuse outside the home",
            "Dogs left barking all day",
            "Racist words painted on the door",
            "Cannabis smoke and callers at all hours",
            "Dispute over a shared garden that has got worse",
        ],
        stages: &[
            "Report received",
            "Victim interviewed",
            "Action plan agreed",
            "Early intervention",
            "Multi-agency",
            "Monitoring",
        ],
        outcomes: &[
            "Nuisance has stopped",
            "Warning kept to",
            "Neighbour moved",
            "Could not be reached",
            "Advice given, no further reports",
        ],
        notes: &[
            "Talked through the diary sheets. Three nights without noise, then two hours on Saturday. Agreed to keep logging until the end of the month.",
            "Visited with the neighbourhood officer. The person is tired but glad somebody came. Went over what each of us will do.",
            "Spoke to the neighbour, who did not know how far the sound carries. Agreed no music after ten.",
            "Explained the warning letter and what happens next. They asked that their name is not used.",
            "The caretaker confirmed the damage. Photos are with the landlord. Repair is ordered.",
            "Checked in as promised. No new incidents this week. They would like the calls to go on.",
        ],
        tasks: &[
            "Weekly call",
            "Collect diary sheets",
            "Meet the neighbourhood officer",
            "Send warning letter",
            "Check the lock is mended",
            "Ask about mediation",
        ],
        risks: &[
            (
                "Being threatened on the stairs",
                "Police marker on the address; text the officer before going out late.",
            ),
            ("Losing sleep and work", "Fit notes seen; employer told with consent."),
            ("Acting in anger themselves", "Agreed to call us first. Mediation offered."),
        ],
        matters: &[
            "I want to sleep through the night and get up for work without dreading it.",
            "I do not want to move. My mum lives two doors down and she needs me.",
            "I want my daughter to be able to play outside again.",
            "I want somebody to tell me what is happening before I have to ask.",
        ],
    },
    Kind {
        code: "homelessness-england",
        titles: &[
            "Landlord wants the home back in two months",
            "Staying with friends who need the room",
            "Left home after violence, with two children",
            "Rent arrears after losing a job",
            "Leaving hospital with nowhere to go",
            "Rough sleeping near the station",
            "Family asked them to leave",
            "Overcrowded, with a baby on the way",
        ],
        stages: &["Assessment", "Prevention duty", "Relief duty", "Main duty", "Settled, follow-up"],
        outcomes: &[
            "Stayed in the home",
            "Found a private tenancy",
            "Moved to a housing association home",
            "Lost contact",
            "Withdrew",
            "Moved to supported housing",
        ],
        notes: &[
            "Went through income and spending together. Arrears are 640 pounds. Agreed 25 a month and a discretionary payment form.",
            "Called the landlord. They will wait if the first payment arrives by Friday.",
            "Viewed the flat in Weir Street. Clean, third floor, no lift. They want it.",
            "They slept in the car for two nights. Interim room arranged for tonight. School told with their consent.",
            "Read the plan together and changed two steps. They have a copy, in their own language.",
            "No answer on the second try. Left no message, as agreed. Will try on Thursday after four.",
        ],
        tasks: &[
            "Call the landlord",
            "Chase the deposit",
            "Go through the plan",
            "Book a viewing",
            "Check the benefit claim",
            "Ask the school about free meals",
        ],
        risks: &[
            ("Losing the tenancy", "Arrears plan agreed and first payment made."),
            ("Nowhere to sleep tonight", "Emergency number given; room held until noon."),
            ("Violence from an ex-partner", "Safety plan with the charity; address withheld."),
            ("Children changing school again", "School keeps the place until the summer."),
        ],
        matters: &[
            "I want one key, one door, and nobody telling us to be out by ten.",
            "I want the kids to stay at this school. They have lost enough.",
            "I want to cook my own food again.",
            "I want to be near the hospital because of my treatment.",
            "I need somebody to explain the letters. I am not stupid, they are hard.",
        ],
    },
    Kind {
        code: "adult-social-care",
        titles: &[
            "Needs help to get washed and dressed",
            "Carer is worn out and needs a break",
            "Coming home after a fall",
            "Memory is getting worse and the stove was left on",
            "Wants to live on their own with support",
            "Direct payment has run short",
            "Cannot get out since the stroke",
            "Hoarding makes the flat unsafe",
        ],
        stages: &["Contact", "Assessment", "Support plan", "Support in place", "Review"],
        outcomes: &[
            "Needs met",
            "Moved to extra care housing",
            "Managing with family support",
            "Died",
            "Moved out of the area",
            "Declined support",
        ],
        notes: &[
            "Sat with them over tea. They showed me the garden they can no longer reach. A rail and two steps would do it.",
            "The morning visits come at ten, which is too late for breakfast. Agency will change to eight from Monday.",
            "Their son joined by phone. He can do Sundays, and needs the other days covered.",
            "Occupational therapist agreed a bath board and a second rail. Ordered.",
            "Reviewed the support plan. They feel stronger. We agreed to try one visit less a week.",
            "Talked about what a good day looks like: radio, the paper, a walk to the corner.",
        ],
        tasks: &[
            "Review visit",
            "Call the care agency",
            "Order equipment",
            "Carer's assessment",
            "Check the direct payment",
            "Ask about the day centre",
        ],
        risks: &[
            ("Falling at night", "Rail fitted; pendant alarm tested in their hands."),
            ("Carer cannot go on", "Sitting service on Wednesdays; carer's assessment booked."),
            ("Fire from the stove", "Isolation switch fitted; fire service visited."),
            ("Not eating enough", "Meals delivered on weekdays; weight checked monthly by the nurse."),
        ],
        matters: &[
            "I have lived here for forty years and I mean to stay.",
            "I want to go to the mosque on Fridays without asking three people.",
            "I want my wife to be my wife again, not my nurse.",
            "I like my bath hot and my tea strong. Write that down.",
            "I want to work. I can do more than people think.",
        ],
    },
    Kind {
        code: "safeguarding",
        titles: &[
            "Money missing since a new friend moved in",
            "Bruises that were not explained",
            "Not eating or washing, and will not open the door",
            "Shouted at by a relative who looks after them",
            "Home used by others to sell drugs",
            "Missed medication in a care home",
        ],
        stages: &["Concern", "Planning", "Enquiry", "Safety plan and review"],
        outcomes: &["Risk removed", "Risk reduced", "Risk remains, their choice", "Not substantiated"],
        notes: &[
            "Met alone, as they asked. They want the money to stop going and do not want their nephew arrested.",
            "Bank has put a stop on the card. New card comes to the office, not the flat.",
            "Advocate was with us. They said what they want to happen, in their own words, and signed it.",
            "Talked with the care home manager. Medicine chart is now checked by two people.",
            "Police and housing spoke today. Lock changed this afternoon; neighbour has our number.",
        ],
        tasks: &[
            "Visit with the advocate",
            "Call the bank",
            "Planning discussion",
            "Ask what they want to happen",
            "Check the lock was changed",
        ],
        risks: &[
            ("Being used for money", "Card stopped; benefits paid to a new account."),
            ("Hurt by somebody at home", "Code word agreed; two visits a week by different people."),
            ("Home taken over by others", "Lock changed; police pass by in the evening."),
        ],
        matters: &[
            "I want my flat back. I do not want anybody sent to prison.",
            "I want to choose who has a key.",
            "I want to be asked first and not told after.",
            "I want him to get help. He was not always like this.",
        ],
    },
];

/// What an attempt that failed is written as.
pub const ATTEMPTS: [&str; 5] = [
    "No answer. No message left, as agreed.",
    "Knocked twice, no reply. Card left with first name and number only.",
    "Phone switched off. Will try again tomorrow after four.",
    "Text sent at the agreed time. No reply yet.",
    "Line busy three times.",
];

/// Warnings shown wherever a person is shown.
pub const ALERTS: [&str; 5] = [
    "Do not visit alone",
    "Dog at the property",
    "Speak slowly and face them: lip-reads",
    "Never leave a voicemail",
    "Two workers for home visits",
];

/// Ways to reach somebody safely.
pub const RULES: [&str; 6] = [
    "Text after 4pm, no voicemail",
    "Call before noon; say you are from the dentist",
    "Only on Tuesdays and Thursdays while the children are at school",
    "Letters to her sister's address only",
    "Ring twice, hang up, ring again",
    "E-mail is safest; he does not have the password",
];

/// Ties around a person: what they are, and how close (strong, ordinary, weak, strained).
pub const TIES: [(&str, &str); 10] = [
    ("mother", "strong"),
    ("brother", "ordinary"),
    ("sister", "strong"),
    ("friend", "strong"),
    ("neighbour", "ordinary"),
    ("neighbour upstairs", "strained"),
    ("ex-partner", "strained"),
    ("father", "weak"),
    ("aunt", "ordinary"),
    ("church friend", "ordinary"),
];

/// People in the network without an account: role, agency, what they do.
pub const OTHERS: [(&str, &str, &str); 6] = [
    ("GP", "Larchfield Surgery", "Looks after their health and repeat prescriptions."),
    ("School family worker", "Weir Lane Primary", "Breakfast club, and a quiet word when mornings are hard."),
    ("Debt adviser", "Citizens' Advice Larch", "Arrears and benefit forms."),
    ("Care agency manager", "Bluebell Home Care", "Morning and evening visits."),
    ("Alcohol worker", "Turning Tide", "Weekly session, Mondays."),
    ("Community nurse", "Larch Community Health", "Dressings twice a week."),
];

/// Streets of the invented borough.
pub const STREETS: [&str; 12] = [
    "Larch Court",
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
];
