-- class: local

create table local_person (
  id   text not null primary key,
  name text not null unique
) strict, without rowid;
