-- Results of reviews: what each review counts as, and sums that are kept with it in one transaction.
CREATE TABLE review_counted ( -- What a review counts as in results: one that was shared, or one that came in from a spreadsheet. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  batch_id {uuid} NOT NULL, -- The import that brought it; all zeros for a review made here. | none | import
  month {key} NOT NULL, -- The month it counts in, such as 2026-11. | none | case
  counted_on {on} NOT NULL, -- The day it was shared; of an import, the first of its month. | none | case
  team_id {uuid} NOT NULL, -- The team; a name of past_name where an import knows no such team; all zeros for none. | none | case
  area_id {uuid} NOT NULL, -- The area of the team, or of the import; all zeros for none. | none | case
  worker_id {uuid} NOT NULL, -- Whose score it is; a name of past_name where an import knows no account. | internal | case
  case_type {key} NOT NULL, -- The kind of case; empty where an import does not say. | none | case
  form_id {key} NOT NULL, -- The form. | none | case
  form_version {i64} NOT NULL, -- Its version. | none | case
  case_id {uuid}, -- The case; none where an import knows no such case. | internal | case
  reference {key} NOT NULL, -- The reference of the case, as it was or as the import says. | internal | case
  score {i64} CHECK (score BETWEEN 0 AND 100), -- The score; none where nothing applies. | internal | case
  critical {i64} NOT NULL, -- Critical criteria that are not met. | internal | case
  left_out {key} NOT NULL CHECK (left_out IN ('', 'directed', 'insufficient', 'replaced')), -- Why it enters no average; empty where it does. | none | case
  reviewer_id {uuid}, -- Who reviewed; none where an import does not say. | internal | case
  PRIMARY KEY (tenant_id, review_id)
) {strict};
CREATE INDEX review_counted_month ON review_counted (tenant_id, month, team_id);
CREATE INDEX review_counted_worker ON review_counted (tenant_id, worker_id, month);
CREATE INDEX review_counted_team ON review_counted (tenant_id, team_id, month);
CREATE INDEX review_counted_latest ON review_counted (tenant_id, form_id, counted_on);
CREATE INDEX review_counted_batch ON review_counted (tenant_id, batch_id);
CREATE INDEX review_counted_left ON review_counted (tenant_id, month) WHERE left_out <> '';

CREATE TABLE criterion_counted ( -- What a criterion of a review counts as in results. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  review_id {uuid} NOT NULL, -- The review. | none | case
  criterion {key} NOT NULL, -- The criterion of the form. | none | case
  value {key} NOT NULL CHECK (value IN ('met', 'partly', 'not_met', 'na')), -- The answer. | internal | case
  overruled {bool} NOT NULL, -- Whether facts had proposed another answer. | internal | case
  PRIMARY KEY (tenant_id, review_id, criterion),
  FOREIGN KEY (tenant_id, review_id) REFERENCES review_counted (tenant_id, review_id)
) {narrow};

CREATE TABLE review_sum ( -- Reviews that count, added up by month, team, area, officer, kind of case and form. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  month {key} NOT NULL, -- The month. | none | case
  team_id {uuid} NOT NULL, -- The team. | none | case
  worker_id {uuid} NOT NULL, -- The officer. | internal | case
  area_id {uuid} NOT NULL, -- The area. | none | case
  case_type {key} NOT NULL, -- The kind of case. | none | case
  form_id {key} NOT NULL, -- The form. | none | case
  batch_id {uuid} NOT NULL, -- The import that brought them: they show while it is live; all zeros for reviews made here. | none | import
  reviews {i64} NOT NULL, -- How many. | internal | case
  total {i64} NOT NULL, -- The sum of their scores. | internal | case
  squares {i64} NOT NULL, -- The sum of the squares of their scores. | internal | case
  critical {i64} NOT NULL, -- Of these, reviews with something critical that is not met. | internal | case
  PRIMARY KEY (tenant_id, month, team_id, worker_id, area_id, case_type, form_id, batch_id)
) {narrow};
CREATE INDEX review_sum_team ON review_sum (tenant_id, team_id, month);
CREATE INDEX review_sum_worker ON review_sum (tenant_id, worker_id, month);
CREATE INDEX review_sum_batch ON review_sum (tenant_id, batch_id);

CREATE TABLE criterion_sum ( -- Answers of reviews that count, added up by month, team, form and criterion. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  form_id {key} NOT NULL, -- The form. | none | case
  month {key} NOT NULL, -- The month. | none | case
  team_id {uuid} NOT NULL, -- The team. | none | case
  form_version {i64} NOT NULL, -- The version of the form. | none | case
  criterion {key} NOT NULL, -- The criterion. | none | case
  batch_id {uuid} NOT NULL, -- The import that brought them; all zeros for reviews made here. | none | import
  met {i64} NOT NULL, -- Answers that it is met. | none | case
  partly {i64} NOT NULL, -- Answers that some of it is. | none | case
  not_met {i64} NOT NULL, -- Answers that it is not. | none | case
  na {i64} NOT NULL, -- Answers that it does not apply. | none | case
  overruled {i64} NOT NULL, -- Answers that differ from what facts proposed. | none | case
  PRIMARY KEY (tenant_id, form_id, month, team_id, form_version, criterion, batch_id)
) {narrow};
CREATE INDEX criterion_sum_batch ON criterion_sum (tenant_id, batch_id);

CREATE TABLE past_name ( -- A name in a spreadsheet of past reviews that belongs to no account, team or area. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  name_id {uuid} NOT NULL, -- Stands where an account, team or area would; the same for the same name. | none | account
  batch_id {uuid} NOT NULL, -- The import that brought it. | none | import
  kind {key} NOT NULL CHECK (kind IN ('officer', 'team', 'area')), -- What it names. | none | account
  name TEXT NOT NULL, -- The name as it was written. | internal | account
  PRIMARY KEY (tenant_id, name_id, batch_id)
) {strict};
CREATE INDEX past_name_batch ON past_name (tenant_id, batch_id);
CREATE INDEX past_name_kind ON past_name (tenant_id, kind, name_id);

CREATE TABLE past_criterion ( -- A criterion of a spreadsheet that was filled by no form of ours. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  form_id {key} NOT NULL, -- Stands where a form would. | none | import
  criterion {key} NOT NULL, -- The criterion. | none | import
  batch_id {uuid} NOT NULL, -- The import that brought it. | none | import
  place {i64} NOT NULL, -- Its place among them, from 1. | none | import
  words TEXT NOT NULL, -- What it asked for, as the spreadsheet says. | none | import
  PRIMARY KEY (tenant_id, form_id, criterion, batch_id)
) {strict};
CREATE INDEX past_criterion_batch ON past_criterion (tenant_id, batch_id);

CREATE TABLE review_change ( -- A known change from which charts of scores begin anew. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  change_id {uuid} NOT NULL, -- The change. | none | case
  month {key} NOT NULL, -- The first month under it. | none | case
  team_id {uuid} NOT NULL, -- The team it is about; all zeros for the whole service. | none | case
  what TEXT NOT NULL, -- What changed. | none | case
  recorded_by {uuid} NOT NULL, -- Who recorded it. | internal | case
  recorded_at {at} NOT NULL, -- When. | none | case
  withdrawn_by {uuid}, -- Who took it back, if anybody. | internal | case
  withdrawn_at {at}, -- When. | none | case
  PRIMARY KEY (tenant_id, change_id)
) {strict};
CREATE INDEX review_change_month ON review_change (tenant_id, month);
