-- class: ledger

create table checkpoint (
  size integer not null primary key references entry (n),
  text text not null -- the signed note
) strict;
