//! Three lives about a home: growing old in one, a family without one, a night outside.

use super::sketch::{Had, Sketch, Who, had, home};
use cases::model::{ActionKind, Channel, PartyRole};
use people::model::{AddressKind, Channel as Reach, Level, NameKind, NewAddress, Safety, Strength};

const TOM: &str = "Tom Gallagher";
const ZOFIA: &str = "Zofia Mazur";

/// Winston Campbell, eighty-one, who means to stay at home, and his wife who is worn out.
pub fn winston(s: &mut Sketch) {
    let who = Who {
        name: "Winston Campbell",
        known_as: "Mr Campbell",
        age: (81, 140),
        pronouns: "he/him",
        language: "English",
        needs: "Hard of hearing in the left ear; large print",
        sensitivity: 1,
    };
    let house = home(AddressKind::Home, "27 Nightingale Road, Larch", "LQ5 2QT", None);
    s.person(ZOFIA, 210, &who, NewAddress { access_code: "Key safe 4471".to_owned(), ..house });
    let icilda = Who {
        name: "Icilda Campbell",
        known_as: "Icilda",
        age: (78, 33),
        pronouns: "she/her",
        language: "",
        needs: "",
        sensitivity: 1,
    };
    let wife = s.lives_with("wife", 120, &icilda);
    s.reach(
        Reach::Phone,
        "020 7946 0627",
        Safety::Safe,
        "Let it ring: it takes him a while to get to the phone",
    );
    let care = s.case(ZOFIA, "Coming home after a fall", "Support in place", 205, &[]);
    s.part(care, wife, PartyRole::Partner);
    s.worker(ZOFIA, "Support plan, and breaks for Icilda.", 205);
    s.helper(
        "Nadège Kabongo",
        ("Bluebell Home Care", "020 7946 0871"),
        "Care agency manager",
        "Morning visits at eight.",
        190,
    );
    s.helper(
        "Fiona Rees",
        ("Larch Community Health", "020 7946 0840"),
        "Community nurse",
        "Leg dressings, twice a week.",
        150,
    );
    s.helper("Devon Campbell", ("Family", "07700 900638"), "Son", "Sundays, and the garden.", 205);
    s.said("I have lived in this house for forty-four years and I mean to be carried out of it. I like my bath hot and my tea strong. Write that down.", ZOFIA, 33);
    s.said("I want my wife to be my wife again, not my nurse.", ZOFIA, 120);
    s.risk(
        "Falling at night",
        Level::High,
        "Second rail fitted; pendant alarm tested in his hand; night light on the landing.",
        33,
        9,
    );
    s.risk(
        "Icilda cannot go on",
        Level::Medium,
        "Sitting service on Wednesdays; carer's assessment booked.",
        61,
        -6,
    );
    s.risk("Leg not healing", Level::Lower, "Nurse twice a week; sugar checked.", 20, 40);
    s.tie_with(wife, "Icilda", "wife of fifty-three years", Strength::Strong);
    s.tie("Devon Campbell", "son", Strength::Strong);
    s.tie("New Life Assembly", "church; he was the treasurer", Strength::Strong);
    s.tie("Carlton", "dominoes on Fridays", Strength::Ordinary);
    s.tie("Yvonne", "daughter, in Toronto", Strength::Weak);
    s.had(care, &had(ZOFIA, Channel::Visit, 204, (10, 30)), "First visit after the ward. He wanted to show me that he could do the stairs; we did them twice. Icilda sat down for the first time that day.");
    s.had(care, &Had { late: 5, ..had(ZOFIA, Channel::Visit, 118, (11, 0)) }, "Icilda cried in the kitchen. She has not been to church in ten weeks. Sitting service agreed for Wednesdays.");
    s.had(care, &Had { with: "Devon on the phone", ..had(ZOFIA, Channel::Visit, 33, (14, 0)) }, "Reviewed the plan. He feels stronger and wants one visit less a week. Devon worries; agreed to try it for a month.");
    s.had(care, &had(ZOFIA, Channel::Phone, 8, (9, 40)), "The agency moved the visit to ten again. He waited for his breakfast until half past. Complaint made; eight o'clock from Monday.");
    s.step(care, (ZOFIA, ActionKind::Visit), "Carer's assessment with Icilda", -2, Some((13, 0)));
    s.step(care, (ZOFIA, ActionKind::Visit), "Review visit: one month with fewer calls", 5, Some((10, 30)));
    s.step(care, ("Devon Campbell", ActionKind::Task), "Move the bed to the front room", 12, None);
}

/// Andreea and Ionuț Popescu, with a son and a baby on the way, and a landlord who wants the home back.
pub fn andreea(s: &mut Sketch) {
    let who = Who {
        name: "Andreea Popescu",
        known_as: "Andreea",
        age: (29, 70),
        pronouns: "she/her",
        language: "Romanian, interpreter needed for letters and meetings",
        needs: "Seven months pregnant: no stairs",
        sensitivity: 1,
    };
    s.person(TOM, 68, &who, home(AddressKind::Temporary, "Room 6, Canal Road Lodge, Larch", "LQ1 3WB", None));
    let his = Who {
        name: "Ionuț Popescu",
        known_as: "Ionuț",
        age: (31, 200),
        pronouns: "he/him",
        language: "Romanian and English",
        needs: "",
        sensitivity: 1,
    };
    let luca = Who {
        name: "Luca Popescu",
        known_as: "Luca",
        age: (5, 90),
        pronouns: "",
        language: "",
        needs: "",
        sensitivity: 1,
    };
    let husband = s.lives_with("husband", 68, &his);
    let son = s.lives_with("son", 68, &luca);
    s.reach(
        Reach::Text,
        "07700 900284",
        Safety::Safe,
        "Texts in Romanian are best; Ionuț's shifts end at three",
    );
    let case =
        s.case(TOM, "Landlord wanted the home back, baby due in two months", "Relief duty", 66, &[husband]);
    s.part(case, son, PartyRole::Child);
    s.worker(TOM, "Leads the housing plan; keeps the lodge to its word.", 66);
    s.helper(
        "Olivia Rowe",
        ("Larch Community Health", "020 7946 0843"),
        "Midwife",
        "Wants a cot-sized space by the eighth month.",
        50,
    );
    s.helper(
        "Ruth Appiah",
        ("Weir Lane Primary", "020 7946 0812"),
        "School family worker",
        "Luca's bus pass and breakfast.",
        60,
    );
    s.helper(
        "Mihaela Ionescu",
        ("Family", "07700 900119"),
        "Sister",
        "Has Luca when Andreea is at the clinic.",
        66,
    );
    s.said("I want one key, one door, and a window that opens. I will do the rest.", TOM, 45);
    s.risk(
        "Baby born into one damp room",
        Level::High,
        "Move within the lodge promised; two homes bid on; midwife writes in support.",
        12,
        2,
    );
    s.risk("Luca changing school again", Level::Medium, "Place kept; bus pass until the move.", 30, 30);
    s.tie("Mihaela Ionescu", "sister", Strength::Strong);
    s.tie("Weir Lane Primary", "Luca's school", Strength::Ordinary);
    s.tie("Mr Hobbs", "landlord until October", Strength::Strained);
    s.had(case, &Had { with: "a Romanian interpreter", ..had(TOM, Channel::Office, 65, (11, 0)) }, "Read the notice together: two months, and valid. They had paid every month. Plan written; copy in Romanian to follow.");
    s.had(
        case,
        &Had { late: 12, ..had(TOM, Channel::Visit, 40, (15, 30)) },
        "Saw the room at the lodge. Damp in the corner where the cot would stand. Photos taken.",
    );
    s.had(
        case,
        &Had { reached: false, ..had(TOM, Channel::Phone, 16, (10, 0)) },
        "No answer: Andreea was at the clinic. Texted instead.",
    );
    s.had(case, &had(TOM, Channel::Text, 15, (15, 20)), "Bid placed on the two-bedroom home in Linden Grove: third in the list. Andreea sent a photo of the scan.");
    s.step(case, (TOM, ActionKind::Task), "Hold the lodge to the move they promised", -5, None);
    s.step(case, (TOM, ActionKind::Visit), "Viewing in Linden Grove", 3, Some((15, 30)));
    s.step(case, ("Olivia Rowe", ActionKind::Contact), "Clinic; letter about the room", 6, Some((9, 30)));
}

/// Marek Wójcik, who sleeps by the library and wants to keep his dog.
pub fn marek(s: &mut Sketch) {
    let who = Who {
        name: "Marek Wójcik",
        known_as: "Marek",
        age: (57, 301),
        pronouns: "he/him",
        language: "Polish, interpreter needed",
        needs: "Short meetings, outdoors if it can be",
        sensitivity: 1,
    };
    s.person(
        TOM,
        33,
        &who,
        home(
            AddressKind::NoFixed,
            "Sleeps by the library ramp with his dog; breakfast at The Lantern",
            "",
            None,
        ),
    );
    s.also(NameKind::Alias, "Captain");
    s.also(NameKind::Spelling, "Mark Woycik");
    s.reach(Reach::Other, "Ask at The Lantern before nine", Safety::Safe, "Come without a uniform");
    let case = s.case(TOM, "Rough sleeping near the library", "Assessment", 31, &[]);
    s.worker(TOM, "Leads; a place that takes the dog.", 31);
    s.helper(
        "Christine Swift",
        ("The Lantern", "020 7946 0851"),
        "Day centre worker",
        "Post, showers and a hot meal.",
        31,
    );
    s.helper(
        "Dr Anand Pillai",
        ("Larchfield Surgery", "020 7946 0835"),
        "GP",
        "The cough, and his feet.",
        20,
    );
    s.said(
        "Where Burek goes, I go. He has never left me. I was a ship's engineer; I can mend anything.",
        TOM,
        12,
    );
    s.risk(
        "Sleeping out in the cold",
        Level::High,
        "Shelter bed kept by name until nine; outreach passes at six.",
        5,
        2,
    );
    s.risk(
        "Chest infection",
        Level::Medium,
        "Surgery opened a file without papers; tablets kept at The Lantern.",
        20,
        8,
    );
    s.tie("Burek", "his dog", Strength::Strong);
    s.tie("Christine Swift", "day centre", Strength::Ordinary);
    s.tie("Ewa", "daughter, in Gdańsk", Strength::Weak);
    s.had(
        case,
        &Had { reached: false, ..had(TOM, Channel::Visit, 30, (6, 30)) },
        "By the ramp at half past six: blankets, no Marek. Left a card with Christine.",
    );
    s.had(
        case,
        &Had { reached: false, ..had(TOM, Channel::Visit, 24, (6, 15)) },
        "Saw him from across the road; he waved me off. Fair enough. Will bring somebody who speaks Polish.",
    );
    s.had(case, &Had { with: "a Polish interpreter", ..had(TOM, Channel::Visit, 12, (8, 40)) }, "Breakfast at The Lantern. Talked about engines, then about beds. He will look at a place if Burek may come.");
    s.had(
        case,
        &Had { late: 4, ..had(TOM, Channel::Phone, 5, (11, 15)) },
        "The shelter in Kiln Lane takes dogs from Monday. One room is kept.",
    );
    s.step(case, (TOM, ActionKind::Visit), "See the room in Kiln Lane with Marek and Burek", 2, Some((9, 0)));
    s.step(case, (TOM, ActionKind::Task), "Ask the embassy about his papers", -4, None);
}
