-- class: derived

create table note (
  n       integer not null primary key references record (n),
  dataset integer not null,
  source  integer references source (n) -- null: it names none
) strict;

create index note_dataset on note (dataset);
create index note_source on note (source) where source is not null;
