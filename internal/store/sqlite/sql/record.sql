-- A proof commits to all records of its entry, also to those that somebody does
-- not see: their hashes are read from the table itself.

-- name: hashes
select hash from main.record where n >= $1 and n < $2 order by n;
