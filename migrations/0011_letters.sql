-- Letters, what leaves the house, and documents that are kept with a case.

CREATE TABLE letter ( -- A letter, e-mail or text to somebody in a case, from draft to sent. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  letter_id {uuid} NOT NULL, -- The letter. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  person_id {uuid} NOT NULL, -- Whom it is to. | personal | case
  template {key} NOT NULL, -- Which letter of the pack it began as; empty for one written freely. | special | case
  audience {key} NOT NULL CHECK (audience IN ('client', 'alleged_perpetrator', 'agency')), -- Whom such letters are for: it decides what may stand in them. | special | case
  title TEXT NOT NULL, -- What it is called, and its heading. | special | case
  body TEXT NOT NULL, -- Its text, merged and edited. | special | case
  second_language TEXT NOT NULL, -- Code of the language it is also written in, such as pl; empty when none. | special | case
  second_body TEXT NOT NULL, -- The text in that language; empty when none. | special | case
  large_print {bool} NOT NULL, -- Whether it is printed large. | special | case
  way {key} NOT NULL CHECK (way IN ('post', 'email', 'text', 'hand')), -- How it goes. | internal | case
  state {key} NOT NULL CHECK (state IN ('draft', 'waiting', 'approved', 'sent', 'dropped')), -- How far it is. | internal | case
  needs_approval {bool} NOT NULL, -- Whether its template asks for somebody else's approval. | internal | case
  approved_at {at}, -- When somebody else approved it, if they did. | internal | case
  approved_by {uuid}, -- Who approved it. | internal | case
  sent_at {at}, -- When it was sent. | internal | case
  sent_by {uuid}, -- Who sent it. | internal | case
  sent_to TEXT NOT NULL, -- The address it went to, as it was then; empty until sent. | protected | case
  made_at {at} NOT NULL, -- When it was begun. | internal | case
  made_by {uuid} NOT NULL, -- Who began it. | internal | case
  changed_at {at} NOT NULL, -- When its text was last changed. | internal | case
  changed_by {uuid} NOT NULL, -- Who changed it last: they do not approve it. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, letter_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX letter_case ON letter (tenant_id, case_id, made_at);
CREATE INDEX letter_person ON letter (tenant_id, person_id);

CREATE TABLE letter_copy ( -- A letter as it was sent, byte for byte. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  letter_id {uuid} NOT NULL, -- The letter. | none | case
  media {key} NOT NULL CHECK (media IN ('application/pdf', 'text/html', 'text/plain')), -- What the bytes are. | none | case
  content {bytes} NOT NULL, -- The letter as sent. | special | case
  hash {bytes} NOT NULL, -- SHA-256 of it. | none | case
  PRIMARY KEY (tenant_id, letter_id),
  FOREIGN KEY (tenant_id, letter_id) REFERENCES letter (tenant_id, letter_id)
) {strict};

CREATE TABLE outbox ( -- Something on its way out of the house; written in the transaction that causes it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  message_id {uuid} NOT NULL, -- The message. | none | case
  way {key} NOT NULL CHECK (way IN ('post', 'email', 'text')), -- How it goes. | internal | case
  letter_id {uuid}, -- The letter it carries, if one. | internal | case
  once {key} NOT NULL, -- Names what is sent, so that it is queued once. | none | case
  recipient TEXT NOT NULL, -- The address, number or e-mail address. | protected | case
  subject TEXT NOT NULL, -- Subject line: it says nothing of the matter. | internal | case
  body TEXT NOT NULL, -- The words of it. | special | case
  state {key} NOT NULL CHECK (state IN ('queued', 'sent', 'failed')), -- How far it is. | internal | case
  tries {i64} NOT NULL, -- How often it was tried. | none | case
  due_at {at} NOT NULL, -- When it is tried next; while a process tries it, when another may. | none | case
  holder {key} NOT NULL, -- The process that is trying it; empty for none. | none | case
  problem TEXT NOT NULL, -- Why the last try failed; empty when none did. | internal | case
  receipt TEXT NOT NULL, -- What whoever took it said; empty until then. | internal | case
  queued_at {at} NOT NULL, -- When it was written. | internal | case
  sent_at {at}, -- When it was taken, if it was. | internal | case
  PRIMARY KEY (tenant_id, message_id),
  UNIQUE (tenant_id, once),
  FOREIGN KEY (tenant_id, letter_id) REFERENCES letter (tenant_id, letter_id)
) {strict};
CREATE INDEX outbox_due ON outbox (tenant_id, due_at) WHERE state = 'queued';
CREATE INDEX outbox_state ON outbox (tenant_id, state, queued_at);
CREATE INDEX outbox_letter ON outbox (tenant_id, letter_id);

CREATE TABLE document_file ( -- The bytes of a document, kept in pieces; never changed once whole. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  file_id {uuid} NOT NULL, -- The file. | none | case
  media {key} NOT NULL, -- What it is, from its first bytes. | internal | case
  size {i64} NOT NULL, -- Bytes. | none | case
  hash {bytes} NOT NULL, -- SHA-256 of it. | none | case
  scan {key} NOT NULL CHECK (scan IN ('not_scanned', 'clean', 'refused')), -- What the virus check said. | internal | case
  scan_words TEXT NOT NULL, -- What it said in words; empty when nothing. | internal | case
  whole {bool} NOT NULL, -- Whether all its pieces are there and a document has it. | none | case
  arrived_at {at} NOT NULL, -- When it came. | internal | case
  arrived_by {uuid} NOT NULL, -- Who sent it. | internal | case
  PRIMARY KEY (tenant_id, file_id)
) {strict};
CREATE INDEX document_file_stray ON document_file (tenant_id, arrived_at) WHERE NOT whole;

CREATE TABLE document_piece ( -- A piece of a file, 256 KiB at most. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  file_id {uuid} NOT NULL, -- The file. | none | case
  nth {i64} NOT NULL, -- Which piece, from 0. | none | case
  content {bytes} NOT NULL, -- Its bytes. | special | case
  PRIMARY KEY (tenant_id, file_id, nth),
  FOREIGN KEY (tenant_id, file_id) REFERENCES document_file (tenant_id, file_id)
) {strict};

CREATE TABLE document ( -- A document kept with a case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  document_id {uuid} NOT NULL, -- The document. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  kind {key} NOT NULL CHECK (kind IN ('evidence', 'identity', 'medical', 'legal', 'report', 'letter_in', 'photograph', 'bundle', 'other')), -- What kind. | special | case
  title TEXT NOT NULL, -- What people call it. | special | case
  latest {i64} NOT NULL, -- Its latest version, from 1. | none | case
  made_at {at} NOT NULL, -- When the first version was put in. | internal | case
  made_by {uuid} NOT NULL, -- Who put it in. | internal | case
  PRIMARY KEY (tenant_id, document_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX document_case ON document (tenant_id, case_id, made_at);

CREATE TABLE document_version ( -- A version of a document; the ones before stay. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  document_id {uuid} NOT NULL, -- The document. | internal | case
  version {i64} NOT NULL, -- Which version, from 1. | none | case
  file_id {uuid} NOT NULL, -- Its bytes. | none | case
  name TEXT NOT NULL, -- The file's name as it came, cleaned. | personal | case
  note TEXT NOT NULL, -- What is new in it; empty for the first. | special | case
  added_at {at} NOT NULL, -- When it was put in. | internal | case
  added_by {uuid} NOT NULL, -- Who put it in. | internal | case
  PRIMARY KEY (tenant_id, document_id, version),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, document_id),
  FOREIGN KEY (tenant_id, file_id) REFERENCES document_file (tenant_id, file_id)
) {strict};
CREATE INDEX document_version_file ON document_version (tenant_id, file_id);
