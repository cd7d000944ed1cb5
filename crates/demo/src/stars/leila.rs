//! Leila Karimi, with whom the walk through the demo begins: council, police, a landlord and a school, her mother, two children, an ex-partner
//! who must not find her, and a plan that begins to work.

use super::sketch::{Had, Sketch, Who, had, home};
use cases::model::{ActionKind, Channel, PartyRole};
use people::model::{AddressKind, Channel as Reach, Level, NameKind, NewAddress, Safety, Strength};

const PRIYA: &str = "Priya Shah";
const ABENA: &str = "Abena Mensah";
const DANIEL: &str = "Daniel Reid";
const DEREK: &str = "Derek Palmer";

/// Writes her.
pub fn leila(s: &mut Sketch) {
    let who = Who {
        name: "Leila Karimi",
        known_as: "Leila",
        age: (35, 219),
        pronouns: "she/her",
        language: "Farsi and English; interpreter for long talks",
        needs: "",
        sensitivity: 1,
    };
    let mut flat = home(AddressKind::Home, "14 Larch Court, Larch", "LQ2 4DH", None);
    flat = NewAddress { withheld: true, ..flat };
    s.person(PRIYA, 76, &who, flat);
    s.also(NameKind::Former, "Leila Moradi");
    s.also(NameKind::Spelling, "Layla Karimi");
    let child = |name, known_as, age| Who {
        name,
        known_as,
        age,
        pronouns: "",
        language: "",
        needs: "",
        sensitivity: 1,
    };
    let darya = s.lives_with("daughter", 76, &child("Darya Karimi", "Darya", (9, 81)));
    let sami = s.lives_with("son", 76, &child("Sami Karimi", "Sami", (6, 299)));
    s.reach(Reach::Text, "07700 900417", Safety::Careful, "Text after 4pm, no voicemail");
    s.reach(Reach::Phone, "020 7946 0714", Safety::Unsafe, "Her old number: he still answers it");
    let noise = s.case(PRIYA, "Threats and noise from the flat above", "Action plan agreed", 74, &[]);
    let safety = s.case(ABENA, "Harassed by an ex-partner", "Safety plan and review", 39, &[]);
    s.part(noise, s.me, PartyRole::Complainant);
    s.part(safety, s.me, PartyRole::Victim);
    s.part(noise, darya, PartyRole::Child);
    s.part(noise, sami, PartyRole::Child);
    around(s);
    past(s, noise, safety);
    next(s, noise, safety);
    super::leila_told::told(s, noise, safety);
}

/// Kept short: who works with her, what is next, what matters and what is risky stand on one screen.
fn around(s: &mut Sketch) {
    s.worker(PRIYA, "Leads the plan.", 74);
    s.worker(ABENA, "Safety planning with Leila.", 39);
    s.worker(DANIEL, "Checks the stairwell on evening patrol.", 44);
    s.helper(
        "Ruth Appiah",
        ("Weir Lane Primary", ""),
        "School family worker",
        "Breakfast club for both children.",
        60,
    );
    s.helper("Nasrin Karimi", ("Family", ""), "Mother", "Has the children on Thursdays.", 74);
    s.said(
        "I want to sleep through the night, and I want the children to stay at this school. I do not want to run again.",
        PRIYA,
        19,
    );
    s.said(
        "If he finds out where we live, everything starts again. Please be careful with letters.",
        ABENA,
        38,
    );
    s.risk(
        "Violence from ex-partner",
        Level::High,
        "Court order until May; safety plan and code word; address withheld.",
        17,
        11,
    );
    s.risk("Losing the tenancy", Level::Medium, "Arrears plan, £5 a week, 7 of 7 paid.", 46, -4);
    s.risk("Children changing school", Level::Lower, "Places kept; breakfast club every morning.", 12, 44);
    s.alert("Do not visit alone", 40);
    for (name, kind, strength) in [
        ("Nasrin Karimi", "mother", Strength::Strong),
        ("Weir Lane Primary", "the children's school", Strength::Ordinary),
        ("Shirin", "friend from college", Strength::Strong),
        ("Omid", "brother, in Leeds", Strength::Weak),
        ("The flat upstairs", "neighbour", Strength::Strained),
        ("Kamran", "ex-partner; must not know where she is", Strength::Strained),
    ] {
        s.tie(name, kind, strength);
    }
}

fn past(s: &mut Sketch, noise: access::CaseId, safety: access::CaseId) {
    let contacts: [(access::CaseId, Had, &str); 14] = [
        (
            noise,
            had(PRIYA, Channel::Visit, 73, (14, 0)),
            "First visit. The music starts at eleven and men shout on the stairs. Leila has not slept more than four hours since summer. Diary sheets explained; she would like them in Farsi too.",
        ),
        (
            noise,
            Had { reached: false, ..had(PRIYA, Channel::Phone, 66, (10, 10)) },
            "Rang in the morning by mistake: no answer, and that was right. Calls only after four.",
        ),
        (
            noise,
            Had { with: "an interpreter", ..had(PRIYA, Channel::Office, 58, (16, 15)) },
            "Went through the action plan line by line. Leila moved one step: she does not want to face the neighbour in a room. Mediation is off; the landlord writes instead.",
        ),
        (
            noise,
            Had { late: 3, ..had(DEREK, Channel::Visit, 52, (11, 30)) },
            "Looked at the door. One lock, no viewer, hall light broken. Orders raised for all three.",
        ),
        (
            noise,
            had(DANIEL, Channel::Visit, 44, (19, 20)),
            "Passed by on patrol. Two men on the stairs left when asked. Gave Leila my card, first name only.",
        ),
        (
            safety,
            Had { with: "an interpreter", ..had(ABENA, Channel::Office, 38, (16, 30)) },
            "Met alone, as she asked. He has messaged her cousin for the address. She wants it to stop and does not want the children questioned. Order applied for with Larch Law Centre.",
        ),
        (
            safety,
            had(ABENA, Channel::Phone, 31, (16, 20)),
            "The order is granted until May. Read it to her in Farsi. School and surgery have a copy.",
        ),
        (
            noise,
            had(PRIYA, Channel::Phone, 24, (16, 30)),
            "Weekly call. Three bad nights, all recorded. Mrs Okoye heard it too and would say so.",
        ),
        (
            noise,
            had(PRIYA, Channel::Text, 19, (16, 5)),
            "Texted to say the warning letter goes out on Monday. Reply: \"Thank you. I read it twice.\"",
        ),
        (
            noise,
            had(PRIYA, Channel::Phone, 11, (16, 30)),
            "Called to say the warning has been served. She cried, then laughed. Agreed to speak again in a week.",
        ),
        (
            noise,
            had(DANIEL, Channel::Visit, 10, (19, 5)),
            "Community protection warning served upstairs and explained at the door. Calm. In force for twelve months.",
        ),
        (
            safety,
            had(ABENA, Channel::Office, 6, (16, 30)),
            "Went through the safety plan. Code word changed. Sami's teacher knows whom to call.",
        ),
        (
            noise,
            Had { with: "Daniel Reid", ..had(PRIYA, Channel::Visit, 4, (16, 40)) },
            "Two quiet nights this week, the first since August. Leila still has the diary sheets and agreed to stop logging on weekdays. Darya showed us her swimming badge.",
        ),
        (
            noise,
            Had { late: 1, ..had(DEREK, Channel::Note, 2, (12, 15)) },
            "Contractor has missed the second lock twice. I have asked for another one and will ring Priya.",
        ),
    ];
    for (case, had, words) in &contacts {
        s.had(*case, had, words);
    }
}

fn next(s: &mut Sketch, noise: access::CaseId, safety: access::CaseId) {
    s.step(noise, (DEREK, ActionKind::Task), "Fit the second lock and the door viewer", -3, None);
    s.step(noise, (PRIYA, ActionKind::Visit), "After school, with Daniel Reid", 0, Some((14, 0)));
    s.step(safety, (ABENA, ActionKind::Meeting), "Safety plan review", 1, Some((10, 0)));
    s.step(noise, (PRIYA, ActionKind::Contact), "Weekly call", 3, Some((16, 30)));
    s.message(
        noise,
        (DEREK, PRIYA),
        1,
        "Another contractor can come on Thursday after four. Would that suit Leila?",
    );
    s.message(
        safety,
        (PRIYA, ABENA),
        3,
        "She asked whether the school knows the new code word. Could you check?",
    );
}
