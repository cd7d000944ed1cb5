//! Past reviews that come in from a spreadsheet, so that a service keeps its history.
//!
//! An importer makes a row of the table `batch` that is not live, gives its reviews to [`count_imported`] in parts of
//! some hundreds, each in a transaction of its own, and then sets the batch live: all of them show at once. To take
//! them back it sets the batch not live and calls [`drop_imported`] until that gives 0. A batch whose reviews are
//! not live, or gone, adds nothing to any figure. Nothing else need be told: sums are kept by batch.

use super::{
    model::{Counted, LeftOut},
    store::past,
};
use crate::{forms::Score, model::Answer};
use access::NOBODY;
use kernel::{Day, Error, Result, db::Conn, words::fold};
use sha2::{Digest, Sha256};
use uuid::Uuid;

kernel::text_enum! {
    /// What a name in a spreadsheet names.
    pub enum NameKind {
        /// Somebody whose cases were reviewed.
        Officer = "officer", "Officer";
        /// A team.
        Team = "team", "Team";
        /// An area.
        Area = "area", "Area";
    }
}

/// An officer, team or area as an importer knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// One that is there: the id of the account, team or area.
    Known(Uuid),
    /// A name that belongs to none.
    Past {
        /// What it names.
        kind: NameKind,
        /// The name as it is written.
        name: String,
    },
    /// The spreadsheet does not say.
    Nobody,
}

impl Named {
    /// The id that stands for it in results. The same name of the same kind has the same id, however its letters are
    /// cased and in whichever import it comes.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Known(id) => *id,
            Self::Nobody => NOBODY,
            Self::Past { kind, name } => {
                let hash = Sha256::digest(format!("past {} {}", kind.code(), fold(name)));
                let mut bytes = [0; 16];
                bytes.copy_from_slice(&hash[..16]);
                uuid::Builder::from_custom_bytes(bytes).into_uuid()
            }
        }
    }
}

/// A review that was done before.
#[derive(Clone, Debug)]
pub struct PastReview {
    /// Its id, made by the importer. The same row of the same file should get the same one.
    pub review_id: Uuid,
    /// The first day of its month.
    pub month: Day,
    /// Whose score it is.
    pub officer: Named,
    /// Their team then.
    pub team: Named,
    /// The area.
    pub area: Named,
    /// The case, where its reference is known here.
    pub case_id: Option<Uuid>,
    /// The case's reference as it is written; may be empty.
    pub reference: String,
    /// The id of the pack of such cases; empty where nobody says.
    pub case_type: String,
    /// The form and its version. For a list of criteria that no form of ours has: an id that begins with `past-`,
    /// version 0, and [`name_criteria`] once.
    pub form: (String, i64),
    /// The score, what it rests on, and the ids of critical criteria that are not met. Of a sheet that has totals
    /// alone: the total, `applicable` 100, nothing critical.
    pub score: Score,
    /// Answers by the criterion's id; none where the sheet has totals alone.
    pub answers: Vec<(String, Answer)>,
}

impl PastReview {
    /// What it counts as.
    pub(super) fn counted(&self, batch: Uuid) -> Counted {
        Counted {
            review_id: self.review_id,
            batch_id: batch,
            month: self.month.to_string().chars().take(7).collect(),
            counted_on: self.month,
            team_id: self.team.id(),
            area_id: self.area.id(),
            worker_id: self.officer.id(),
            case_type: self.case_type.clone(),
            form_id: self.form.0.clone(),
            form_version: self.form.1,
            case_id: self.case_id,
            reference: self.reference.clone(),
            score: self.score.percent,
            critical: i64::try_from(self.score.critical.len()).unwrap_or(i64::MAX),
            left_out: LeftOut::of(false, false, self.score.percent, self.score.applicable),
            reviewer_id: None,
        }
    }
}

/// A criterion of a spreadsheet that was filled by no form of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCriterion {
    /// Its id, as answers use it.
    pub id: String,
    /// What it asks for, as the spreadsheet says.
    pub words: String,
}

/// Counts past reviews: one part of an import, in one transaction. It may run again for the same part only after
/// [`drop_imported`].
///
/// # Errors
/// Invalid when the batch is none; those of the database, such as a review that is there already.
pub fn count_imported(c: &mut dyn Conn, tenant: i64, batch: Uuid, part: &[PastReview]) -> Result<()> {
    if batch == NOBODY {
        return Err(Error::invalid("Past reviews come in a batch, so that they can be taken back."));
    }
    past::put(c, tenant, batch, part)
}

/// Says what the criteria of a list of the spreadsheet's own ask for, in its order.
pub fn name_criteria(
    c: &mut dyn Conn,
    tenant: i64,
    batch: Uuid,
    form: &str,
    criteria: &[PastCriterion],
) -> Result<()> {
    past::put_criteria(c, tenant, batch, form, criteria)
}

/// Takes back at most `most` reviews of an import, in one transaction; gives how many went. Once it gives fewer than
/// `most`, nothing of the import is left in results.
pub fn drop_imported(c: &mut dyn Conn, tenant: i64, batch: Uuid, most: i64) -> Result<u64> {
    past::drop_some(c, tenant, batch, most)
}
