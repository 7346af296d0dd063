-- What the index of words is made of, by ranges of records, and what its hits
-- stand for. The lists of numbers are JSON.

-- name: texts
select k.n, b.body from (
  select n from statement where n > $1 and n <= $2
  union all select n from source where n > $1 and n <= $2
  union all select n from subject where n > $1 and n <= $2 and dataset = 0
) k cross join body b on b.n = k.n order by k.n;

-- name: erased after
select exists (select 1 from erasure where n > $1);

-- name: statements
select s.n, s.subject, s.source, s.last, exists (select 1 from withdrawal w where w.target = s.n)
from json_each($1) j cross join statement s on s.n = j.value
cross join subject x on x.n = s.subject and x.kind = 1 and x.dataset = 0;

-- name: statements of sources
select s.n, s.subject, s.source, s.last, exists (select 1 from withdrawal w where w.target = s.n)
from json_each($1) j cross join statement s indexed by statement_source on s.source = j.value
cross join subject x on x.n = s.subject and x.kind = 1 and x.dataset = 0;

-- name: statements of incidents
select s.n, s.subject, s.source, s.last, exists (select 1 from withdrawal w where w.target = s.n)
from json_each($1) j cross join statement s indexed by statement_subject on s.subject = j.value;

-- name: withdrawals
with recursive w (n, target, kind, last) as (
  select x.n, x.target, x.kind, x.last from json_each($1) j cross join withdrawal x on x.target = j.value
  union all
  select x.n, x.target, x.kind, x.last from w cross join withdrawal x on x.target = w.n
) select n, target, kind, last from w;
