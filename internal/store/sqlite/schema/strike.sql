-- class: derived

-- Strikes of what is no statement, withdrawal or amendment. closed is 1 where what
-- was struck is for the team alone: an actor or a link.
create table strike (
  n      integer not null primary key references record (n),
  target integer not null references record (n),
  closed integer not null
) strict;

create index strike_target on strike (target);
