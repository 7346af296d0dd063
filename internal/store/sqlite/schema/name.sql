-- class: derived

create table name (
  space   integer not null,
  dataset integer not null, -- the record of the dataset; 0 is main
  id      text not null,
  n       integer not null references record (n),
  primary key (space, dataset, id)
) strict, without rowid;
