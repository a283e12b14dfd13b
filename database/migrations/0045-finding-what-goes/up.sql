-- Which deliveries told an event, and which exceptions were decided in batches: what goes with a
-- record is looked up, and no table read for it. Deliveries to systems are not in the first: only
-- what is told to webhooks pays for it.
create index delivery_of_event on delivery (event_id) where event_id is not null;
create index exception_batch_item_of_exception on exception_batch_item (exception_id);
