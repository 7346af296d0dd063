-- What is known of actors and links, all at once.

-- name: statements
select s.subject, s.n, b.body
from subject u
cross join statement s on s.subject = u.n
cross join body b on b.n = s.n
where u.dataset = 0 and u.kind = $1
order by s.subject, s.n;

-- name: links
select l.n, b.body from link l cross join body b on b.n = l.n order by l.n;
