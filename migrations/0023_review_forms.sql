-- Review forms that a service publishes itself, and imports of past reviews.
CREATE TABLE review_form ( -- A published version of a review form; the forms that ship need no row. | structure
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  form_id {key} NOT NULL, -- Which form. | none | structure
  version {i64} NOT NULL, -- Which version of it. | none | structure
  effective_from {on} NOT NULL, -- The first day on which it is used. | none | structure
  source TEXT NOT NULL, -- The text itself, TOML. | none | structure
  hash {bytes} NOT NULL, -- SHA-256 of the text: what is read once is known again by it. | none | structure
  note TEXT NOT NULL, -- What was changed and why. | internal | structure
  published_at {at} NOT NULL, -- When it was published. | none | structure
  published_by {uuid} NOT NULL, -- Who published it. | internal | structure
  withdrawn_at {at}, -- When it was taken back, if it was. | none | structure
  PRIMARY KEY (tenant_id, form_id, version)
) {strict};
CREATE INDEX case_review_form ON case_review (tenant_id, form_id, shared_at, form_version);
ALTER TABLE import_run ADD COLUMN importer {key} NOT NULL DEFAULT ''; -- Which importer, where it is none of those that kind knows; empty otherwise. | none | import
