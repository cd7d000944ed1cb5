//! The files of an HMIS export that are read, and their columns.

use crate::read::{self, Row, Scan, Source, name_of};
use kernel::{Error, Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// A file of the export and the columns it must have.
pub struct File {
    /// Its name without ending.
    pub name: &'static str,
    /// The columns that are read.
    pub columns: &'static [&'static str],
}

/// What every export must have, in the order of reading.
pub const FILES: [File; 9] = [
    File { name: "Export", columns: &["ExportID", "SourceID"] },
    File { name: "Organization", columns: &["OrganizationID", "OrganizationName", "DateDeleted"] },
    File {
        name: "Project",
        columns: &["ProjectID", "OrganizationID", "ProjectName", "ProjectType", "DateDeleted"],
    },
    File { name: "User", columns: &["UserID", "UserFirstName", "UserLastName", "UserPhone", "DateDeleted"] },
    File {
        name: "Client",
        columns: &[
            "PersonalID",
            "FirstName",
            "MiddleName",
            "LastName",
            "NameSuffix",
            "NameDataQuality",
            "DOB",
            "DOBDataQuality",
            "DateCreated",
            "UserID",
            "DateDeleted",
        ],
    },
    File {
        name: "Exit",
        columns: &[
            "ExitID",
            "EnrollmentID",
            "PersonalID",
            "ExitDate",
            "Destination",
            "OtherDestination",
            "DateCreated",
            "UserID",
            "DateDeleted",
        ],
    },
    File {
        name: "Enrollment",
        columns: &[
            "EnrollmentID",
            "PersonalID",
            "ProjectID",
            "EntryDate",
            "HouseholdID",
            "RelationshipToHoH",
            "DateCreated",
            "UserID",
            "DateDeleted",
        ],
    },
    File {
        name: "CurrentLivingSituation",
        columns: &[
            "CurrentLivingSitID",
            "EnrollmentID",
            "PersonalID",
            "InformationDate",
            "CurrentLivingSituation",
            "LocationDetails",
            "DateCreated",
            "UserID",
            "DateDeleted",
        ],
    },
    File {
        name: "Services",
        columns: &[
            "ServicesID",
            "EnrollmentID",
            "PersonalID",
            "DateProvided",
            "RecordType",
            "TypeProvided",
            "OtherTypeProvided",
            "DateCreated",
            "UserID",
            "DateDeleted",
        ],
    },
];

/// An export's files, each looked through once.
#[derive(Clone, Debug)]
pub struct Folder {
    files: Vec<(&'static str, PathBuf, Scan)>,
    /// SHA-256 over the content of all files that are read.
    pub hash: [u8; 32],
    /// Their size together.
    pub size: u64,
}

/// Looks through a folder: which files are there, and their hash.
pub fn scan(folder: &Path) -> Result<Folder> {
    let entries = std::fs::read_dir(folder)
        .map_err(|e| Error::invalid(format!("{} cannot be read as a folder: {e}", folder.display())))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|e| Error::io(folder.display(), e))?.path());
    }
    let find = |file: &File| {
        let wanted = format!("{}.csv", file.name);
        names.iter().find(|path| name_of(path).eq_ignore_ascii_case(&wanted)).cloned()
    };
    let missing: Vec<String> =
        FILES.iter().filter(|f| find(f).is_none()).map(|f| format!("{}.csv", f.name)).collect();
    if !missing.is_empty() {
        return Err(Error::invalid(format!(
            "{} has no {}. Give the folder of a whole HMIS CSV export.",
            folder.display(),
            missing.join(", no ")
        )));
    }
    let (mut files, mut hash, mut size) = (Vec::new(), Sha256::new(), 0);
    for file in &FILES {
        let Some(path) = find(file) else { continue };
        let scan = read::scan(&path)?;
        if scan.encoding != read::Encoding::Utf8 {
            return Err(Error::invalid(format!(
                "{}.csv is not UTF-8, as the standard wants it. Export it again, or save it as CSV UTF-8.",
                file.name
            )));
        }
        hash.update(file.name.as_bytes());
        hash.update(scan.hash);
        size += scan.size;
        files.push((file.name, path, scan));
    }
    Ok(Folder { files, hash: hash.finalize().into(), size })
}

/// One open file of the export.
pub struct Table {
    /// Its name, with ending.
    pub name: String,
    source: Source,
    columns: &'static [&'static str],
    at: Vec<usize>,
}

impl Folder {
    /// Opens a file; its columns must be there.
    pub fn open(&self, name: &str) -> Result<Table> {
        let file = FILES.iter().find(|f| f.name == name).ok_or_else(|| Error::defect(name))?;
        let (_, path, scan) =
            self.files.iter().find(|(known, ..)| *known == name).ok_or_else(|| Error::defect(name))?;
        // The standard parts columns by commas; a file parted otherwise lacks them all.
        let source =
            Source::open(path, scan, &|headers| usize::from(headers.iter().any(|h| h == file.columns[0])))?;
        if let Some(note) = source.notes.first() {
            return Err(Error::invalid(format!("{name}.csv: {note} The standard parts them by commas.")));
        }
        let place = |column: &str| source.headers.iter().position(|h| h.eq_ignore_ascii_case(column));
        let missing: Vec<&str> = file.columns.iter().filter(|c| place(c).is_none()).copied().collect();
        if !missing.is_empty() {
            return Err(Error::invalid(format!(
                "{name}.csv has no column {}. Its columns are: {}.",
                missing.join(", "),
                crate::problem::cut(&source.headers.join(", "))
            )));
        }
        let at = file.columns.iter().filter_map(|c| place(c)).collect();
        Ok(Table { name: format!("{name}.csv"), source, columns: file.columns, at })
    }
}

impl Table {
    /// The next row that was not deleted in the system it comes from; `None` at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool> {
        loop {
            if !self.source.next(row)? {
                return Ok(false);
            }
            if !self.columns.contains(&"DateDeleted") || self.cell(row, "DateDeleted").is_empty() {
                return Ok(true);
            }
        }
    }

    /// A cell of a row.
    pub fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        let at = self.columns.iter().position(|c| *c == column).and_then(|n| self.at.get(n));
        at.and_then(|at| row.cells.get(*at)).unwrap_or_default().trim()
    }

    /// Whether a row has as many cells as there are columns.
    pub fn is_whole(&self, row: &Row) -> bool {
        row.cells.len() == self.source.headers.len()
    }

    /// How many columns the file has.
    pub fn width(&self) -> usize {
        self.source.headers.len()
    }

    /// The headings.
    pub fn headers(&self) -> &[String] {
        &self.source.headers
    }
}
