-- What an index of all incidents is made of, by ranges of records.

-- name: terms
select n, text from term where n > $1 order by n;

-- name: incidents
select a.n, a.id from name a cross join subject s on s.n = a.n
where a.space = $1 and a.dataset = 0 and s.kind = $2 and a.n <= $3 order by a.n;

-- name: new incidents
select s.n, b.body from subject s cross join body b on b.n = s.n
where s.dataset = 0 and s.kind = $1 and s.n > $2 and s.n <= $3 order by s.n;

-- name: sources
select n, reliability from source where n > $1 and n <= $2 order by n;

-- name: publications
select s.n, b.body from source s cross join body b on b.n = s.n
where s.n > $1 and s.n <= $2 order by s.n;

-- name: regrades
select n, source, reliability from regrade where n > $1 and n <= $2 order by n;

-- name: statements
select n, subject, variable, value, stance, basis, source, last, reliability, credibility, coder from statement
where n > $1 and n <= $2 order by n;

-- Of a store of version 1, which has no column of coders. Of an erased record
-- there is no body, and then none of this either.

-- name: statements of 1
select s.n, subject, variable, value, stance, basis, source, last, reliability, credibility, nullif(b.body ->> '$.coder', '')
from statement s left join body b on b.n = s.n
where s.n > $1 and s.n <= $2 order by s.n;

-- name: withdrawals
select n, target, kind, last from withdrawal where n > $1 and n <= $2 order by n;

-- name: settles
select t.n, t.target, s.last from settles t join statement s on s.n = t.n
where t.n > $1 and t.n <= $2 order by t.n, t.target;
