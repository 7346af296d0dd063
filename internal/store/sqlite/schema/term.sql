-- class: derived

create table term (
  n    integer not null primary key,
  text text not null unique
) strict;
