-- Files that wait for a virus check that did not work.

ALTER TABLE document_file ADD COLUMN held {bool} NOT NULL DEFAULT FALSE; -- Whether it is kept apart because a virus check is set up and did not work. | internal | case
