-- name: schema derived
create table settles (
  n      integer not null references record (n),
  target integer not null references record (n),
  primary key (n, target)
) strict, without rowid;

create index settles_target on settles (target);

-- name: insert
insert into settles values ($1, $2);

-- name: scan
select * from settles order by n, target;

-- name: any
select exists (select 1 from settles);
