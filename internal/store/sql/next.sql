-- What is left to do. A strike of a statement counts where nothing has struck it: a
-- strike of a strike of a strike is not looked through.

-- name: ungraded
select s.n from statement s join source o on o.n = s.source
where s.n <= $1 and (s.credibility = 0 or s.reliability = 0 and o.reliability = 0 and not exists (select 1 from regrade g where g.source = s.source))
and not exists (select 1 from withdrawal w where w.target = s.n and w.kind = 2 and not exists (select 1 from withdrawal x where x.target = w.n and x.kind = 2))
order by s.n desc limit $2;

-- name: unmarked
select s.n from statement s
where s.n in (select t.n from document d join statement t on t.source = d.source) and s.n <= $1
and not exists (select 1 from anchor a where a.statement = s.n)
and not exists (select 1 from withdrawal w where w.target = s.n and w.kind = 2 and not exists (select 1 from withdrawal x where x.target = w.n and x.kind = 2))
order by s.n desc limit $2;

-- name: quiet
select s.n, coalesce((select max(t.n) from statement t where t.subject = s.n and t.n <= $1), 0) as written
from subject s where s.dataset = 0 and s.kind = $2 and s.n <= $1 order by written, s.n limit $3;
