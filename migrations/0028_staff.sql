-- The hours people work, what takes from them, what they can do; what cases weigh; and notices that somebody carries too much.

CREATE TABLE staff_contract ( -- The hours somebody is employed for and the half-days they work, from a day on: the latest that has begun counts. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  contract_id {uuid} NOT NULL, -- The entry. | none | account
  user_id {uuid} NOT NULL, -- Whose hours. | internal | account
  from_on {on} NOT NULL, -- First day. | internal | account
  hours {i64} NOT NULL CHECK (hours BETWEEN 0 AND 6000), -- Contract hours a week, in hundredths. | internal | account
  pattern {key} NOT NULL, -- Ten characters, Monday morning to Friday afternoon: W where they work, - where not. | internal | account
  career {key} NOT NULL CHECK (career IN ('starting', 'newly_qualified', 'experienced')), -- How far they are: it says what share of a full caseload they carry. | internal | account
  casework {i64} NOT NULL CHECK (casework BETWEEN 0 AND 100), -- Percent of their hours that is for casework. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, contract_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX staff_contract_user ON staff_contract (tenant_id, user_id, from_on);

CREATE TABLE staff_reduction ( -- Hours that somebody has not for their own cases, with why and until when. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  reduction_id {uuid} NOT NULL, -- The reduction. | none | account
  user_id {uuid} NOT NULL, -- Whose hours. | internal | account
  reason {key} NOT NULL, -- Why, of the list of reasons; colleagues see only that there is one. | special | account
  hours {i64} NOT NULL CHECK (hours BETWEEN 0 AND 6000), -- Hours a week, in hundredths. | internal | account
  from_on {on} NOT NULL, -- First day. | internal | account
  until_on {on} NOT NULL, -- Last day. | internal | account
  words TEXT NOT NULL, -- What was agreed; empty when nothing more. | special | account
  ended_on {on}, -- The last day, where it was ended before that. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, reduction_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX staff_reduction_user ON staff_reduction (tenant_id, user_id, until_on);

CREATE TABLE staff_strength ( -- What somebody can do or knows: a skill that a duty or law asks for, a kind of case, a place, a language. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- Who. | internal | account
  kind {key} NOT NULL CHECK (kind IN ('skill', 'case_type', 'area', 'language')), -- What sort of strength. | internal | account
  code {key} NOT NULL, -- Which: the folded name of a skill or language, a case type's id, an area's id. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, user_id, kind, code),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};

CREATE TABLE weight_pack ( -- A pack of weights that the service uses, from a day on: the latest that has begun counts. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  weight_pack_id {uuid} NOT NULL, -- The entry. | none | structure
  code {key} NOT NULL, -- The pack's id, the same in every version. | internal | structure
  version {i64} NOT NULL CHECK (version > 0), -- Its version. | internal | structure
  effective_from {on} NOT NULL, -- First day on which it counts. | internal | structure
  body TEXT NOT NULL, -- The whole pack as TOML. | internal | structure
  week_points {i64} NOT NULL DEFAULT 0, -- Points that a full week stands for; 0 where a point is an hour in four weeks. | internal | structure
  week_hours {i64} NOT NULL DEFAULT 0, -- Hours of that week, in hundredths. | internal | structure
  why TEXT NOT NULL, -- Why it was published. | internal | structure
  published_at {at} NOT NULL, -- When it was published. | internal | structure
  published_by {uuid} NOT NULL, -- Who published it. | internal | structure
  taken_back_at {at}, -- When it was taken back, if it was. | internal | structure
  PRIMARY KEY (tenant_id, weight_pack_id)
) {strict};
CREATE INDEX weight_pack_from ON weight_pack (tenant_id, effective_from);

CREATE TABLE case_weighing ( -- What is known of a case's weight that no other record says. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  travel {bool} NOT NULL, -- Whether getting there takes more than half an hour. | internal | case
  tier {key} NOT NULL, -- A tier that another tool gave it; empty when none. | internal | case
  setting {key} NOT NULL, -- Where somebody is seen, in a tool that has tiers; empty when none. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, case_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};

CREATE TABLE case_adjustment ( -- What a manager agreed that a case weighs more or less, for a time. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  adjustment_id {uuid} NOT NULL, -- The agreement. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  percent {i64} NOT NULL CHECK (percent BETWEEN -50 AND 50), -- Percent more, or less. | internal | case
  why TEXT NOT NULL, -- Why. | special | case
  from_on {on} NOT NULL, -- First day. | internal | case
  until_on {on} NOT NULL, -- Last day. | internal | case
  ended_on {on}, -- The last day, where it was ended before that. | internal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who agreed it. | internal | case
  PRIMARY KEY (tenant_id, adjustment_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_adjustment_case ON case_adjustment (tenant_id, case_id, until_on);

CREATE TABLE case_points ( -- What a case weighed, from a moment until the next entry: past scores stay as they were. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | internal | case
  from_at {at} NOT NULL, -- From when. | internal | case
  points {i64} NOT NULL, -- Hundredths of a point. | internal | case
  line TEXT NOT NULL, -- How it came about, in one line. | internal | case
  pack_code {key} NOT NULL, -- The pack of weights it was worked out by. | internal | case
  pack_version {i64} NOT NULL, -- Its version. | internal | case
  PRIMARY KEY (tenant_id, case_id, from_at),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};

ALTER TABLE case_file ADD COLUMN points {i64} NOT NULL DEFAULT 0; -- What it weighs as last worked out, in hundredths of a point. | internal | case
ALTER TABLE case_file ADD COLUMN weighed_at {at}; -- When that was worked out; empty until it was. | internal | case

-- The index of a team's cases holds what a caseload counts, so that a service of sixty thousand is counted from it alone.
DROP INDEX case_file_team;
CREATE INDEX case_file_team ON case_file (tenant_id, team_id, closed_on, promise_due_on, case_id, opened_on, last_contact_at, worker_id, points);

CREATE TABLE worker_day ( -- What a worker carried and had room for, as it stood on a night. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | account
  on_day {on} NOT NULL, -- The day. | internal | account
  cases {i64} NOT NULL, -- Open cases they held. | internal | account
  own {i64} NOT NULL, -- Hundredths of points of cases they held. | internal | account
  shared {i64} NOT NULL, -- Hundredths of points of cases they worked on beside who held them. | internal | account
  for_others {i64} NOT NULL, -- Hundredths of points of contacts they made for others' cases in the 28 days before. | internal | account
  by_others {i64} NOT NULL, -- Hundredths of points of contacts that others made on their cases in the 28 days before. | internal | account
  room {i64} NOT NULL, -- Hundredths of points they had room for. | internal | account
  PRIMARY KEY (tenant_id, user_id, on_day),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {narrow};
CREATE INDEX worker_day_on ON worker_day (tenant_id, on_day, user_id);

CREATE TABLE load_notice ( -- Somebody carries far more than they have room for: their manager is asked what will change. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  notice_id {uuid} NOT NULL, -- The notice. | none | account
  user_id {uuid} NOT NULL, -- Who carries too much. | internal | account
  opened_on {on} NOT NULL, -- The day it was seen. | internal | account
  points {i64} NOT NULL, -- What they carried then, in hundredths of a point. | internal | account
  room {i64} NOT NULL, -- What they had room for then, in hundredths of a point. | internal | account
  due_on {on} NOT NULL, -- The day by which an answer is due. | internal | account
  climbed_on {on}, -- The day it went to the service manager unanswered, if it did. | internal | account
  ended_on {on}, -- The day they carried less again, if they do. | internal | account
  PRIMARY KEY (tenant_id, notice_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX load_notice_user ON load_notice (tenant_id, user_id, ended_on);

CREATE TABLE load_answer ( -- What will change for somebody who carries too much, and who said so. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  answer_id {uuid} NOT NULL, -- The answer. | none | account
  notice_id {uuid} NOT NULL, -- The notice it answers. | internal | account
  change {key} NOT NULL CHECK (change IN ('fewer', 'moved', 'support', 'reduced', 'accepted')), -- What will change. | internal | account
  words TEXT NOT NULL, -- How, in words. | special | account
  look_again_on {on} NOT NULL, -- When they look at it again. | internal | account
  answered_at {at} NOT NULL, -- When it was said. | internal | account
  answered_by {uuid} NOT NULL, -- Who said so. | internal | account
  PRIMARY KEY (tenant_id, answer_id),
  FOREIGN KEY (tenant_id, notice_id) REFERENCES load_notice (tenant_id, notice_id)
) {strict};
CREATE INDEX load_answer_notice ON load_answer (tenant_id, notice_id, answered_at);
