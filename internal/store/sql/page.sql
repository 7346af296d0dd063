-- The ledger page by page.

-- name: entries before
select n, time, person, kind, first, count, root from entry where n < $1 order by n desc limit $2;

-- name: entries after
select n, time, person, kind, first, count, root from entry where n > $1 order by n limit $2;

-- name: records
select r.n, r.hash, b.body from record r left join body b on b.n = r.n
where r.n > $1 and r.n <= $2 order by r.n limit $3;

-- name: numbers of source
select n, subject, last from statement where source = $1 and n <= $2 order by n;

-- name: statements of source
select s.n, b.body from statement s join body b on b.n = s.n
where s.source = $1 and s.n > $2 and s.n <= $3 and s.last <= $4 order by s.n limit $5;

-- name: withdrawn of source
select s.n, b.body from statement s join body b on b.n = s.n
where s.source = $1 and exists (select 1 from withdrawal w where w.target = s.n) order by s.n;

-- name: corrected by source
select w.n, s.subject, w.last from withdrawal w join statement s on s.n = w.target
where w.source = $1 and w.n <= $2 order by w.n;

-- name: resting on source
select r.source, b.body from rests_on r join body b on b.n = r.source where r.target = $1 order by r.source;

-- name: regrades
select g.n, b.body from regrade g join body b on b.n = g.n order by g.n;
