-- Returns, continued: what a nightly look finds wrong, and cases put into one table by hand; the address record.

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

-- The address record: what it held before, and ways that are not used any more.

ALTER TABLE contact_method ADD COLUMN until_on {on}; -- The day somebody said that it is not used any more. | personal | person

CREATE TABLE reach_change ( -- What was done to an address or a way to reach a person, and what stood there before. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | none | person
  change_id {uuid} NOT NULL, -- The change. | none | person
  what {key} NOT NULL CHECK (what IN ('address', 'way')), -- What was changed. | none | person
  done {key} NOT NULL CHECK (done IN ('added', 'corrected', 'ended')), -- What was done to it. | internal | person
  before_words TEXT NOT NULL, -- What stood there before, in a line; empty when it was added. | protected | person
  withheld {bool} NOT NULL, -- Whether only those who may see a withheld address may see it. | special | person
  why TEXT NOT NULL, -- Why it was changed; empty when it was added. | special | person
  changed_at {at} NOT NULL, -- When. | internal | person
  changed_by {uuid} NOT NULL, -- Who. | internal | person
  PRIMARY KEY (tenant_id, person_id, change_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};
