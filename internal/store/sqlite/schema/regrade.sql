-- class: derived

create table regrade (
  n           integer not null primary key references record (n),
  source      integer not null references source (n),
  reliability integer not null
) strict;

create index regrade_source on regrade (source);
