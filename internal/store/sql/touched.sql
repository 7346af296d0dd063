-- Which incidents something in some entries may have changed, or what came out on
-- some days: by their records, and rather one too many. By withdrawals those are
-- reached whose statement they take back in the end.

-- name: by records
with recursive back (n) as (
  select target from withdrawal where n > $1 and n <= $2
  union
  select w.target from back b join withdrawal w on w.n = b.n
), touched (n) as (
  select subject from statement where n > $1 and n <= $2
  union
  select s.subject from back b join statement s on s.n = b.n
  union
  select s.subject from regrade g join statement s on s.source = g.source where g.n > $1 and g.n <= $2
  union
  select incident from "row" where n > $1 and n <= $2
  union
  select s.subject from moved m join statement s on s.n = m.n where m.made > $1 and m.made <= $2
  union
  select s.subject from moved m join withdrawal w on w.n = m.n join statement s on s.n = w.target where m.made > $1 and m.made <= $2
)
select s.n from touched t join subject s on s.n = t.n where s.kind = 1 and s.dataset = $3 order by s.n;

-- name: by strikes
with fallen (n) as (
  select n from falls where strike = any ($1)
), touched (n) as (
  select n from fallen
  union
  select s.subject from fallen f join statement s on s.n = f.n
  union
  select s.subject from fallen f join withdrawal w on w.n = f.n join statement s on s.n = w.target
)
select s.n from touched t join subject s on s.n = t.n where s.kind = 1 and s.dataset = $2 order by s.n;

-- name: by days
with touched (n) as (
  select subject from statement where last > $1 and last <= $2
  union
  select s.subject from withdrawal w join statement s on s.n = w.target where w.last > $1 and w.last <= $2
  union
  select s.subject from moved m join statement s on s.n = m.n where m.last > $1 and m.last <= $2
  union
  select s.subject from moved m join withdrawal w on w.n = m.n join statement s on s.n = w.target where m.last > $1 and m.last <= $2
  union
  select incident from "row" where last > $1 and last <= $2
)
select s.n from touched t join subject s on s.n = t.n where s.kind = 1 and s.dataset = $3 order by s.n;
