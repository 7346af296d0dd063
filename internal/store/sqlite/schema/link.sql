-- class: derived

create table link (
  n        integer not null primary key references subject (n),
  incident integer not null references subject (n),
  actor    integer not null references subject (n),
  role     integer not null references term (n)
) strict;

create index link_incident on link (incident);
create index link_actor on link (actor);
