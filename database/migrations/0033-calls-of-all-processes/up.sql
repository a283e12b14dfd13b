-- What all processes together may still call of a connection with a rate, and until when its system
-- asked for silence. Unlogged: a crash of the database forgets it, which costs a tenth of a second
-- of the rate, and giving out calls waits for no disk. Every process updates the same row, so there
-- is room for its next versions beside it.
create unlogged table connection_calls (
  connection  text        primary key,
  given_until timestamptz not null,   -- the calls up to here were given to somebody
  rests_until timestamptz             -- Retry-After, for all processes
) with (fillfactor = 20);
