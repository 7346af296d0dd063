-- class: derived

create table sheet_row (
  n    integer not null primary key references record (n),
  name integer not null references term (n)
) strict;

create index sheet_row_name on sheet_row (name);
