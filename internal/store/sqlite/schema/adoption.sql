-- class: derived

create table adoption (
  n       integer not null primary key references record (n),
  dataset integer not null,
  id      text not null,
  version text not null,
  sha256  blob not null
) strict;

create index adoption_version on adoption (dataset, id, version);
