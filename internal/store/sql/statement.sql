-- A statement. Its days are those that count: the source's where it gives none
-- of its own.

-- name: insert
insert into statement values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: empty
delete from statement;

-- name: scan
select * from statement order by n;

-- name: list
select s.n, b.body from statement s join body b on b.n = s.n order by s.n;

-- name: of
select s.subject, s.n, b.body from statement s join body b on b.n = s.n
where s.subject = any ($1) order by s.subject, s.n;

-- name: from
select s.n, b.body from statement s join body b on b.n = s.n
where s.source = $1 order by s.n;

-- name: any
select case when exists (select 1 from statement) then 1 else 0 end;

-- name: last
select last from statement where n = $1;

-- name: is
select 1 from statement where n = $1;
