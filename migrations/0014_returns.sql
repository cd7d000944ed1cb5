-- Returns, continued: what a nightly look finds wrong, and cases put into one table by hand.

ALTER TABLE return_choice ADD COLUMN table_id {key} NOT NULL DEFAULT ''; -- The one table it is about; empty for the whole return. A case taken in for one table stands in it whatever the rule says. | special | case

CREATE TABLE return_finding ( -- Something that would make a return wrong, found in a case by a nightly look. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  pack_id {key} NOT NULL, -- Whose check: the pack of the return. | special | case
  case_id {uuid} NOT NULL, -- The case. | internal | case
  check_id {key} NOT NULL, -- Which check of the pack. | special | case
  first_on {on} NOT NULL, -- The day of the look that found it first. | internal | case
  last_on {on} NOT NULL, -- The day of the look that found it last. | internal | case
  gone_on {on}, -- The day of the look that did not find it any more. | internal | case
  PRIMARY KEY (tenant_id, case_id, check_id, first_on),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_file (tenant_id, case_id)
) {strict};
CREATE INDEX return_finding_pack ON return_finding (tenant_id, pack_id, gone_on);
