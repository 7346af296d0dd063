-- class: derived

-- Which records are not there where a strike acts: what it struck, and what hangs
-- on that.
create table falls (
  n      integer not null references record (n),
  strike integer not null references strike (n),
  made   integer not null references record (n), -- the later of the two
  primary key (n, strike)
) strict, without rowid;
