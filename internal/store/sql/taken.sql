-- name: insert
insert into taken values ($1, $2, $3);

-- name: empty
delete from taken;

-- name: scan
select * from taken order by n;
