-- class: derived

create table description (
  n integer not null primary key references record (n)
) strict;
