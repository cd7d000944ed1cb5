-- Two-weekly self-audits, and the six-weekly review of all cases that a worker holds.

CREATE TABLE self_audit ( -- A fortnight in which a worker looked at their own cases; kept from their first answer on. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | case
  began_on {on} NOT NULL, -- The first day of the fortnight. | internal | case
  begun_at {at} NOT NULL, -- When they answered first. | internal | case
  finished_at {at}, -- When they said that it is done, once they did. | internal | case
  PRIMARY KEY (tenant_id, user_id, began_on),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};

CREATE TABLE self_audit_answer ( -- What a worker said about one of their cases in a self-audit. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | case
  began_on {on} NOT NULL, -- The fortnight. | internal | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  answer {key} NOT NULL CHECK (answer IN ('right', 'fixed', 'help')), -- It is right so, it was mended, or help is needed. | internal | case
  words TEXT NOT NULL, -- What they said about it; empty for nothing. | special | case
  answered_at {at} NOT NULL, -- When. | internal | case
  PRIMARY KEY (tenant_id, user_id, began_on, case_id),
  FOREIGN KEY (tenant_id, user_id, began_on) REFERENCES self_audit (tenant_id, user_id, began_on),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX self_audit_answer_case ON self_audit_answer (tenant_id, case_id, user_id, began_on);

CREATE TABLE self_audit_finding ( -- Something that the facts said was missing when the worker answered. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | case
  began_on {on} NOT NULL, -- The fortnight. | internal | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  finding {key} NOT NULL CHECK (finding IN ('late-step', 'no-step', 'no-contact', 'no-exit', 'risk-due', 'clock-due')), -- What was missing. | internal | case
  PRIMARY KEY (tenant_id, user_id, began_on, case_id, finding),
  FOREIGN KEY (tenant_id, user_id, began_on, case_id) REFERENCES self_audit_answer (tenant_id, user_id, began_on, case_id)
) {narrow};

CREATE TABLE six_week_review ( -- One look of a manager at every case a worker holds. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  user_id {uuid} NOT NULL, -- The worker. | internal | case
  begun_on {on} NOT NULL, -- The day it was begun: the cases held then are what it covers. | internal | case
  begun_at {at} NOT NULL, -- When. | internal | case
  begun_by {uuid} NOT NULL, -- Who began it. | internal | case
  completed_on {on}, -- The day it was complete: the next is due 42 days later. | internal | case
  completed_at {at}, -- When. | internal | case
  completed_by {uuid}, -- Who finished it. | internal | case
  PRIMARY KEY (tenant_id, review_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX six_week_review_worker ON six_week_review (tenant_id, user_id, completed_on);
CREATE UNIQUE INDEX six_week_review_open ON six_week_review (tenant_id, user_id) WHERE completed_on IS NULL;

CREATE TABLE six_week_case ( -- A case that was held when a six-week review was begun, and what the manager found. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  state {key} NOT NULL CHECK (state IN ('waits', 'seen', 'gone')), -- Not looked at yet, looked at, or closed or moved before anybody looked. | internal | case
  on_track {bool}, -- Whether it is on track; empty until it was looked at. | special | case
  action TEXT NOT NULL, -- What is to happen; empty for nothing. | special | case
  action_id {uuid}, -- The action it became in the case, if one. | none | case
  action_due_on {on}, -- The day it is due. | internal | case
  to_close {bool} NOT NULL, -- Whether the case should be closed. | internal | case
  to_move {bool} NOT NULL, -- Whether somebody else should have it. | internal | case
  seen_by {uuid}, -- Who looked. | internal | case
  seen_at {at}, -- When. | internal | case
  PRIMARY KEY (tenant_id, review_id, case_id),
  FOREIGN KEY (tenant_id, review_id) REFERENCES six_week_review (tenant_id, review_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX six_week_case_case ON six_week_case (tenant_id, case_id);
