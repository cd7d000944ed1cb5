-- Who signs in, who they are to people and cases, and what they looked at.

CREATE TABLE tenant ( -- Whoever runs one shared service: a partnership of one place, or one organisation. | structure
  tenant_id {i64} NOT NULL PRIMARY KEY, -- The shared service. | none | structure
  name TEXT NOT NULL, -- Its name, shown on every page. | none | structure
  division {key} NOT NULL CHECK (division IN ('england-and-wales', 'scotland', 'northern-ireland')), -- Whose bank holidays count. | none | structure
  made_at {at} NOT NULL -- When it was set up. | none | structure
) {strict};

CREATE TABLE organisation ( -- An organisation that takes part: council, landlord, police, health, charity. | structure
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  organisation_id {uuid} NOT NULL, -- The organisation. | none | structure
  name TEXT NOT NULL, -- Its name. | none | structure
  kind {key} NOT NULL CHECK (kind IN ('council', 'landlord', 'police', 'health', 'charity', 'probation', 'other')), -- What it is. | none | structure
  batch_id {uuid}, -- The import that made it, if one. | none | import
  PRIMARY KEY (tenant_id, organisation_id)
) {strict};

CREATE TABLE area ( -- A place inside the service, such as a ward or a patch. | structure
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  area_id {uuid} NOT NULL, -- The area. | none | structure
  name TEXT NOT NULL, -- Its name. | none | structure
  PRIMARY KEY (tenant_id, area_id)
) {strict};

CREATE TABLE team ( -- A team; it may hold workers of several organisations. | structure
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  team_id {uuid} NOT NULL, -- The team. | none | structure
  organisation_id {uuid} NOT NULL, -- The organisation that hosts it. | none | structure
  area_id {uuid}, -- The area it covers, if one. | none | structure
  name TEXT NOT NULL, -- Its name. | none | structure
  batch_id {uuid}, -- The import that made it, if one: its teams show when it is live. | none | import
  PRIMARY KEY (tenant_id, team_id),
  FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisation (tenant_id, organisation_id),
  FOREIGN KEY (tenant_id, area_id) REFERENCES area (tenant_id, area_id)
) {strict};

CREATE TABLE app_user ( -- Somebody who can sign in, or a worker named in records. | account
  tenant_id {i64} NOT NULL REFERENCES tenant (tenant_id), -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The account. | none | account
  organisation_id {uuid} NOT NULL, -- Who employs them. | internal | account
  name TEXT NOT NULL, -- Name as shown to colleagues. | internal | account
  sort_name {key} NOT NULL, -- Name folded for sorting. | internal | account
  job_title TEXT NOT NULL, -- What they do. | internal | account
  phone TEXT NOT NULL, -- Work telephone; empty when none. | internal | account
  sign_in {key} NOT NULL, -- Sign-in name, folded; unique. | internal | account
  clearance {i64} NOT NULL CHECK (clearance BETWEEN 0 AND 3), -- Highest sensitivity they may see: 0 universal to 3 restricted. | internal | account
  own_person_id {uuid} NOT NULL, -- Their own record as a client, all zeros when none. | special | account
  status {key} NOT NULL CHECK (status IN ('active', 'locked', 'left', 'imported')), -- Whether they may sign in. | internal | account
  batch_id {uuid}, -- The import that made them, if one. | none | import
  PRIMARY KEY (tenant_id, user_id),
  UNIQUE (tenant_id, sign_in),
  FOREIGN KEY (tenant_id, organisation_id) REFERENCES organisation (tenant_id, organisation_id)
) {strict};
CREATE INDEX app_user_batch ON app_user (tenant_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE credential ( -- How somebody proves who they are: a password, hashed. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The account. | none | account
  password_hash TEXT NOT NULL, -- Argon2id, in PHC form. | protected | account
  set_at {at} NOT NULL, -- When it was set. | internal | account
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};

CREATE TABLE role_grant ( -- A role somebody has: roles open screens, never people. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The account. | none | account
  role {key} NOT NULL CHECK (role IN ('officer', 'leader', 'manager', 'analyst', 'data', 'privacy', 'admin')), -- The role. | internal | account
  PRIMARY KEY (tenant_id, user_id, role),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {narrow};

CREATE TABLE session ( -- A signed-in browser. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  token_hash {bytes} NOT NULL, -- SHA-256 of the cookie's secret. | protected | passing
  session_id {uuid} NOT NULL, -- The session as named in the audit. | internal | audit
  user_id {uuid} NOT NULL, -- Who signed in. | internal | passing
  made_at {at} NOT NULL, -- When they signed in. | internal | passing
  idle_until_at {at} NOT NULL, -- When it ends unless used. | internal | passing
  ends_at {at} NOT NULL, -- When it ends whatever happens. | internal | passing
  PRIMARY KEY (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX session_account ON session (tenant_id, user_id);

CREATE TABLE sign_in_try ( -- A try to sign in that failed, to slow guessing down. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  try_id {uuid} NOT NULL, -- The try. | none | passing
  sign_in {key} NOT NULL, -- The sign-in name that was typed, folded. | internal | passing
  source {key} NOT NULL, -- The network address it came from. | internal | passing
  at_ts {at} NOT NULL, -- When. | internal | passing
  PRIMARY KEY (tenant_id, try_id)
) {strict};
CREATE INDEX sign_in_try_name ON sign_in_try (tenant_id, sign_in, at_ts);
CREATE INDEX sign_in_try_source ON sign_in_try (tenant_id, source, at_ts);

CREATE TABLE team_member ( -- Somebody in a team, for a time. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | account
  team_id {uuid} NOT NULL, -- The team. | internal | account
  manages {bool} NOT NULL, -- Whether they lead the team. | internal | account
  from_at {at} NOT NULL, -- Since when. | internal | account
  until_at {at} NOT NULL, -- Until when; the year 9999 while it lasts. | internal | account
  PRIMARY KEY (tenant_id, user_id, team_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
) {narrow};
CREATE INDEX team_member_team ON team_member (tenant_id, team_id, user_id);

CREATE TABLE batch ( -- One import; its rows show all at once when it goes live. | import
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  batch_id {uuid} NOT NULL, -- The batch. | none | import
  live {bool} NOT NULL, -- Whether its rows show. | none | import
  PRIMARY KEY (tenant_id, batch_id)
) {narrow};

CREATE TABLE person_access ( -- What decides who may see a person. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | none | person
  sensitivity {i64} NOT NULL CHECK (sensitivity BETWEEN 0 AND 3), -- 0 universal, 1 standard, 2 sensitive, 3 restricted. | internal | person
  restricted {bool} NOT NULL, -- Whether only named workers may see them. | special | person
  keeper_id {uuid} NOT NULL, -- The worker who keeps the record: whom to ask. | internal | person
  batch_id {uuid}, -- The import that made it, if one. | none | import
  PRIMARY KEY (tenant_id, person_id)
) {narrow};
CREATE INDEX person_access_batch ON person_access (tenant_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE works_with ( -- A worker works with a person, for a time: the network that may see them. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  user_id {uuid} NOT NULL, -- The worker. | internal | person
  person_id {uuid} NOT NULL, -- The person. | internal | person
  from_at {at} NOT NULL, -- Since when. | internal | person
  until_at {at} NOT NULL, -- Until when; the year 9999 while it lasts. | internal | person
  batch_id {uuid}, -- The import that made it, if one. | none | import
  PRIMARY KEY (tenant_id, user_id, person_id)
) {narrow};
CREATE INDEX works_with_person ON works_with (tenant_id, person_id, user_id);

CREATE TABLE named_reader ( -- A worker named as one of the few who may see a restricted person. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The restricted person. | special | person
  user_id {uuid} NOT NULL, -- The worker. | internal | person
  from_at {at} NOT NULL, -- Since when. | internal | person
  until_at {at} NOT NULL, -- Until when. | internal | person
  PRIMARY KEY (tenant_id, person_id, user_id)
) {narrow};

CREATE TABLE exclusion ( -- A worker who may never look at a person: a conflict of interest. | person
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  person_id {uuid} NOT NULL, -- The person. | special | person
  user_id {uuid} NOT NULL, -- The worker kept out. | internal | person
  reason TEXT NOT NULL, -- Why, as declared. | special | person
  from_at {at} NOT NULL, -- Since when. | internal | person
  until_at {at} NOT NULL, -- Until when. | internal | person
  PRIMARY KEY (tenant_id, person_id, user_id)
) {strict};

CREATE TABLE case_access ( -- What decides who may see a case. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | none | case
  team_id {uuid} NOT NULL, -- The team that holds it. | internal | case
  sensitivity {i64} NOT NULL CHECK (sensitivity BETWEEN 0 AND 3), -- 0 universal, 1 standard, 2 sensitive, 3 restricted. | internal | case
  is_open {bool} NOT NULL, -- Whether the case is open: a closed one is not written to. | internal | case
  batch_id {uuid}, -- The import that made it, if one. | none | import
  PRIMARY KEY (tenant_id, case_id)
) {narrow};
CREATE INDEX case_access_team ON case_access (tenant_id, team_id, is_open);
CREATE INDEX case_access_batch ON case_access (tenant_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE case_person ( -- A person who is a subject of a case: who sees them may see it. | case
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  case_id {uuid} NOT NULL, -- The case. | none | case
  person_id {uuid} NOT NULL, -- The subject. | personal | case
  PRIMARY KEY (tenant_id, case_id, person_id)
) {narrow};
CREATE INDEX case_person_person ON case_person (tenant_id, person_id, case_id);

CREATE TABLE audit_event ( -- One look, search, change or refusal. Rows are only ever added. | audit
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  event_id {uuid} NOT NULL, -- The event. | none | audit
  at_ts {at} NOT NULL, -- When. | internal | audit
  actor_id {uuid} NOT NULL, -- Who; all zeros for nobody signed in. | internal | audit
  acting_agency_id {uuid} NOT NULL, -- For which organisation. | internal | audit
  session_ref {uuid} NOT NULL, -- In which session. | internal | audit
  action {key} NOT NULL, -- What was done or asked for. | internal | audit
  object_type {key} NOT NULL, -- To what kind of record. | internal | audit
  object_id {uuid} NOT NULL, -- To which record; all zeros for none. | internal | audit
  person_id {uuid} NOT NULL, -- About which person; all zeros for none or many. | internal | audit
  outcome {key} NOT NULL CHECK (outcome IN ('allowed', 'refused')), -- Whether it was let happen. | internal | audit
  basis {key} NOT NULL, -- The rule of the policy that decided. | internal | audit
  purpose TEXT NOT NULL, -- The reason given, where one was asked for. | internal | audit
  request_id {uuid} NOT NULL, -- The request it belongs to. | internal | audit
  subjects {bytes}, -- Ids shown in a list, packed 16 bytes each. | internal | audit
  detail_commit {bytes} NOT NULL, -- SHA-256 of salt and detail: what the detail was can be proved, not read. | internal | audit
  PRIMARY KEY (tenant_id, event_id)
) {strict};
CREATE INDEX audit_event_person ON audit_event (tenant_id, person_id, at_ts);

CREATE TABLE audit_detail ( -- What an event was about in words; erasable, the event stays provable. | audit
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  event_id {uuid} NOT NULL, -- The event. | none | audit
  salt {bytes} NOT NULL, -- 32 random bytes. | protected | audit
  detail {bytes} NOT NULL, -- Search terms, or what changed. | special | audit
  PRIMARY KEY (tenant_id, event_id)
) {strict};
