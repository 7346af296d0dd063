-- name: insert
insert into settles values ($1, $2);

-- name: empty
delete from settles;

-- name: scan
select * from settles order by n, target;

-- name: any
select case when exists (select 1 from settles) then 1 else 0 end;
