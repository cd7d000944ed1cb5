-- The agreed plan, help that was given, the promise of contact, and what a record of a visit holds.

CREATE TABLE case_plan ( -- The plan of a case: what it starts from, and where its agreement stands. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  strengths TEXT NOT NULL, -- What is going well and what they are good at. | special | case
  supports TEXT NOT NULL, -- Who and what helps them already. | special | case
  changed_at {at} NOT NULL, -- When any words of the plan were last changed. | internal | case
  changed_by {uuid} NOT NULL, -- Who changed them. | internal | case
  agreement_id {uuid}, -- The latest agreement, if it was ever agreed. | none | case
  agreed_on {on}, -- The day of the latest agreement. | internal | case
  agreed_at {at}, -- When the latest agreement was written down. | internal | case
  review_on {on}, -- The day by which it is looked at again. | internal | case
  exit_id {uuid}, -- The exit plan in force, if there is one. | none | case
  version {i64} NOT NULL, -- Grows with each change of strengths and supports. | none | case
  PRIMARY KEY (tenant_id, case_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};

CREATE TABLE plan_goal ( -- A goal of a plan, in the person's words. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  goal_id {uuid} NOT NULL, -- The goal. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  area {key} NOT NULL, -- The area of life it is sorted under, as the pack codes it; empty for none. | special | case
  words TEXT NOT NULL, -- The goal in their words. | special | case
  state {key} NOT NULL CHECK (state IN ('open', 'reached', 'dropped')), -- Whether it is still worked on. | internal | case
  ended_on {on}, -- The day it was reached or dropped. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  changed_at {at} NOT NULL, -- When it was last changed. | internal | case
  changed_by {uuid} NOT NULL, -- Who changed it. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, goal_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX plan_goal_case ON plan_goal (tenant_id, case_id, state);

CREATE TABLE plan_change ( -- What a part of a plan said after each change: no words are ever lost. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  change_id {uuid} NOT NULL, -- The change. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  part {key} NOT NULL CHECK (part IN ('start', 'goal', 'step')), -- Which part of the plan. | none | case
  item_id {uuid} NOT NULL, -- Which goal or step; the case for what the plan starts from. | none | case
  words TEXT NOT NULL, -- What it said then. | special | case
  changed_at {at} NOT NULL, -- When. | internal | case
  changed_by {uuid} NOT NULL, -- Who changed it. | internal | case
  PRIMARY KEY (tenant_id, change_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX plan_change_case ON plan_change (tenant_id, case_id, changed_at);

CREATE TABLE plan_agreement ( -- An agreement to a plan, with the plan as it read then. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  agreement_id {uuid} NOT NULL, -- The agreement. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  agreed_with TEXT NOT NULL, -- With whom. | personal | case
  agreed_on {on} NOT NULL, -- On which day. | internal | case
  how {key} NOT NULL CHECK (how IN ('face_to_face', 'phone', 'video', 'letter', 'email')), -- How. | internal | case
  copy {key} NOT NULL CHECK (copy IN ('printed', 'sent', 'given', 'not_given')), -- Whether and how they got a copy. | internal | case
  copy_why TEXT NOT NULL, -- Why they got none; empty otherwise. | special | case
  review_on {on} NOT NULL, -- By when it is looked at again. | internal | case
  words TEXT NOT NULL, -- The plan as it read when it was agreed. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, agreement_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX plan_agreement_case ON plan_agreement (tenant_id, case_id, agreed_on);

CREATE TABLE exit_plan ( -- A version of what would make it safe to end a case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  exit_id {uuid} NOT NULL, -- The version. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  safe_when TEXT NOT NULL, -- What would make it safe to end. | special | case
  expected_on {on} NOT NULL, -- When that is expected. | internal | case
  carries_on TEXT NOT NULL, -- Who carries on then. | personal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, exit_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX exit_plan_case ON exit_plan (tenant_id, case_id, recorded_at);

CREATE TABLE intervention ( -- Help that was offered to somebody, and how far it has come. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  intervention_id {uuid} NOT NULL, -- The help. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  person_id {uuid} NOT NULL, -- To whom it was offered. | personal | case
  kind {key} NOT NULL, -- Which help of the pack; empty for help the pack does not name. | special | case
  label TEXT NOT NULL, -- Its name as it was offered. | special | case
  provider TEXT NOT NULL, -- Who gives it; empty when we do. | internal | case
  state {key} NOT NULL CHECK (state IN ('offered', 'accepted', 'started', 'completed', 'refused', 'stopped')), -- How far it has come. | special | case
  offered_on {on} NOT NULL, -- The day it was offered. | internal | case
  state_on {on} NOT NULL, -- Since when it is so. | internal | case
  sessions {i64} NOT NULL, -- How many times it was given. | internal | case
  helped {i64} CHECK (helped BETWEEN 1 AND 5), -- Whether it helped, as they say: 1 not at all, 5 very much. | special | case
  helped_words TEXT NOT NULL, -- What they say about that. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, intervention_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX intervention_case ON intervention (tenant_id, case_id, offered_on);
CREATE INDEX intervention_person ON intervention (tenant_id, person_id);

CREATE TABLE intervention_step ( -- Something that happened with help: accepted, a session, an end. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  step_id {uuid} NOT NULL, -- The step. | none | case
  intervention_id {uuid} NOT NULL, -- The help. | none | case
  kind {key} NOT NULL CHECK (kind IN ('offered', 'accepted', 'started', 'session', 'completed', 'refused', 'stopped', 'helped')), -- What happened. | special | case
  on_day {on} NOT NULL, -- On which day. | internal | case
  words TEXT NOT NULL, -- What was said about it; empty for nothing. | special | case
  helped {i64} CHECK (helped BETWEEN 1 AND 5), -- Whether it helped, where they were asked. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, step_id),
  FOREIGN KEY (tenant_id, intervention_id) REFERENCES intervention (tenant_id, intervention_id)
) {strict};
CREATE INDEX intervention_step_help ON intervention_step (tenant_id, intervention_id, on_day);

CREATE TABLE contact_promise ( -- What was agreed with somebody about being in touch; each new agreement is a version. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  promise_id {uuid} NOT NULL, -- The version. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  person_id {uuid} NOT NULL, -- To whom it was promised. | personal | case
  channel {key} NOT NULL CHECK (channel IN ('visit', 'office', 'phone', 'text', 'email', 'letter', 'video')), -- How they wish it. | internal | case
  every_days {i64} NOT NULL CHECK (every_days BETWEEN 1 AND 366), -- Days between contacts at most. | internal | case
  safe_times TEXT NOT NULL, -- When it is safe; empty when any time is. | special | case
  agreed_with TEXT NOT NULL, -- With whom it was agreed. | personal | case
  agreed_on {on} NOT NULL, -- On which day. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  ended_on {on}, -- The day another took its place, if one did. | internal | case
  PRIMARY KEY (tenant_id, promise_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX contact_promise_case ON contact_promise (tenant_id, case_id, person_id, agreed_on);
CREATE INDEX contact_promise_person ON contact_promise (tenant_id, person_id);

ALTER TABLE contact ADD COLUMN seen TEXT NOT NULL DEFAULT ''; -- Who was seen. | personal | case
ALTER TABLE contact ADD COLUMN alone {key} NOT NULL DEFAULT '' CHECK (alone IN ('', 'yes', 'no', 'not_possible')); -- Whether the person was seen alone; empty when not said. | special | case
ALTER TABLE contact ADD COLUMN said TEXT NOT NULL DEFAULT ''; -- What the person said, in their words. | special | case
ALTER TABLE contact ADD COLUMN saw TEXT NOT NULL DEFAULT ''; -- What the worker saw: fact. | special | case
ALTER TABLE contact ADD COLUMN thinks TEXT NOT NULL DEFAULT ''; -- What the worker thinks: opinion. | special | case
ALTER TABLE contact ADD COLUMN reported TEXT NOT NULL DEFAULT ''; -- What others said: reported. | special | case
ALTER TABLE contact ADD COLUMN corrects_id {uuid}; -- The entry that this one corrects, if one. | none | case
ALTER TABLE contact ADD COLUMN corrects_why TEXT NOT NULL DEFAULT ''; -- What was wrong with that entry. | special | case
ALTER TABLE contact ADD COLUMN corrected_at {at}; -- When a later entry corrected this one, if one did: it is shown, and not counted. | internal | case
CREATE INDEX contact_corrects ON contact (tenant_id, corrects_id) WHERE corrects_id IS NOT NULL;
