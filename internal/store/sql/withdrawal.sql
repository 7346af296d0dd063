-- name: insert
insert into withdrawal values ($1, $2, $3, $4, $5, $6);

-- name: empty
delete from withdrawal;

-- name: scan
select * from withdrawal order by n;

-- Of one that was erased there is no body: see erased.go.

-- name: list
select w.n, b.body from withdrawal w left join body b on b.n = w.n order by w.n;

-- What is settled by an adjudication that was erased is with these.

-- name: targets
select target from withdrawal
union select t.target from settles t left join statement s on s.n = t.n where s.n is null
order by target;

-- What withdrew these records, or settled them by an adjudication that was erased,
-- what withdrew that, and so on.

-- name: upon
with recursive found (target, n) as (
  select target, n from withdrawal where target = any ($1)
  union
  select t.target, t.n from settles t left join statement s on s.n = t.n where t.target = any ($1) and s.n is null
  union
  select w.target, w.n from found f join withdrawal w on w.target = f.n
)
select f.target, f.n, b.body from found f left join body b on b.n = f.n order by f.n;

-- name: is
select 1 from withdrawal where n = $1;

-- name: of
select w.n, b.body from withdrawal w left join body b on b.n = w.n where w.target = $1 order by w.n;

-- Whether something that was said of an actor or a link was struck.

-- name: any of persons
select case when exists (
  select 1 from withdrawal w join statement s on s.n = w.target join subject x on x.n = s.subject
  where w.kind = 2 and x.kind > 1
) then 1 else 0 end;
