-- What any server of this kind needs: leases, jobs, sent forms, drafts.
-- Comments: table `-- sentence | retention`; column `-- sentence | sensitivity | retention` (kernel::db::dictionary).

CREATE TABLE lease ( -- Who holds a task that only one process may do at a time. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  name {key} NOT NULL, -- The task, such as serving this database. | none | passing
  holder TEXT NOT NULL, -- The process that holds it. | internal | passing
  until_at {at} NOT NULL, -- When it lapses unless renewed. | none | passing
  PRIMARY KEY (tenant_id, name)
) {strict};

CREATE TABLE job ( -- A piece of long work, such as an import, and how far it is. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  job_id {uuid} NOT NULL, -- The job. | none | import
  kind {key} NOT NULL, -- What is to be done. | none | import
  subject_id {uuid} NOT NULL, -- What it is done to, such as the import run. | internal | import
  state {key} NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')), -- How it stands. | none | import
  done {i64} NOT NULL, -- Steps finished. | none | import
  total {i64} NOT NULL, -- Steps in all; 0 while unknown. | none | import
  words TEXT NOT NULL, -- What it is doing or why it failed, in words. | internal | import
  cancel {bool} NOT NULL, -- Whether somebody asked it to stop. | none | import
  tries {i64} NOT NULL, -- How often a process has taken it up. | none | import
  holder TEXT NOT NULL, -- The process that runs it; empty for none. | internal | import
  made_at {at} NOT NULL, -- When it was asked for. | none | import
  leased_until_at {at} NOT NULL, -- Until when that process holds it, unless it says it is still there. | none | import
  PRIMARY KEY (tenant_id, job_id)
) {strict};
CREATE INDEX job_subject ON job (tenant_id, subject_id, made_at);
CREATE INDEX job_waiting ON job (tenant_id, state, made_at);

CREATE TABLE submission ( -- A form that was sent, so that sending it twice changes nothing twice. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  submission_id {key} NOT NULL, -- The random id that was on the form. | internal | passing
  user_id {uuid} NOT NULL, -- Who sent it. | internal | passing
  body_hash {bytes} NOT NULL, -- SHA-256 of what was sent. | internal | passing
  location TEXT NOT NULL, -- Where the sender was sent on to. | internal | passing
  at_ts {at} NOT NULL, -- When. | none | passing
  PRIMARY KEY (tenant_id, submission_id)
) {strict};

CREATE TABLE draft ( -- What somebody has typed and not yet saved. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- Who is typing. | internal | passing
  form {key} NOT NULL, -- Which form. | none | passing
  object_id {uuid} NOT NULL, -- The record the form is about. | internal | passing
  body TEXT NOT NULL, -- The fields as typed, URL-encoded. | special | passing
  saved_at {at} NOT NULL, -- When it was last kept. | none | passing
  PRIMARY KEY (tenant_id, user_id, form, object_id)
) {strict};
