//! What somebody has typed and not sent yet.

use crate::{Actor, Db, Posted, store};
use kernel::Result;
use uuid::Uuid;

impl Db {
    /// Keeps what somebody has typed into a form about a record. A draft that comes after the form was sent with the
    /// same words, as the last one of a page often does, is not kept: it would come back as if nothing were saved.
    pub async fn keep_draft(&self, actor: &Actor, posted: &Posted, form: &str, object: Uuid) -> Result<()> {
        let (form, body, sent) = (form.to_owned(), posted.body.clone(), posted.submission.clone());
        self.own(actor, move |c, scope| {
            let (tenant, user) = (scope.tenant(), scope.user());
            match store::sent(c, tenant, &sent.id)? {
                Some((by, hash, _)) if by == user.uuid() && hash == sent.hash => Ok(()),
                _ => store::keep_draft(c, tenant, user, &form, object, &body, scope.now()),
            }
        })
        .await
    }
}
