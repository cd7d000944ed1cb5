//! SQL of bundles.

use access::{Case, Permit, PersonId, Read};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A letter that was sent, word for word.
    #[derive(Clone, Debug)]
    pub struct SentLetter {
        /// The letter.
        pub letter_id: Uuid,
        /// Its heading.
        pub title: String,
        /// Its text.
        pub body: String,
        /// Code of the second language; empty for none.
        pub second_language: String,
        /// The text in it.
        pub second_body: String,
        /// When it was sent.
        pub sent_at: Instant,
    }
}

kernel::statements! {
    SENT: SentLetter = "SELECT letter_id, title, body, second_language, second_body, sent_at
        FROM letter
        WHERE tenant_id = $1 AND case_id = $2 AND state = 'sent' AND sent_at IS NOT NULL
        ORDER BY sent_at, letter_id
        LIMIT 200";
    // Everybody's, also of those the asker may not look up: only the redactor sees it.
    NAMES: (PersonId, String, String) = "SELECT n.person_id, n.full_name, n.known_as
        FROM person n
        WHERE n.tenant_id = $1
          AND n.person_id IN (SELECT y.person_id FROM case_party y WHERE y.tenant_id = $1 AND y.case_id = $2)
        UNION
        SELECT a.person_id, a.name, a.name
        FROM person_name a
        WHERE a.tenant_id = $1
          AND a.person_id IN (SELECT y.person_id FROM case_party y WHERE y.tenant_id = $1 AND y.case_id = $2)
        ORDER BY 1, 2, 3";
    PICTURES: (Uuid, Vec<u8>) = "SELECT d.document_id, p.content
        FROM document d
        JOIN document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.document_id
            AND v.version = d.latest
        JOIN document_file f ON f.tenant_id = v.tenant_id AND f.file_id = v.file_id
        JOIN document_piece p ON p.tenant_id = f.tenant_id AND p.file_id = f.file_id
        WHERE d.tenant_id = $1
          AND d.case_id = $2
          AND f.scan <> 'refused'
          AND NOT f.held
          AND f.media IN ('image/png', 'image/jpeg')
        ORDER BY d.document_id, p.nth
        LIMIT 120";
}

/// Pieces read at most, as the statement says.
const MOST_PIECES: usize = 120;

/// The case's letters that were sent, oldest first, 200 at most: one statement.
pub fn sent(c: &mut dyn Conn, permit: &Permit<Case, Read>) -> Result<Vec<SentLetter>> {
    c.all(SENT, args![permit.tenant(), permit.id()])
}

/// Every name of everybody in the case: whole name and as they are known: one statement.
pub fn names(c: &mut dyn Conn, permit: &Permit<Case, Read>) -> Result<Vec<(PersonId, String, String)>> {
    c.all(NAMES, args![permit.tenant(), permit.id()])
}

/// The case's pictures, each whole, 30 MiB in all at most: one statement.
pub fn pictures(c: &mut dyn Conn, permit: &Permit<Case, Read>) -> Result<Vec<(Uuid, Vec<u8>)>> {
    let (mut found, mut pieces): (Vec<(Uuid, Vec<u8>)>, usize) = (Vec::new(), 0);
    c.each(PICTURES, args![permit.tenant(), permit.id()], &mut |(document, piece)| {
        pieces += 1;
        match found.last_mut() {
            Some((last, content)) if *last == document => content.extend_from_slice(&piece),
            _ => found.push((document, piece)),
        }
        Ok(())
    })?;
    if pieces >= MOST_PIECES {
        // The last one may have been cut off.
        found.pop();
    }
    Ok(found)
}
