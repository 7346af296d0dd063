-- name: schema derived
create table subject (
  n       integer not null primary key references record (n),
  kind    integer not null, -- 1 incident, 2 actor, 3 link
  dataset integer not null
) strict;

create index subject_kind on subject (dataset, kind);

-- name: insert
insert into subject values ($1, $2, $3);

-- name: find
select kind from subject where n = $1;

-- name: scan
select * from subject order by n;

-- name: list
select s.n, b.body from subject s cross join body b on b.n = s.n
where s.dataset = $1 and s.kind = $2 order by s.n;

-- name: page
select s.n, b.body from subject s cross join body b on b.n = s.n
where s.dataset = $1 and s.kind = $2 and s.n > $3 order by s.n limit $4;

-- name: range
select coalesce(min(n), 1), coalesce(max(n), 0) from subject where dataset = $1 and kind = $2;

-- name: count
select count(*) from subject where dataset = $1 and kind = $2;
