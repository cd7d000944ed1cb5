//! The person at a glance: who works with them, what happens next, what matters, what is risky, what was last.

use access::{Db, Fault, PersonRef, Query, Read, Reveal, ThirdParty};
use askama::Template;
use cases::{
    desk::cards::{self, CaseWork},
    store::read::{self, ActionLine, Recent},
    web::{dated, day_words, entry, last_words},
};
use kernel::{Day, Instant};
use people::{
    model::{Level, Strength},
    store::glance::{self, Around, Core, Matter, Member, RiskLine, Signs},
    web::{banner, notice, subnav},
};
use ui::{
    DatedList, EcoMap, Network, Page, PersonBanner, Quote, Risk, RiskList, Shell, SubNav, Tag, Timeline,
    Worker,
    ecomap::{self, Tie},
};

/// Rows of "What happens next": more would push risk below the first screen.
const MOST_NEXT: usize = 3;
/// Open cases of which the page says how far they are: more would not print on two sheets.
const MOST_CASES: usize = 4;
/// Entries of "Latest".
const MOST_LATEST: i64 = 3;

/// A person at a glance.
#[derive(Template)]
#[template(path = "show_person.html")]
pub struct ShowPerson {
    /// The frame.
    pub shell: Shell,
    /// Who they are and how to reach them.
    pub banner: PersonBanner,
    /// Where else to go.
    pub subnav: SubNav,
    /// Name as they wish to be called.
    pub known_as: String,
    /// What matters to them; none when nobody has asked.
    pub matters: Option<Quote>,
    /// Who works with them.
    pub network: Network,
    /// How many, from how many agencies.
    pub network_words: String,
    /// What happens next.
    pub next: DatedList,
    /// What is further off, in words.
    pub next_more: String,
    /// Open cases that the asker may read, the asker's own first.
    pub cases: Vec<CaseWork>,
    /// How many more there are, in words.
    pub cases_more: String,
    /// Risks.
    pub risks: RiskList,
    /// Latest contacts.
    pub latest: Timeline,
    /// Link words to all of them.
    pub latest_more: String,
    /// People around them, drawn.
    pub around: Option<EcoMap>,
    /// The person's address, for links.
    pub href: String,
    /// Code to the door, for those who have leave.
    pub access_code: String,
}

/// What the page reads: six statements.
#[derive(Clone)]
struct Facts {
    core: Core,
    signs: Signs,
    members: Vec<Member>,
    around: Vec<Around>,
    actions: Vec<ActionLine>,
    cases: Vec<CaseWork>,
    recent: Recent,
}

/// What the asker has leave to see beyond the record.
#[derive(Default)]
struct Leave {
    third_party: Option<Reveal<ThirdParty>>,
    access_code: String,
}

impl ShowPerson {
    fn new(shell: Shell, banner: PersonBanner, facts: &Facts, leave: Leave, now: Instant) -> Self {
        let today = Day::of(now);
        let href = format!("/people/{}", facts.core.person_id);
        let more_cases = facts.cases.len().saturating_sub(MOST_CASES);
        let further = facts.actions.len().saturating_sub(MOST_NEXT);
        Self {
            banner,
            subnav: subnav(facts.core.person_id, &href, facts.core.open_cases),
            known_as: facts.core.known_as.clone(),
            matters: facts.signs.matters.first().map(|m| Quote::new(&m.words, said(m))),
            network: Network { workers: facts.members.iter().map(|m| worker(m, facts, today)).collect() },
            network_words: network_words(&facts.members),
            next: DatedList {
                items: facts.actions.iter().take(MOST_NEXT).map(|a| dated(a, today)).collect(),
            },
            next_more: if further > 0 { format!("and {further} more after that") } else { String::new() },
            cases: facts.cases.iter().take(MOST_CASES).cloned().collect(),
            cases_more: if more_cases > 0 {
                format!("and {more_cases} more open cases")
            } else {
                String::new()
            },
            risks: RiskList { risks: facts.signs.risks.iter().map(|r| risk(r, today)).collect() },
            latest: Timeline { entries: facts.recent.latest.iter().map(entry).collect() },
            latest_more: latest_words(&facts.recent),
            around: eco_map(&facts.core.known_as, &facts.around, &facts.members, leave.third_party.as_ref()),
            shell,
            href,
            access_code: leave.access_code,
        }
    }
}

fn said(matter: &Matter) -> String {
    format!("Their words, {}, to {}", matter.said_on.long(), matter.said_to)
}

/// A line of "who is working with": last and next come from what was done and booked, never typed twice.
fn worker(member: &Member, facts: &Facts, today: Day) -> Worker {
    let last = member
        .user_id
        .and_then(|user| facts.recent.last_by.iter().find(|(by, ..)| *by == user))
        .map_or(String::new(), |(_, at, channel)| last_words(*at, *channel, today));
    let next = facts
        .actions
        .iter()
        .find(|a| match (member.user_id, a.owner_id) {
            (Some(user), Some(owner)) => user == owner,
            (None, None) => a.owner == member.name,
            _ => false,
        })
        .map_or(String::new(), |a| match a.due_at {
            Some(at) => format!("{}, {}", day_words(a.due_on, today), at.time_of_day()),
            None => day_words(a.due_on, today),
        });
    Worker {
        name: member.name.clone(),
        role: member.role.clone(),
        agency: if member.phone.is_empty() {
            member.agency.clone()
        } else {
            format!("{}, {}", member.agency, member.phone)
        },
        doing: member.doing.clone(),
        last,
        next,
        lead: member.is_lead,
        href: String::new(),
    }
}

fn network_words(members: &[Member]) -> String {
    let mut agencies: Vec<&str> =
        members.iter().map(|m| m.agency.as_str()).filter(|a| *a != "Family").collect();
    agencies.sort_unstable();
    agencies.dedup();
    format!(
        "{} from {}.",
        kernel::words::count(members.len() as i64, "person", "people"),
        kernel::words::count(agencies.len() as i64, "agency", "agencies")
    )
}

fn risk(line: &RiskLine, today: Day) -> Risk {
    let level = match line.level {
        Level::High => Tag::bad(line.level.label()),
        Level::Medium => Tag::warn(line.level.label()),
        Level::Lower => Tag::plain(line.level.label()),
    };
    let reviewed = match line.review_on {
        Some(on) if on < today => format!("Review was due {}", on.long()),
        Some(on) => format!("Reviewed {}, next {}", line.reviewed_on.long(), on.long()),
        None => format!("Reviewed {}", line.reviewed_on.long()),
    };
    Risk { what: line.what.clone(), level, plan: line.plan.clone(), reviewed }
}

fn latest_words(recent: &Recent) -> String {
    let all = format!("See all {}", kernel::words::count(recent.shown, "entry", "entries"));
    if recent.hidden > 0 { format!("{all} ({} on other teams' cases not shown)", recent.hidden) } else { all }
}

/// The map: ties as recorded, then workers who are not among them; a worker with nothing booked is a weak tie.
fn eco_map(
    known_as: &str,
    around: &[Around],
    members: &[Member],
    leave: Option<&Reveal<ThirdParty>>,
) -> Option<EcoMap> {
    let mut ties: Vec<Tie> = around
        .iter()
        .map(|a| {
            let strength = match a.strength {
                Strength::Strong | Strength::Ordinary => ecomap::Strength::Strong,
                Strength::Weak => ecomap::Strength::Weak,
                Strength::Strained => ecomap::Strength::Strained,
            };
            // Without leave the tie is named by what it is: "a neighbour" tells nobody who.
            Tie::new(a.name.show(leave).unwrap_or(&a.kind), &a.kind, strength)
        })
        .collect();
    for member in members {
        if !ties.iter().any(|t| t.name == member.name) {
            ties.push(Tie::new(&member.name, &member.role, ecomap::Strength::Strong));
        }
    }
    (!ties.is_empty()).then(|| EcoMap::new("people-around", known_as, ties))
}

/// Shows a person at a glance: one closure, six statements.
pub async fn show_person(
    db: Db,
    person: PersonRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowPerson>, Fault> {
    let (facts, leave, code_leave) = db
        .view(&person, |c, permit| {
            let (cases, actions) = cards::of_person(c, permit)?;
            let facts = Facts {
                core: glance::core(c, permit)?,
                signs: glance::signs(c, permit)?,
                members: glance::network(c, permit)?,
                around: glance::around(c, permit)?,
                actions,
                cases,
                recent: read::recent(c, permit, MOST_LATEST)?,
            };
            Ok((facts, permit.reveal_address(c)?, permit.reveal_access_code(c)?))
        })
        .await?;
    let now = person.actor().now;
    let mut shell = access::shell(person.actor(), &facts.core.full_name, "People").quiet("Person");
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let banner = banner(&facts.core, &facts.signs.alerts, leave.as_ref(), Day::of(now));
    let code = facts
        .core
        .address
        .as_ref()
        .and_then(|a| a.code.as_ref())
        .and_then(|code| code.show(code_leave.as_ref()));
    let leave = Leave {
        third_party: Reveal::to_worker(person.actor()),
        access_code: code.cloned().unwrap_or_default(),
    };
    Ok(Page(ShowPerson::new(shell, banner, &facts, leave, now)))
}

impl ui::Samples for ShowPerson {
    const NAME: &'static str = "show-person";
    fn samples() -> Vec<(&'static str, Self)> {
        let now = Instant::from_micros(1_795_000_000_000_000);
        let core = Core {
            person_id: kernel::Id::from_uuid(access::NOBODY),
            known_as: "Mina".to_owned(),
            full_name: "Amina Okafor".to_owned(),
            born_on: Day::new(1988, 3, 14),
            born_about: false,
            pronouns: "she/her".to_owned(),
            language: "English, some Hausa".to_owned(),
            needs: String::new(),
            restricted: false,
            open_cases: 0,
            address: None,
            method: None,
            version: 1,
        };
        let empty = Facts {
            core,
            signs: Signs::default(),
            members: Vec::new(),
            around: Vec::new(),
            actions: Vec::new(),
            cases: Vec::new(),
            recent: Recent::default(),
        };
        let banner = banner(&empty.core, &[], None, Day::of(now));
        let shell = Shell::new("Amina Okafor", "People");
        vec![("new person", Self::new(shell, banner, &empty, Leave::default(), now))]
    }
}
