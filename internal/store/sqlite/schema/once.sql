-- class: local

create table local_once (
  person text not null, -- who asked
  key    text not null, -- as they called it
  entry  integer not null,
  salt   blob, -- null, with what follows: it was forgotten with an erasure
  hash   blob, -- of the salt and of what was asked for
  answer blob, -- null also where none was given
  primary key (person, key)
) strict, without rowid;
