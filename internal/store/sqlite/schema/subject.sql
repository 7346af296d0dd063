-- class: derived

create table subject (
  n       integer not null primary key references record (n),
  kind    integer not null, -- 1 incident, 2 actor, 3 link
  dataset integer not null
) strict;

create index subject_kind on subject (dataset, kind);
