-- class: derived

create table edition (
  n       integer not null primary key references record (n),
  dataset integer not null,
  source  integer not null references source (n)
) strict;

create index edition_dataset on edition (dataset);
