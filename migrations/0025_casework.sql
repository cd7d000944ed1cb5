-- Casework: reports about somebody whose case is open, the moment something was served, addresses found by house and
-- street.
ALTER TABLE report ADD COLUMN against_id {uuid}; -- Who is said to have done it, where we know them. | special | case
ALTER TABLE report ADD COLUMN another_why TEXT NOT NULL DEFAULT ''; -- Why it opened another case while one was open that it could have joined; empty where none was. | special | case
ALTER TABLE power_use ADD COLUMN served_at {at}; -- The moment it was given or served, where a clock counts hours from it. | special | case

ALTER TABLE address ADD COLUMN place {key} NOT NULL DEFAULT ''; -- House number and street, folded, so that it is found as it is typed; empty where there is no number. | protected | person
CREATE INDEX address_place ON address (tenant_id, place);
