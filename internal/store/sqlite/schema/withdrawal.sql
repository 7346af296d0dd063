-- class: derived

create table withdrawal (
  n      integer not null primary key references record (n),
  target integer not null references record (n),
  kind   integer not null, -- 1 correction, 2 strike
  source integer references source (n),
  first  integer, -- of a correction, the days that count
  last   integer
) strict;

create index withdrawal_target on withdrawal (target);
create index withdrawal_source on withdrawal (source) where source is not null;
