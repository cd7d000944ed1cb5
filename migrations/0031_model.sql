-- Scenarios of the model that were kept, the service's casework standards, and what practice taught.

CREATE TABLE model_scenario ( -- A question put to the model, with every number it was answered from. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  scenario_id {uuid} NOT NULL, -- The scenario. | none | structure
  name TEXT NOT NULL, -- Its name. | internal | structure
  body TEXT NOT NULL, -- The whole scenario as TOML; officers have numbers and no names. | internal | structure
  seed {i64} NOT NULL, -- What chance is drawn from: the same seed gives the same answer. | none | structure
  saved_at {at} NOT NULL, -- When it was kept. | internal | structure
  saved_by {uuid} NOT NULL, -- Who kept it. | internal | structure
  PRIMARY KEY (tenant_id, scenario_id)
) {strict};
CREATE INDEX model_scenario_saved ON model_scenario (tenant_id, saved_at);

CREATE TABLE standard_entry ( -- A casework standard of the service as it was worded from a day on; the latest entry that has begun counts. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  entry_id {uuid} NOT NULL, -- The entry. | none | structure
  standard_id {uuid} NOT NULL, -- The standard, the same in every wording. | none | structure
  place {i64} NOT NULL, -- Where it stands in the list, from 1. | none | structure
  title TEXT NOT NULL, -- What is asked, in one line; empty once it is withdrawn. | internal | structure
  words TEXT NOT NULL, -- What that means in practice. | internal | structure
  shown_by {key} NOT NULL, -- The page that shows whether it is kept, of the list of pages; empty for none. | none | structure
  from_on {on} NOT NULL, -- First day on which it counts. | internal | structure
  recorded_at {at} NOT NULL, -- When it was written down. | internal | structure
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | structure
  PRIMARY KEY (tenant_id, entry_id)
) {strict};
CREATE INDEX standard_entry_standard ON standard_entry (tenant_id, standard_id, from_on);

CREATE TABLE own_method ( -- How somebody keeps a standard in their own way. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- Whose way. | internal | account
  standard_id {uuid} NOT NULL, -- The standard. | internal | account
  words TEXT NOT NULL, -- Their way, in their words. | personal | account
  shared {bool} NOT NULL, -- Whether colleagues see it. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  PRIMARY KEY (tenant_id, user_id, standard_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX own_method_standard ON own_method (tenant_id, standard_id, user_id);

CREATE TABLE practice_entry ( -- What practice taught: a note, or a reflective session, without anybody's name. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  entry_id {uuid} NOT NULL, -- The entry. | none | structure
  kind {key} NOT NULL CHECK (kind IN ('note', 'session')), -- Whether it is a note or a session. | internal | structure
  on_day {on} NOT NULL, -- The day of the session, or of the note. | internal | structure
  theme {key} NOT NULL, -- What it is about, of the list of themes. | internal | structure
  case_type {key} NOT NULL, -- The kind of case it is about; empty for every kind. | internal | structure
  title TEXT NOT NULL, -- Its title. | internal | structure
  attendees TEXT NOT NULL, -- Which colleagues were there; empty for a note. | internal | structure
  words TEXT NOT NULL, -- What happened, or what there is to know, without names. | personal | structure
  learning TEXT NOT NULL, -- What was learnt; empty for a note. | internal | structure
  actions TEXT NOT NULL, -- What is done about it; empty when nothing. | internal | structure
  recorded_at {at} NOT NULL, -- When it was written down. | internal | structure
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | structure
  PRIMARY KEY (tenant_id, entry_id)
) {strict};
CREATE INDEX practice_entry_day ON practice_entry (tenant_id, on_day, entry_id);

CREATE TABLE practice_correction ( -- What was put right about a note or session; what stood before stays. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  entry_id {uuid} NOT NULL, -- The entry it is about. | internal | structure
  recorded_at {at} NOT NULL, -- When it was written down. | internal | structure
  correction_id {uuid} NOT NULL, -- The correction. | none | structure
  words TEXT NOT NULL, -- What is right. | personal | structure
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | structure
  PRIMARY KEY (tenant_id, entry_id, recorded_at, correction_id),
  FOREIGN KEY (tenant_id, entry_id) REFERENCES practice_entry (tenant_id, entry_id)
) {narrow};
