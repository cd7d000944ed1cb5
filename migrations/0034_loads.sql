-- What somebody's open cases weigh is added up for everybody at once: it is read where cases are found by worker, in
-- that order, and no case is opened or sorted for it.
DROP INDEX case_file_worker;
CREATE INDEX case_file_worker ON case_file (tenant_id, worker_id, closed_on, promise_due_on, case_id, points);

-- Who shares in cases now is found among those who ever did, not among all that somebody was given: a team's page read
-- a thousand allocations to find none.
DROP INDEX allocation_shared;
CREATE INDEX allocation_shared ON allocation (tenant_id, user_id, until_on, case_id) WHERE part = 'co';
