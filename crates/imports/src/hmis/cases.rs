//! Enrolments, exits, living situations and services of an export.

use super::{
    check::{Import, Lost, need_created, need_day, need_id, prefix},
    codes,
    people::orphan,
    tables::Table,
};
use crate::{
    problem::Problem,
    read::Row,
    records::{Case, Contact, External, ExternalKind, Household, Member},
    run::Checked,
};
use cases::{model::Channel, store::bulk};
use kernel::{Day, Error, Instant, Result};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// An enrolment that is sound.
#[derive(Clone, Debug)]
pub(super) struct Enrolment {
    id: String,
    client: String,
    person: u64,
    project: String,
    entry: Day,
    recorded_at: Instant,
    worker: Option<Uuid>,
    last_contact: Option<Day>,
    odd: Vec<String>,
}

/// An exit that is sound.
#[derive(Clone, Debug)]
pub(super) struct Exit {
    client: String,
    line: u64,
    on: Day,
    recorded_at: Instant,
    outcome: String,
    cells: Vec<String>,
    used: bool,
    odd: Vec<String>,
}

impl Import<'_, '_> {
    /// Exits are read before enrolments, so that a case is staged with its closing.
    pub(super) fn exits(&mut self) -> Result<()> {
        let mut ids = HashSet::new();
        self.each("Exit", ("EnrollmentID", ExternalKind::Case), move |this, table, row, known, found| {
            let enrolment = table.cell(row, "EnrollmentID");
            let before = !ids.insert(table.cell(row, "ExitID").to_owned());
            need_id(table, row, "ExitID", (before, false), found);
            let before = this.exits.contains_key(enrolment);
            need_id(table, row, "EnrollmentID", (before, known.contains(enrolment)), found);
            let on = need_day(table, row, "ExitDate", found);
            let created = need_created(table, row, found);
            this.worker(table, row, found)?;
            let exit = match (on, created) {
                (Some(on), Some(recorded_at)) if !found.iter().any(|p| p.blocks) => Some(Exit {
                    client: table.cell(row, "PersonalID").to_owned(),
                    line: row.line,
                    on,
                    recorded_at,
                    outcome: outcome(table, row),
                    cells: row.cells.iter().map(str::to_owned).collect(),
                    used: false,
                    odd: told("Exit.csv", found),
                }),
                _ => None,
            };
            if !before {
                this.exits.insert(enrolment.to_owned(), exit);
            }
            Ok(())
        })
    }

    pub(super) fn enrolments(&mut self) -> Result<()> {
        self.each("Enrollment", ("EnrollmentID", ExternalKind::Case), Self::enrolment)?;
        self.lonely_exits()
    }

    fn enrolment(
        &mut self,
        table: &Table,
        row: &Row,
        known: &HashSet<String>,
        found: &mut Vec<Problem>,
    ) -> Result<()> {
        let id = table.cell(row, "EnrollmentID");
        let before = self.enrolment_at.contains_key(id);
        need_id(table, row, "EnrollmentID", (before, known.contains(id)), found);
        let entry = need_day(table, row, "EntryDate", found);
        let created = need_created(table, row, found);
        let (client, project) = (table.cell(row, "PersonalID"), table.cell(row, "ProjectID"));
        let person = self.clients.get(client).copied();
        let team = self.projects.get(project).map(Option::is_some);
        let lost = self.lost_with(client, project);
        if person.is_none() && !self.gone("Client", client) {
            found.push(orphan(row, "PersonalID", client, "Client.csv"));
        }
        if team.is_none() && !self.gone("Project", project) {
            found.push(orphan(row, "ProjectID", project, "Project.csv"));
        }
        let worker = self.worker(table, row, found)?;
        let bad = found.iter().any(|p| p.blocks);
        if bad || lost.is_some() || person == Some(None) || team == Some(false) {
            if !before {
                self.enrolment_at.insert(id.to_owned(), None);
            }
            if let (Some((why, column, of)), false) = (lost, bad) {
                self.lost_enrolments.insert(id.to_owned(), why);
                found.clear();
                found.push(why.odd(row.line, column, of));
                self.leave_out(table, row, why.words())?;
            } else if !bad {
                found.clear();
                self.leave_out(table, row, "Its client or project is left out.")?;
            }
            return Ok(());
        }
        let (Some(entry), Some(recorded_at), Some(Some(person))) = (entry, created, person) else {
            return Ok(());
        };
        self.close(id, client, entry)?;
        self.house(table, row, person);
        self.enrolment_at.insert(id.to_owned(), Some(self.enrolments.len()));
        self.stager.external(External(ExternalKind::Case, id.to_owned(), self.enrolments.len() as u64))?;
        self.enrolments.push(Enrolment {
            id: id.to_owned(),
            client: client.to_owned(),
            person,
            project: project.to_owned(),
            entry,
            recorded_at,
            worker: worker.named.then_some(worker.id),
            last_contact: None,
            odd: told("Enrollment.csv", found),
        });
        Ok(())
    }

    /// What of an enrolment's was deleted in the system it comes from: why it stays out, the column and its id.
    fn lost_with<'r>(&self, client: &'r str, project: &'r str) -> Option<(Lost, &'static str, &'r str)> {
        if !self.clients.contains_key(client) && self.gone("Client", client) {
            return Some((Lost::Client, "PersonalID", client));
        }
        let deleted = !self.projects.contains_key(project) && self.gone("Project", project);
        let why = deleted.then_some(Lost::Project).or_else(|| self.lost_projects.get(project).copied());
        why.map(|why| (why, "ProjectID", project))
    }

    /// Finds the exit of an enrolment: it must be of the same client; one before the entry comes in as given.
    fn close(&mut self, id: &str, client: &str, entry: Day) -> Result<()> {
        let Some(Some(exit)) = self.exits.get_mut(id) else { return Ok(()) };
        exit.used = true;
        let (line, on, theirs) = (exit.line, exit.on, exit.client.clone());
        if theirs != client {
            let cells = std::mem::take(&mut exit.cells);
            self.exits.insert(id.to_owned(), None);
            let problem = Problem::bad(
                line,
                "PersonalID",
                &theirs,
                "The enrolment is another client's.",
                "Export all files together.",
            );
            return self.stager.reject("Exit.csv", line, cells, vec![problem.in_file("Exit.csv")]);
        }
        if on < entry {
            let words = format!("The exit is before the entry, {entry}.");
            let remedy = "It comes in as given. Check both dates.";
            exit.odd.push(words.clone());
            self.stager
                .warn(Problem::odd(line, "ExitDate", &on.to_string(), words, remedy).in_file("Exit.csv"));
        }
        Ok(())
    }

    /// Exits whose enrolment is not there.
    fn lonely_exits(&mut self) -> Result<()> {
        let mut lonely: Vec<(String, Exit)> = Vec::new();
        for (id, exit) in &self.exits {
            if let Some(exit) = exit.as_ref().filter(|exit| !exit.used) {
                lonely.push((id.clone(), exit.clone()));
            }
        }
        lonely.sort_by_key(|(_, exit)| exit.line);
        for (id, exit) in lonely {
            let lost = self.lost(&id);
            if let Some(why) = lost {
                let warning = why.odd(exit.line, "EnrollmentID", &id).in_file("Exit.csv");
                self.stager.warn(warning);
            }
            if lost.is_some() || self.enrolment_at.contains_key(&id) {
                let why = lost.map_or("Its enrolment is left out.", Lost::words).to_owned();
                self.made.left_out += 1;
                self.stager.leave_out("Exit.csv", exit.line, exit.cells, why)?;
            } else {
                let row = Row { line: exit.line, ..Row::default() };
                let problem = orphan(&row, "EnrollmentID", &id, "Enrollment.csv").in_file("Exit.csv");
                self.stager.reject("Exit.csv", exit.line, exit.cells, vec![problem])?;
            }
            self.exits.insert(id, None);
        }
        Ok(())
    }

    fn house(&mut self, table: &Table, row: &Row, person: u64) {
        let id = table.cell(row, "HouseholdID");
        if id.is_empty() {
            return;
        }
        let code = table.cell(row, "RelationshipToHoH");
        let members = self.households.entry(id.to_owned()).or_default();
        if members.is_empty() {
            self.household_order.push(id.to_owned());
        }
        if members.iter().all(|(known, ..)| *known != person) {
            members.push((person, code == "1", codes::relationship(code).to_owned()));
        }
    }

    pub(super) fn contacts(&mut self) -> Result<()> {
        for (file, id, day) in [
            ("CurrentLivingSituation", "CurrentLivingSitID", "InformationDate"),
            ("Services", "ServicesID", "DateProvided"),
        ] {
            let mut ids = HashSet::new();
            self.each(file, (id, ExternalKind::Contact), |this, table, row, known, found| {
                let value = format!("{}{}", prefix(file), table.cell(row, id));
                let before = !ids.insert(value.clone());
                need_id(table, row, id, (before, known.contains(&value)), found);
                this.contact(table, row, (value, day), found)
            })?;
        }
        Ok(())
    }

    /// Why an enrolment is not there, when it or what it belongs to was deleted in the system it comes from.
    fn lost(&self, enrolment: &str) -> Option<Lost> {
        let deleted = !self.enrolment_at.contains_key(enrolment) && self.gone("Enrollment", enrolment);
        deleted.then_some(Lost::Enrolment).or_else(|| self.lost_enrolments.get(enrolment).copied())
    }

    fn contact(
        &mut self,
        table: &Table,
        row: &Row,
        (value, day): (String, &str),
        found: &mut Vec<Problem>,
    ) -> Result<()> {
        let on = need_day(table, row, day, found);
        let created = need_created(table, row, found);
        let worker = self.worker(table, row, found)?;
        let (enrolment, client) = (table.cell(row, "EnrollmentID"), table.cell(row, "PersonalID"));
        let at = self.enrolment_at.get(enrolment).copied();
        let lost = self.lost(enrolment);
        if at.is_none() && lost.is_none() {
            found.push(orphan(row, "EnrollmentID", enrolment, "Enrollment.csv"));
        }
        let theirs = at.flatten().and_then(|at| self.enrolments.get(at)).map(|e| e.client.as_str());
        if theirs.is_some_and(|theirs| theirs != client) {
            found.push(Problem::bad(
                row.line,
                "PersonalID",
                client,
                "The enrolment is another client's.",
                "Export all files together.",
            ));
        }
        if found.iter().any(|p| p.blocks) {
            return Ok(());
        }
        let (Some(on), Some(recorded_at), Some(Some(at))) = (on, created, at) else {
            found.clear();
            found.extend(lost.map(|why| why.odd(row.line, "EnrollmentID", enrolment)));
            return self.leave_out(table, row, lost.map_or("Its enrolment is left out.", Lost::words));
        };
        let Some(case) = self.enrolments.get_mut(at) else {
            return Err(Error::defect("an enrolment is lost"));
        };
        case.last_contact = case.last_contact.max(Some(on));
        let person = case.person;
        let (channel, summary) = words(table, row);
        let n = self.made.contacts;
        self.made.contacts += 1;
        self.made.services += u64::from(channel == Channel::Service);
        self.stager.external(External(ExternalKind::Contact, value, n))?;
        self.stager.put(&Contact {
            n,
            person,
            case: at as u64,
            user: worker.id,
            channel,
            summary,
            on,
            recorded_at: Some(recorded_at),
        })
    }

    /// Stages cases, households and networks, which had to wait for the last file.
    pub(super) fn finish(mut self) -> Result<Checked> {
        let reference = self.references()?;
        let mut parts: BTreeMap<(u64, Uuid), (Day, Option<Day>)> = BTreeMap::new();
        for (n, e) in std::mem::take(&mut self.enrolments).into_iter().enumerate() {
            let Some(Some(project)) = self.projects.get(&e.project) else { continue };
            let exit = self.exits.get(&e.id).cloned().flatten();
            let closed_on = exit.as_ref().map(|exit| exit.on);
            self.made.exits += u64::from(exit.is_some());
            if let Some(user) = e.worker {
                let part = parts.entry((e.person, user)).or_insert((e.entry, closed_on));
                part.0 = part.0.min(e.entry);
                part.1 = part.1.zip(closed_on).map(|(a, b)| a.max(b));
            }
            let of_client = self.odd_clients.get(&e.person).map(|words| (*words).to_owned());
            let of_exit = exit.as_ref().map(|exit| exit.odd.clone()).unwrap_or_default();
            let odd: Vec<String> = of_client.into_iter().chain(e.odd).chain(of_exit).collect();
            let reference = format!("{reference}{}", e.id);
            let words = people::tokens::of_reference(&reference);
            let case = Case {
                n: n as u64,
                reference,
                case_type: project.kind.to_owned(),
                stage: String::new(),
                title: project.name.clone(),
                organisation: project.organisation,
                team: project.team,
                worker: e.worker,
                lead: e.person,
                sensitivity: 1,
                opened_on: e.entry,
                opened_recorded_at: Some(e.recorded_at),
                closed_on,
                closed_recorded_at: exit.as_ref().map(|exit| exit.recorded_at),
                outcome: exit.map_or_else(String::new, |exit| exit.outcome),
                last_contact_on: e.last_contact,
                warning: odd.join(" "),
            };
            self.stager.put(&case)?;
            self.stager.tokens(e.person, words)?;
            self.made.members = self.made.members.max(n as u64 + 1);
        }
        let cases = self.made.members;
        for (n, ((person, user), (since_on, until_on))) in (0u64..).zip(parts) {
            self.stager.put(&Member { n, person, user, since_on, until_on })?;
        }
        for (n, id) in (0u64..).zip(std::mem::take(&mut self.household_order)) {
            let members = self.households.remove(&id).unwrap_or_default();
            self.stager.put(&Household(n, members))?;
        }
        let counts = [
            ("people", self.made.people as i64),
            ("cases", cases as i64),
            ("closed cases", self.made.exits as i64),
            ("contacts", self.made.contacts as i64),
            ("services among them", self.made.services as i64),
            ("teams", self.made.teams as i64),
            ("workers", self.made.users as i64),
            ("left out with others", self.made.left_out as i64),
        ];
        let settings = self.run.settings.clone() + &crate::model::line("system", &self.system);
        self.stager.finish(self.held, settings, &counts)
    }

    /// What references begin with: `HMIS-`, and the source too when another source took those.
    fn references(&self) -> Result<String> {
        for start in ["HMIS-".to_owned(), format!("HMIS-{}-", self.source.to_uppercase())] {
            let all: Vec<String> = self.enrolments.iter().map(|e| format!("{start}{}", e.id)).collect();
            let mut taken = false;
            for some in all.chunks(bulk::REFERENCES) {
                let (tenant, some) = (self.held.db.tenant(), some.to_vec());
                let found = self.held.db.facade().report_now(move |c| bulk::references(c, tenant, &some))?;
                taken |= !found.is_empty();
            }
            if !taken {
                return Ok(start);
            }
        }
        Err(Error::invalid(
            "Cases here have the references these enrolments would get. Undo the import that made them first.",
        ))
    }
}

/// Warnings about a row as its case tells them.
fn told(file: &str, found: &[Problem]) -> Vec<String> {
    found.iter().filter(|p| !p.blocks).map(|p| format!("{file}, {}", p.told())).collect()
}

fn outcome(table: &Table, row: &Row) -> String {
    let words = codes::living(table.cell(row, "Destination"));
    match table.cell(row, "OtherDestination") {
        "" => words.to_owned(),
        other => format!("{words}: {other}"),
    }
}

/// How a contact was made, and what it was.
fn words(table: &Table, row: &Row) -> (Channel, String) {
    let (channel, mut words, more) = if table.name == "Services.csv" {
        let words = codes::service(table.cell(row, "RecordType"), table.cell(row, "TypeProvided"));
        (Channel::Service, words, table.cell(row, "OtherTypeProvided"))
    } else {
        let words = format!("Where they are: {}", codes::living(table.cell(row, "CurrentLivingSituation")));
        (Channel::Visit, words, table.cell(row, "LocationDetails"))
    };
    if !more.is_empty() {
        words.push_str(". ");
        words.push_str(more);
    }
    (channel, words)
}
