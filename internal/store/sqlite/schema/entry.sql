-- class: ledger

create table entry (
  n      integer not null primary key,
  time   integer not null unique, -- microseconds since 1970-01-01 UTC
  person text not null,
  kind   text not null,
  first  integer not null unique, -- the number of its first record
  count  integer not null check (count > 0),
  root   blob not null check (length(root) = 32)
) strict;
