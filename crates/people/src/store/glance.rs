//! What one look at a person reads.

use crate::model::{AddressKind, Channel, Level, Safety, ShownAddress, ShownCode, ShownThirdParty, Strength};
use access::{Action, Case, Decide, Guarded, Permit, Person, PersonId, Read, UserId};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    struct CoreRow {
        known_as: String,
        full_name: String,
        born_on: Option<Day>,
        born_about: bool,
        pronouns: String,
        language: String,
        needs: String,
        restricted: bool,
        open_cases: i64,
        address_kind: Option<AddressKind>,
        lines: Option<String>,
        postcode: Option<String>,
        withheld: Option<bool>,
        access_code: Option<String>,
        channel: Option<Channel>,
        value: Option<String>,
        safety: Option<Safety>,
        rule: Option<String>,
        version: i64,
    }
}

row! {
    /// Somebody who works with the person.
    #[derive(Clone, Debug)]
    pub struct Member {
        /// The membership.
        pub member_id: Uuid,
        /// The worker's account, if they have one.
        pub user_id: Option<UserId>,
        /// Their name.
        pub name: String,
        /// Their agency.
        pub agency: String,
        /// Their telephone; empty when none.
        pub phone: String,
        /// What they are to the person.
        pub role: String,
        /// What they are doing.
        pub doing: String,
        /// Whether they lead.
        pub is_lead: bool,
        /// Since when.
        pub since_on: Day,
    }
}

row! {
    struct SignRow {
        kind: String,
        words: String,
        more: String,
        level: Option<Level>,
        on: Day,
        next_on: Option<Day>,
    }
}

row! {
    struct AroundRow {
        name: String,
        kind: String,
        strength: Strength,
        third_party: bool,
    }
}

row! {
    /// A way to reach somebody.
    #[derive(Clone, Debug)]
    pub struct Method {
        /// By what.
        pub channel: Channel,
        /// The number or address.
        pub value: String,
        /// Whether it is safe.
        pub safety: Safety,
        /// How and when; empty when none.
        pub rule: String,
        /// Whether it is the way they asked for.
        pub preferred: bool,
    }
}

kernel::statements! {
    CORE: CoreRow = concat!("SELECT n.known_as, n.full_name, n.born_on, n.born_about, n.pronouns, n.language, n.needs,
            p.restricted,
            (SELECT count(*)
                FROM case_person s
                JOIN case_access c ON c.tenant_id = s.tenant_id AND c.case_id = s.case_id
                WHERE s.tenant_id = $1 AND s.person_id = $6 AND c.is_open AND ", access::may_read_case!(), "),
            a.kind, a.lines, a.postcode, a.withheld, a.access_code,
            m.channel, m.value, m.safety, m.rule, n.version
        FROM person n
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        LEFT JOIN address a ON a.tenant_id = n.tenant_id AND a.person_id = n.person_id
            AND a.address_id = (
                SELECT b.address_id
                FROM address b
                WHERE b.tenant_id = $1 AND b.person_id = $6 AND (b.until_on IS NULL OR b.until_on >= $7)
                ORDER BY b.from_on DESC NULLS LAST, b.address_id DESC
                LIMIT 1)
        LEFT JOIN contact_method m ON m.tenant_id = n.tenant_id AND m.person_id = n.person_id
            AND m.method_id = (
                SELECT w.method_id
                FROM contact_method w
                WHERE w.tenant_id = $1 AND w.person_id = $6 AND w.safety <> 'unsafe' AND w.until_on IS NULL
                ORDER BY w.preferred DESC, w.method_id
                LIMIT 1)
        WHERE n.tenant_id = $1 AND n.person_id = $6");
    NETWORK: Member = "SELECT m.member_id, m.user_id, COALESCE(u.name, m.name),
            CASE WHEN u.user_id IS NULL THEN m.agency ELSE COALESCE(o.name, m.agency) END,
            CASE WHEN u.user_id IS NULL THEN m.phone ELSE u.phone END,
            m.role, m.doing, m.is_lead, m.since_on
        FROM network_member m
        LEFT JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        LEFT JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        WHERE m.tenant_id = $1
          AND m.person_id = $2
          AND m.since_on <= $3
          AND (m.until_on IS NULL OR m.until_on >= $3)
        ORDER BY m.is_lead DESC, m.since_on, m.member_id";
    SIGNS: SignRow = "SELECT 'alert', words, '', CAST(NULL AS TEXT), from_on, CAST(NULL AS DATE)
        FROM alert
        WHERE tenant_id = $1 AND person_id = $2 AND from_on <= $3 AND (until_on IS NULL OR until_on >= $3)
        UNION ALL
        SELECT 'matter', words, said_to, CAST(NULL AS TEXT), said_on, CAST(NULL AS DATE)
        FROM what_matters
        WHERE tenant_id = $1 AND person_id = $2
        UNION ALL
        SELECT 'risk', what, plan, level, reviewed_on, review_on
        FROM risk
        WHERE tenant_id = $1 AND person_id = $2 AND (ended_on IS NULL OR ended_on >= $3)
        ORDER BY 5 DESC, 2";
    AROUND: AroundRow = concat!("SELECT r.name, r.kind, r.strength, r.third_party
        FROM relationship r
        WHERE r.tenant_id = $1 AND r.person_id = $6
        UNION ALL
        SELECT n.known_as, CASE WHEN o.is_head THEN 'head of household' ELSE COALESCE(NULLIF(o.relationship, ''), 'same household') END,
            'ordinary', FALSE
        FROM household_member h
        JOIN household_member o ON o.tenant_id = h.tenant_id AND o.household_id = h.household_id
            AND o.person_id <> h.person_id
        JOIN person n ON n.tenant_id = o.tenant_id AND n.person_id = o.person_id
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        WHERE h.tenant_id = $1 AND h.person_id = $6
          AND NOT EXISTS (
              SELECT 1 FROM relationship r
              WHERE r.tenant_id = $1 AND r.person_id = $6 AND r.other_person_id = o.person_id)
          AND ", access::may_read_who_person!());
    METHODS: Method = "SELECT m.channel, m.value, m.safety, m.rule, m.preferred
        FROM contact_method m
        WHERE m.tenant_id = $1 AND m.person_id = $2 AND m.until_on IS NULL
        ORDER BY m.preferred DESC, m.method_id";
    METHODS_OF_CASE: Method = "SELECT m.channel, m.value, m.safety, m.rule, m.preferred
        FROM contact_method m
        JOIN case_file f ON f.tenant_id = m.tenant_id AND f.lead_person_id = m.person_id
        WHERE f.tenant_id = $1 AND f.case_id = $2 AND m.until_on IS NULL
        ORDER BY m.preferred DESC, m.method_id";
    NAME: (String, String) = "SELECT known_as, full_name FROM person WHERE tenant_id = $1 AND person_id = $2";
}

/// Who the person is and how to reach them.
#[derive(Clone, Debug)]
pub struct Core {
    /// The person.
    pub person_id: PersonId,
    /// Name as they wish to be called.
    pub known_as: String,
    /// Whole name.
    pub full_name: String,
    /// Date of birth.
    pub born_on: Option<Day>,
    /// Whether that is a guess.
    pub born_about: bool,
    /// Such as she/her; empty when not asked.
    pub pronouns: String,
    /// Language and interpreter.
    pub language: String,
    /// Communication and access needs.
    pub needs: String,
    /// Whether only named workers may see them.
    pub restricted: bool,
    /// Open cases that the asker may read.
    pub open_cases: i64,
    /// Where they live now.
    pub address: Option<CurrentAddress>,
    /// The safe way to reach them they asked for.
    pub method: Option<Method>,
    /// Version, for a change that must not overwrite another.
    pub version: i64,
}

/// Somebody or something around the person.
#[derive(Clone, Debug)]
pub struct Around {
    /// Who or what; closed where naming them could harm.
    pub name: ShownThirdParty,
    /// What they are to the person.
    pub kind: String,
    /// How close.
    pub strength: Strength,
}

/// Where somebody lives now.
#[derive(Clone, Debug)]
pub struct CurrentAddress {
    /// What it is to them.
    pub kind: AddressKind,
    /// Lines and postcode.
    pub lines: ShownAddress,
    /// Key safe or door code, if there is one.
    pub code: Option<ShownCode>,
}

/// What the person said matters.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Their words.
    pub words: String,
    /// To whom.
    pub said_to: String,
    /// When.
    pub said_on: Day,
}

/// A risk as shown.
#[derive(Clone, Debug)]
pub struct RiskLine {
    /// What may happen.
    pub what: String,
    /// How grave.
    pub level: Level,
    /// The plan.
    pub plan: String,
    /// When it was last looked at.
    pub reviewed_on: Day,
    /// When next.
    pub review_on: Option<Day>,
}

/// Warnings, what matters (latest first) and risks (gravest first).
#[derive(Clone, Debug, Default)]
pub struct Signs {
    /// Warnings in words.
    pub alerts: Vec<String>,
    /// What they said matters.
    pub matters: Vec<Matter>,
    /// Risks.
    pub risks: Vec<RiskLine>,
}

/// Who the person is and how to reach them: one statement.
pub fn core<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Core>
where
    Person: Decide<A>,
{
    let today = Day::of(permit.scope().now());
    let row = c.one(CORE, &permit.scope().args(args![permit.id(), today]))?;
    let address = row.address_kind.map(|kind| {
        let lines = [row.lines.unwrap_or_default(), row.postcode.unwrap_or_default()];
        let lines = lines.into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", ");
        let code = row.access_code.filter(|code| !code.is_empty());
        CurrentAddress {
            kind,
            lines: Guarded::new(lines, row.withheld.unwrap_or(true)),
            code: code.map(|code| Guarded::new(code, true)),
        }
    });
    let method = match (row.channel, row.value, row.safety, row.rule) {
        (Some(channel), Some(value), Some(safety), Some(rule)) => {
            Some(Method { channel, value, safety, rule, preferred: true })
        }
        _ => None,
    };
    Ok(Core {
        person_id: permit.id(),
        known_as: row.known_as,
        full_name: row.full_name,
        born_on: row.born_on,
        born_about: row.born_about,
        pronouns: row.pronouns,
        language: row.language,
        needs: row.needs,
        restricted: row.restricted,
        open_cases: row.open_cases,
        address,
        method,
        version: row.version,
    })
}

/// Who works with the person today, the lead first: one statement.
pub fn network<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Vec<Member>>
where
    Person: Decide<A>,
{
    c.all(NETWORK, args![permit.tenant(), permit.id(), Day::of(permit.scope().now())])
}

/// Warnings, what matters and risks: one statement.
pub fn signs(c: &mut dyn Conn, permit: &Permit<Person, Read>) -> Result<Signs> {
    let rows = c.all(SIGNS, args![permit.tenant(), permit.id(), Day::of(permit.scope().now())])?;
    let mut signs = Signs::default();
    for row in rows {
        match (row.kind.as_str(), row.level) {
            ("alert", _) => signs.alerts.push(row.words),
            ("risk", Some(level)) => signs.risks.push(RiskLine {
                what: row.words,
                level,
                plan: row.more,
                reviewed_on: row.on,
                review_on: row.next_on,
            }),
            _ => signs.matters.push(Matter { words: row.words, said_to: row.more, said_on: row.on }),
        }
    }
    signs.risks.sort_by_key(|r| r.level);
    Ok(signs)
}

/// People and things around the person: one statement. Restricted people of the household are left out.
pub fn around(c: &mut dyn Conn, permit: &Permit<Person, Read>) -> Result<Vec<Around>> {
    let rows = c.all(AROUND, &permit.scope().args(args![permit.id()]))?;
    let around = |r: AroundRow| Around {
        name: Guarded::new(r.name, r.third_party),
        kind: r.kind,
        strength: r.strength,
    };
    Ok(rows.into_iter().map(around).collect())
}

/// All ways to reach the person, safe or not: one statement.
pub fn methods<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<Vec<Method>>
where
    Person: Decide<A>,
{
    c.all(METHODS, args![permit.tenant(), permit.id()])
}

/// All ways to reach the person a case is listed under: one statement.
pub fn methods_of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Method>>
where
    Case: Decide<A>,
{
    c.all(METHODS_OF_CASE, args![permit.tenant(), permit.id()])
}

/// Known-as and whole name: one statement.
pub fn name<A: Action>(c: &mut dyn Conn, permit: &Permit<Person, A>) -> Result<(String, String)>
where
    Person: Decide<A>,
{
    c.one(NAME, args![permit.tenant(), permit.id()])
}
