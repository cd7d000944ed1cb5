//! A form that somebody edits: their own draft of its next version, kept on the server until it is published.

use super::{
    Forms, ReviewForm, check, read,
    store::{self, Publication},
    write,
};
use access::{NOBODY, Scope};
use kernel::{Day, Error, Result, db::Conn};
use packs::Problem;

/// What drafts of forms are kept under.
const NAME: &str = "review-form:";

/// What is being edited.
#[derive(Clone, Debug)]
pub(super) struct Editing {
    /// The form.
    pub id: String,
    /// Its text: the draft, or the latest version with the next number.
    pub text: String,
    /// The version it is compared with: the one in force, else the latest; none of a new form.
    pub live: Option<&'static ReviewForm>,
    /// When the draft was kept; empty when there is none.
    pub kept: String,
    /// The number it is published under.
    pub next: i64,
    /// The kinds of case there are: id and name.
    pub kinds: Vec<(String, String)>,
    /// All forms.
    pub forms: Forms,
}

impl Editing {
    /// Reads it: three or four statements.
    ///
    /// # Errors
    /// Not found when there is neither such a form nor a draft of one.
    pub(super) fn read(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<Self> {
        let (tenant, today) = (scope.tenant(), Day::of(scope.now()));
        let forms = Forms::read(c, tenant)?;
        let draft = access::store::draft(c, tenant, scope.user(), &name(id), NOBODY)?;
        let next = forms.next_version(id);
        let (text, kept) = match (draft, forms.latest(id)) {
            (Some((text, at)), _) => (text, at.long()),
            (None, Some(form)) => (write(&numbered(form.clone(), next)), String::new()),
            (None, None) => return Err(Error::NotFound),
        };
        let live = forms.current(id, today).or_else(|| forms.latest(id));
        Ok(Self { id: id.to_owned(), text, live, kept, next, kinds: kinds(c, tenant, today)?, forms })
    }

    /// The form as it stands, whether or not it is sound; the problem when it is no form at all.
    pub(super) fn form(&self) -> Result<ReviewForm, Vec<Problem>> {
        check::draft(&self.text).map(|form| numbered(form, self.next))
    }

    /// The form when it can be published, else everything that is wrong with it.
    pub(super) fn sound(&self) -> Result<ReviewForm, Vec<Problem>> {
        let form = read(&self.text).map(|form| numbered(form, self.next))?;
        if form.id == self.id {
            return Ok(form);
        }
        Err(vec![Problem {
            line: 1,
            field: "id".to_owned(),
            words: format!("The id is {}, and this is {}.", form.id, self.id),
            remedy: format!("Write id = \"{}\".", self.id),
        }])
    }

    /// The text it is compared with: of the version in force, under the draft's number and day.
    pub(super) fn before(&self, new: &ReviewForm) -> String {
        let same = |form: &ReviewForm| ReviewForm { effective_from: new.effective_from, ..form.clone() };
        self.live.map(|form| write(&numbered(same(form), self.next))).unwrap_or_default()
    }
}

/// A form under another number.
fn numbered(form: ReviewForm, version: i64) -> ReviewForm {
    ReviewForm { version, ..form }
}

/// The kinds of case that are offered on a day: id and name, by name.
pub(super) fn kinds(c: &mut dyn Conn, tenant: i64, day: Day) -> Result<Vec<(String, String)>> {
    Ok(cases::work::packs(c, tenant, day)?.iter().map(|pack| (pack.id.clone(), pack.name.clone())).collect())
}

/// What a draft of a form is kept under.
pub(super) fn name(id: &str) -> String {
    format!("{NAME}{id}")
}

/// What an unfinished part of it is kept under: ids have no colon, so nothing else has that name.
pub(super) fn part(id: &str, part: &str) -> String {
    format!("{NAME}{id}:{part}")
}

/// The part of the head, its sections and weights.
pub(super) const HEAD: &str = "head";

/// The part of a criterion; empty for a new one.
pub(super) fn of_criterion(criterion: &str) -> String {
    format!("c:{criterion}")
}

/// Keeps a text as the draft, and forgets the unfinished part it was typed in.
pub(super) fn keep(c: &mut dyn Conn, scope: &Scope, id: &str, text: &str, typed: &str) -> Result<()> {
    let (tenant, user) = (scope.tenant(), scope.user());
    access::store::keep_draft(c, tenant, user, &name(id), NOBODY, text, scope.now())?;
    access::store::drop_draft(c, tenant, user, &part(id, typed), NOBODY)
}

/// Throws the draft away, with its head as it was typed: it was published, or is not wanted.
pub(super) fn forget(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<()> {
    access::store::drop_draft(c, scope.tenant(), scope.user(), &part(id, HEAD), NOBODY)?;
    access::store::drop_draft(c, scope.tenant(), scope.user(), &name(id), NOBODY)
}

/// The forms that the asker has a draft of, with when it was kept: one statement.
pub(super) fn all(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<(String, String)>> {
    let whole = |(name, at): (String, kernel::Instant)| {
        let id = name.strip_prefix(NAME)?.to_owned();
        (!id.contains(':')).then(|| (id, at.long()))
    };
    Ok(store::drafts(c, scope)?.into_iter().filter_map(whole).collect())
}

/// Publishes the draft from a day on.
///
/// # Errors
/// Conflict when it is not sound any more, or somebody published that number before.
pub(super) fn publish(c: &mut dyn Conn, scope: &Scope, id: &str, (from, note): (Day, &str)) -> Result<i64> {
    let editing = Editing::read(c, scope, id)?;
    let form = editing.sound().map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Error::Conflict(format!("It cannot be published any more. {first}"))
    })?;
    if editing.live.is_some() && editing.before(&form) == write(&form) {
        return Err(Error::Conflict(
            "Nothing differs from the version there is, so nothing was published.".to_owned(),
        ));
    }
    let publication = Publication {
        form_id: id.to_owned(),
        version: editing.next,
        effective_from: from,
        source: write(&ReviewForm { effective_from: from, ..form }),
        note: note.to_owned(),
        at: scope.now(),
        by: scope.user(),
    };
    if !store::publish(c, scope.tenant(), &publication)? {
        return Err(Error::Conflict("Somebody published this version before you.".to_owned()));
    }
    forget(c, scope, id)?;
    Ok(editing.next)
}
