-- Published packs are found by what their text says.

ALTER TABLE pack_version ADD COLUMN hash {bytes}; -- SHA-256 of the text: what is read once is known again by it. | none | structure
ALTER TABLE case_fact ADD COLUMN nth {i64} NOT NULL DEFAULT 0; -- Its place among the codes of one answer, from 0. | none | case
ALTER TABLE case_fact ADD COLUMN repeats {bool} NOT NULL DEFAULT FALSE; -- Whether it belongs to one of several entries of a form that repeats. | none | case
ALTER TABLE pack_version ADD COLUMN move_asked_at {at}; -- When open cases of earlier versions were asked to move to it. | none | structure
ALTER TABLE pack_version ADD COLUMN moved_at {at}; -- When the last of them had moved. | none | structure
CREATE INDEX case_file_kind ON case_file (tenant_id, case_type, pack_version, closed_on);
