-- How a case is worked: the version of its pack, its stages, its facts, its clocks.

CREATE TABLE pack_version ( -- A published version of a case-type pack; the packs that ship need no row. | structure
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  pack_id {key} NOT NULL, -- Which pack. | none | structure
  version {i64} NOT NULL, -- Which version of it. | none | structure
  effective_from {on} NOT NULL, -- The first day new cases are of this version. | none | structure
  source TEXT NOT NULL, -- The text itself, TOML. | none | structure
  note TEXT NOT NULL, -- What was changed and why. | internal | structure
  published_at {at} NOT NULL, -- When it was published. | none | structure
  published_by {uuid} NOT NULL, -- Who published it. | internal | structure
  withdrawn_at {at}, -- When it was taken back, if it was. | none | structure
  PRIMARY KEY (tenant_id, pack_id, version)
) {strict};

ALTER TABLE case_file ADD COLUMN pack_version {i64} NOT NULL DEFAULT 0; -- The version of the pack it is worked by; 0 when its type has no pack. | none | case
ALTER TABLE case_file ADD COLUMN band {key} NOT NULL DEFAULT ''; -- The current risk band, kept with the assessments; empty when nothing is weighed. | special | case
ALTER TABLE case_file ADD COLUMN worker_since {on}; -- Since when the worker has it. | internal | case
ALTER TABLE case_file ADD COLUMN promise_due_on {on}; -- The last day of the current contact promise, kept with the promises and contacts. | internal | case
ALTER TABLE case_file ADD COLUMN clock_due_on {on}; -- The nearest last day of a running clock, kept with the clocks. | internal | case

CREATE TABLE case_stage ( -- A stage a case is in, was in, or skipped. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  entry_id {uuid} NOT NULL, -- This time in the stage. | none | case
  stage {key} NOT NULL, -- Which stage of the pack. | special | case
  entered_on {on} NOT NULL, -- First day. | internal | case
  left_on {on}, -- Last day, once left. | internal | case
  skipped {bool} NOT NULL, -- Whether it was skipped. | internal | case
  reason TEXT NOT NULL, -- Why it was entered, skipped or left early; empty when it follows from what was recorded. | special | case
  recorded_at {at} NOT NULL, -- When that was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, case_id, entry_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_stage_case ON case_stage (tenant_id, case_id, entered_on);

CREATE TABLE fact_entry ( -- Facts that were recorded together: a form filled in, a diary sheet. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  entry_id {uuid} NOT NULL, -- The entry. | none | case
  case_id {uuid} NOT NULL, -- The case in which it was recorded. | internal | case
  person_id {uuid} NOT NULL, -- The person it is about. | personal | case
  form {key} NOT NULL, -- Which form of the pack. | special | case
  occurred_on {on} NOT NULL, -- The day it is true of. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  withdrawn_at {at}, -- When it was taken back as a mistake, if it was. | internal | case
  withdrawn_why TEXT NOT NULL, -- Why it was taken back. | special | case
  PRIMARY KEY (tenant_id, entry_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX fact_entry_case ON fact_entry (tenant_id, case_id, form, occurred_on);
CREATE INDEX fact_entry_person ON fact_entry (tenant_id, person_id);

CREATE TABLE case_fact ( -- A fact that a pack defines. Corrections are new facts; old ones stay. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  fact_id {uuid} NOT NULL, -- The fact. | none | case
  entry_id {uuid} NOT NULL, -- What it was recorded together with. | none | case
  case_id {uuid} NOT NULL, -- The case in which it was recorded. | internal | case
  person_id {uuid} NOT NULL, -- The person it is about. | personal | case
  of_person {bool} NOT NULL, -- Whether it is a fact of the person, known in all their cases. | none | case
  field {key} NOT NULL, -- Which field of the pack. | special | case
  text_value TEXT, -- Words, where it holds words. | special | case
  day_value {on}, -- A day, where it holds a day. | special | case
  hundredths {i64}, -- A number or an amount in hundredths, where it holds one. | special | case
  code_value {key}, -- A code, where it holds one; a fact with several codes has a row for each. | special | case
  absent {key} NOT NULL CHECK (absent IN ('', 'not_known', 'declined', 'not_asked', 'not_applicable')), -- Why there is no value, where there is none. | internal | case
  occurred_on {on} NOT NULL, -- The day it is true of. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  superseded_at {at}, -- When a later fact took its place, if one did. | internal | case
  PRIMARY KEY (tenant_id, fact_id),
  FOREIGN KEY (tenant_id, entry_id) REFERENCES fact_entry (tenant_id, entry_id)
) {strict};
CREATE INDEX case_fact_case ON case_fact (tenant_id, case_id, field);
CREATE INDEX case_fact_person ON case_fact (tenant_id, person_id, field) WHERE of_person;
CREATE INDEX case_fact_entry ON case_fact (tenant_id, entry_id);

CREATE TABLE case_clock ( -- A clock that runs or has run in a case; made anew from facts whenever they change. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  clock {key} NOT NULL, -- Which clock of the pack. | special | case
  nth {i64} NOT NULL, -- Which run of it, from 1. | none | case
  starts_on {on} NOT NULL, -- The day that set it going. | internal | case
  first_due_on {on} NOT NULL, -- The first last day it had; an extension does not change it. | internal | case
  due_on {on} NOT NULL, -- Its last day. | internal | case
  due_at {at}, -- Its last moment, where hours are counted. | internal | case
  near_on {on} NOT NULL, -- The day from which it is shown as near. | internal | case
  state {key} NOT NULL CHECK (state IN ('running', 'paused', 'met', 'late', 'stopped')), -- Runs, is paused, was met in time, was met late, or ended with the case. | internal | case
  ended_on {on}, -- The day it ended, once it did. | internal | case
  PRIMARY KEY (tenant_id, case_id, clock, nth),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_clock_due ON case_clock (tenant_id, due_on) WHERE ended_on IS NULL;

CREATE TABLE clock_change ( -- A pause, its end, or an extension of a clock, with the reason its rule allows. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  change_id {uuid} NOT NULL, -- The change. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  clock {key} NOT NULL, -- Which clock. | special | case
  nth {i64} NOT NULL, -- Which run of it. | none | case
  kind {key} NOT NULL CHECK (kind IN ('pause', 'resume', 'extend')), -- What was done. | internal | case
  on_day {on} NOT NULL, -- The first day of a pause, the first day it runs again, or the day an extension was agreed. | internal | case
  to_on {on}, -- The new last day, for an extension. | internal | case
  reason {key} NOT NULL, -- Which reason of the rule. | special | case
  words TEXT NOT NULL, -- What was said about it. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, change_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX clock_change_case ON clock_change (tenant_id, case_id, clock, on_day);

ALTER TABLE next_action ADD COLUMN goal_id {uuid}; -- The goal of the plan it is a step of, if one. | special | case
ALTER TABLE next_action ADD COLUMN owner_kind {key} NOT NULL DEFAULT 'worker' CHECK (owner_kind IN ('worker', 'agency', 'person', 'family')); -- Whose it is. | internal | case
ALTER TABLE next_action ADD COLUMN binding {key} NOT NULL DEFAULT '' CHECK (binding IN ('', 'mandatory', 'recommended')); -- Whether a step must be taken or is recommended, where the law tells these apart. | internal | case
ALTER TABLE next_action ADD COLUMN evidence TEXT NOT NULL DEFAULT ''; -- What shows that it was done. | special | case
ALTER TABLE next_action ADD COLUMN set_by {key} NOT NULL DEFAULT ''; -- The trigger of the pack that put it on the list, if one. | none | case

CREATE TABLE case_event ( -- Something that happened in a case and that clocks, stages and returns look at. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  event_id {uuid} NOT NULL, -- The event. | none | case
  event {key} NOT NULL, -- What happened, as packs write it: opened, fact:ID, decision:ID. | special | case
  on_day {on} NOT NULL, -- The day it happened. | internal | case
  at_time {at}, -- The moment it happened, where it is known. | internal | case
  source_id {uuid}, -- The record it comes from. | none | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  withdrawn_at {at}, -- When its record was taken back or corrected, if it was. | internal | case
  PRIMARY KEY (tenant_id, case_id, event_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_event_day ON case_event (tenant_id, event, on_day);
CREATE INDEX case_event_source ON case_event (tenant_id, source_id);
