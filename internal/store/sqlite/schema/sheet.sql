-- class: derived

create table sheet (
  n    integer not null primary key references record (n),
  name integer not null references term (n)
) strict;

create index sheet_name on sheet (name);
