-- The index of words, which is a file of SQLite's beside whatever database.
-- Contentless full text cannot be changed, only added to: a file that does not
-- fit is made anew.

-- name: schema
create table mark (head blob not null, begun integer not null) strict;
create table chunk (n integer not null primary key, facts blob not null) strict;
create virtual table words using fts5 (terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
insert into words (words, rank) values ('hashsize', 33554432);

-- name: drop
drop table if exists mark;
drop table if exists chunk;
drop table if exists words;

-- name: tables
select count(*) from sqlite_schema where name in ('mark', 'words', 'chunk');

-- name: mark
select head, begun from mark;

-- name: unmark
delete from mark;

-- name: set mark
insert into mark values ($1, $2);

-- name: chunk
select facts from chunk where n = $1;

-- name: chunks
select facts from chunk where n >= $1 order by n;

-- name: put chunk
insert or replace into chunk values ($1, $2);

-- name: add
insert into words (rowid, terms) values ($1, $2);

-- The numbers come as one text: to step through rows from outside costs several
-- times as much.

-- name: matches
select group_concat(rowid, ' ') from (select rowid from words where words match $1 and rowid < $2 order by rowid);
