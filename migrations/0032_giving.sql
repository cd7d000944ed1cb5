-- Every choice of who gets a case: who was suggested, who was chosen, and why.

CREATE TABLE giving_choice ( -- A case given, handed over or moved: who was suggested and who was chosen. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  choice_id {uuid} NOT NULL, -- The choice. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  kind {key} NOT NULL CHECK (kind IN ('give', 'handover', 'move')), -- How the case changed hands. | internal | case
  points {i64} NOT NULL, -- What the case weighed then, in hundredths of a point. | internal | case
  offered {i64} NOT NULL, -- How many could take it. | internal | case
  suggested_id {uuid}, -- Who was suggested; empty when nobody could take it. | internal | case
  chosen_id {uuid} NOT NULL, -- Who got it. | internal | case
  place {i64} NOT NULL, -- Where they stood in the suggestion, from 1; 0 for somebody who had no room. | internal | case
  reason TEXT NOT NULL, -- Why them; empty when they were the first. | special | case
  chosen_at {at} NOT NULL, -- When. | internal | case
  chosen_by {uuid} NOT NULL, -- Who chose. | internal | case
  PRIMARY KEY (tenant_id, choice_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX giving_choice_case ON giving_choice (tenant_id, case_id);
CREATE INDEX giving_choice_at ON giving_choice (tenant_id, chosen_at);

CREATE TABLE giving_candidate ( -- One of the first five who were suggested for a case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  choice_id {uuid} NOT NULL, -- The choice. | none | case
  place {i64} NOT NULL CHECK (place BETWEEN 1 AND 5), -- Where they stood. | internal | case
  user_id {uuid} NOT NULL, -- Who. | internal | case
  score {i64}, -- From 0 to 10,000; empty where their hours were not known. | internal | case
  used_after {i64}, -- How much of their room would have been taken after it, in tenths of a percent; empty where not known. | internal | case
  PRIMARY KEY (tenant_id, choice_id, place),
  FOREIGN KEY (tenant_id, choice_id) REFERENCES giving_choice (tenant_id, choice_id)
) {narrow};
