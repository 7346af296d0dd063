-- What an index of all incidents is made of, by ranges of records.

-- name: terms
select n, text from term where n > $1 order by n;

-- name: incidents
select s.n, n.id from subject s join name n on n.space = $1 and n.dataset = s.dataset and n.n = s.n
where s.dataset = 0 and s.kind = $2 and s.n > $3 and s.n <= $4 order by s.n;

-- name: sources
select n, reliability from source where n > $1 and n <= $2 order by n;

-- name: regrades
select n, source, reliability from regrade where n > $1 and n <= $2 order by n;

-- name: statements
select n, subject, variable, value, stance, source, last, reliability, credibility from statement
where n > $1 and n <= $2 order by n;

-- name: withdrawals
select n, target, kind, last from withdrawal where n > $1 and n <= $2 order by n;

-- name: settles
select t.n, t.target, s.last from settles t join statement s on s.n = t.n
where t.n > $1 and t.n <= $2 order by t.n, t.target;

-- name: checkpoint
select text from checkpoint where size = $1;
