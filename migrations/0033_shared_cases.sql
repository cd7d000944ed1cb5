-- Who shares in cases of others: a few of more than a hundred thousand entries, looked for by every page of loads.
CREATE INDEX allocation_shared ON allocation (tenant_id, user_id, case_id) WHERE part = 'co' AND until_on IS NULL;
