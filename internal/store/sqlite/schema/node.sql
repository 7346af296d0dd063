-- class: derived

create table node (
  n    integer not null primary key,
  hash blob not null
) strict;
