-- The records, up to one, that touched an incident, an actor, a link or a source:
-- its own, those that hang on it, and what took any of these back.

-- name: of
with recursive about (n) as (
  select n from record where n = $1
  union select n from link where incident = $1
  union select n from link where actor = $1
), said (n) as (
  select n from about
  union select n from statement where subject in (select n from about)
  union select n from statement where source = $1
  union select n from "row" where incident = $1
  union select n from regrade where source = $1
  union select n from withdrawal where source = $1
  union select source from rests_on where target = $1
), touched (n) as (
  select n from said
  union select w.n from touched t join withdrawal w on w.target = t.n
)
select n from touched where n <= $2 order by n;

-- name: lines
select r.n, r.hash, b.body from record r left join body b on b.n = r.n
where r.n = any ($1) order by r.n;
