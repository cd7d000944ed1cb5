-- Time studies: what people do with their time, for a while and for a stated purpose; discovery and pulse beside them.

CREATE TABLE time_exercise ( -- A time study: for some days the workers of some teams write down what they do. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  exercise_id {uuid} NOT NULL, -- The study. | none | structure
  name TEXT NOT NULL, -- Its name. | internal | structure
  purpose TEXT NOT NULL, -- What it is for. | internal | structure
  notice TEXT NOT NULL, -- The privacy notice that everybody reads before they begin. | internal | structure
  from_on {on} NOT NULL, -- First day. | internal | structure
  until_on {on} NOT NULL, -- Last day. | internal | structure
  planned_at {at} NOT NULL, -- When it was planned. | internal | structure
  planned_by {uuid} NOT NULL, -- Who planned it. | internal | structure
  ended_on {on}, -- The last day, where it was ended before that. | internal | structure
  PRIMARY KEY (tenant_id, exercise_id)
) {strict};
CREATE INDEX time_exercise_until ON time_exercise (tenant_id, until_on);

CREATE TABLE time_exercise_team ( -- A team that takes part in a time study. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  exercise_id {uuid} NOT NULL, -- The study. | none | structure
  team_id {uuid} NOT NULL, -- The team. | internal | structure
  PRIMARY KEY (tenant_id, exercise_id, team_id),
  FOREIGN KEY (tenant_id, exercise_id) REFERENCES time_exercise (tenant_id, exercise_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
) {narrow};
CREATE INDEX time_exercise_team_team ON time_exercise_team (tenant_id, team_id);

CREATE TABLE time_agreement ( -- Somebody read the privacy notice of a time study and takes part. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  exercise_id {uuid} NOT NULL, -- The study. | none | account
  user_id {uuid} NOT NULL, -- Who. | internal | account
  team_id {uuid} NOT NULL, -- The team with which they take part. | internal | account
  agreed_at {at} NOT NULL, -- When. | internal | account
  PRIMARY KEY (tenant_id, exercise_id, user_id),
  FOREIGN KEY (tenant_id, exercise_id) REFERENCES time_exercise (tenant_id, exercise_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
) {narrow};
CREATE INDEX time_agreement_user ON time_agreement (tenant_id, user_id);
CREATE INDEX time_agreement_team ON time_agreement (tenant_id, team_id);

CREATE TABLE time_entry ( -- What somebody did for a while, written down in a time study; only they see their own. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  entry_id {uuid} NOT NULL, -- The entry. | none | account
  exercise_id {uuid} NOT NULL, -- The study. | none | account
  user_id {uuid} NOT NULL, -- Who. | internal | account
  on_day {on} NOT NULL, -- The day. | internal | account
  from_minute {i64} NOT NULL CHECK (from_minute BETWEEN 0 AND 1439), -- When it began, in minutes of the day. | internal | account
  minutes {i64} NOT NULL CHECK (minutes BETWEEN 1 AND 1440), -- For how many minutes. | internal | account
  activity {key} NOT NULL, -- What, of the list of activities. | internal | account
  case_id {uuid}, -- For which case, if one. | internal | account
  interrupted {bool} NOT NULL, -- Whether they were interrupted. | internal | account
  by_clock {bool} NOT NULL, -- Whether it was started and stopped; else it was filled in by quarter-hours. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  PRIMARY KEY (tenant_id, entry_id),
  FOREIGN KEY (tenant_id, exercise_id) REFERENCES time_exercise (tenant_id, exercise_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX time_entry_exercise ON time_entry (tenant_id, exercise_id, user_id, on_day, from_minute);
CREATE INDEX time_entry_user ON time_entry (tenant_id, user_id, on_day);
CREATE INDEX time_entry_case ON time_entry (tenant_id, case_id) WHERE case_id IS NOT NULL;

CREATE TABLE time_running ( -- What somebody does now, until they stop. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- Who. | internal | account
  exercise_id {uuid} NOT NULL, -- The study. | none | account
  started_at {at} NOT NULL, -- Since when. | internal | account
  activity {key} NOT NULL, -- What, of the list of activities. | internal | account
  case_id {uuid}, -- For which case, if one. | internal | account
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, exercise_id) REFERENCES time_exercise (tenant_id, exercise_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {narrow};
CREATE INDEX time_running_exercise ON time_running (tenant_id, exercise_id);
CREATE INDEX time_running_case ON time_running (tenant_id, case_id) WHERE case_id IS NOT NULL;

CREATE TABLE discovery ( -- A discovery: people who do the work are asked how it goes, and what they said is gathered by theme. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  discovery_id {uuid} NOT NULL, -- The discovery. | none | structure
  name TEXT NOT NULL, -- Its name. | internal | structure
  goals TEXT NOT NULL, -- What it is to find out. | internal | structure
  guide TEXT NOT NULL, -- The questions of the interviews, one a line. | internal | structure
  spoken {i64} NOT NULL CHECK (spoken >= 0), -- How many people were spoken to. | internal | structure
  begun_at {at} NOT NULL, -- When it was begun. | internal | structure
  begun_by {uuid} NOT NULL, -- Who began it. | internal | structure
  finished_on {on}, -- The day it was finished, if it was. | internal | structure
  PRIMARY KEY (tenant_id, discovery_id)
) {strict};
CREATE INDEX discovery_begun ON discovery (tenant_id, begun_at);

CREATE TABLE discovery_finding ( -- What several people said in a discovery, without who said it. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  finding_id {uuid} NOT NULL, -- The finding. | none | structure
  discovery_id {uuid} NOT NULL, -- The discovery. | none | structure
  theme {key} NOT NULL, -- Its theme, of the list of themes. | internal | structure
  words TEXT NOT NULL, -- What was said, in words that name nobody. | internal | structure
  people {i64} NOT NULL CHECK (people > 0), -- How many people said it. | internal | structure
  recorded_at {at} NOT NULL, -- When it was written down. | internal | structure
  PRIMARY KEY (tenant_id, finding_id),
  FOREIGN KEY (tenant_id, discovery_id) REFERENCES discovery (tenant_id, discovery_id)
) {strict};
CREATE INDEX discovery_finding_discovery ON discovery_finding (tenant_id, discovery_id, theme);

CREATE TABLE pulse ( -- Two short questions to everybody who does casework, once a quarter. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  pulse_id {uuid} NOT NULL, -- The pulse. | none | structure
  from_on {on} NOT NULL, -- First day on which it is answered. | internal | structure
  until_on {on} NOT NULL, -- Last day. | internal | structure
  opened_by {uuid} NOT NULL, -- Who opened it. | internal | structure
  PRIMARY KEY (tenant_id, pulse_id)
) {strict};
CREATE INDEX pulse_until ON pulse (tenant_id, until_on);

CREATE TABLE pulse_asked ( -- Who was asked in a pulse, and whether they answered; what they said is kept apart. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  pulse_id {uuid} NOT NULL, -- The pulse. | none | account
  user_id {uuid} NOT NULL, -- Who was asked. | internal | account
  answered {bool} NOT NULL, -- Whether they answered. | internal | account
  PRIMARY KEY (tenant_id, pulse_id, user_id),
  FOREIGN KEY (tenant_id, pulse_id) REFERENCES pulse (tenant_id, pulse_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {narrow};
CREATE INDEX pulse_asked_user ON pulse_asked (tenant_id, user_id);

CREATE TABLE pulse_answer ( -- An answer to a pulse: it has no name and no time, and its place in the table is random. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  pulse_id {uuid} NOT NULL, -- The pulse. | none | structure
  answer_id {uuid} NOT NULL, -- A random id. | none | structure
  score {i64} NOT NULL CHECK (score BETWEEN 1 AND 5), -- Does this system help or hinder you? 1 hinders a lot, 5 helps a lot. | internal | structure
  words TEXT NOT NULL, -- What gets in the way; empty when nothing was said. | internal | structure
  PRIMARY KEY (tenant_id, pulse_id, answer_id),
  FOREIGN KEY (tenant_id, pulse_id) REFERENCES pulse (tenant_id, pulse_id)
) {narrow};
