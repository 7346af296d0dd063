-- class: derived

create table source (
  n           integer not null primary key references record (n),
  reliability integer not null, -- 1 to 6 for A to F; 0 is none
  first       integer,          -- the first and the last day on which it may have come out
  last        integer
) strict;
