-- What people decide about returns, case by case.

CREATE TABLE return_choice ( -- A case left out of a return for a time, or taken in again, with the reason. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  choice_id {uuid} NOT NULL, -- The choice. | none | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  pack_id {key} NOT NULL, -- Whose tables: the pack of the return. | special | case
  from_on {on} NOT NULL, -- First day of the time it is about. | none | case
  to_on {on} NOT NULL, -- Last day of it. | none | case
  included {bool} NOT NULL, -- Whether the case is taken in; the latest choice counts. | internal | case
  reason TEXT NOT NULL, -- Why. | special | case
  recorded_at {at} NOT NULL, -- When it was written down. | internal | case
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | case
  PRIMARY KEY (tenant_id, choice_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX return_choice_case ON return_choice (tenant_id, case_id, from_on);
CREATE INDEX return_choice_pack ON return_choice (tenant_id, pack_id, from_on);
