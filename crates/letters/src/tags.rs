//! What a PDF says of itself to those who do not see it: title, language and the structure of its parts.

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};
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
    /// Heading cells that do not say whether they head a row or a column.
    pub unscoped: usize,
    /// Pictures without words instead.
    pub silent: usize,
    /// Things drawn on a page that are neither part of the structure nor marked as decoration.
    pub loose: usize,
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
            (self.skips_a_heading(), "its headings skip a level"),
            (self.unscoped > 0, "a heading cell of a table does not say what it heads"),
            (self.silent > 0, "a picture has no words instead"),
            (self.loose > 0, "something on a page is neither tagged nor marked as decoration"),
        ];
        checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, words)| words).collect()
    }

    /// Whether a heading is more than one level below the one before it: PDF/UA-1, 7.4.2.
    fn skips_a_heading(&self) -> bool {
        let level = |role: &str| role.strip_prefix('H').and_then(|n| n.parse::<u8>().ok());
        let mut before = 0;
        self.roles.iter().filter_map(|(_, role)| level(role)).any(|now| {
            let skips = now > before + 1;
            before = now;
            skips
        })
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
        walk(&pdf, &root, 0, &mut tags);
    }
    for page in pdf.get_pages().into_values() {
        tags.loose += loose(&pdf.get_page_content(page));
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
fn walk(pdf: &Document, element: &Dictionary, depth: usize, tags: &mut Tags) {
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
                walk(pdf, &inner, depth, tags);
            }
            continue;
        };
        if let Ok(Object::Name(role)) = inner.get(b"S") {
            tags.unscoped += usize::from(role == b"TH" && !has_scope(pdf, inner));
            tags.silent += usize::from(role == b"Figure" && !has_words(inner));
            tags.roles.push((depth, String::from_utf8_lossy(role).into_owned()));
            walk(pdf, inner, depth + 1, tags);
        }
    }
}

/// Whether a heading cell says what it heads: an attribute of tables with a scope. PDF/UA-1, 7.5.
fn has_scope(pdf: &Document, cell: &Dictionary) -> bool {
    let Some((_, found)) = cell.get(b"A").ok().and_then(|a| pdf.dereference(a).ok()) else { return false };
    let one = std::slice::from_ref(found);
    let all = if let Object::Array(all) = found { all.as_slice() } else { one };
    all.iter().filter_map(|object| pdf.dereference(object).ok()?.1.as_dict().ok()).any(|a| a.has(b"Scope"))
}

/// Whether a picture has words instead: PDF/UA-1, 7.3.
fn has_words(figure: &Dictionary) -> bool {
    let said = |key: &[u8]| matches!(figure.get(key), Ok(Object::String(words, _)) if !words.is_empty());
    said(b"Alt") || said(b"ActualText")
}

/// Operators that draw outside every marked part of a page's content: PDF/UA-1, 7.1.
fn loose(content: &[u8]) -> usize {
    const DRAWS: [&str; 16] =
        ["Tj", "TJ", "'", "\"", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"];
    let Ok(content) = Content::decode(content) else { return 0 };
    let (mut depth, mut found) = (0usize, 0);
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => depth += 1,
            "EMC" => depth = depth.saturating_sub(1),
            drawn if depth == 0 && DRAWS.contains(&drawn) => found += 1,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(roles: &[&str]) -> bool {
        let roles = roles.iter().map(|role| (1, (*role).to_owned())).collect();
        Tags { roles, ..Tags::default() }.skips_a_heading()
    }

    #[test]
    fn headings_go_down_one_level_at_a_time() {
        assert!(!headings(&["H1", "P", "H2", "H3", "H2", "H1", "H2"]));
        assert!(headings(&["H1", "P", "H3"]) && headings(&["H2"]));
    }

    #[test]
    fn a_heading_cell_has_a_scope_and_a_picture_words() {
        let pdf = Document::new();
        let attributes = |keys: &[(&str, &str)]| {
            let pairs = keys.iter().map(|(key, name)| (*key, Object::Name(name.as_bytes().to_vec())));
            Object::Dictionary(pairs.collect::<Dictionary>())
        };
        let cell = |a: Object| Dictionary::from_iter([("A", a)]);
        let scoped = attributes(&[("O", "Table"), ("Scope", "Column")]);
        assert!(has_scope(&pdf, &cell(scoped.clone())));
        assert!(has_scope(&pdf, &cell(Object::Array(vec![attributes(&[("O", "Layout")]), scoped]))));
        assert!(
            !has_scope(&pdf, &cell(attributes(&[("O", "Table")]))) && !has_scope(&pdf, &Dictionary::new())
        );
        let picture = |words: &str| Dictionary::from_iter([("Alt", Object::string_literal(words))]);
        assert!(has_words(&picture("The street door")));
        assert!(!has_words(&picture("")) && !has_words(&Dictionary::new()));
    }

    #[test]
    fn what_is_drawn_is_tagged_or_decoration() {
        let marked = b"BT /P <</MCID 0>> BDC (Dear Mina) Tj EMC ET /Artifact BMC 0 0 m 9 9 l S EMC";
        assert_eq!(loose(marked), 0);
        assert_eq!(loose(b"BT /P <</MCID 0>> BDC (Dear) Tj EMC (Mina) Tj ET 0 0 m 9 9 l S"), 2);
    }
}
