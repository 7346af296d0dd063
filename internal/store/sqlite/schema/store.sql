-- class: ledger

create table store (
  one integer not null primary key check (one = 1),
  id  text not null,
  key text not null -- the public key, as sumdb/note writes it
) strict;
