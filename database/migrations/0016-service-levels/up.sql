-- When a step was done, for service levels: an entry is written once, when the system confirmed, at
-- the right edge of its step.
create index delivery_confirmed on delivery (step, finished_at)
  where status = 'confirmed' and direction = 'forward';
