//! Leila Karimi's two cases in full: what was asked and weighed, the plans in her words, what was promised and decided.

use super::sketch::Sketch;
use crate::told::{Aim, Told};
use access::CaseId;
use cases::{model::Channel, plan::model::Owner};

/// Letters: which, days ago, whether it was handed over, and its text.
const LETTERS: [(&str, i64, bool, &str); 3] = [
    (
        "diary-guidance",
        71,
        true,
        "Please write down what happens, when, and what it does to you and the children. A few words are enough. \
         We read your diary every Friday. Ring 999 if you are in danger.",
    ),
    (
        "action-plan",
        57,
        true,
        "This is what we agreed. We have a warning served upstairs. The second lock and the viewer are fitted. \
         We ring you every week, after four, and leave no message.",
    ),
    (
        "appointment",
        3,
        false,
        "We would like to look at the plan with you, and at what has become quieter. We come to you, after school.",
    ),
];

/// Tells both.
pub fn told(s: &mut Sketch, noise: CaseId, safety: CaseId) {
    s.tell(noise, "Leila", |told| {
        noise_asked(told);
        noise_planned(told);
    });
    s.tell(safety, "Leila", safety_told);
}

fn noise_asked(told: &mut Told) {
    told.say(
        "report",
        74,
        &[
            (
                "report_words",
                "Music from eleven, men shouting on the stairs, and one said he knows where I live.",
            ),
            ("danger_now", "no"),
            ("reporter_kind", "victim"),
            ("report_channel", "phone"),
            ("keep_identity", "May be named to the landlord, never to the people upstairs."),
            ("behaviour_where", "The flat above and the stairwell"),
            ("place_kind", "shared"),
            ("definition", "personal"),
            ("category", "noise threats"),
            ("harm_class", "serious"),
            ("tenure", "association_assured"),
            ("perpetrator_known", "yes"),
            ("share_agreed", "yes"),
            ("acknowledged_on", "73"),
        ],
    );
    told.say(
        "victim-interview",
        73,
        &[
            ("victim_interviewed_on", "73"),
            ("interview_how", "at_home"),
            (
                "victim_account",
                "Since summer, most nights. Two men, and friends of theirs who wait on the stairs.",
            ),
            (
                "victim_effect",
                "Four hours of sleep. The children are tired at school and ask to sleep in one room.",
            ),
            ("wishes", "I want it quiet at night. I do not want to run again."),
            ("victim_does_not_want", "To face the neighbour in a room."),
            ("vulnerability", "children past_harm"),
            (
                "safety_measures",
                "Second lock and viewer ordered. Patrol passes in the evening. Calls after four only.",
            ),
            ("evidence_offered", "diary statement"),
            ("witness_willing", "statement"),
        ],
    );
    told.say(
        "perpetrator-interview",
        60,
        &[
            ("contact_risk", "He will guess who rang. Leila agreed, with the patrol told beforehand."),
            ("perpetrator_contacted_on", "60"),
            ("perpetrator_how_met", "with_police"),
            ("perpetrator_account", "Says friends come late and he cannot send them away."),
            ("perpetrator_admits", "partly"),
            ("perpetrator_needs", "none"),
            ("equality_link", "no"),
            ("perpetrator_capacity", "yes"),
        ],
    );
    for (ago, what, effect) in [
        (57, "Music until two. A bottle broke on the stairs. Sami cried.", "4"),
        (34, "Shouting at one. I did not open. Three nights this week.", "4"),
        (18, "Loud at eleven, quiet by midnight. The letter has come, I think.", "2"),
    ] {
        let day = ago.to_string();
        let said = [
            ("incident_on", day.as_str()),
            ("incident_time", "At night"),
            ("incident_what", what),
            ("incident_effect", effect),
        ];
        told.say("diary", ago, &said);
    }
    told.say("costs", 50, &[("spent_on", "50"), ("spent_kind", "security"), ("spent_amount", "185")]);
}

fn noise_planned(told: &mut Told) {
    told.weigh_by(
        "asb-matrix",
        told.recent((70, 70)),
        62,
        "Aimed at her by now, and the children hear it. High until the lock is fitted.",
    );
    told.weigh_by(
        "asb-matrix",
        told.recent((12, 12)),
        34,
        "Two quieter weeks. She sleeps, not yet without fear.",
    );
    let aims = [
        aim(
            "stop",
            "I want to sleep through the night.",
            &[
                (Owner::Worker, "Have the warning served upstairs"),
                (Owner::Person, "Keep the diary at weekends only"),
            ],
        ),
        aim(
            "safe",
            "I want the children to run down the stairs without me.",
            &[
                (Owner::Agency, "Fit the second lock and the door viewer"),
                (Owner::Agency, "Evening patrol on Fridays"),
            ],
        ),
        aim(
            "home",
            "We stay here, and the children stay at this school.",
            &[
                (Owner::Worker, "Tell the landlord that a move is not wanted"),
                (Owner::Family, "Nasrin has the children on Thursdays"),
            ],
        ),
    ];
    let (written, agreed) = (told.recent((59, 59)), told.recent((58, 58)));
    for (letter, ago, sent, words) in LETTERS {
        told.write(letter, format!("Dear Leila\n\n{words}"), told.recent((ago, ago)), sent);
    }
    let start = (
        "Keeps the diary without fail, knows what she wants, and never answered back.",
        "Her mother on Thursdays, the breakfast club, and Mrs Okoye next door.",
    );
    told.plan(start, &aims, written, Some(agreed));
    let exit = (
        "Four quiet weeks in a row, the second lock fitted, and Leila says that she sleeps.",
        "Weirside Homes for the flat, and Mrs Okoye's residents' group.",
    );
    told.exit((exit.0.to_owned(), exit.1.to_owned()), agreed, 95);
    told.offer("victim-support", told.recent((55, 55)));
    told.promise(Channel::Phone, 7, "After four in the afternoon; no voicemail", agreed);
    let why = (
        "Police, landlord and council work on it and talk each week. The panel would add a meeting and no help.",
        "The panel in October; a meeting of all three without it.",
    );
    told.decision(("refer-panel", "not_referred"), why, told.recent((45, 45)), false);
    let why = (
        "Two talks and a letter did not end it. It is unreasonable, it lasts, and it harms her and the children.",
        "Another letter; mediation, which she does not want.",
    );
    told.decision(("cpn-warning", "issue"), why, told.recent((13, 13)), false);
    told.power(
        "warning-letter",
        ("The tenant of the flat above", "It went on after the talk with the patrol."),
        told.recent((25, 25)),
        0,
    );
    told.power(
        "cpn-warning",
        (
            "The tenant of the flat above",
            "Diary, two statements and the patrol's notes: lasting, unreasonable, harmful.",
        ),
        told.recent((10, 10)),
        365,
    );
}

fn safety_told(told: &mut Told) {
    told.say(
        "concern",
        39,
        &[
            (
                "concern_words",
                "A former partner asks her family for the new address. He broke an order two years ago.",
            ),
            ("danger_now", "no"),
            ("safe_at_once", "Address withheld everywhere. School and surgery told. A code word agreed."),
            ("concern_source", "housing"),
            ("concern_raised_by", "Her community safety officer"),
            ("happened_pattern", "several"),
            ("abuse_types", "domestic_abuse psychological"),
            ("abuse_place", "own_home"),
            ("risk_source", "known"),
            ("risk_source_relation", "partner"),
            ("risk_source_access", "no"),
            ("position_of_trust", "no"),
            ("police_told", "yes"),
            ("child_at_risk", "no"),
            ("others_at_risk", "no"),
            ("domestic_abuse", "yes"),
            ("earlier_concerns", "None here. An order in another borough two years ago."),
            ("acknowledged_on", "39"),
        ],
    );
    told.say(
        "adult-view",
        38,
        &[
            ("person_knows", "yes"),
            ("outcomes_asked", "expressed"),
            ("outcomes_start", "I want it to stop, and I do not want the children questioned."),
            ("concern_agreed", "yes"),
            ("capacity_concern", "has"),
            ("coercion", "no"),
            ("difficulty", "none"),
        ],
    );
    told.say(
        "enquiry-plan",
        33,
        &[
            ("enquiry_planned_on", "33"),
            ("enquiry_questions", "Who asks for the address, and who has it?"),
            ("enquiry_by", "council"),
            ("enquiry_by_name", "Abena Mensah"),
        ],
    );
    safety_planned(told);
}

fn safety_planned(told: &mut Told) {
    told.weigh_by(
        "dash-24",
        told.recent((37, 37)),
        45,
        "Asked alone, with an interpreter. He looks for her, and he has broken an order before.",
    );
    let why = (
        "She needs help to be safe, he looks for her, and she wants it looked into.",
        "Leaving it to the order alone.",
    );
    told.decision(("s42-enquiry", "council"), why, told.recent((36, 36)), false);
    let aims = [
        aim(
            "safe",
            "He must not find out where we live.",
            &[
                (Owner::Worker, "Check every letter and list for the address"),
                (Owner::Agency, "School and surgery keep a copy of the order"),
            ],
        ),
        aim(
            "say",
            "Talk to me, not to the children.",
            &[(Owner::Worker, "Meet after four, with an interpreter")],
        ),
    ];
    let (written, agreed) = (told.recent((32, 32)), told.recent((31, 31)));
    told.plan(
        (
            "She left, she told, and she keeps the papers in order.",
            "Her mother, the law centre, and the teacher who knows whom to call.",
        ),
        &aims,
        written,
        Some(agreed),
    );
    let exit = (
        "Nobody has asked for the address for three months, and she says she feels safe.",
        "The law centre for the order; the school for the children.",
    );
    told.exit((exit.0.to_owned(), exit.1.to_owned()), agreed, 150);
    told.offer("domestic-abuse", told.recent((35, 35)));
    told.promise(Channel::Phone, 14, "After four in the afternoon", agreed);
    let why = (
        "The risk goes on while he looks for her. The plan is what she asked for.",
        "A move, which she does not want.",
    );
    told.decision(("safety-plan", "made"), why, told.recent((30, 30)), false);
}

fn aim(area: &str, words: &str, steps: &[(Owner, &str)]) -> Aim {
    let steps = steps.iter().map(|(owner, what)| (*owner, (*what).to_owned())).collect();
    (area.to_owned(), words.to_owned(), steps)
}
