-- class: derived

create table kept_filter (
  n       integer not null primary key references record (n),
  dataset integer not null -- the record of the dataset; 0 is main
) strict;

create index kept_filter_dataset on kept_filter (dataset);
