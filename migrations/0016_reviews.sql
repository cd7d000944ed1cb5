-- Mid Case Reviews: which live cases are drawn, and what reviewers answer.
CREATE TABLE review_draw ( -- A draw of live cases to be reviewed: the frame is hashed and kept before there is a seed. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  draw_id {uuid} NOT NULL, -- The draw. | none | case
  month {key} NOT NULL, -- The month it is for, such as 2026-11. | none | case
  team_id {uuid} NOT NULL, -- The team it is for; all zeros for the whole service. | none | case
  per_worker {i64} NOT NULL CHECK (per_worker BETWEEN 1 AND 50), -- Cases for each officer. | none | case
  eligible {i64} NOT NULL, -- Cases in the frame. | none | case
  frame_hash {key} NOT NULL, -- SHA-256 of the frame, in hexadecimal. | none | case
  framed_at {at} NOT NULL, -- When the frame was kept. | none | case
  seed TEXT NOT NULL, -- The key of the order; empty until the frame is kept. | none | case
  drawn_at {at}, -- When cases were drawn with it. | none | case
  drawn_by {uuid} NOT NULL, -- Who drew; all zeros for a command. | internal | case
  PRIMARY KEY (tenant_id, draw_id),
  UNIQUE (tenant_id, month, team_id)
) {strict};

CREATE TABLE review_frame ( -- A case that could be drawn. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  draw_id {uuid} NOT NULL, -- The draw. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  reference {key} NOT NULL, -- Its reference, from which the order is made. | internal | case
  worker_id {uuid} NOT NULL, -- Who held it. | internal | case
  high {bool} NOT NULL, -- Whether its risk was high. | special | case
  PRIMARY KEY (tenant_id, draw_id, case_id),
  FOREIGN KEY (tenant_id, draw_id) REFERENCES review_draw (tenant_id, draw_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {narrow};
CREATE INDEX review_frame_case ON review_frame (tenant_id, case_id);

CREATE TABLE case_review ( -- A review of a live case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  team_id {uuid} NOT NULL, -- The team that held it when it was drawn. | internal | case
  worker_id {uuid} NOT NULL, -- Who held it when it was drawn: whose score it is. | internal | case
  form_id {key} NOT NULL, -- The form. | none | case
  form_version {i64} NOT NULL, -- Its version: the score can be worked out again. | none | case
  month {key} NOT NULL, -- The month it counts in. | none | case
  draw_id {uuid}, -- The draw it comes from; none for one that somebody asked for. | none | case
  place {i64} NOT NULL, -- Its place in the order of its officer's cases; 0 for one that somebody asked for. | none | case
  directed {bool} NOT NULL, -- Whether somebody asked for it: then it enters no average. | none | case
  why TEXT NOT NULL, -- Why it was asked for, or takes another's place. | special | case
  drawn_on {on} NOT NULL, -- The day it was drawn. | none | case
  state {key} NOT NULL CHECK (state IN ('drawn', 'in_review', 'shared', 'answered', 'closed', 'replaced')), -- How far it is. | internal | case
  reviewer_id {uuid}, -- Who reviews; none until somebody begins. | internal | case
  started_at {at}, -- When they began. | internal | case
  shared_at {at}, -- When the officer could read it. | internal | case
  score {i64} CHECK (score BETWEEN 0 AND 100), -- The score, kept with the answers when it is shared; none where nothing applies. | internal | case
  applicable {i64}, -- The weight of what applies. | none | case
  critical {i64}, -- Critical criteria that are not met. | internal | case
  praise TEXT NOT NULL, -- What was done well. | special | case
  voice TEXT NOT NULL, -- What the client says about the handling. | special | case
  response TEXT NOT NULL, -- What the officer answers. | special | case
  disagrees {bool} NOT NULL, -- Whether the officer disagrees. | internal | case
  responded_at {at}, -- When they answered. | internal | case
  version {i64} NOT NULL, -- Grows with each change. | none | case
  PRIMARY KEY (tenant_id, review_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX case_review_case ON case_review (tenant_id, case_id, drawn_on);
CREATE INDEX case_review_worker ON case_review (tenant_id, worker_id, month);
CREATE INDEX case_review_draw ON case_review (tenant_id, draw_id);
CREATE INDEX case_review_team ON case_review (tenant_id, team_id, month);

CREATE TABLE review_answer ( -- What a reviewer answers to one criterion. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  criterion {key} NOT NULL, -- The criterion of the form. | none | case
  value {key} NOT NULL CHECK (value IN ('met', 'partly', 'not_met', 'na')), -- The answer. | internal | case
  na_reason {key} NOT NULL, -- Why it does not apply; empty where it does. | internal | case
  note TEXT NOT NULL, -- Why, in the reviewer's words. | special | case
  proposed {key} NOT NULL, -- What facts proposed; empty where they propose nothing. | internal | case
  proposed_why TEXT NOT NULL, -- From what. | special | case
  PRIMARY KEY (tenant_id, review_id, criterion),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id)
) {narrow};
