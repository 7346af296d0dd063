-- Records that are there, and hang on what was erased: nothing is derived from
-- them.

-- name: insert
insert into orphan values ($1);

-- name: empty
delete from orphan;

-- name: scan
select * from orphan order by n;
