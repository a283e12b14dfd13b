-- Which process may see whether a system that did not answer is back, and until when: one at a
-- time. The token tells its claim from a later one. Constant defaults rewrite nothing, and the
-- table has a row for each connection.
alter table connection_calls
  add column probed_until timestamptz,
  add column probe_token  bigint not null default 0;
