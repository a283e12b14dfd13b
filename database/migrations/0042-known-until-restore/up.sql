-- Up to when a restored database knows what was handed over: what was sent since is what its
-- systems are compared with.
alter table restore add column known_until timestamptz;
