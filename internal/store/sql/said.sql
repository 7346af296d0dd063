-- What was said of the team's own incidents or actors in some variables, but for
-- what was struck. A value without a term is too long for one, and is read from
-- the body.

-- name: list
select s.subject, s.n, v.text, s.stance, t.text, case when t.text is null then b.body end
from subject u
join statement s on s.subject = u.n and s.variable in (select n from term where text = any ($2))
join term v on v.n = s.variable
left join term t on t.n = s.value
left join body b on b.n = s.n and s.value is null
where u.dataset = 0 and u.kind = $1 and not exists (
  select 1 from withdrawal w where w.target = s.n and w.kind = 2
  and not exists (select 1 from withdrawal x where x.target = w.n)
)
order by s.n;
