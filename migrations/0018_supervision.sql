-- Supervision: who supervises whom and since when somebody is in practice, sessions with what moved, interrupted and
-- came of them, what was agreed, and the worker's own reflection. What is decided about a case is a case_decision.
CREATE TABLE supervised_worker ( -- What supervision needs to know of a worker: when they began in practice, and who supervises them. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | account
  started_on {on}, -- The day they began in practice; none while it is not known. | internal | account
  supervisor_id {uuid}, -- Who supervises them; none for the leaders of their team. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, supervisor_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX supervised_worker_supervisor ON supervised_worker (tenant_id, supervisor_id);

CREATE TABLE supervision_session ( -- A session of supervision: planned, begun, held or not held. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  session_id {uuid} NOT NULL, -- The session. | none | account
  kind {key} NOT NULL CHECK (kind IN ('one_to_one', 'group', 'reflective', 'ad_hoc')), -- One to one, group, reflective or ad hoc. | internal | account
  state {key} NOT NULL CHECK (state IN ('planned', 'started', 'held', 'not_held')), -- How far it is. | internal | account
  supervisor_id {uuid} NOT NULL, -- Who holds it. | internal | account
  planned_at {at} NOT NULL, -- When it is planned for. | internal | account
  place TEXT NOT NULL, -- Where; empty when not said. | internal | account
  started_at {at}, -- When it began. | internal | account
  ended_at {at}, -- When it ended. | internal | account
  interruptions {i64} NOT NULL, -- How often it was interrupted. | internal | account
  interrupted_by TEXT NOT NULL, -- By what; empty when it was not. | internal | account
  not_held_why TEXT NOT NULL, -- Why it was not held; empty when it was. | special | account
  wellbeing TEXT NOT NULL, -- What was said about how the worker is. | special | account
  workload TEXT NOT NULL, -- What was said about their work as a whole. | internal | account
  development TEXT NOT NULL, -- What was said about learning and practice. | internal | account
  decisions TEXT NOT NULL, -- What was decided beyond cases. | internal | account
  learning TEXT NOT NULL, -- What others may learn from it. | internal | account
  agreed_at {at}, -- When who held it agreed to the record as it reads. | internal | account
  recorded_at {at} NOT NULL, -- When it was planned. | internal | account
  recorded_by {uuid} NOT NULL, -- Who planned it. | internal | account
  version {i64} NOT NULL, -- Grows when what was said is written anew. | none | account
  changes {i64} NOT NULL, -- Grows with whatever is changed, so that nobody agrees to what they did not read. | none | account
  PRIMARY KEY (tenant_id, session_id),
  FOREIGN KEY (tenant_id, supervisor_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX supervision_session_supervisor ON supervision_session (tenant_id, supervisor_id, planned_at);

CREATE TABLE supervision_attendee ( -- A worker for whom a session is. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  session_id {uuid} NOT NULL, -- The session. | none | account
  user_id {uuid} NOT NULL, -- The worker. | internal | account
  agreed_at {at}, -- When they agreed to the record as it reads. | internal | account
  PRIMARY KEY (tenant_id, session_id, user_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {narrow};
CREATE INDEX supervision_attendee_user ON supervision_attendee (tenant_id, user_id, session_id);

CREATE TABLE supervision_move ( -- That a session was moved: from when to when, for whom and why. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  session_id {uuid} NOT NULL, -- The session. | none | account
  move_id {uuid} NOT NULL, -- The move. | none | account
  from_at {at} NOT NULL, -- When it was planned for before. | internal | account
  to_at {at} NOT NULL, -- When it is planned for since. | internal | account
  moved_for {key} NOT NULL CHECK (moved_for IN ('worker', 'supervisor', 'service')), -- Who could not come. | internal | account
  why TEXT NOT NULL, -- Why. | special | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | account
  PRIMARY KEY (tenant_id, session_id, move_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id)
) {strict};

CREATE TABLE supervision_item ( -- Something that somebody wants to talk about in a worker's supervision. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  item_id {uuid} NOT NULL, -- The item. | none | account
  user_id {uuid} NOT NULL, -- The worker whose supervision it is. | internal | account
  session_id {uuid}, -- The session; none while none is planned. | none | account
  section {key} NOT NULL CHECK (section IN ('wellbeing', 'cases', 'workload', 'development', 'decisions')), -- Which part of the agenda. | internal | account
  words TEXT NOT NULL, -- What to talk about. | special | account
  added_at {at} NOT NULL, -- When it was added. | internal | account
  added_by {uuid} NOT NULL, -- Who added it. | internal | account
  PRIMARY KEY (tenant_id, item_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id)
) {strict};
CREATE INDEX supervision_item_user ON supervision_item (tenant_id, user_id, session_id);
CREATE INDEX supervision_item_session ON supervision_item (tenant_id, session_id, added_at);

CREATE TABLE supervision_theme ( -- What a session was about, from a short list that can be counted. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  session_id {uuid} NOT NULL, -- The session. | none | account
  theme {key} NOT NULL, -- The theme. | internal | account
  PRIMARY KEY (tenant_id, session_id, theme),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id)
) {narrow};

CREATE TABLE supervision_action ( -- Something agreed in supervision: whose, by when, done or dropped. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  action_id {uuid} NOT NULL, -- The action. | none | account
  session_id {uuid} NOT NULL, -- The session it was agreed in. | none | account
  user_id {uuid} NOT NULL, -- The worker whose supervision it is. | internal | account
  what TEXT NOT NULL, -- What is to be done. | internal | account
  owner_id {uuid} NOT NULL, -- Who does it. | internal | account
  due_on {on} NOT NULL, -- By when. | internal | account
  ended_on {on}, -- The day it was done or dropped. | internal | account
  dropped_why TEXT NOT NULL, -- Why it was dropped; empty when it was done or is open. | internal | account
  recorded_at {at} NOT NULL, -- When it was written down. | internal | account
  PRIMARY KEY (tenant_id, action_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX supervision_action_user ON supervision_action (tenant_id, user_id, ended_on, due_on);
CREATE INDEX supervision_action_owner ON supervision_action (tenant_id, owner_id, ended_on, due_on);
CREATE INDEX supervision_action_session ON supervision_action (tenant_id, session_id);

CREATE TABLE supervision_decision ( -- That a decision about a case was made in a session: its words stand in the case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  session_id {uuid} NOT NULL, -- The session. | none | account
  case_id {uuid} NOT NULL, -- The case. | internal | case
  decision_id {uuid} NOT NULL, -- The decision. | none | case
  action_id {uuid} NOT NULL, -- What is to happen then: whose it is and by when. | none | case
  PRIMARY KEY (tenant_id, session_id, decision_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id),
  FOREIGN KEY (tenant_id, case_id, decision_id) REFERENCES case_decision (tenant_id, case_id, decision_id),
  FOREIGN KEY (tenant_id, action_id) REFERENCES next_action (tenant_id, action_id)
) {strict};
CREATE INDEX supervision_decision_case ON supervision_decision (tenant_id, case_id, decision_id);
CREATE INDEX supervision_decision_action ON supervision_decision (tenant_id, action_id);

CREATE TABLE supervision_reflection ( -- What a worker thinks about a session, for themselves: never exported, never counted. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  session_id {uuid} NOT NULL, -- The session. | none | account
  user_id {uuid} NOT NULL, -- The worker whose it is. | internal | account
  words TEXT NOT NULL, -- What they think. | protected | account
  shared {bool} NOT NULL, -- Whether who held the session may read it too. | internal | account
  saved_at {at} NOT NULL, -- When it was saved. | internal | account
  PRIMARY KEY (tenant_id, session_id, user_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES supervision_session (tenant_id, session_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX supervision_reflection_user ON supervision_reflection (tenant_id, user_id);
