-- Rotas: who does what in each half-day of some weeks, what was changed of it, and calendars of it.

CREATE TABLE rota ( -- A rota of a team: some weeks in half-days. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  rota_id {uuid} NOT NULL, -- The rota. | none | structure
  team_id {uuid} NOT NULL, -- The team. | internal | structure
  from_on {on} NOT NULL, -- Its first day, a Monday. | internal | structure
  until_on {on} NOT NULL, -- Its last day, a Sunday. | internal | structure
  desk {i64} NOT NULL CHECK (desk BETWEEN 0 AND 9), -- People whom the duty desk needs in each half-day. | internal | structure
  seed {i64} NOT NULL, -- What chance is drawn from when it is searched. | internal | structure
  state {key} NOT NULL CHECK (state IN ('searching', 'ready', 'published')), -- Being searched, found, or in force. | internal | structure
  version {i64} NOT NULL, -- Grows with each change, so that nobody saves over what they did not see. | none | structure
  made_at {at} NOT NULL, -- When it was begun. | internal | structure
  made_by {uuid} NOT NULL, -- Who began it. | internal | structure
  published_at {at}, -- When it was published, if it was. | internal | structure
  published_by {uuid}, -- Who published it, if anybody did. | internal | structure
  PRIMARY KEY (tenant_id, rota_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
) {strict};
CREATE INDEX rota_team ON rota (tenant_id, team_id, until_on);

CREATE TABLE rota_need ( -- What comes again and again in a rota: a panel, training, reflective practice. | structure
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  rota_id {uuid} NOT NULL, -- The rota. | none | structure
  place {i64} NOT NULL, -- Where it stands in the list, from 1. | internal | structure
  kind {key} NOT NULL CHECK (kind IN ('panel', 'training', 'reflection')), -- What it is. | internal | structure
  name TEXT NOT NULL, -- How it is called. | internal | structure
  half {i64} NOT NULL CHECK (half BETWEEN 0 AND 9), -- When in the week: Monday morning 0, Friday afternoon 9. | internal | structure
  every {i64} NOT NULL CHECK (every BETWEEN 1 AND 26), -- Every how many weeks. | internal | structure
  first {i64} NOT NULL CHECK (first BETWEEN 1 AND 26), -- In which week first. | internal | structure
  people {i64} NOT NULL CHECK (people BETWEEN 0 AND 9), -- Whom a panel needs; 0 where the whole team comes. | internal | structure
  skill {key} NOT NULL, -- The skill that each of them has; empty for any. | internal | structure
  PRIMARY KEY (tenant_id, rota_id, place),
  FOREIGN KEY (tenant_id, rota_id) REFERENCES rota (tenant_id, rota_id)
) {strict};

CREATE TABLE rota_person ( -- What somebody does in each half-day of a rota. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  rota_id {uuid} NOT NULL, -- The rota. | none | account
  user_id {uuid} NOT NULL, -- Who. | internal | account
  leads {bool} NOT NULL, -- Whether they lead the team: they supervise, and are on no duty. | internal | account
  senior {bool} NOT NULL, -- Whether they can be the senior of the duty desk. | internal | account
  dislikes {i64}, -- The weekday on which they would rather not be on duty, Monday 0; empty for none. | internal | account
  skills TEXT NOT NULL, -- The skills of theirs that its panels ask for, one a line. | internal | account
  planned TEXT NOT NULL, -- A letter for each half-day, as it was published. | internal | account
  cells TEXT NOT NULL, -- A letter for each half-day, as it stands. | internal | account
  PRIMARY KEY (tenant_id, rota_id, user_id),
  FOREIGN KEY (tenant_id, rota_id) REFERENCES rota (tenant_id, rota_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX rota_person_user ON rota_person (tenant_id, user_id);

CREATE TABLE rota_change ( -- A half-day of a published rota that was changed, why, and what is owed for it. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  change_id {uuid} NOT NULL, -- The change. | none | account
  rota_id {uuid} NOT NULL, -- The rota. | none | account
  user_id {uuid} NOT NULL, -- Whose half-day. | internal | account
  slot {i64} NOT NULL CHECK (slot >= 0), -- Which half-day of the rota, ten a week, from 0. | internal | account
  was {key} NOT NULL, -- The letter that stood there. | internal | account
  becomes {key} NOT NULL, -- The letter that stands there from then on. | internal | account
  reason {key} NOT NULL CHECK (reason IN ('cover', 'absence', 'crisis', 'swap', 'given_back', 'other')), -- Why. | internal | account
  words TEXT NOT NULL, -- Why, in words; empty when nothing more was said. | internal | account
  owed_until_on {on}, -- The day by which the time is given back, where protected time was taken. | internal | account
  given_back_on {on}, -- The day on which it was planned again, once it is. | internal | account
  changed_at {at} NOT NULL, -- When. | internal | account
  changed_by {uuid} NOT NULL, -- Who changed it. | internal | account
  PRIMARY KEY (tenant_id, change_id),
  FOREIGN KEY (tenant_id, rota_id) REFERENCES rota (tenant_id, rota_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE INDEX rota_change_rota ON rota_change (tenant_id, rota_id, slot);
CREATE INDEX rota_change_user ON rota_change (tenant_id, user_id, owed_until_on);

CREATE TABLE rota_feed ( -- An address under which somebody's calendar reads a rota: without a sign-in, until it is ended. | account
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  feed_id {uuid} NOT NULL, -- The feed. | none | account
  kind {key} NOT NULL CHECK (kind IN ('own', 'team', 'duty')), -- Somebody's own half-days, a team's, or who is on duty. | internal | account
  team_id {uuid}, -- The team, where it is of one. | internal | account
  secret_hash {bytes} NOT NULL, -- SHA-256 of the secret in its address: the secret itself is kept nowhere. | protected | account
  made_at {at} NOT NULL, -- When it was made. | internal | account
  made_by {uuid} NOT NULL, -- Who made it: it ends with their account. | internal | account
  ended_at {at}, -- When it was ended, if it was. | internal | account
  PRIMARY KEY (tenant_id, feed_id),
  FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id),
  FOREIGN KEY (tenant_id, made_by) REFERENCES app_user (tenant_id, user_id)
) {strict};
CREATE UNIQUE INDEX rota_feed_secret ON rota_feed (tenant_id, secret_hash);
CREATE INDEX rota_feed_by ON rota_feed (tenant_id, made_by);
