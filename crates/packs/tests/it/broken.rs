//! Texts that do not hold together: each has its line, its field, what is wrong and what to do.

use packs::Problem;

pub const SMALL: &str = include_str!("../data/small.toml");

/// A pack with one thing wrong: what stands in the small pack, what is put for it, and then the words on the line
/// of the problem, the field, and a part of the remedy.
struct Broken(&'static str, &'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn problems(broken: &Broken) -> (String, Vec<Problem>) {
    let Broken(from, to, ..) = broken;
    assert_eq!(SMALL.matches(from).count(), 1, "{from:?} stands in the small pack once");
    let text = SMALL.replace(from, to);
    let problems = packs::read(&text).expect_err(to);
    (text, problems)
}

/// Each breaks one thing; what else then no longer fits may be said too.
#[rustfmt::skip]
const TABLE: &[Broken] = &[
    // The head
    Broken("version = 1\neff", "version = 0\neff", "version = 0", "version", "Write 1 or more."),
    Broken("\"Lost property\"\nabout", "\"\"\nabout", "name = \"\"", "name", "Write the words"),
    Broken("short = \"LP\"", "short = \"lost\"", "short = ", "short", "two to four capital letters"),
    Broken("id = \"lost-property\"", "id = \"Lost Property\"", "id = \"Lost", "id", "small letters"),
    Broken("sensitivity = 1", "sensitivity = 4", "sensitivity", "sensitivity", "3 (restricted)"),
    Broken("from = \"closing\"", "from = \"opening\"", "retention", "retention.from", "closing or last-contact"),
    // Facts
    Broken("code = \"parrot\", label", "code = \"umbrella\", label", "\"Parrot\"", "lists[0].codes[1].code", "another code"),
    Broken("list = \"kind\"\n", "list = \"kinds\"\n", "list = \"kinds\"", "fields[0].list", "Did you mean kind?"),
    Broken("kind = \"code\"\nlist = \"kind\"\n\n[[fields]]\nid = \"talks\"", "kind = \"text\"\nlist = \"kind\"\n\n[[fields]]\nid = \"talks\"", "list = \"kind\"", "fields[0].list", "Take the list out"),
    Broken("id = \"lost_on\"\nlabel", "id = \"talks\"\nlabel", "id = \"talks\"\nlabel = \"Day", "fields[2].id", "another id"),
    Broken("{ field = \"lost_on\" }", "{ field = \"lost_at\" }", "lost_at", "forms[0].fields[2].field", "Did you mean lost_on?"),
    Broken("is = [\"parrot\"] } },", "is = [\"dragon\"] } },", "dragon", "forms[0].fields[1].when.is[0]", "Use umbrella, parrot."),
    Broken("when = { field = \"lost_kind\", is = [\"parrot\"] } },", "when = { field = \"talks\", is = [\"yes\"] } },", "\"talks\", required", "forms[0].fields[1].field", "another field"),
    Broken("when = { field = \"lost_kind\", is = [\"parrot\"] } },", "when = { field = \"lost_on\", is = [\"yes\"] } },", "\"talks\", required", "forms[0].fields[1].when.field", "kind code, codes or yes_no"),
    Broken("label = \"Does it talk?\"", "label = \"Does it talk?\"\nshows = \"heard\"", "shows = \"heard\"", "fields[1].shows", "long_text"),
    // The way of a case
    Broken("role = \"witness\"", "role = \"finder\"", "\"finder\"", "roles[1].role", "Write it, or use one of the 10"),
    Broken("needs = [\"form:report\", \"risk:worth\"]", "needs = [\"form:reports\", \"risk:worth\"]", "form:reports", "stages[0].needs[0]", "Did you mean report?"),
    Broken("\"letter:found\", \"plan\"", "\"letter:lost\", \"plan\"", "letter:lost", "stages[1].needs[1]", "Use found."),
    Broken("forms = [\"report\"]", "forms = [\"claim\"]", "forms = [\"claim\"]", "stages[0].forms[0]", "Use report."),
    Broken("enter = \"fact:found_on\"", "enter = \"left:return\"", "left:return", "stages[1].enter", "Name another stage"),
    Broken("enter = \"opened\"", "enter = \"power:auction\"", "power:auction", "stages[0].enter", "Use sale."),
    Broken("needs = [\"fact:found_on\"]", "needs = [\"fact:kept_on\"]", "fact:kept_on", "closing.needs[0]", "Use lost_kind"),
    // Clocks
    Broken("n = 30", "n = 0", "n = 0", "clocks[0].n", "Write 1 or more."),
    Broken("\"2026-06-30\"", "\"2026-07-01\"", "effective_from = \"2026-07-01\"", "clocks[1].effective_from", "effective_until"),
    Broken("moves = [\"keep\"]", "moves = [\"keeping\"]", "moves", "clocks[0].moves[0]", "Use keep, search."),
    Broken("starts = \"stage:return\"", "starts = \"stage:returned\"", "stage:returned", "clocks[2].starts", "Did you mean return?"),
    Broken("rule = \"Kept for three months.\"", "rule = \"Kept for three months.\"\nwarn = -1", "warn", "clocks[2].warn", "Write 0 or more."),
    Broken("is = [\"parrot\"] }, n = 7", "is = [\"yes\"] }, n = 7", "n = 7", "clocks[0].variants[0].when.is[0]", "Use umbrella, parrot."),
    // Help
    Broken("band = \"any\", every_days = 28", "band = \"standard\", every_days = 28", "promises", "contact.promises", "band = \"any\""),
    Broken("is = [\"high\"]", "is = [\"higher\"]", "is = [\"higher\"]", "triggers[0].when[0].is[0]", "Did you mean high?"),
    Broken("kind = \"contact\"", "kind = \"call\"", "kind = \"call\"", "triggers[0].actions[0].kind", "Use contact, visit, meeting, task."),
    Broken("from = 0, review", "from = 1, review", "from = 1", "risk[0].bands[1].from", "from = 0"),
    Broken("from = 3, review", "from = 9, review", "from = 9", "risk[0].bands[0].from", "Write 4 or less."),
    Broken("from = 0, review", "from = 3, review", "\"standard\"", "risk[0].bands[1].from", "highest first"),
    Broken("agreed_with = \"subject\"", "agreed_with = \"subjects\"", "agreed_with", "plan.agreed_with", "Did you mean subject?"),
    Broken("\ntest = \"Nobody claimed it in three months.\"", "", "[[powers]]", "powers[0].test", "informal = true"),
    Broken("label = \"Very\", points = 3", "label = \"Very\", points = 3, at_least = \"higher\"", "higher", "risk[0].questions[1].answers[1].at_least", "Did you mean high?"),
    // What goes out
    Broken("letter = \"found\"", "letter = \"finds\"", "letter = ", "decisions[0].letter", "Use found."),
    Broken("letter = \"found\"\n\n[[letters]]", "letter = \"found\"\ncounts = { forms = [\"report\"], happened = \"lost_on\", told = \"lost_on\", asked = \"lost_on\", threshold = 0, to_complain = 1, to_apply = 6 }\n\n[[letters]]", "threshold = 0", "decisions[0].counts.threshold", "Write 1 or more."),
    Broken("letter = \"found\"\n\n[[letters]]", "letter = \"found\"\ncounts = { forms = [\"report\"], happened = \"lost_on\", told = \"talks\", asked = \"lost_on\", threshold = 3, to_complain = 1, to_apply = 6 }\n\n[[letters]]", "told = \"talks\"", "decisions[0].counts.told", "lost_on"),
    Broken("{clock:keep}", "{clock:kept}", "{clock:kept}", "letters[0].body", "Use keep, search."),
    Broken("{person}", "{owner}", "{owner}", "letters[0].body", "{person}, {known_as}"),
    Broken("{clock:keep}", "{clock:keep", "{clock:keep", "letters[0].body", "like {person}"),
    Broken("audience = \"client\"", "audience = \"owner\"", "audience", "letters[0].audience", "alleged_perpetrator"),
    Broken("by = \"lost_kind\"", "by = \"lost_on\"", "by = \"lost_on\"", "tables[0].by", "kind code, codes or yes_no"),
    Broken("is = [\"no\"] }]", "is = [\"perhaps\"] }]", "perhaps", "tables[0].where[0].is[0]", "Use yes, no."),
    Broken("by = \"lost_kind\"", "by = \"count.talks\"", "count.talks", "tables[0].by", "Write the field of several codes first"),
    Broken("letter = \"found\"", "records = \"lost_on\"", "records", "decisions[0].records", "kind code or yes_no"),
    Broken("letter = \"found\"", "records = \"talks\"", "options", "decisions[0].options[0].code", "Use yes, no."),
    Broken("points = 3 }", "points = 3, at_least = \"top\" }", "at_least", "risk[0].questions[1].answers[1].at_least", "Use high, standard."),
    Broken("who = \"The office\"", "who = \"The office\"\neffective_from = \"2026-02-01\"\neffective_until = \"2026-01-31\"", "effective_until = \"2026-01-31\"", "powers[0].effective_until", "Put a later day."),
    Broken("starts = \"stage:return\"", "starts = \"stage:return\"\nuntil = [\"stage:return\"]", "until = [\"stage:return\"]", "clocks[2].until[0]", "Name another event"),
    Broken("moves = [\"keep\"]", "again = [\"decision:owner\"]", "again = ", "clocks[0].again[0]", "under stops"),
    Broken("moves = [\"keep\"]", "skips = [\"12-25\"]", "skips = ", "clocks[0].skips", "Count in H"),
    Broken("mode = \"CM\"\nn = 3", "mode = \"H\"\nn = 3\nskips = [\"13-25\"]", "skips = ", "clocks[2].skips[0]", "like 12-25"),
    // Returns
    Broken("ages = [18, 65]", "ages = [65, 18]", "ages = [65, 18]", "tables[1].ages", "youngest first"),
    Broken("age_to = \"lost_on\"", "age_to = \"talks\"", "age_to", "tables[1].age_to", "Use lost_on, found_on."),
    Broken("once_by = [\"witness\"]", "once_by = [\"finder\"]", "once_by", "tables[1].once_by[0]", "one of the 10"),
    Broken("first = \"lost_on\"", "first = \"lost_kind\"", "order = ", "checks[0].order.first", "Did you mean lost_on?"),
    Broken("lacks = \"witness\"", "lacks = \"witness\"\nneeds = \"lost_on\"", "[[checks]]\nid = \"no-finder\"", "checks[1]", "one check for each"),
    Broken("order = { first = \"lost_on\", then = \"found_on\" }", "", "[[checks]]\nid = \"backwards\"", "checks[0]", "Write when, said"),
    Broken("lacks = \"witness\"", "lacks = \"finder\"", "lacks", "checks[1].lacks", "one of the 10"),
    Broken("events = [\"fact:found_on\"", "events = [\"fact:found_at\"", "fact:found_at", "entry.events[0]", "Did you mean found_on?"),
    Broken("is = [\"umbrella\"] }]\nunless", "is = [\"hat\"] }]\nunless", "[\"hat\"]", "entry.except[0].is[0]", "Use umbrella, parrot."),
    Broken("except = [{ field = \"lost_kind\", is = [\"umbrella\"] }]\n", "", "unless", "entry.unless", "Write except, too"),
    Broken("from = \"found_on\"", "from = \"found_at\"", "found_at", "exports[0].columns[1].from", "Did you mean found_on?"),
    Broken("section = \"Things\"", "section = \"Things\"\neach = \"entry\"\nof = \"report\"", "of = \"report\"", "exports[0].of", "Write the form that repeats first"),
    // Texts that have not the form of a pack
    Broken("mode = \"D1\"", "mode = \"D2\"", "mode = \"D2\"", "clocks[0].mode", "Use D1, D0, WD"),
    Broken("label = \"Does it talk?\"", "title = \"Does it talk?\"", "title = \"Does", "fields[1].title", "id, label, kind"),
    Broken("starts = \"stage:return\"", "starts = \"weekly\"", "weekly", "clocks[2].starts", "Use reported, opened"),
    Broken("effective_from = \"2026-01-01\"", "effective_from = \"1 January\"", "1 January", "effective_from", "Write it like \"2026-05-01\""),
    Broken("basis = \"local\"", "basis = \"habit\"", "habit", "clocks[1].basis", "Use one of statute"),
    Broken("label = \"Day it was lost\"\n", "", "[[fields]]\nid = \"lost_on\"", "fields[2]", "Write label here."),
    Broken("watch_days = 90", "watch_days = 90\nwatch_days = 91", "watch_days = 91", "", "Correct this line."),
];

#[test]
fn each_problem_has_its_line_its_field_and_a_remedy() {
    let mut found = Vec::new();
    for broken in TABLE {
        let Broken(_, _, on, field, remedy) = broken;
        let (text, problems) = problems(broken);
        let line = text.find(on).map_or(0, |at| text[..at].matches('\n').count() + 1);
        if !problems.iter().any(|p| p.line == line && p.field == *field && p.remedy.contains(remedy)) {
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            found.push(format!("expected line {line}: {field}: {remedy}\n  got {}", all.join("\n      ")));
        }
    }
    assert!(found.is_empty(), "{} of {}:\n{}", found.len(), TABLE.len(), found.join("\n"));
}

#[test]
fn all_problems_of_a_text_come_at_once_in_the_order_of_their_lines() {
    let text = SMALL
        .replace("n = 30", "n = 0")
        .replace("letter = \"found\"", "letter = \"lost\"")
        .replace("list = \"kind\"", "list = \"size\"")
        .replace("role = \"witness\"", "role = \"subject\"");
    let problems = packs::read(&text).unwrap_err();
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["fields[0].list", "roles[1].role", "clocks[0].n", "decisions[0].letter"]);
    assert!(problems.is_sorted_by_key(|p| p.line));
}

/// Somebody who reads a problem can find it and knows what to do.
#[test]
fn a_problem_is_told_in_one_line() {
    let problems = packs::read(&SMALL.replace("n = 30", "n = -3")).unwrap_err();
    let line = SMALL[..SMALL.find("n = 30").unwrap()].matches('\n').count() + 1;
    assert_eq!(
        problems[0].to_string(),
        format!("line {line}: clocks[0].n: -3 is too small. Write 1 or more.")
    );
    assert_eq!(packs::read("id = ").unwrap_err()[0].line, 1);
    assert!(packs::read("").is_err());
}
