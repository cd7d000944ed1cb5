//! The words of documents as types.

use super::scan::Scanned;
use access::{CaseId, UserId};
use kernel::Instant;
use uuid::Uuid;

/// Marks ids of documents.
pub enum DocumentKind {}
/// A document's id.
pub type DocumentId = kernel::Id<DocumentKind>;

/// The most bytes a file may have. Alongside default: 25 MiB, what a phone's video of a minute may need.
pub const MOST_BYTES: usize = 25 << 20;

/// Bytes in a piece: small enough that writing one holds the writer for some milliseconds.
pub const PIECE: usize = 256 << 10;

kernel::text_enum! {
    /// What kind of document it is.
    pub enum Kind {
        /// What shows that something happened.
        Evidence = "evidence", "Evidence";
        /// Who somebody is.
        Identity = "identity", "Identity";
        /// About somebody's health.
        Medical = "medical", "Medical";
        /// Of a court or solicitor.
        Legal = "legal", "Legal";
        /// A report by somebody else.
        Report = "report", "Report";
        /// A letter that came.
        LetterIn = "letter_in", "Letter received";
        /// A photograph.
        Photograph = "photograph", "Photograph";
        /// Papers put together for a court or panel.
        Bundle = "bundle", "Bundle";
        /// Anything else.
        Other = "other", "Other";
    }
}

/// A file that came and is to be kept.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The file.
    pub file_id: Uuid,
    /// What it is.
    pub media: &'static str,
    /// How many bytes.
    pub size: i64,
    /// SHA-256 of it.
    pub hash: Vec<u8>,
    /// What the virus check said.
    pub scan: Scanned,
    /// In words.
    pub scan_words: String,
    /// When it came.
    pub arrived_at: Instant,
    /// Who sent it.
    pub arrived_by: UserId,
}

/// A document to be put in with its first version.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// The document.
    pub document_id: DocumentId,
    /// The case.
    pub case: CaseId,
    /// What kind.
    pub kind: Kind,
    /// What people call it.
    pub title: String,
}

/// A version to be put in.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Its file, which is there already.
    pub file: Uuid,
    /// The file's name, cleaned.
    pub name: String,
    /// What is new in it.
    pub note: String,
    /// When it is put in.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
}
