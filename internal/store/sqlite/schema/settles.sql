-- class: derived

create table settles (
  n      integer not null references record (n),
  target integer not null references record (n),
  primary key (n, target)
) strict, without rowid;

create index settles_target on settles (target);
