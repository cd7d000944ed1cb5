//! What can be wrong or odd in a file, always with a remedy.

/// How much of a value a problem shows.
const SHOWN: usize = 200;

/// Something wrong or odd in one place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which file of the import.
    pub part: String,
    /// Line of the file (row of the sheet); 0 for the file as a whole.
    pub line: u64,
    /// The column as the file heads it; empty for the row or file as a whole.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Whether the row cannot come in. A warning comes in as given.
    pub blocks: bool,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// Something that keeps its row out.
    pub fn bad(
        line: u64,
        column: &str,
        value: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            part: String::new(),
            line,
            column: column.to_owned(),
            value: cut(value),
            blocks: true,
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// Something odd that comes in as given.
    pub fn odd(
        line: u64,
        column: &str,
        value: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { blocks: false, ..Self::bad(line, column, value, problem, remedy) }
    }

    /// The same, named for its file.
    pub fn in_file(self, part: &str) -> Self {
        Self { part: part.to_owned(), ..self }
    }

    /// As the case it came in with says it: where it stood, and what is odd.
    pub fn told(&self) -> String {
        let value = if self.value.is_empty() { String::new() } else { format!(" \"{}\"", self.value) };
        format!("{}{value}: {}", self.column, self.problem)
    }

    /// In one sentence, as the file of bad rows says it.
    pub fn sentence(&self) -> String {
        let place = if self.column.is_empty() { String::new() } else { format!("{}: ", self.column) };
        format!("{place}{} {}", self.problem, self.remedy)
    }
}

/// A value as far as it is shown.
pub fn cut(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}
