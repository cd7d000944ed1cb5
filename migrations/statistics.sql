-- What SQLite is told of every index in place of what it would guess; run with every step, in its transaction.
-- SQLite's own guess is that the first column of a key picks out ten rows. Ours is the shared service and picks out
-- nothing, so it would read whole tables to find 25 of their rows. Here the service picks out nothing, a whole unique
-- key one row, an account or a team some hundreds (of what is open or undone a hundred), anything else ten; and an index
-- of what is open or undone has a tenth of the table. Being told the same for ever, SQLite makes the same plans for
-- ever, however many rows there are.
ANALYZE sqlite_schema;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat)
SELECT t.name, i.name, r.n || (
    SELECT group_concat(CASE
        WHEN k.seqno = 0 AND k.name = 'tenant_id' THEN ' ' || r.n
        WHEN i."unique" AND k.seqno = (SELECT max(l.seqno) FROM pragma_index_info(i.name) l) THEN ' 1'
        WHEN k.seqno = 1 AND k.name IN ('user_id', 'worker_id', 'owner_id', 'keeper_id', 'team_id') THEN CASE
            WHEN i.partial THEN ' 100' ELSE ' 500' END
        ELSE ' 10' END, '')
    FROM pragma_index_info(i.name) k)
FROM sqlite_schema t
JOIN pragma_index_list(t.name) i ON TRUE
JOIN (SELECT FALSE AS partial, '100000' AS n UNION ALL SELECT TRUE, '10000') r ON r.partial = i.partial
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%';
ANALYZE sqlite_schema;
