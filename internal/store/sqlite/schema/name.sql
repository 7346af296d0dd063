-- class: derived

create table name (
  space   integer not null,
  dataset integer not null, -- the record of the dataset; 0 is main
  id      text not null,
  n       integer not null references record (n),
  freed   integer not null, -- 0, or the strike of the edition that had the id before
  primary key (space, dataset, id, freed)
) strict, without rowid;
