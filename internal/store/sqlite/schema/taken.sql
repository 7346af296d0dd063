-- class: derived

-- Which records are not there where the strike of an edition acts: those that its
-- import wrote, from one to another. What hangs on them is in falls.
create table taken (
  n     integer not null primary key references strike (n),
  first integer not null references record (n),
  last  integer not null references record (n)
) strict;
