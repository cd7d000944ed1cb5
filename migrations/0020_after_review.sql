-- What comes after a draw and a review: a blind second review, what the officer disputes, who decides, what is put
-- right and was looked at again. How far a review is follows from these facts; case_review.state says the rest.
ALTER TABLE case_review ADD COLUMN second {bool} NOT NULL DEFAULT FALSE; -- Whether a second reviewer answers it blind. | none | case
ALTER TABLE case_review ADD COLUMN settled {key} NOT NULL DEFAULT '' CHECK (settled IN ('', 'agreed', 'moderated', 'no_answer')); -- How what the officer says was settled; empty until it is. | internal | case
ALTER TABLE case_review ADD COLUMN settled_at {at}; -- When it was settled. | internal | case
ALTER TABLE case_review ADD COLUMN settled_by {uuid}; -- Who settled it: the officer, a moderator, or the reviewer where no answer came. | internal | case
ALTER TABLE case_review ADD COLUMN first_score {i64}; -- The score as it was shared, where a moderator changed an answer since. | internal | case
ALTER TABLE case_review ADD COLUMN closed_at {at}; -- When it was closed, or replaced. | internal | case
ALTER TABLE case_review ADD COLUMN replaced_by {uuid}; -- The review that took its place, if one did. | internal | case
ALTER TABLE case_review ADD COLUMN asked_by {uuid}; -- Who asked for it, or replaced another by it; none for one that was drawn. | internal | case
ALTER TABLE case_review ADD COLUMN alone_at {at}; -- When the first reviewer went on alone, since no second or third came in time. | internal | case
CREATE INDEX case_review_shared ON case_review (tenant_id, shared_at);
CREATE INDEX self_audit_finished ON self_audit (tenant_id, finished_at);
CREATE INDEX six_week_review_completed ON six_week_review (tenant_id, completed_on);

CREATE TABLE review_begun ( -- When somebody first opened the form of a review: how long reviews take, and who is at it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  user_id {uuid} NOT NULL, -- Who opened it. | internal | case
  begun_at {at} NOT NULL, -- When. | internal | case
  PRIMARY KEY (tenant_id, review_id, user_id),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id)
) {narrow};

CREATE TABLE review_second ( -- The blind second review, and who decided where the two differ. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  reviewer_id {uuid} NOT NULL, -- Who reviews a second time. | internal | case
  finished_at {at} NOT NULL, -- When all was answered. | internal | case
  praise TEXT NOT NULL, -- What was done well, by the second reviewer. | special | case
  voice TEXT NOT NULL, -- What the client says, by the second reviewer. | special | case
  met_at {at}, -- When both had finished and the answers were laid side by side. | internal | case
  differs {i64} NOT NULL, -- Answers that differed then. | none | case
  third_id {uuid}, -- Who decided the answers that differ. | internal | case
  third_at {at}, -- When. | internal | case
  PRIMARY KEY (tenant_id, review_id),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id)
) {strict};
CREATE INDEX review_second_met ON review_second (tenant_id, met_at);

CREATE TABLE blind_answer ( -- What one of two reviewers answered before either saw the other's answers. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  voice {key} NOT NULL CHECK (voice IN ('first', 'second')), -- Which of the two. | none | case
  criterion {key} NOT NULL, -- The criterion of the form. | none | case
  value {key} NOT NULL CHECK (value IN ('met', 'partly', 'not_met', 'na')), -- The answer. | internal | case
  na_reason {key} NOT NULL, -- Why it does not apply; empty where it does. | internal | case
  note TEXT NOT NULL, -- Why, in the reviewer's words. | special | case
  proposed {key} NOT NULL, -- What facts proposed; empty where they propose nothing. | internal | case
  proposed_why TEXT NOT NULL, -- From what. | special | case
  PRIMARY KEY (tenant_id, review_id, voice, criterion),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id)
) {narrow};

CREATE TABLE review_dispute ( -- An answer with which the officer disagrees. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  criterion {key} NOT NULL, -- The criterion of the form. | none | case
  words TEXT NOT NULL, -- Why, in the officer's words. | special | case
  PRIMARY KEY (tenant_id, review_id, criterion),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id)
) {narrow};

CREATE TABLE review_decision ( -- What a third voice or a moderator decided about one answer; the answer before stays readable. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  stage {key} NOT NULL CHECK (stage IN ('third', 'moderated')), -- Between two reviewers, or between reviewer and officer. | none | case
  criterion {key} NOT NULL, -- The criterion of the form. | none | case
  was {key} NOT NULL, -- The answer before: the first reviewer's, or the one that was shared. | internal | case
  was_reason {key} NOT NULL, -- Why it did not apply then; empty where it did. | internal | case
  value {key} NOT NULL CHECK (value IN ('met', 'partly', 'not_met', 'na')), -- The answer that stands. | internal | case
  na_reason {key} NOT NULL, -- Why it does not apply; empty where it does. | internal | case
  why TEXT NOT NULL, -- Why, in the words of whoever decided. | special | case
  decided_by {uuid} NOT NULL, -- Who decided. | internal | case
  decided_at {at} NOT NULL, -- When. | internal | case
  PRIMARY KEY (tenant_id, review_id, stage, criterion),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id)
) {narrow};

CREATE TABLE review_action ( -- A next step of the case that a review asked for, and whether it put things right. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  action_id {uuid} NOT NULL, -- The next step. | internal | case
  review_id {uuid} NOT NULL, -- The review. | none | case
  criterion {key} NOT NULL, -- The criterion that was not met. | none | case
  checked_at {at}, -- When the reviewer looked at it again. | internal | case
  checked_by {uuid}, -- Who looked. | internal | case
  put_right {bool}, -- Whether it is put right; where it is not, another step follows. | internal | case
  words TEXT NOT NULL, -- What shows it; empty until somebody looked. | special | case
  PRIMARY KEY (tenant_id, action_id),
  FOREIGN KEY (tenant_id, review_id) REFERENCES case_review (tenant_id, review_id),
  FOREIGN KEY (tenant_id, action_id) REFERENCES next_action (tenant_id, action_id)
) {strict};
CREATE INDEX review_action_review ON review_action (tenant_id, review_id);
