-- The statements about the team's incidents in some variables whose value may be the
-- id of another, by ranges of records. What is too long for a term is no id. The plus
-- signs have the few statements looked for first, and then the incidents.

-- name: list
select s.n, s.subject, t.text
from statement s
join subject u on u.n = s.subject and +u.kind = 1 and +u.dataset = 0
join term t on t.n = s.value
where s.variable in (select n from term where text = any ($3)) and s.n > $1 and s.n <= $2
order by s.n;
