//! Organisations, projects, users and clients of an export.

use super::{
    check::{Import, Lost, Project, Worker, need_created, need_id},
    codes,
    tables::Table,
};
use crate::{
    ids::Kind,
    problem::Problem,
    read::Row,
    records::{Alert, External, ExternalKind, Person, Structure},
    store,
};
use kernel::{Day, Result};
use uuid::Uuid;

impl Import<'_, '_> {
    /// Our record of an id that an earlier import of the same system brought.
    fn earlier(&self, kind: ExternalKind, id: &str) -> Result<Option<Uuid>> {
        let (tenant, system, id) = (self.held.db.tenant(), self.system.clone(), id.to_owned());
        self.held.db.facade().report_now(move |c| store::record_of(c, tenant, &system, kind, &id))
    }

    /// Organisations that are here already stay as they are.
    pub(super) fn organisations(&mut self) -> Result<()> {
        if !self.folder.has("Organization") {
            return Ok(());
        }
        self.each(
            "Organization",
            ("OrganizationID", ExternalKind::Organisation),
            |this, table, row, known, found| {
                let id = table.cell(row, "OrganizationID");
                let before = this.organisations.contains_key(id);
                if !need_id(table, row, "OrganizationID", (before, false), found) {
                    return Ok(());
                }
                let record =
                    if known.contains(id) { this.earlier(ExternalKind::Organisation, id)? } else { None };
                let record = if let Some(record) = record {
                    record
                } else {
                    let n = this.made.organisations;
                    this.made.organisations += 1;
                    let name = or(table.cell(row, "OrganizationName"), || format!("Organisation {id}"));
                    this.stager.put(&Structure::Organisation(n, name))?;
                    this.stager.external(External(ExternalKind::Organisation, id.to_owned(), n))?;
                    this.ids.uuid(Kind::Organisation, n)
                };
                this.employer.get_or_insert(record);
                this.organisations.insert(id.to_owned(), Some(record));
                Ok(())
            },
        )
    }

    /// Projects that are here already stay as they are.
    pub(super) fn projects(&mut self) -> Result<()> {
        self.each("Project", ("ProjectID", ExternalKind::Team), |this, table, row, known, found| {
            let id = table.cell(row, "ProjectID");
            let before = this.projects.contains_key(id);
            if !need_id(table, row, "ProjectID", (before, false), found) {
                return Ok(());
            }
            let host = table.cell(row, "OrganizationID");
            let listed = this.organisations.get(host).copied();
            let unsaid = listed.is_none() && host.is_empty() && !this.folder.has("Organization");
            let Some(organisation) = (if unsaid { Some(Some(this.no_organisation()?)) } else { listed })
            else {
                if this.gone("Organization", host) && !found.iter().any(|p| p.blocks) {
                    this.projects.insert(id.to_owned(), None);
                    this.lost_projects.insert(id.to_owned(), Lost::Organisation);
                    found.push(Lost::Organisation.odd(row.line, "OrganizationID", host));
                    return this.leave_out(table, row, Lost::Organisation.words());
                }
                found.push(orphan(row, "OrganizationID", host, "Organization.csv"));
                this.projects.insert(id.to_owned(), None);
                return Ok(());
            };
            let Some(organisation) = organisation else {
                this.projects.insert(id.to_owned(), None);
                return this.leave_out(table, row, "Its organisation is left out.");
            };
            let name = or(table.cell(row, "ProjectName"), || format!("Project {id}"));
            let kind = codes::project(table.cell(row, "ProjectType"));
            let record = if known.contains(id) { this.earlier(ExternalKind::Team, id)? } else { None };
            let team = if let Some(record) = record {
                record
            } else {
                let n = this.made.teams;
                this.made.teams += 1;
                this.stager.put(&Structure::Team(n, organisation, name.clone()))?;
                this.stager.external(External(ExternalKind::Team, id.to_owned(), n))?;
                this.ids.uuid(Kind::Team, n)
            };
            this.projects.insert(id.to_owned(), Some(Project { team, organisation, name, kind }));
            Ok(())
        })
    }

    /// The organisation of projects that say none, in an export that lists none.
    fn no_organisation(&mut self) -> Result<Uuid> {
        if let Some(made) = self.employer {
            return Ok(made);
        }
        let n = self.made.organisations;
        self.made.organisations += 1;
        self.stager.put(&Structure::Organisation(n, "Organisation not given".to_owned()))?;
        let made = self.ids.uuid(Kind::Organisation, n);
        self.employer = Some(made);
        Ok(made)
    }

    /// Users become workers who cannot sign in; those that are here already stay as they are.
    pub(super) fn users(&mut self) -> Result<()> {
        self.each("User", ("UserID", ExternalKind::Worker), |this, table, row, known, found| {
            let id = table.cell(row, "UserID");
            let before = this.workers.contains_key(id);
            if !need_id(table, row, "UserID", (before, false), found) {
                return Ok(());
            }
            let record = if known.contains(id) { this.earlier(ExternalKind::Worker, id)? } else { None };
            if let Some(record) = record {
                this.workers.insert(id.to_owned(), Worker { id: record, named: true });
                return Ok(());
            }
            let name = joined(&[table.cell(row, "UserFirstName"), table.cell(row, "UserLastName")]);
            let name = or(&name, || format!("HMIS user {id}"));
            this.add_worker(id, name, table.cell(row, "UserPhone").to_owned(), true).map(drop)
        })
    }

    /// Makes a worker's account.
    pub(super) fn add_worker(
        &mut self,
        id: &str,
        name: String,
        phone: String,
        named: bool,
    ) -> Result<Worker> {
        if !named && let Some(record) = self.earlier(ExternalKind::Worker, id)? {
            let worker = Worker { id: record, named };
            self.workers.insert(id.to_owned(), worker);
            return Ok(worker);
        }
        // Without any organisation there is no project and no case, so nothing will refer to the worker.
        let Some(employer) = self.employer else { return Ok(Worker { id: Uuid::nil(), named }) };
        let n = self.made.users;
        self.made.users += 1;
        let tail = kernel::words::fold(id).replace(' ', "-");
        let run = self.run.run_id.simple().to_string();
        let tries = [
            format!("hmis-{tail}"),
            format!("hmis-{}-{tail}", self.source),
            format!("hmis-{}-{n}", &run[..12]),
        ];
        let free = tries.iter().find(|name| !self.sign_ins.contains(*name)).unwrap_or(&tries[2]).clone();
        self.sign_ins.insert(free.clone());
        self.stager.put(&Structure::User(n, employer, [name, phone, free]))?;
        self.stager.external(External(ExternalKind::Worker, id.to_owned(), n))?;
        let worker = Worker { id: self.ids.uuid(Kind::User, n), named };
        self.workers.insert(id.to_owned(), worker);
        Ok(worker)
    }

    pub(super) fn clients(&mut self) -> Result<()> {
        self.each("Client", ("PersonalID", ExternalKind::Person), |this, table, row, known, found| {
            let id = table.cell(row, "PersonalID");
            let before = this.clients.contains_key(id);
            let good = need_id(table, row, "PersonalID", (before, known.contains(id)), found);
            let created = need_created(table, row, found);
            let born = table.cell(row, "DOB");
            let born_on = Day::parse(born).ok().filter(|day| (1850..=2200).contains(&day.year()));
            if !born.is_empty() && born_on.is_none() {
                found.push(Problem::bad(
                    row.line,
                    "DOB",
                    born,
                    "This is not a date.",
                    "Dates of an export are written like 2001-09-30.",
                ));
            }
            let worker = this.worker(table, row, found)?;
            if found.iter().any(|p| p.blocks) || !good {
                if !before {
                    this.clients.insert(id.to_owned(), None);
                }
                return Ok(());
            }
            if born_on.is_none() {
                found.push(Problem::odd(
                    row.line,
                    "DOB",
                    born,
                    "No date of birth.",
                    "The person comes in without one. Ask when you see them.",
                ));
            }
            let n = this.made.people;
            this.made.people += 1;
            if born_on.is_none() {
                this.odd_clients.insert(n, "No date of birth.");
            }
            this.clients.insert(id.to_owned(), Some(n));
            let person = Person {
                n,
                born_on,
                // 1 is a full date of birth; anything else is a guess or was not asked.
                born_about: born_on.is_some() && table.cell(row, "DOBDataQuality") != "1",
                sensitivity: 1,
                keeper: worker.id,
                recorded_at: created,
                ..named(table, row, id)
            };
            this.client(id, &person)
        })
    }

    fn client(&mut self, id: &str, person: &Person) -> Result<()> {
        for (keeper, twin) in self.lookup.twins(&person.full_name, person.born_on).to_vec() {
            self.stager.put(&Alert(self.made.alerts, keeper, twin, person.n))?;
            self.made.alerts += 1;
        }
        let mut names: Vec<&str> = vec![&person.full_name];
        names.extend(person.aliases.iter().map(String::as_str));
        let words = self.words.of_person(&names, person.born_on, "");
        self.stager.tokens(person.n, words)?;
        self.stager.external(External(ExternalKind::Person, id.to_owned(), person.n))?;
        self.stager.put(person)
    }
}

/// A client's names by the quality the export gives them: 1 is the whole name; 2 a part of it, a street name or a
/// code name, which is noted as another name as well; anything else was not asked or not said.
fn named(table: &Table, row: &Row, id: &str) -> Person {
    let name =
        joined(&["FirstName", "MiddleName", "LastName", "NameSuffix"].map(|column| table.cell(row, column)));
    let partial = table.cell(row, "NameDataQuality") == "2" && !name.is_empty();
    Person {
        aliases: if partial { vec![name.clone()] } else { Vec::new() },
        full_name: or(&name, || format!("Name not given (HMIS {id})")),
        ..Person::default()
    }
}

/// A row that refers to one that is not there.
pub(super) fn orphan(row: &Row, column: &str, id: &str, file: &str) -> Problem {
    Problem::bad(
        row.line,
        column,
        id,
        format!("{file} has no row with this id."),
        "Export all files together, so that every row finds the one it belongs to.",
    )
}

fn joined(parts: &[&str]) -> String {
    parts.iter().flat_map(|part| part.split_whitespace()).collect::<Vec<_>>().join(" ")
}

fn or(text: &str, otherwise: impl FnOnce() -> String) -> String {
    if text.is_empty() { otherwise() } else { text.to_owned() }
}
