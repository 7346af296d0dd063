-- What an index of all incidents is made of, by ranges of records.

-- name: terms
select n, text from term where n > $1 order by n;

-- name: incidents
select a.n, a.id from name a join subject s on s.n = a.n
where a.space = $1 and a.dataset = 0 and s.kind = $2 and a.n <= $3 order by a.n;

-- name: new incidents
select s.n, b.body from subject s join body b on b.n = s.n
where s.dataset = 0 and s.kind = $1 and s.n > $2 and s.n <= $3 order by s.n;

-- name: sources
select n, reliability from source where n > $1 and n <= $2 order by n;

-- name: publications
select s.n, b.body from source s join body b on b.n = s.n
where s.n > $1 and s.n <= $2 order by s.n;

-- name: regrades
select n, source, reliability from regrade where n > $1 and n <= $2 order by n;

-- name: statements
select n, subject, variable, value, stance, basis, source, last, reliability, credibility, coder from statement
where n > $1 and n <= $2 order by n;

-- name: withdrawals
select n, target, kind, last, source from withdrawal where n > $1 and n <= $2 order by n;

-- name: settles
select t.n, t.target, coalesce(s.last, u.last) from settles t
left join statement s on s.n = t.n
join statement u on u.n = t.target
where t.n > $1 and t.n <= $2 order by t.n, t.target;
