//! Two lives about safety: a home taken over, and a way out.

use super::sketch::{Had, Sketch, Who, had, home};
use cases::model::{ActionKind, Channel, PartyRole};
use people::model::{AddressKind, Channel as Reach, Level, NameKind, Safety, Strength};

const PRIYA: &str = "Priya Shah";
const ABENA: &str = "Abena Mensah";
const DANIEL: &str = "Daniel Reid";
const DEREK: &str = "Derek Palmer";

/// Kit Doran, whose flat was taken over by people who called themselves friends.
pub fn kit(s: &mut Sketch) {
    let who = Who {
        name: "Kit Doran",
        known_as: "Kit",
        age: (34, 12),
        pronouns: "they/them",
        language: "English",
        needs: "Easy read; a friend there for meetings",
        sensitivity: 2,
    };
    s.person(ABENA, 51, &who, home(AddressKind::Home, "Flat 3, Attlee House, Larch", "LQ3 6NB", None));
    s.also(NameKind::Legal, "Catherine Doran");
    s.reach(Reach::Phone, "07700 900761", Safety::Careful, "Ring twice, hang up, ring again");
    let adult = s.case(ABENA, "Home used by others to sell drugs", "Enquiry", 49, &[]);
    let estate = s.case(PRIYA, "Callers at all hours at Attlee House", "Multi-agency", 47, &[]);
    s.part(estate, s.me, PartyRole::Victim);
    s.worker(ABENA, "Leads the enquiry; sees Kit alone.", 49);
    s.worker(PRIYA, "Closure notice for the visitors, not for Kit.", 47);
    s.worker(DANIEL, "Passes by in the evening.", 45);
    s.worker(DEREK, "New lock; keeps the tenancy safe.", 45);
    s.helper(
        "Grace Lindo",
        ("Larch Voices", "020 7946 0858"),
        "Advocate",
        "Speaks with Kit before and after each meeting.",
        40,
    );
    s.said(
        "I want my flat back. I do not want anybody sent to prison. I want to choose who has a key.",
        ABENA,
        41,
    );
    s.said("My drum kit is mine. It stays.", "Grace Lindo", 20);
    s.risk(
        "Home taken over again",
        Level::High,
        "Lock changed; closure notice; Daniel passes by; caretaker rings if the lights are on late.",
        9,
        5,
    );
    s.risk(
        "Being used for money",
        Level::Medium,
        "Card stopped; allowance on Mondays and Thursdays, as Kit asked.",
        28,
        -2,
    );
    s.alert("Two workers for home visits", 47);
    s.tie("Grace Lindo", "advocate", Strength::Strong);
    s.tie("Bev", "aunt; Sunday dinner", Strength::Strong);
    s.tie("The band", "drums on Wednesdays", Strength::Strong);
    s.tie("\"Uncle\" Ray", "came for a night and stayed for ten weeks", Strength::Strained);
    s.had(adult, &Had { with: "their advocate", ..had(ABENA, Channel::Office, 41, (13, 0)) }, "Kit said in their own words what should happen, drew it, and signed the drawing. Keys, money, drums, in that order.");
    s.had(
        estate,
        &had(DANIEL, Channel::Visit, 30, (20, 10)),
        "Closure notice served on the visitors. Kit stood beside me and read the first line aloud.",
    );
    s.had(
        estate,
        &Had { late: 2, ..had(PRIYA, Channel::Visit, 9, (15, 0)) },
        "Quiet for two weeks. Kit has swept the balcony and put the chair back out. Neighbours said hello.",
    );
    s.had(
        estate,
        &Had { late: 1, ..had(DANIEL, Channel::Visit, 2, (19, 30)) },
        "Passed by on patrol. Lights on, drums quiet by nine, nobody at the door who should not be. Kit waved.",
    );
    s.had(
        adult,
        &Had { reached: false, ..had(ABENA, Channel::Phone, 3, (12, 0)) },
        "Rang twice, hung up, rang again: no answer. Grace saw Kit at the band that evening, all well.",
    );
    s.step(
        adult,
        (ABENA, ActionKind::Meeting),
        "Outcome of the enquiry; Kit chooses the room",
        8,
        Some((13, 0)),
    );
    s.step(estate, (PRIYA, ActionKind::Visit), "With Daniel: how is the new lock?", 1, Some((15, 0)));
    s.step(estate, (PRIYA, ActionKind::Task), "Send the neighbours' statements to the solicitor", -6, None);
}

/// Jermaine Francis, nineteen, hurt twice in a year, with an apprenticeship in sight.
pub fn jermaine(s: &mut Sketch) {
    let who = Who {
        name: "Jermaine Francis",
        known_as: "Jay",
        age: (19, 88),
        pronouns: "he/him",
        language: "English",
        needs: "Dyslexic: voice messages, not letters",
        sensitivity: 2,
    };
    s.person(DANIEL, 130, &who, home(AddressKind::Home, "58 Foundry Terrace, Larch", "LQ7 1RJ", None));
    let mother = Who {
        name: "Marcia Francis",
        known_as: "Marcia",
        age: (46, 10),
        pronouns: "she/her",
        language: "",
        needs: "",
        sensitivity: 1,
    };
    let mum = s.lives_with("mother", 130, &mother);
    s.reach(Reach::Text, "07700 900905", Safety::Safe, "Voice messages are easier than reading");
    let case = s.case(DANIEL, "Hurt twice in a year near the station", "Plan in place", 126, &[]);
    s.part(case, s.me, PartyRole::Victim);
    s.part(case, mum, PartyRole::Family);
    s.worker(DANIEL, "Leads the panel's plan; routes and times.", 126);
    s.worker(PRIYA, "Cameras and lights on the way home.", 90);
    s.helper(
        "Coach Femi",
        ("Foundry Boxing Club", "020 7946 0866"),
        "Coach",
        "Two evenings a week and no questions.",
        100,
    );
    s.helper(
        "Helen Nash",
        ("Weirside College", "020 7946 0877"),
        "College tutor",
        "Keeps the place open; side gate at four.",
        120,
    );
    s.said(
        "I want my apprenticeship. That is the way out. And I do not want my mum to get that call again.",
        DANIEL,
        60,
    );
    s.risk(
        "Hurt again by the same people",
        Level::High,
        "Routes and times agreed; names with the police; aunt's at weekends.",
        15,
        13,
    );
    s.risk("Paying back", Level::Medium, "Rings Coach Femi before anything else. Has done so twice.", 15, 13);
    s.tie_with(mum, "Marcia", "mother", Strength::Strong);
    s.tie("Coach Femi", "boxing", Strength::Strong);
    s.tie("Tyrell", "younger brother, eleven", Strength::Strong);
    s.tie("Old friends from the station", "he keeps away from them", Strength::Strained);
    s.had(
        case,
        &had(DANIEL, Channel::Visit, 124, (17, 0)),
        "Met on the ward first, then at home. He spoke for a minute and I listened for an hour.",
    );
    s.had(
        case,
        &Had { late: 9, ..had(DANIEL, Channel::Meeting, 92, (14, 0)) },
        "Panel agreed five actions. One is Jay's own: he rings before he goes out after six.",
    );
    s.had(
        case,
        &had(DANIEL, Channel::Visit, 27, (16, 30)),
        "Walked the way home together with the new lights on. He laughed about my pace.",
    );
    s.had(
        case,
        &had(PRIYA, Channel::Note, 2, (9, 45)),
        "Lights on Foundry Terrace are mended. Camera by the underpass is still out; chased.",
    );
    s.step(case, (DANIEL, ActionKind::Visit), "Go with him to the site interview", 6, Some((8, 30)));
    s.step(case, (PRIYA, ActionKind::Task), "Camera by the underpass", -8, None);
    s.step(case, ("Jay", ActionKind::Task), "Practise the card test with Helen", 4, None);
}
