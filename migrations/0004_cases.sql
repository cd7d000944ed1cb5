-- Cases, who is in them, contacts, and what happens next.

CREATE TABLE case_file ( -- A case: one piece of help, from opening to closing. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | none | case
  reference {key} NOT NULL, -- The reference people quote; unique. | internal | case
  case_type {key} NOT NULL, -- What kind of case. | special | case
  stage TEXT NOT NULL, -- Where it stands; empty when not said. | internal | case
  title TEXT NOT NULL, -- What it is about, in a few words. | special | case
  organisation_id {uuid} NOT NULL, -- The organisation that owns the record. | internal | case
  team_id {uuid} NOT NULL, -- The team that holds it. | internal | case
  worker_id {uuid}, -- The worker it is allocated to, if any. | internal | case
  lead_person_id {uuid} NOT NULL, -- The subject it is listed under. | personal | case
  opened_on {on} NOT NULL, -- First day. | internal | case
  opened_recorded_at {at} NOT NULL, -- When the opening was written down. | internal | case
  closed_on {on}, -- Last day, once closed. | internal | case
  closed_recorded_at {at}, -- When the closing was written down. | internal | case
  outcome TEXT NOT NULL, -- How it ended; empty while open. | internal | case
  last_contact_at {at}, -- Latest successful contact: kept with the contacts, so that lists need not look. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, case_id),
  UNIQUE (tenant_id, reference),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_access (tenant_id, case_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id),
  FOREIGN KEY (tenant_id, lead_person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX case_file_worker ON case_file (tenant_id, worker_id, closed_on);
CREATE INDEX case_file_team ON case_file (tenant_id, team_id, closed_on);
CREATE INDEX case_file_person ON case_file (tenant_id, lead_person_id);

CREATE TABLE case_party ( -- A person in a case, and their part in it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  person_id {uuid} NOT NULL, -- The person. | personal | case
  role {key} NOT NULL CHECK (role IN ('subject', 'partner', 'child', 'family', 'complainant', 'victim', 'alleged_perpetrator', 'witness', 'group_member', 'other')), -- Their part. | special | case
  PRIMARY KEY (tenant_id, case_id, person_id, role),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {narrow};
CREATE INDEX case_party_person ON case_party (tenant_id, person_id, case_id);

CREATE TABLE contact ( -- A contact with or about a person, or a note: what was done, when, and when it was written. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  contact_id {uuid} NOT NULL, -- The contact. | none | case
  person_id {uuid} NOT NULL, -- The person it is about. | personal | case
  case_id {uuid}, -- The case it belongs to, if one. | internal | case
  user_id {uuid} NOT NULL, -- The worker who had it. | internal | case
  channel {key} NOT NULL CHECK (channel IN ('visit', 'office', 'phone', 'text', 'email', 'letter', 'video', 'meeting', 'note', 'service')), -- How. | internal | case
  direction {key} NOT NULL CHECK (direction IN ('out', 'in', 'none')), -- Who began it. | internal | case
  outcome {key} NOT NULL CHECK (outcome IN ('successful', 'attempted', 'none')), -- Whether they were reached: an attempt is not a contact. | internal | case
  with_whom TEXT NOT NULL, -- With whom, where not the person alone. | personal | case
  summary TEXT NOT NULL, -- What was said and agreed. | special | case
  occurred_at {at} NOT NULL, -- When it happened. | internal | case
  occurred_on {on} NOT NULL, -- The day it happened. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  PRIMARY KEY (tenant_id, contact_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX contact_person ON contact (tenant_id, person_id, occurred_at);
CREATE INDEX contact_case ON contact (tenant_id, case_id, occurred_at);

CREATE TABLE next_action ( -- Something that is to happen: a booked contact or a task, whose and by when. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  action_id {uuid} NOT NULL, -- The action. | none | case
  person_id {uuid} NOT NULL, -- The person it is for. | personal | case
  case_id {uuid}, -- The case it belongs to, if one. | internal | case
  kind {key} NOT NULL CHECK (kind IN ('contact', 'visit', 'meeting', 'task')), -- What kind. | internal | case
  what TEXT NOT NULL, -- What is to happen. | special | case
  owner_id {uuid}, -- The worker whose it is, if one with an account. | internal | case
  owner_name TEXT NOT NULL, -- Whose it is otherwise: an agency, the person, family. | personal | case
  due_on {on} NOT NULL, -- The day it is due. | internal | case
  due_at {at}, -- The time, where one is booked. | internal | case
  done_on {on}, -- The day it was done or dropped. | internal | case
  outcome TEXT NOT NULL, -- What came of it; empty while open. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, action_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX next_action_person ON next_action (tenant_id, person_id, due_on);
CREATE INDEX next_action_owner ON next_action (tenant_id, owner_id, due_on) WHERE done_on IS NULL;
CREATE INDEX next_action_case ON next_action (tenant_id, case_id, done_on, due_on);
