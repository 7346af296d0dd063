-- What an index of all incidents is made of: see the shared file.

-- Of a store of version 1, which has no column of coders. Of an erased record
-- there is no body, and then none of this either.

-- name: statements of 1
select s.n, s.subject, s.variable, s.value, s.stance, s.basis, s.source, s.last, s.reliability, s.credibility, nullif(b.body ->> '$.coder', '')
from statement s left join body b on b.n = s.n
where s.n > $1 and s.n <= $2 order by s.n;
