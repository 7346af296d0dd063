-- class: derived

-- Two sources that look alike, and were said to be two.
create table distinction (
  n     integer not null primary key references record (n),
  one   integer not null references source (n),
  other integer not null references source (n)
) strict;

create index distinction_one on distinction (one);
create index distinction_other on distinction (other);
