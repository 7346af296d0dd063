-- What the index of words is made of, by ranges of records.

-- name: texts
select k.n, coalesce(x.n, 0), k.source, k.last, r.hash, b.salt, b.body from (
  select n, subject, source, last from statement where n > $1 and n <= $2
  union all select n, 0, 0, 0 from source where n > $1 and n <= $2
  union all select n, 0, 0, 0 from subject where n > $1 and n <= $2 and dataset = 0
) k join record r on r.n = k.n join body b on b.n = k.n
left join subject x on x.n = k.subject and x.kind = 1 and x.dataset = 0
order by k.n;

-- name: erased after
select case when exists (select 1 from erasure where n > $1) then 1 else 0 end;
