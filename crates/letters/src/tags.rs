//! What a PDF says of itself to those who do not see it: title, language and the structure of its parts.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::fmt;

/// The structure of a PDF.
#[derive(Debug, Default)]
pub struct Tags {
    /// Whether it says that it is tagged.
    pub marked: bool,
    /// Its language; empty when it says none.
    pub language: String,
    /// Whether a reader shows its title rather than the file's name.
    pub shows_title: bool,
    /// The standards it claims, as its metadata writes them: `pdfuaid:part`, `pdfaid:part`.
    pub claims: Vec<&'static str>,
    /// Every element's role with its depth, in reading order.
    pub roles: Vec<(usize, String)>,
}

impl Tags {
    /// What keeps it from being read out well; empty when nothing was seen.
    pub fn problems(&self) -> Vec<&'static str> {
        let has = |role: &str| self.roles.iter().any(|(_, r)| r == role);
        let checks = [
            (!self.marked, "it does not say that it is tagged"),
            (self.language.is_empty(), "it says no language"),
            (!self.shows_title, "a reader shows the file's name, not the title"),
            (!self.claims.contains(&"pdfuaid:part"), "it does not claim PDF/UA"),
            (!has("Document"), "its structure does not begin with a document"),
            (!has("H1"), "it has no heading of the first level"),
            (!has("P"), "it has no paragraph"),
        ];
        checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, words)| words).collect()
    }
}

impl fmt::Display for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "tagged {}, language {}, claims {}", self.marked, self.language, self.claims.join(" "))?;
        for (depth, role) in &self.roles {
            writeln!(f, "{:width$}{role}", "", width = depth * 2)?;
        }
        for problem in self.problems() {
            writeln!(f, "problem: {problem}")?;
        }
        Ok(())
    }
}

/// Reads the structure of a PDF; why it cannot be read, in words.
pub fn read(bytes: &[u8]) -> Result<Tags, String> {
    let pdf = Document::load_mem(bytes).map_err(|e| format!("this is no PDF: {e}"))?;
    let catalog = pdf.catalog().map_err(|e| format!("this PDF has no catalog: {e}"))?;
    let dictionary = |from: &Dictionary, key: &[u8]| -> Option<Dictionary> {
        let object = from.get(key).ok()?;
        pdf.dereference(object).ok()?.1.as_dict().ok().cloned()
    };
    let truth = |from: Option<Dictionary>, key: &[u8]| {
        from.and_then(|d| d.get(key).ok().and_then(|o| o.as_bool().ok())).unwrap_or(false)
    };
    let mut tags = Tags {
        marked: truth(dictionary(catalog, b"MarkInfo"), b"Marked"),
        shows_title: truth(dictionary(catalog, b"ViewerPreferences"), b"DisplayDocTitle"),
        ..Tags::default()
    };
    if let Ok(Object::String(language, _)) = catalog.get(b"Lang") {
        tags.language = String::from_utf8_lossy(language).into_owned();
    }
    tags.claims = claims(&pdf, catalog);
    if let Some(root) = dictionary(catalog, b"StructTreeRoot") {
        walk(&pdf, &root, 0, &mut tags.roles);
    }
    Ok(tags)
}

/// The standards that the metadata names.
fn claims(pdf: &Document, catalog: &Dictionary) -> Vec<&'static str> {
    let metadata = catalog.get(b"Metadata").ok().and_then(|o| pdf.dereference(o).ok());
    let Some((_, Object::Stream(stream))) = metadata else { return Vec::new() };
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    ["pdfuaid:part", "pdfaid:part"].into_iter().filter(|claim| text.contains(claim)).collect()
}

/// Notes an element's children. No letter is nested deeper than 40.
fn walk(pdf: &Document, element: &Dictionary, depth: usize, roles: &mut Vec<(usize, String)>) {
    if depth > 40 {
        return;
    }
    let children = match element.get(b"K") {
        Ok(Object::Array(all)) => all.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    for child in &children {
        let found: Option<(Option<ObjectId>, &Object)> = pdf.dereference(child).ok();
        let Some((_, Object::Dictionary(inner))) = found else {
            if let Some((_, Object::Array(more))) = found {
                let inner = Dictionary::from_iter([("K", Object::Array(more.clone()))]);
                walk(pdf, &inner, depth, roles);
            }
            continue;
        };
        if let Ok(Object::Name(role)) = inner.get(b"S") {
            roles.push((depth, String::from_utf8_lossy(role).into_owned()));
            walk(pdf, inner, depth + 1, roles);
        }
    }
}
