-- People: who they are, how to reach them safely, who works with them, what matters, what is risky.

CREATE TABLE person ( -- A person the service helps or knows of. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | none | person
  known_as TEXT NOT NULL, -- Name as they wish to be called. | personal | person
  full_name TEXT NOT NULL, -- Whole name. | personal | person
  sort_name {key} NOT NULL, -- Family name first, folded for sorting. | personal | person
  born_on {on}, -- Date of birth. | personal | person
  born_about {bool} NOT NULL, -- Whether the date of birth is a guess or partly known. | personal | person
  pronouns TEXT NOT NULL, -- Such as she/her; empty when not asked. | special | person
  language TEXT NOT NULL, -- Language they speak best, and whether they need an interpreter; empty when not asked. | special | person
  needs TEXT NOT NULL, -- Communication and access needs, in words. | special | person
  recorded_at {at} NOT NULL, -- When the record was made. | internal | person
  recorded_by {uuid} NOT NULL, -- Who made it. | internal | person
  version {i64} NOT NULL, -- Grows with each change. | none | person
  PRIMARY KEY (tenant_id, person_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person_access (tenant_id, person_id)
) {strict};

CREATE TABLE person_name ( -- One name of a person: legal, former, alias, or as others spell it. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | none | person
  name_id {uuid} NOT NULL, -- The name. | none | person
  kind {key} NOT NULL CHECK (kind IN ('legal', 'known_as', 'former', 'alias', 'spelling')), -- What kind of name. | personal | person
  name TEXT NOT NULL, -- The name. | personal | person
  PRIMARY KEY (tenant_id, person_id, name_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE search_token ( -- A word by which a person is found. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  token {key} NOT NULL, -- The word folded, or its sound after a tilde. | personal | person
  person_id {uuid} NOT NULL, -- The person. | none | person
  PRIMARY KEY (tenant_id, token, person_id)
) {narrow};
CREATE INDEX search_token_person ON search_token (tenant_id, person_id);

CREATE TABLE address ( -- Where a person lives, lived or gets post, for a time. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | none | person
  address_id {uuid} NOT NULL, -- The address. | none | person
  kind {key} NOT NULL CHECK (kind IN ('home', 'temporary', 'post', 'refuge', 'no_fixed')), -- What the address is to them. | personal | person
  lines TEXT NOT NULL, -- The address in one line. | protected | person
  postcode {key} NOT NULL, -- Postcode, upper case with one space; empty when none. | protected | person
  withheld {bool} NOT NULL, -- Whether only those who work with them may see it. | special | person
  access_code TEXT NOT NULL, -- Key safe or door code; empty when none. | protected | person
  from_on {on}, -- Since when, if known. | personal | person
  until_on {on}, -- Last day, once they have left. | personal | person
  PRIMARY KEY (tenant_id, person_id, address_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE contact_method ( -- A way to reach a person, and when it is safe. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | none | person
  method_id {uuid} NOT NULL, -- The way. | none | person
  channel {key} NOT NULL CHECK (channel IN ('phone', 'text', 'email', 'letter', 'visit', 'other')), -- By what. | personal | person
  value TEXT NOT NULL, -- The number or address. | personal | person
  safety {key} NOT NULL CHECK (safety IN ('safe', 'careful', 'unsafe', 'not_asked')), -- Whether using it is safe for them. | special | person
  rule TEXT NOT NULL, -- How and when, such as "text after 4pm, no voicemail"; empty when none. | special | person
  preferred {bool} NOT NULL, -- Whether it is the way they asked for. | personal | person
  PRIMARY KEY (tenant_id, person_id, method_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE household ( -- People who live together. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  household_id {uuid} NOT NULL, -- The household. | none | person
  batch_id {uuid}, -- The import that made it, if one. | none | import
  PRIMARY KEY (tenant_id, household_id)
) {narrow};
CREATE INDEX household_batch ON household (tenant_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE household_member ( -- A person in a household. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  household_id {uuid} NOT NULL, -- The household. | personal | person
  person_id {uuid} NOT NULL, -- The member. | personal | person
  is_head {bool} NOT NULL, -- Whether the others are described from them. | personal | person
  relationship TEXT NOT NULL, -- What they are to the head, such as son; empty for the head. | personal | person
  PRIMARY KEY (tenant_id, household_id, person_id),
  FOREIGN KEY (tenant_id, household_id) REFERENCES household (tenant_id, household_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {narrow};
CREATE INDEX household_member_person ON household_member (tenant_id, person_id);

CREATE TABLE relationship ( -- Somebody or something around a person, and how close. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person in the middle. | personal | person
  relationship_id {uuid} NOT NULL, -- The tie. | none | person
  other_person_id {uuid}, -- The other person's record, if they have one. | personal | person
  name TEXT NOT NULL, -- Who or what it is: Grace, school, neighbour. | personal | person
  kind TEXT NOT NULL, -- What they are to the person: mother, ex-partner. | special | person
  strength {key} NOT NULL CHECK (strength IN ('strong', 'ordinary', 'weak', 'strained')), -- How the tie is. | special | person
  third_party {bool} NOT NULL, -- Whether naming them outside those who work with the person could harm. | special | person
  PRIMARY KEY (tenant_id, person_id, relationship_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE network_member ( -- Who works with a person, doing what: workers, agencies and family. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | personal | person
  member_id {uuid} NOT NULL, -- The membership. | none | person
  user_id {uuid}, -- The worker's account, if they have one. | internal | person
  name TEXT NOT NULL, -- Their name, where they have no account. | personal | person
  agency TEXT NOT NULL, -- Their agency, or Family, where they have no account. | personal | person
  phone TEXT NOT NULL, -- Their telephone, where they have no account. | personal | person
  role TEXT NOT NULL, -- What they are to the person, such as case officer or mother. | personal | person
  doing TEXT NOT NULL, -- What they are doing. | special | person
  is_lead {bool} NOT NULL, -- Whether they lead the work. | internal | person
  since_on {on} NOT NULL, -- Since when. | internal | person
  until_on {on}, -- Last day, once it has ended. | internal | person
  PRIMARY KEY (tenant_id, person_id, member_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE what_matters ( -- What matters to a person, in their words. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | personal | person
  matter_id {uuid} NOT NULL, -- The saying. | none | person
  words TEXT NOT NULL, -- Their words. | special | person
  said_on {on} NOT NULL, -- When they said it. | personal | person
  said_to TEXT NOT NULL, -- To whom. | personal | person
  recorded_at {at} NOT NULL, -- When it was written down. | internal | person
  PRIMARY KEY (tenant_id, person_id, matter_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE risk ( -- Something that may harm a person or others, and the plan against it. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | personal | person
  risk_id {uuid} NOT NULL, -- The risk. | none | person
  what TEXT NOT NULL, -- What may happen. | special | person
  level {key} NOT NULL CHECK (level IN ('high', 'medium', 'lower')), -- How grave. | special | person
  plan TEXT NOT NULL, -- What is done about it. | special | person
  reviewed_on {on} NOT NULL, -- When it was last looked at. | internal | person
  review_on {on}, -- When it is to be looked at next. | internal | person
  ended_on {on}, -- When it ended, if it has. | internal | person
  recorded_by {uuid} NOT NULL, -- Who wrote it down. | internal | person
  PRIMARY KEY (tenant_id, person_id, risk_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE alert ( -- A warning shown in words wherever the person is shown. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | personal | person
  alert_id {uuid} NOT NULL, -- The warning. | none | person
  words TEXT NOT NULL, -- Such as "Do not visit alone". | special | person
  from_on {on} NOT NULL, -- Since when. | internal | person
  until_on {on}, -- Last day, once it has ended. | internal | person
  PRIMARY KEY (tenant_id, person_id, alert_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
) {strict};

CREATE TABLE stored_search ( -- What somebody searched for, kept so that no name stands in an address. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  token_hash {bytes} NOT NULL, -- SHA-256 of the secret in the address. | protected | passing
  user_id {uuid} NOT NULL, -- Who searched; nobody else may open it. | internal | passing
  terms TEXT NOT NULL, -- What they typed. | personal | passing
  until_at {at} NOT NULL, -- When it lapses: 30 minutes after the search. | none | passing
  PRIMARY KEY (tenant_id, token_hash)
) {strict};
CREATE INDEX stored_search_user ON stored_search (tenant_id, user_id, until_at);

CREATE TABLE match_alert ( -- A new record that seems to be a restricted person; only their keeper is told. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  alert_id {uuid} NOT NULL, -- The alert. | none | person
  keeper_id {uuid} NOT NULL, -- Who is told. | internal | person
  person_id {uuid} NOT NULL, -- The restricted person. | special | person
  new_person_id {uuid} NOT NULL, -- The new record. | personal | person
  raised_at {at} NOT NULL, -- When. | internal | person
  seen_at {at}, -- When the keeper dealt with it. | internal | person
  PRIMARY KEY (tenant_id, alert_id)
) {strict};
CREATE INDEX match_alert_keeper ON match_alert (tenant_id, keeper_id, seen_at);
