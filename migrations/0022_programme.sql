-- The programme of quality: thematic audits, how many cases of whom are drawn, hours for reviews, what assessment and
-- care management cost, and the charter's self-assessments.

CREATE TABLE thematic_audit ( -- A look at a sample of cases with one question: the rule of its frame, the seed and what was found in all. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  audit_id {uuid} NOT NULL, -- The audit. | none | case
  theme TEXT NOT NULL, -- What it is about. | internal | case
  question TEXT NOT NULL, -- What it asks. | internal | case
  case_type {key} NOT NULL, -- The kind of case in its frame; empty for every kind. | internal | case
  team_id {uuid} NOT NULL, -- The team in its frame; all zeros for the whole service. | none | case
  state {key} NOT NULL CHECK (state IN ('any', 'open', 'closed')), -- Whether the frame holds open cases, closed ones, or both. | internal | case
  opened_from {on}, -- The first day of opening; none for any. | none | case
  opened_to {on}, -- The last day of opening; none for any. | none | case
  closed_from {on}, -- The first day of closing; none for any. | none | case
  closed_to {on}, -- The last day of closing; none for any. | none | case
  band {key} NOT NULL, -- The band of risk in its frame; empty for every band. | special | case
  tool TEXT NOT NULL, -- The review form its questions come from, with its version; empty for a list of its own. | none | case
  size {i64} NOT NULL CHECK (size BETWEEN 1 AND 200), -- How many cases were asked for. | none | case
  eligible {i64} NOT NULL, -- Cases in the frame. | none | case
  frame_hash {key} NOT NULL, -- SHA-256 of the frame, in hexadecimal. | none | case
  framed_at {at} NOT NULL, -- When the frame was kept. | none | case
  framed_by {uuid} NOT NULL, -- Who began it. | internal | case
  seed TEXT NOT NULL, -- The key of the order; empty until the frame is kept. | none | case
  drawn_at {at}, -- When the sample was drawn. | none | case
  due_on {on}, -- By when it is to be done. | internal | case
  found TEXT NOT NULL, -- What was found in all; empty until it is written. | special | case
  finished_at {at}, -- When it was finished. | internal | case
  finished_by {uuid}, -- Who finished it. | internal | case
  PRIMARY KEY (tenant_id, audit_id)
) {strict};

CREATE TABLE thematic_question ( -- A question that an audit asks of each case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  audit_id {uuid} NOT NULL, -- The audit. | none | case
  nth {i64} NOT NULL, -- Its place, from 1. | none | case
  words TEXT NOT NULL, -- What is asked for. | none | case
  PRIMARY KEY (tenant_id, audit_id, nth),
  FOREIGN KEY (tenant_id, audit_id) REFERENCES thematic_audit (tenant_id, audit_id)
) {strict};

CREATE TABLE thematic_frame ( -- A case that an audit could look at. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  audit_id {uuid} NOT NULL, -- The audit. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  reference {key} NOT NULL, -- Its reference, from which the order is made. | internal | case
  PRIMARY KEY (tenant_id, audit_id, case_id),
  FOREIGN KEY (tenant_id, audit_id) REFERENCES thematic_audit (tenant_id, audit_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {narrow};
CREATE INDEX thematic_frame_case ON thematic_frame (tenant_id, case_id);

CREATE TABLE thematic_case ( -- A case of an audit's sample, and who looked at it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  audit_id {uuid} NOT NULL, -- The audit. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  place {i64} NOT NULL, -- Its place in the order, from 1. | none | case
  words TEXT NOT NULL, -- What was found in it beyond the questions; empty for nothing. | special | case
  looked_at {at}, -- When somebody looked at it. | internal | case
  looked_by {uuid}, -- Who. | internal | case
  PRIMARY KEY (tenant_id, audit_id, case_id),
  FOREIGN KEY (tenant_id, audit_id) REFERENCES thematic_audit (tenant_id, audit_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX thematic_case_case ON thematic_case (tenant_id, case_id);

CREATE TABLE thematic_finding ( -- What was found in a case for one question. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  audit_id {uuid} NOT NULL, -- The audit. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  nth {i64} NOT NULL, -- The question. | none | case
  value {key} NOT NULL CHECK (value IN ('met', 'partly', 'not_met', 'na')), -- The answer. | internal | case
  words TEXT NOT NULL, -- Why, in the auditor's words. | special | case
  PRIMARY KEY (tenant_id, audit_id, case_id, nth),
  FOREIGN KEY (tenant_id, audit_id, case_id) REFERENCES thematic_case (tenant_id, audit_id, case_id)
) {narrow};

CREATE TABLE recommendation ( -- What an audit recommends: whose it is, by when, what shows that it is done, and who accepted that. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  recommendation_id {uuid} NOT NULL, -- The recommendation. | none | case
  audit_id {uuid} NOT NULL, -- The audit. | none | case
  words TEXT NOT NULL, -- What is to change. | internal | case
  owner_id {uuid} NOT NULL, -- Who sees to it. | internal | case
  due_on {on} NOT NULL, -- By when. | internal | case
  evidence TEXT NOT NULL, -- What shows that it is done; empty while it is not said. | internal | case
  done_on {on}, -- The day its owner said that it is done. | internal | case
  refused TEXT NOT NULL, -- Why that was not accepted the last time; empty where it was, or nobody looked. | internal | case
  accepted_at {at}, -- When somebody else accepted it. | internal | case
  accepted_by {uuid}, -- Who. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, recommendation_id),
  FOREIGN KEY (tenant_id, audit_id) REFERENCES thematic_audit (tenant_id, audit_id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX recommendation_audit ON recommendation (tenant_id, audit_id);
CREATE INDEX recommendation_owner ON recommendation (tenant_id, owner_id, accepted_at);

CREATE TABLE sampling_rate ( -- How many cases of an officer a draw takes, from a moment on: each change is a row. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  rate_id {uuid} NOT NULL, -- The change. | none | structure
  base {i64} NOT NULL CHECK (base BETWEEN 1 AND 10), -- Cases of everybody. | none | structure
  newcomer {i64} NOT NULL CHECK (newcomer BETWEEN 0 AND 5), -- More in the first six months in practice. | none | structure
  high {i64} NOT NULL CHECK (high BETWEEN 0 AND 5), -- More where most cases are of high risk. | none | structure
  low {i64} NOT NULL CHECK (low BETWEEN 0 AND 5), -- More where the last reviews' mean is low. | none | structure
  low_score {i64} NOT NULL CHECK (low_score BETWEEN 0 AND 100), -- Below which mean that is. | none | structure
  in_draws {bool} NOT NULL, -- Whether draws take it; otherwise it is a proposal. | none | structure
  recorded_at {at} NOT NULL, -- When it was changed. | none | structure
  recorded_by {uuid} NOT NULL, -- Who changed it. | internal | structure
  PRIMARY KEY (tenant_id, rate_id)
) {strict};
CREATE INDEX sampling_rate_at ON sampling_rate (tenant_id, recorded_at);

CREATE TABLE review_rate ( -- How many cases of one officer a draw takes, kept before its seed where it differs. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  draw_id {uuid} NOT NULL, -- The draw. | none | case
  worker_id {uuid} NOT NULL, -- The officer. | internal | case
  picks {i64} NOT NULL CHECK (picks BETWEEN 1 AND 50), -- How many. | internal | case
  why TEXT NOT NULL, -- What was added, and why. | internal | case
  PRIMARY KEY (tenant_id, draw_id, worker_id),
  FOREIGN KEY (tenant_id, draw_id) REFERENCES review_draw (tenant_id, draw_id)
) {strict};

CREATE TABLE review_hours ( -- Hours that somebody has for reviews in a month, from then on: a later row takes its place. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- Who reviews. | internal | account
  month {key} NOT NULL, -- From which month, such as 2026-11. | none | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  minutes {i64} NOT NULL CHECK (minutes BETWEEN 0 AND 15000), -- How much in a month, in minutes. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, user_id, month, recorded_at),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};

CREATE TABLE care_cost ( -- What assessment and care management cost in a month, and all of adult social care; a later row corrects. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  month {key} NOT NULL, -- The month, such as 2026-11. | none | structure
  recorded_at {at} NOT NULL, -- When it was written down. | none | structure
  pay {i64} NOT NULL, -- Pay of those who assess and manage care, in pounds. | internal | structure
  on_costs {i64} NOT NULL, -- Their employer's costs, in pounds. | internal | structure
  overheads {i64} NOT NULL, -- Their share of overheads, in pounds. | internal | structure
  spend {i64} NOT NULL CHECK (spend > 0), -- Gross spend on adult social care, in pounds. | internal | structure
  why TEXT NOT NULL, -- Where the figures are from, or what was corrected. | internal | structure
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | structure
  PRIMARY KEY (tenant_id, month, recorded_at)
) {strict};

CREATE TABLE charter_assessment ( -- A self-assessment against the Respect ASB Charter for Housing. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  assessment_id {uuid} NOT NULL, -- The self-assessment. | none | structure
  from_on {on} NOT NULL, -- The first day of the period its figures are of. | none | structure
  to_on {on} NOT NULL, -- The last. | none | structure
  begun_at {at} NOT NULL, -- When it was begun. | none | structure
  begun_by {uuid} NOT NULL, -- Who began it. | internal | structure
  signed_at {at}, -- When it was signed: from then on nothing of it changes. | none | structure
  signed_by {uuid}, -- Who signed it. | internal | structure
  PRIMARY KEY (tenant_id, assessment_id)
) {strict};
CREATE INDEX charter_assessment_at ON charter_assessment (tenant_id, begun_at);
CREATE UNIQUE INDEX charter_assessment_open ON charter_assessment (tenant_id) WHERE signed_at IS NULL;

CREATE TABLE charter_judgement ( -- The service's own judgement of one commitment. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  assessment_id {uuid} NOT NULL, -- The self-assessment. | none | structure
  commitment {i64} NOT NULL CHECK (commitment BETWEEN 1 AND 7), -- Which of the seven. | none | structure
  judgement {key} NOT NULL CHECK (judgement IN ('met', 'partly', 'not_yet')), -- How far it is kept. | internal | structure
  words TEXT NOT NULL, -- Why. | internal | structure
  judged_at {at} NOT NULL, -- When. | internal | structure
  judged_by {uuid} NOT NULL, -- Who. | internal | structure
  PRIMARY KEY (tenant_id, assessment_id, commitment),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES charter_assessment (tenant_id, assessment_id)
) {strict};

CREATE TABLE charter_plan ( -- Something missing for a commitment, and what is done about it. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  plan_id {uuid} NOT NULL, -- The line. | none | structure
  assessment_id {uuid} NOT NULL, -- The self-assessment it was written in. | none | structure
  commitment {i64} NOT NULL CHECK (commitment BETWEEN 1 AND 7), -- Which of the seven. | none | structure
  gap TEXT NOT NULL, -- What is missing. | internal | structure
  what TEXT NOT NULL, -- What is done about it. | internal | structure
  owner_id {uuid} NOT NULL, -- Who sees to it. | internal | structure
  due_on {on} NOT NULL, -- By when. | internal | structure
  done_on {on}, -- The day it was done. | internal | structure
  done_words TEXT NOT NULL, -- What shows it; empty while it is open. | internal | structure
  recorded_at {at} NOT NULL, -- When it was written down. | internal | structure
  PRIMARY KEY (tenant_id, plan_id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES charter_assessment (tenant_id, assessment_id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX charter_plan_assessment ON charter_plan (tenant_id, assessment_id);
CREATE INDEX charter_plan_owner ON charter_plan (tenant_id, owner_id, done_on);

CREATE TABLE charter_figure ( -- A figure of the evidence as it was when a self-assessment was signed. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  assessment_id {uuid} NOT NULL, -- The self-assessment. | none | structure
  commitment {i64} NOT NULL CHECK (commitment BETWEEN 1 AND 7), -- Which of the seven. | none | structure
  nth {i64} NOT NULL, -- Its place, from 1. | none | structure
  name TEXT NOT NULL, -- What is counted. | none | structure
  hits {i64} NOT NULL, -- How many. | none | structure
  total {i64} NOT NULL, -- Of how many; 0 where there was nothing to count. | none | structure
  PRIMARY KEY (tenant_id, assessment_id, commitment, nth),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES charter_assessment (tenant_id, assessment_id)
) {strict};
