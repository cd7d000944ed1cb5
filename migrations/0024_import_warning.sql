-- What an import found odd about a case that it brought in as given: shown with the case, so that somebody mends it.

ALTER TABLE case_file ADD COLUMN import_warning TEXT NOT NULL DEFAULT ''; -- What the import that made the case found odd about it, in sentences; empty for nothing. | special | case
