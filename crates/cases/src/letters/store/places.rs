//! What the places of a template are filled with.

use crate::letters::render::Places;
use access::{Action, Case, Decide, Permit};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
    words::thousands,
};
use packs::{
    Pack,
    model::{FieldKind, Keeps},
};

row! {
    struct PlaceRow {
        kind: String,
        id: String,
        words: Option<String>,
        day: Option<Day>,
        hundredths: Option<i64>,
        code: Option<String>,
        _nth: i64,
    }
}

kernel::statements! {
    PLACES: PlaceRow = "SELECT 'clock', k.clock, CAST(NULL AS TEXT), k.due_on, CAST(NULL AS BIGINT), CAST(NULL AS TEXT), k.nth
        FROM case_clock k
        WHERE k.tenant_id = $1 AND k.case_id = $2
        UNION ALL
        SELECT 'fact', f.field, f.text_value, f.day_value, f.hundredths, f.code_value, 0
        FROM case_fact f
        WHERE f.tenant_id = $1 AND f.case_id = $2 AND f.superseded_at IS NULL AND f.absent = ''
        UNION ALL
        SELECT 'own', n.needs, n.language, CAST(NULL AS DATE), CAST(NULL AS BIGINT), CAST(NULL AS TEXT), 0
        FROM case_file f
        JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
        WHERE f.tenant_id = $1 AND f.case_id = $2
        UNION ALL
        SELECT 'step', a.owner_name, a.what, a.due_on, CAST(NULL AS BIGINT), u.name, 0
        FROM next_action a
        LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.owner_id
        WHERE a.tenant_id = $1 AND a.case_id = $2 AND a.goal_id IS NOT NULL AND a.done_on IS NULL
        UNION ALL
        SELECT 'exit', '', x.carries_on, CAST(NULL AS DATE), CAST(NULL AS BIGINT), CAST(NULL AS TEXT), 0
        FROM exit_plan x
        WHERE x.tenant_id = $1 AND x.case_id = $2
          AND x.recorded_at = (SELECT max(z.recorded_at) FROM exit_plan z WHERE z.tenant_id = $1 AND z.case_id = $2)
        UNION ALL
        SELECT 'decision', d.kind, d.decided, d.decided_on, CAST(NULL AS BIGINT), d.why, 0
        FROM case_decision d
        WHERE d.tenant_id = $1 AND d.case_id = $2 AND d.state = 'made'
        ORDER BY 1, 7, 4 NULLS LAST, 2, 6
        LIMIT 1000";
}

/// What the case's clocks, facts and plan give to the places of a template: one statement. `pack` names codes and
/// kinds of fields; without it facts are as they are stored.
pub fn places<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    pack: Option<&Pack>,
    places: &mut Places,
) -> Result<()>
where
    Case: Decide<A>,
{
    let (mut steps, mut carries_on): (Vec<String>, String) = Default::default();
    let mut own: (String, String) = Default::default();
    for row in c.all(PLACES, args![permit.tenant(), permit.id()])? {
        match row.kind.as_str() {
            // Runs of a clock come in order, so the latest stays.
            "clock" => row.day.into_iter().for_each(|day| places.set_day(&format!("clock:{}", row.id), day)),
            "step" => {
                let owner = row.code.unwrap_or(row.id);
                let due = row.day.map(|day| format!(", by {}", day.long())).unwrap_or_default();
                let who = if owner.is_empty() { String::new() } else { format!(" ({owner}{due})") };
                steps.push(format!("- {}{who}", row.words.unwrap_or_default()));
            }
            "own" => own = (row.words.unwrap_or_default(), row.id),
            "exit" => carries_on = row.words.unwrap_or_default(),
            "decision" => {
                let (decided, why) = (row.words.unwrap_or_default(), row.code.unwrap_or_default());
                places.decisions.push((row.id, decided, why));
            }
            _ => {
                let (place, words) = (format!("fact:{}", row.id), fact_words(&row, pack));
                let all = places.values.get(&place).map_or(words.clone(), |had| format!("{had}, {words}"));
                places.set(&place, all);
            }
        }
    }
    let steps = steps.join("\n");
    // Who carries on is said even when every step is done.
    if !carries_on.is_empty() {
        places.set("carries_on", format!("{carries_on}\n\n{steps}").trim_end());
    }
    places.set("plan", steps);
    if let Some(pack) = pack {
        set_own(places, pack, &own);
        let of_person = pack.fields.iter().filter(|f| f.of == packs::model::Whose::Person);
        places.personal = of_person.map(|f| f.id.clone()).collect();
        places.set("way_back", &pack.closing.way_back);
    }
    Ok(())
}

/// The person's own record answers where no case has said it: language and needs are one fact, asked once.
fn set_own(places: &mut Places, pack: &Pack, (language, needs): &(String, String)) {
    for field in &pack.fields {
        let words = match field.keeps {
            Keeps::Nothing => continue,
            Keeps::Language => language,
            Keeps::Needs => needs,
        };
        let place = format!("fact:{}", field.id);
        if !words.is_empty() && !places.values.contains_key(&place) {
            places.set(&place, words);
        }
    }
}

/// A fact as a letter writes it.
fn fact_words(row: &PlaceRow, pack: Option<&Pack>) -> String {
    let field = pack.and_then(|pack| pack.field(&row.id));
    if let Some(code) = &row.code {
        let listed = field.and_then(|f| pack.and_then(|pack| pack.list(&f.list)));
        let label = listed.and_then(|list| list.codes.iter().find(|c| c.code == *code)).map(|c| &c.label);
        return match (label, code.as_str()) {
            (Some(label), _) => label.clone(),
            (None, "yes") => "Yes".to_owned(),
            (None, "no") => "No".to_owned(),
            (None, code) => code.to_owned(),
        };
    }
    if let Some(day) = row.day {
        return day.long();
    }
    if let Some(n) = row.hundredths {
        let (whole, part) = (n / 100, (n % 100).abs());
        return match field.map(|f| f.kind) {
            Some(FieldKind::Money) => format!("£{}.{part:02}", thousands(whole)),
            _ if part == 0 => thousands(whole),
            _ => format!("{}.{part:02}", thousands(whole)),
        };
    }
    row.words.clone().unwrap_or_default()
}
