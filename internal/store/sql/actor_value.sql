-- The statements about the team's incidents that give an actor or a link as
-- their value, by ranges of records. A value without a term is too long for
-- one, and is read from the body.

-- name: list
select s.n, v.text, t.text, case when t.text is null then b.body end
from statement s
join subject u on u.n = s.subject and u.kind = 1 and u.dataset = 0
join term v on v.n = s.variable
left join term t on t.n = s.value
left join body b on b.n = s.n and s.value is null
where s.n > $1 and s.n <= $2 and (s.value is null or s.value in (
  select i.n from name a
  join subject x on x.n = a.n and x.kind in (2, 3)
  join term i on i.text = a.id
  where a.space = $3 and a.dataset = 0
))
order by s.n;
