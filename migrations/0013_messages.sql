-- Messages between those who work with somebody, time kept for casework, one's own order in a queue.

CREATE TABLE case_message ( -- A short message between those who work with somebody: part of the record. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  message_id {uuid} NOT NULL, -- The message. | none | case
  person_id {uuid} NOT NULL, -- The person it is about. | personal | case
  case_id {uuid}, -- The case it is about, if one. | internal | case
  words TEXT NOT NULL, -- What it says. | special | case
  sent_at {at} NOT NULL, -- When it was sent. | internal | case
  sent_by {uuid} NOT NULL, -- Who sent it. | internal | case
  PRIMARY KEY (tenant_id, message_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_message_person ON case_message (tenant_id, person_id, sent_at);
CREATE INDEX case_message_case ON case_message (tenant_id, case_id, sent_at);

CREATE TABLE message_reader ( -- To whom a message was sent, and whether they have read it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  message_id {uuid} NOT NULL, -- The message. | none | case
  user_id {uuid} NOT NULL, -- To whom. | internal | case
  read_at {at}, -- When they said that they had read it. | internal | case
  PRIMARY KEY (tenant_id, message_id, user_id),
  FOREIGN KEY (tenant_id, message_id) REFERENCES case_message (tenant_id, message_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX message_reader_user ON message_reader (tenant_id, user_id, read_at);

CREATE TABLE protected_slot ( -- Time that a worker keeps for casework: every week on a day, or once. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  slot_id {uuid} NOT NULL, -- The time. | none | account
  user_id {uuid} NOT NULL, -- Whose time it is. | internal | account
  weekday {i64} NOT NULL CHECK (weekday BETWEEN 0 AND 7), -- The day of the week, 1 for Monday; 0 when it is once. | internal | account
  on_day {on}, -- The day, when it is once. | internal | account
  from_minute {i64} NOT NULL CHECK (from_minute BETWEEN 0 AND 1439), -- When it begins, in minutes of the day. | internal | account
  to_minute {i64} NOT NULL CHECK (to_minute BETWEEN 1 AND 1440), -- When it ends, in minutes of the day. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down: the worker or a leader. | internal | account
  PRIMARY KEY (tenant_id, slot_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX protected_slot_user ON protected_slot (tenant_id, user_id, weekday);

CREATE TABLE queue_place ( -- Where a worker has put a case in a queue: their own order, shown to nobody else. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- Whose order it is. | internal | account
  queue {key} NOT NULL, -- Which queue. | none | account
  case_id {uuid} NOT NULL, -- The case. | internal | account
  place {i64} NOT NULL, -- Its place; lower ones come first. | none | account
  PRIMARY KEY (tenant_id, user_id, queue, case_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};

ALTER TABLE case_clock ADD COLUMN ends {key} NOT NULL DEFAULT 'overdue' CHECK (ends IN ('overdue', 'automatic', 'notice', 'lapses')); -- What its last day means when it passes: only some clocks are overdue then. | none | case
ALTER TABLE handover ADD COLUMN accepted_at {at}; -- When the next worker said that they had read it. | internal | case
CREATE INDEX handover_next ON handover (tenant_id, to_user_id, on_day);
CREATE INDEX letter_waiting ON letter (tenant_id, made_at) WHERE state = 'waiting';
