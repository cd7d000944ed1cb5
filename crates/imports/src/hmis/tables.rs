//! The files of an HMIS export that are read, and their columns.

use crate::read::{self, Row, Scan, Source, name_of};
use kernel::{Error, Result};
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// A file of the export and its columns. Ids, links and dates must be there; what describes may be missing and is empty
/// then.
pub struct File {
    /// Its name without ending.
    pub name: &'static str,
    /// The columns it must have; the first is the id of a row.
    needs: &'static [&'static str],
    /// The columns it may have.
    may: &'static [&'static str],
}

/// What is read of an export, in the order of reading.
pub const FILES: [File; 9] = [
    File { name: "Export", needs: &[], may: &["ExportID", "SourceID"] },
    File { name: "Organization", needs: &["OrganizationID"], may: &["OrganizationName", "DateDeleted"] },
    File {
        name: "Project",
        needs: &["ProjectID"],
        may: &["OrganizationID", "ProjectName", "ProjectType", "DateDeleted"],
    },
    File {
        name: "User",
        needs: &["UserID"],
        may: &["UserFirstName", "UserLastName", "UserPhone", "DateDeleted"],
    },
    File {
        name: "Client",
        needs: &["PersonalID", "DOB", "DateCreated", "UserID"],
        may: &[
            "FirstName",
            "MiddleName",
            "LastName",
            "NameSuffix",
            "NameDataQuality",
            "DOBDataQuality",
            "DateDeleted",
        ],
    },
    File {
        name: "Exit",
        needs: &["ExitID", "EnrollmentID", "PersonalID", "ExitDate", "DateCreated", "UserID"],
        may: &["Destination", "OtherDestination", "DateDeleted"],
    },
    File {
        name: "Enrollment",
        needs: &[
            "EnrollmentID",
            "PersonalID",
            "ProjectID",
            "EntryDate",
            "HouseholdID",
            "DateCreated",
            "UserID",
        ],
        may: &["RelationshipToHoH", "DateDeleted"],
    },
    File {
        name: "CurrentLivingSituation",
        needs: &[
            "CurrentLivingSitID",
            "EnrollmentID",
            "PersonalID",
            "InformationDate",
            "DateCreated",
            "UserID",
        ],
        may: &["CurrentLivingSituation", "LocationDetails", "DateDeleted"],
    },
    File {
        name: "Services",
        needs: &["ServicesID", "EnrollmentID", "PersonalID", "DateProvided", "DateCreated", "UserID"],
        may: &["RecordType", "TypeProvided", "OtherTypeProvided", "DateDeleted"],
    },
];

/// Files that may be missing: without the first nobody knows which system the ids are from, and without the second no
/// project may say whose it is.
const MAY_BE_MISSING: [&str; 2] = ["Export", "Organization"];

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
    let missing = FILES.iter().filter(|f| find(f).is_none() && !MAY_BE_MISSING.contains(&f.name));
    let missing: Vec<String> = missing.map(|f| format!("{}.csv", f.name)).collect();
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
    /// The columns that are read and where they stand.
    at: Vec<(&'static str, usize)>,
    /// The ids of rows that were deleted in the system they come from.
    pub deleted: HashSet<String>,
}

impl Folder {
    /// Whether the export has a file.
    pub fn has(&self, name: &str) -> bool {
        self.files.iter().any(|(known, ..)| *known == name)
    }

    /// Opens a file; the columns it must have are there then.
    pub fn open(&self, name: &str) -> Result<Table> {
        let file = FILES.iter().find(|f| f.name == name).ok_or_else(|| Error::defect(name))?;
        let (_, path, scan) =
            self.files.iter().find(|(known, ..)| *known == name).ok_or_else(|| Error::defect(name))?;
        let all = || file.needs.iter().chain(file.may).copied();
        // The standard parts columns by commas; a file parted otherwise lacks them all.
        let source =
            Source::open(path, scan, &|headers| usize::from(headers.iter().any(|h| all().any(|c| c == h))))?;
        if let Some(note) = source.notes.first() {
            return Err(Error::invalid(format!("{name}.csv: {note} The standard parts them by commas.")));
        }
        let place = |column: &str| source.headers.iter().position(|h| h.eq_ignore_ascii_case(column));
        // Where organisations are listed, a project must say whose it is.
        let whose = (name == "Project" && self.has("Organization")).then_some("OrganizationID");
        let needs = file.needs.iter().copied().chain(whose);
        let missing: Vec<&str> = needs.filter(|c| place(c).is_none()).collect();
        if !missing.is_empty() {
            return Err(Error::invalid(format!(
                "{name}.csv has no column {}. Its columns are: {}.",
                missing.join(", "),
                crate::problem::cut(&source.headers.join(", "))
            )));
        }
        let at = all().filter_map(|c| Some((c, place(c)?))).collect();
        Ok(Table { name: format!("{name}.csv"), source, at, deleted: HashSet::new() })
    }
}

impl Table {
    /// The next row that was not deleted in the system it comes from; `None` at the end. The ids of deleted ones are
    /// noted.
    pub fn next(&mut self, row: &mut Row) -> Result<bool> {
        loop {
            if !self.source.next(row)? {
                return Ok(false);
            }
            if self.cell(row, "DateDeleted").is_empty() {
                return Ok(true);
            }
            let id = self.at.first().and_then(|(_, at)| row.cells.get(*at)).unwrap_or_default().trim();
            self.deleted.insert(id.to_owned());
        }
    }

    /// A cell of a row; empty where the file has no such column.
    pub fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        let at = self.at.iter().find(|(known, _)| *known == column);
        at.and_then(|(_, at)| row.cells.get(*at)).unwrap_or_default().trim()
    }

    /// The cells of a row that are read, each with its column.
    pub fn cells<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'static str, &'r str)> {
        self.at.iter().map(|(column, at)| (*column, row.cells.get(*at).unwrap_or_default().trim()))
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
