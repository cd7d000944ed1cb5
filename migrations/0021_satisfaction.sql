-- Satisfaction: who was asked how the help was, by which way, what they answered, and what was done about it.

ALTER TABLE survey_request ADD COLUMN kind {key} NOT NULL DEFAULT 'closing' CHECK (kind IN ('closing', 'mid')); -- Whether they are asked after the end or during the case. | internal | case
ALTER TABLE survey_request ADD COLUMN requested_by {uuid}; -- Who wanted them asked, where somebody did during the case. | internal | case
ALTER TABLE survey_request ADD COLUMN asked_way {key} NOT NULL DEFAULT '' CHECK (asked_way IN ('', 'phone', 'face', 'text', 'email', 'post', 'hand')); -- The way they were asked last; empty until somebody asked. | internal | case
ALTER TABLE survey_request ADD COLUMN asked_month {key} NOT NULL DEFAULT ''; -- The month they were asked first, such as 2026-11; empty until then. | internal | case
ALTER TABLE survey_request ADD COLUMN dropped_why {key} NOT NULL DEFAULT '' CHECK (dropped_why IN ('', 'unsafe', 'not-reached', 'other')); -- Why nobody asks any more; empty where somebody does. | special | case
CREATE INDEX survey_request_month ON survey_request (tenant_id, asked_month);

CREATE TABLE survey_code ( -- A code by which somebody answers by themselves, once. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  code_hash {bytes} NOT NULL, -- SHA-256 of the code: the code itself is kept nowhere. | protected | case
  survey_id {uuid} NOT NULL, -- The survey it answers. | none | case
  way {key} NOT NULL CHECK (way IN ('text', 'email', 'post', 'hand')), -- How it was given to them. | internal | case
  made_at {at} NOT NULL, -- When. | internal | case
  made_by {uuid} NOT NULL, -- By whom. | internal | case
  expires_at {at} NOT NULL, -- When it stops working, also because another was made. | internal | case
  used_at {at}, -- When it was used. | internal | case
  PRIMARY KEY (tenant_id, code_hash),
  FOREIGN KEY (tenant_id, survey_id) REFERENCES survey_request (tenant_id, survey_id)
) {strict};
CREATE INDEX survey_code_survey ON survey_code (tenant_id, survey_id, made_at);

CREATE TABLE survey_try ( -- A call or visit at which nobody could be asked. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  survey_id {uuid} NOT NULL, -- The survey. | none | case
  try_id {uuid} NOT NULL, -- The try. | none | case
  tried_at {at} NOT NULL, -- When. | internal | case
  tried_by {uuid} NOT NULL, -- Who tried. | internal | case
  PRIMARY KEY (tenant_id, survey_id, try_id),
  FOREIGN KEY (tenant_id, survey_id) REFERENCES survey_request (tenant_id, survey_id)
) {narrow};

CREATE TABLE survey_answer ( -- What somebody said about the help, or that they did not want to say. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  survey_id {uuid} NOT NULL, -- The survey. | none | case
  channel {key} NOT NULL CHECK (channel IN ('phone', 'face', 'text', 'letter', 'link')), -- How the answer came. | internal | case
  refused {bool} NOT NULL, -- Whether they did not want to answer. | internal | case
  handling {i64} CHECK (handling BETWEEN 1 AND 5), -- How content with the handling, 5 most; none where not said. | special | case
  outcome {i64} CHECK (outcome BETWEEN 1 AND 5), -- How content with the outcome, 5 most; none where not said. | special | case
  informed {i64} CHECK (informed BETWEEN 1 AND 5), -- How content with being kept informed, 5 most; none where not said. | special | case
  safer {key} NOT NULL CHECK (safer IN ('', 'yes', 'no', 'unsure')), -- Whether they feel safer than before; empty where not said. | special | case
  words TEXT NOT NULL, -- What else they said; empty for nothing. | special | case
  unhappy {bool} NOT NULL, -- Whether something they said asks for an answer. | internal | case
  answered_at {at} NOT NULL, -- When. | internal | case
  recorded_by {uuid}, -- Who wrote it down; none where they answered by themselves. | internal | case
  action_id {uuid}, -- The next step it became, where they are unhappy. | none | case
  told_words TEXT NOT NULL, -- What was done about it and what they were told; empty until then. | special | case
  told_at {at}, -- When that was written down. | internal | case
  told_by {uuid}, -- By whom. | internal | case
  reopened_at {at}, -- When the case was opened again because of it. | internal | case
  PRIMARY KEY (tenant_id, survey_id),
  FOREIGN KEY (tenant_id, survey_id) REFERENCES survey_request (tenant_id, survey_id),
  FOREIGN KEY (tenant_id, action_id) REFERENCES next_action (tenant_id, action_id)
) {strict};
CREATE INDEX survey_answer_action ON survey_answer (tenant_id, action_id);
CREATE INDEX survey_answer_at ON survey_answer (tenant_id, answered_at);
