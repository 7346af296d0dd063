-- name: insert
insert into moved (made, n, first, last) values ($1, $2, $3, $4);

-- name: empty
delete from moved;

-- name: scan
select made, n, first, last from moved order by made, n;

-- name: last of
select first, last from moved where n = $1 and made < $2 order by made desc limit 1;

-- name: range
select m.made, m.n, m.last from moved m
where m.made > $1 and m.made <= $2 and not exists (select 1 from source s where s.n = m.n) order by m.made, m.n;

-- What a source said without a day of its own may move with it.

-- name: with source
select s.n as n, b.body as body from statement s join body b on b.n = s.n where s.source = $1
union all
select w.n, b.body from withdrawal w join body b on b.n = w.n where w.source = $1
order by n;
