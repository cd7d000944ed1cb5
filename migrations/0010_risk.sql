-- Weighing risk, tools and powers, decisions, closing and opening again.

CREATE TABLE risk_assessment ( -- A risk tool answered once; a later answer is a row of its own. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  assessment_id {uuid} NOT NULL, -- The assessment. | none | case
  person_id {uuid} NOT NULL, -- The person whose risk it is. | personal | case
  tool {key} NOT NULL, -- Which tool of the pack. | special | case
  tool_version {i64} NOT NULL, -- The version of the tool it was answered with. | none | case
  tool_name TEXT NOT NULL, -- The tool's name in that version. | internal | case
  own_wording {bool} NOT NULL, -- Whether the questions were asked in wording that the service loaded. | none | case
  score {i64} NOT NULL, -- The sum of the points. | special | case
  most {i64} NOT NULL, -- The highest score the tool can give. | none | case
  scored_band {key} NOT NULL, -- The band of the score. | special | case
  band {key} NOT NULL, -- The band that counts: the score's, or the one somebody gave. | special | case
  band_label TEXT NOT NULL, -- That band in words. | special | case
  band_rank {i64} NOT NULL, -- Its place among the tool's bands, 0 for the highest. | special | case
  override_why TEXT NOT NULL, -- Why another band was given; empty when none was. | special | case
  summary TEXT NOT NULL, -- What the worker makes of it. | special | case
  reviewed_on {on} NOT NULL, -- The day the risk was weighed. | internal | case
  next_on {on} NOT NULL, -- The day by which it is weighed again. | internal | case
  prompt TEXT NOT NULL, -- What the band or an escalation asks to be considered; empty for nothing. | special | case
  prompt_state {key} NOT NULL CHECK (prompt_state IN ('', 'open', 'done', 'dismissed')), -- What became of that. | internal | case
  prompt_why TEXT NOT NULL, -- Why it was dismissed, or what was done. | special | case
  prompt_by {uuid}, -- Who dealt with it. | internal | case
  prompt_at {at}, -- When. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who weighed it. | internal | case
  PRIMARY KEY (tenant_id, case_id, assessment_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX risk_assessment_day ON risk_assessment (tenant_id, case_id, reviewed_on);
CREATE INDEX risk_assessment_person ON risk_assessment (tenant_id, person_id, reviewed_on);

CREATE TABLE risk_answer ( -- An answer in an assessment, with the question as it was asked then. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  assessment_id {uuid} NOT NULL, -- The assessment. | none | case
  nth {i64} NOT NULL, -- Its place, from 1. | none | case
  question {key} NOT NULL, -- Which question of the tool. | internal | case
  asked TEXT NOT NULL, -- The question as it was asked. | internal | case
  answer {key} NOT NULL, -- The answer's code. | special | case
  answered TEXT NOT NULL, -- The answer in words. | special | case
  points {i64} NOT NULL, -- What it added to the score. | special | case
  told_by {key} NOT NULL CHECK (told_by IN ('', 'victim', 'professional', 'record', 'observed')), -- Who or what says so, where the tool asks. | special | case
  note TEXT NOT NULL, -- What was said about it. | special | case
  PRIMARY KEY (tenant_id, case_id, assessment_id, nth),
  FOREIGN KEY (tenant_id, case_id, assessment_id) REFERENCES risk_assessment (tenant_id, case_id, assessment_id)
) {strict};

CREATE TABLE risk_wording ( -- The official wording of a question, loaded by a service that has the right to use it. | structure
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  tool {key} NOT NULL, -- Which tool. | none | structure
  question {key} NOT NULL, -- Which question. | none | structure
  words TEXT NOT NULL, -- The wording. | none | structure
  loaded_at {at} NOT NULL, -- When it was loaded. | none | structure
  loaded_by {uuid} NOT NULL, -- Who loaded it. | internal | structure
  PRIMARY KEY (tenant_id, tool, question)
) {strict};

CREATE TABLE power_use ( -- A tool or power that is considered or used in a case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  use_id {uuid} NOT NULL, -- This use. | none | case
  power {key} NOT NULL, -- Which power of the pack. | special | case
  power_name TEXT NOT NULL, -- Its name then. | special | case
  informal {bool} NOT NULL, -- Whether it is informal: no order or notice. | internal | case
  authorise {bool} NOT NULL, -- Whether a team leader has to authorise it. | internal | case
  test TEXT NOT NULL, -- The legal test as it was shown; empty for informal tools. | internal | case
  citation TEXT NOT NULL, -- The law as it was shown. | internal | case
  person_id {uuid}, -- The party it is used with or against, if it is a party. | personal | case
  whom TEXT NOT NULL, -- Whom otherwise, such as a company. | personal | case
  test_met {key} NOT NULL CHECK (test_met IN ('', 'yes', 'no', 'not_sure')), -- Whether the legal test is met. | special | case
  evidence TEXT NOT NULL, -- How it is met: the evidence. | special | case
  first_done TEXT NOT NULL, -- What was done first, such as a written warning. | special | case
  formal_why TEXT NOT NULL, -- Why a formal power was chosen before any informal one; empty where one was used. | special | case
  authorised_by {uuid}, -- The team leader who authorised it. | internal | case
  authorised_on {on}, -- When. | internal | case
  authorised_words TEXT NOT NULL, -- What they said. | special | case
  served_on {on}, -- The day it was given or served. | special | case
  served_how TEXT NOT NULL, -- How it was given or served. | special | case
  starts_on {on}, -- First day in force. | special | case
  ends_on {on}, -- Last day in force. | special | case
  outcome TEXT NOT NULL, -- What came of it; empty while it runs. | special | case
  outcome_on {on}, -- The day of the outcome. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, case_id, use_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX power_use_person ON power_use (tenant_id, person_id);

CREATE TABLE power_breach ( -- A breach of something in force, and what was done about it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  use_id {uuid} NOT NULL, -- What was breached. | none | case
  breach_id {uuid} NOT NULL, -- The breach. | none | case
  on_day {on} NOT NULL, -- The day it happened. | special | case
  what TEXT NOT NULL, -- What happened. | special | case
  action TEXT NOT NULL, -- What was done about it. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, case_id, use_id, breach_id),
  FOREIGN KEY (tenant_id, case_id, use_id) REFERENCES power_use (tenant_id, case_id, use_id)
) {strict};

CREATE TABLE case_decision ( -- A decision with its reasons. It is never changed once made; a later one takes its place. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  decision_id {uuid} NOT NULL, -- The decision. | none | case
  kind {key} NOT NULL, -- Which kind of the pack. | special | case
  kind_name TEXT NOT NULL, -- Its name then. | special | case
  code {key} NOT NULL, -- What was decided, as a code of the kind. | special | case
  decided TEXT NOT NULL, -- What was decided, in words. | special | case
  more TEXT NOT NULL, -- More about it; empty when the words say it. | special | case
  why TEXT NOT NULL, -- The reasons. | special | case
  considered TEXT NOT NULL, -- What else was considered. | special | case
  rule TEXT NOT NULL, -- Under what rule, as it was shown. | internal | case
  challenge TEXT NOT NULL, -- How it may be challenged, as it was shown. | internal | case
  state {key} NOT NULL CHECK (state IN ('asked', 'made', 'sent_back')), -- Waits for a leader, is made, or was sent back. | internal | case
  asked_by {uuid} NOT NULL, -- Who wrote it. | internal | case
  decided_by {uuid}, -- Who made it. | internal | case
  decided_on {on}, -- The day it was made. | special | case
  sent_back_why TEXT NOT NULL, -- Why a leader sent it back. | special | case
  supersedes_id {uuid}, -- The decision whose place it takes, if one. | none | case
  told_whom TEXT NOT NULL, -- Who was told; empty while nobody was. | personal | case
  told_how TEXT NOT NULL, -- How. | internal | case
  told_on {on}, -- When. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  PRIMARY KEY (tenant_id, case_id, decision_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};

CREATE TABLE case_closing ( -- One closing of a case: what was asked, who signed, and whether it was opened again. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  closing_id {uuid} NOT NULL, -- The closing. | none | case
  state {key} NOT NULL CHECK (state IN ('begun', 'asked', 'closed', 'reopened')), -- Being prepared, waiting for a leader, closed, or opened again. | internal | case
  reason {key} NOT NULL, -- How it ends, as a code of the pack; empty while not said. | special | case
  reason_words TEXT NOT NULL, -- The same in words. | special | case
  summary TEXT NOT NULL, -- What was done and what changed. | special | case
  view {key} NOT NULL CHECK (view IN ('', 'said', 'declined', 'not_reached')), -- Whether the person said what they think of it. | special | case
  view_words TEXT NOT NULL, -- Their view in their words, or what was tried. | special | case
  exit_met {key} NOT NULL CHECK (exit_met IN ('', 'met', 'partly', 'not_met', 'none')), -- Whether the exit plan was met. | special | case
  exit_words TEXT NOT NULL, -- What is left, and who carries on. | special | case
  survey {key} NOT NULL CHECK (survey IN ('', 'queue', 'not_wanted', 'unsafe')), -- Whether the person is asked how it was. | internal | case
  survey_how TEXT NOT NULL, -- How they want to be asked. | personal | case
  way_back TEXT NOT NULL, -- How they were told about the way back; empty while they were not. | internal | case
  asked_by {uuid}, -- Who asked for sign-off. | internal | case
  asked_at {at}, -- When. | internal | case
  sent_back_why TEXT NOT NULL, -- Why a leader sent it back. | special | case
  signed_by {uuid}, -- Who closed it. | internal | case
  closed_on {on}, -- Last day. | internal | case
  watch_until {on}, -- The last day on which coming back is shown as such. | internal | case
  reopened_on {on}, -- The day it was opened again, if it was. | internal | case
  reopened_by {uuid}, -- Who opened it again. | internal | case
  reopened_why TEXT NOT NULL, -- Why. | special | case
  recorded_at {at} NOT NULL, -- When it was begun. | internal | case
  recorded_by {uuid} NOT NULL, -- Who began it. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, case_id, closing_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_closing_asked ON case_closing (tenant_id, asked_at) WHERE state = 'asked';

CREATE TABLE survey_request ( -- Somebody who is to be asked how the help was. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  survey_id {uuid} NOT NULL, -- The request. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  person_id {uuid} NOT NULL, -- The person. | personal | case
  channel TEXT NOT NULL, -- How they want to be asked. | personal | case
  queued_at {at} NOT NULL, -- When it was queued. | internal | case
  state {key} NOT NULL CHECK (state IN ('queued', 'sent', 'answered', 'dropped')), -- How far it is. | internal | case
  PRIMARY KEY (tenant_id, survey_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
CREATE INDEX survey_request_case ON survey_request (tenant_id, case_id);
CREATE INDEX survey_request_person ON survey_request (tenant_id, person_id);
CREATE INDEX survey_request_state ON survey_request (tenant_id, state, queued_at);
CREATE INDEX case_decision_asked ON case_decision (tenant_id, recorded_at) WHERE state = 'asked';
CREATE INDEX power_use_waits ON power_use (tenant_id, recorded_at) WHERE authorise AND authorised_by IS NULL AND outcome = '';
