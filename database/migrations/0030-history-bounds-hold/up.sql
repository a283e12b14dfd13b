-- Reads every row of both once, beside everybody who reads and writes.
alter table delivery_attempt validate constraint it_is_before;
alter table transaction_message validate constraint it_is_before;
