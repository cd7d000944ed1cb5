-- Files that come in: staged, checked, published all at once, undone while nobody has edited.

CREATE TABLE import_run ( -- One import of files, from staging to live or undone. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  run_id {uuid} NOT NULL, -- The run; also the batch of its rows. | none | import
  kind {key} NOT NULL CHECK (kind IN ('cases', 'hmis')), -- Which importer. | none | import
  name TEXT NOT NULL, -- Name of the file or folder. | internal | import
  file_hash {bytes} NOT NULL, -- SHA-256 of the whole content: the same content twice is refused. | none | import
  state {key} NOT NULL CHECK (state IN ('staging', 'checked', 'publishing', 'live', 'cancelling', 'cancelled', 'undoing', 'undone', 'failed')), -- How it stands. | none | import
  rows_total {i64} NOT NULL, -- Rows found. | none | import
  rows_bad {i64} NOT NULL, -- Rows that cannot be imported. | none | import
  warnings {i64} NOT NULL, -- Warnings found. | none | import
  excluded {bool} NOT NULL, -- Whether somebody accepted leaving the bad rows out. | none | import
  published {i64} NOT NULL, -- Staged records already written: work goes on from here. | none | import
  made_by {uuid} NOT NULL, -- Who asked for it. | internal | import
  made_at {at} NOT NULL, -- When. | none | import
  live_at {at}, -- When its rows began to show. | none | import
  team_id {uuid}, -- The team that cases without one go to. | internal | import
  settings TEXT NOT NULL, -- Column mapping and choices, as lines of name=value. | internal | import
  counts TEXT NOT NULL, -- What it holds, as lines of name=number. | internal | import
  words TEXT NOT NULL, -- What came of it. | internal | import
  PRIMARY KEY (tenant_id, run_id)
) {strict};

CREATE INDEX import_run_made ON import_run (tenant_id, made_at);

CREATE TABLE import_chunk ( -- Staged records of a run, some hundreds together. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  run_id {uuid} NOT NULL, -- The run. | none | import
  part {key} NOT NULL, -- What kind of records, in the order they are written. | none | import
  chunk {i64} NOT NULL, -- Place among those of its kind, from 0. | none | import
  records {i64} NOT NULL, -- How many there are in it. | none | import
  body {bytes} NOT NULL, -- The records, checked and packed; of rows that cannot come in, the row as it was. | special | import
  PRIMARY KEY (tenant_id, run_id, part, chunk)
) {strict};

CREATE TABLE import_problem ( -- Something wrong or odd in a row, with its remedy. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  run_id {uuid} NOT NULL, -- The run. | none | import
  part {key} NOT NULL, -- Which file of the run. | internal | import
  line {i64} NOT NULL, -- Line of the file. | none | import
  place {i64} NOT NULL, -- Order within the line. | none | import
  column_name TEXT NOT NULL, -- The column. | internal | import
  value TEXT NOT NULL, -- What stood there, cut to 200 characters. | special | import
  blocks {bool} NOT NULL, -- Whether the row cannot be imported. | none | import
  problem TEXT NOT NULL, -- What is wrong. | internal | import
  remedy TEXT NOT NULL, -- What to do. | internal | import
  PRIMARY KEY (tenant_id, run_id, part, line, place)
) {strict};

CREATE TABLE external_id ( -- The id a record had in the system it came from. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  system {key} NOT NULL, -- The system, such as hmis. | internal | import
  kind {key} NOT NULL, -- What kind of record: person, case, worker, team, contact, household, organisation. | none | import
  value {key} NOT NULL, -- The id there. | personal | import
  record_id {uuid} NOT NULL, -- Our record. | none | import
  batch_id {uuid} NOT NULL, -- The import that made it. | none | import
  PRIMARY KEY (tenant_id, system, kind, value)
) {narrow};
CREATE INDEX external_id_batch ON external_id (tenant_id, batch_id, kind);
