-- name: schema derived
create table note (
  n       integer not null primary key references record (n),
  dataset integer not null
) strict;

create index note_dataset on note (dataset);

-- name: insert
insert into note values ($1, $2);

-- name: scan
select * from note order by n;

-- name: of
select t.n, b.body from note t cross join body b on b.n = t.n where t.dataset = $1 order by t.n;

-- name: count
select count(*) from note;
