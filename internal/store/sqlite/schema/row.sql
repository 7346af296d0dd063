-- class: derived

create table row (
  n        integer not null primary key references record (n),
  incident integer not null references subject (n),
  source   integer not null references source (n),
  first    integer not null,
  last     integer not null,
  unlisted integer not null
) strict;

create index row_incident on row (incident);
