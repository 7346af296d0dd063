-- class: derived

create table erasure (
  n      integer not null primary key references record (n),
  target integer not null unique references record (n)
) strict;
