-- Reports and referrals before they are cases, who had a case when, how it was handed over, and leave.

CREATE TABLE report ( -- A report or referral: what somebody told us about a person, before it is a case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  report_id {uuid} NOT NULL, -- The report. | none | case
  case_type {key} NOT NULL, -- The kind of case it would be. | special | case
  team_id {uuid} NOT NULL, -- The team that looks at it. | internal | case
  person_id {uuid} NOT NULL, -- Whom it is about. | personal | case
  words TEXT NOT NULL, -- What is reported, in their words. | special | case
  reporter_kind {key} NOT NULL CHECK (reporter_kind IN ('self', 'person', 'agency', 'anonymous')), -- Who reports. | internal | case
  reporter_name TEXT NOT NULL, -- Their name, or their agency; empty when not said. | personal | case
  reporter_reach TEXT NOT NULL, -- How to reach them; empty when not said. | personal | case
  received_how {key} NOT NULL CHECK (received_how IN ('phone', 'email', 'office', 'online', 'letter', 'visit', 'meeting', 'other')), -- How it came. | internal | case
  received_on {on} NOT NULL, -- The day it came. | internal | case
  safe {key} NOT NULL CHECK (safe IN ('yes', 'careful', 'no', 'not_asked')), -- Whether it is safe to contact the person. | special | case
  safe_words TEXT NOT NULL, -- How and when it is safe. | special | case
  danger {bool} NOT NULL, -- Whether somebody is in danger now. | special | case
  hurt {bool} NOT NULL, -- Whether somebody was hurt or threatened. | special | case
  targeted {bool} NOT NULL, -- Whether somebody is targeted for who they are. | special | case
  needing {bool} NOT NULL, -- Whether a child or an adult who needs care is affected. | special | case
  repeated {bool} NOT NULL, -- Whether it happened before. | special | case
  quick_band {key} NOT NULL CHECK (quick_band IN ('high', 'medium', 'standard')), -- The band that these answers give. | special | case
  band {key} NOT NULL CHECK (band IN ('', 'high', 'medium', 'standard')), -- The band a worker settled on; empty before. | special | case
  band_reason TEXT NOT NULL, -- Why, where it is another than the answers give. | special | case
  scored_at {at}, -- When the band was settled. | internal | case
  scored_by {uuid}, -- Who settled it. | internal | case
  state {key} NOT NULL CHECK (state IN ('pending', 'scored', 'opened', 'joined', 'closed')), -- Where it stands. | internal | case
  case_id {uuid}, -- The case it opened or joined. | internal | case
  earlier_case_id {uuid}, -- A closed case of the same kind about the person, still watched when this came: a re-referral. | internal | case
  ending {key} NOT NULL CHECK (ending IN ('', 'advice', 'elsewhere', 'not_ours', 'mistake')), -- How it ended without a case. | internal | case
  ending_words TEXT NOT NULL, -- Why, and what was advised. | special | case
  told TEXT NOT NULL, -- Who was told, and how. | personal | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  decided_at {at}, -- When it was decided on. | internal | case
  decided_by {uuid}, -- Who decided. | internal | case
  PRIMARY KEY (tenant_id, report_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX report_team ON report (tenant_id, team_id, state, received_on);
CREATE INDEX report_person ON report (tenant_id, person_id);
CREATE INDEX report_case ON report (tenant_id, case_id);

CREATE INDEX address_postcode ON address (tenant_id, postcode);

CREATE TABLE allocation ( -- A worker has a case or shares in it, for a time: who had it when, and why. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  allocation_id {uuid} NOT NULL, -- The allocation. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  user_id {uuid} NOT NULL, -- The worker. | internal | case
  part {key} NOT NULL CHECK (part IN ('lead', 'co')), -- Whether they hold it or work on it beside who does. | internal | case
  share {i64} NOT NULL CHECK (share BETWEEN 0 AND 100), -- Their share of the work in a hundred. | internal | case
  from_on {on} NOT NULL, -- First day. | internal | case
  until_on {on}, -- Last day, once it ended. | internal | case
  reason TEXT NOT NULL, -- Why they were given it. | internal | case
  ended_why TEXT NOT NULL, -- Why it ended; empty while it lasts. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who gave it. | internal | case
  PRIMARY KEY (tenant_id, allocation_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX allocation_case ON allocation (tenant_id, case_id, until_on);
CREATE INDEX allocation_user ON allocation (tenant_id, user_id, until_on);

CREATE TABLE handover ( -- A case went from one worker to another, and what was said about it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  handover_id {uuid} NOT NULL, -- The handover. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  from_user_id {uuid} NOT NULL, -- Who had it. | internal | case
  to_user_id {uuid} NOT NULL, -- Who has it now. | internal | case
  on_day {on} NOT NULL, -- The day it changed hands. | internal | case
  reads_until {on} NOT NULL, -- Last day on which the worker before may still read it. | internal | case
  note TEXT NOT NULL, -- What the next worker has to know. | special | case
  tell {key} NOT NULL CHECK (tell IN ('visit', 'call', 'letter', 'unsafe')), -- How the client is told. | internal | case
  tell_why TEXT NOT NULL, -- Why it is not safe to tell them, where it is not. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who handed it over. | internal | case
  PRIMARY KEY (tenant_id, handover_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX handover_case ON handover (tenant_id, case_id, on_day);

CREATE TABLE worker_leave ( -- Days on which a worker is away, so that nobody gives them a case that waits. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  leave_id {uuid} NOT NULL, -- The leave. | none | account
  user_id {uuid} NOT NULL, -- The worker. | internal | account
  from_on {on} NOT NULL, -- First day away. | internal | account
  until_on {on} NOT NULL, -- Last day away. | internal | account
  kind {key} NOT NULL CHECK (kind IN ('annual', 'sick', 'training', 'other')), -- What for; colleagues see only that they are away. | special | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, leave_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX worker_leave_user ON worker_leave (tenant_id, user_id, until_on);
