-- class: derived

create table note (
  n       integer not null primary key references record (n),
  dataset integer not null
) strict;

create index note_dataset on note (dataset);
