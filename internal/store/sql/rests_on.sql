-- name: insert
insert into rests_on values ($1, $2);

-- name: empty
delete from rests_on;

-- name: scan
select * from rests_on order by source, target;
