-- A running hash over the derived rows up to a record, which tells whether what
-- was made of them elsewhere was made of these: see fold.go.

-- name: schema derived
create table fold (
  n      integer not null primary key references record (n),
  claims blob not null check (length(claims) = 32), -- of what an index of all incidents reads
  texts  blob not null check (length(texts) = 32)   -- of what an index of words reads
) strict;

-- name: insert
insert into fold values ($1, $2, $3);

-- name: get
select claims, texts from fold where n = $1;

-- name: scan
select * from fold order by n;
