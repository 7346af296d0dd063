-- class: ledger

create table record (
  n    integer not null primary key,
  hash blob not null check (length(hash) = 32)
) strict;
