-- How often in a row whoever held the lane fell silent while its head was the same. Code that ends
-- its process on one document ends every process that takes it: after three times a person looks.
-- A restore sets it to minus one, for then nobody died. A constant default rewrites nothing.
alter table lane add column deaths smallint not null default 0;
