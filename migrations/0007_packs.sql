-- Published packs are found by what their text says.

ALTER TABLE pack_version ADD COLUMN hash {bytes}; -- SHA-256 of the text: what is read once is known again by it. | none | structure
ALTER TABLE case_fact ADD COLUMN nth {i64} NOT NULL DEFAULT 0; -- Its place among the codes of one answer, from 0. | none | case
ALTER TABLE case_fact ADD COLUMN repeats {bool} NOT NULL DEFAULT FALSE; -- Whether it belongs to one of several entries of a form that repeats. | none | case
