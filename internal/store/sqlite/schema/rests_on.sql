-- class: derived

create table rests_on (
  source integer not null references source (n),
  target integer not null references source (n),
  primary key (source, target)
) strict, without rowid;

create index rests_on_target on rests_on (target);
