-- class: ledger, deleted where erased

create table body (
  n    integer not null primary key references record (n),
  salt blob not null check (length(salt) = 16),
  body text not null
) strict;

create trigger body_delete before delete on body
when not exists (select 1 from erasure where target = old.n)
begin
  select raise(abort, 'a body is deleted only where an erasure names its record');
end;
