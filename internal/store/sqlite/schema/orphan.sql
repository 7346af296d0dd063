-- class: derived

create table orphan (
  n integer not null primary key references record (n) -- what it hangs on was erased
) strict;
