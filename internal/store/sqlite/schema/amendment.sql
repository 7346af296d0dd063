-- class: derived

-- What was given another value, and of which closed is 1 where the value before is
-- for the team alone: that of an actor.
create table amendment (
  n      integer not null primary key references record (n),
  target integer not null references record (n),
  closed integer not null
) strict;

create index amendment_target on amendment (target);
