-- name: schema ledger, deleted where erased
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

-- name: insert
insert into body (n, salt, body) values ($1, $2, $3);

-- name: get
select body from body where n = $1;

-- name: these
select n, body from body where n = any ($1) order by n;

-- name: erase_all
delete from body where n in (select target from erasure where n >= $1);

-- name: count
select count(*) from body;
