-- Lists of open cases: an index of what is open alone, so that years of closed cases make none of them slower, and a
-- case that comes in closed writes to no list.
DROP INDEX case_file_worker;
DROP INDEX case_file_team;
DROP INDEX case_file_kind;
CREATE INDEX case_file_open_worker ON case_file (tenant_id, worker_id, promise_due_on) WHERE closed_on IS NULL;
CREATE INDEX case_file_open_team ON case_file (tenant_id, team_id, promise_due_on) WHERE closed_on IS NULL;
CREATE INDEX case_file_open_kind ON case_file (tenant_id, case_type, pack_version) WHERE closed_on IS NULL;
-- All of them, for whoever takes a worker, a team or a version out.
CREATE INDEX case_file_kind ON case_file (tenant_id, case_type, pack_version);
CREATE INDEX case_file_worker ON case_file (tenant_id, worker_id);
CREATE INDEX case_file_team ON case_file (tenant_id, team_id);
