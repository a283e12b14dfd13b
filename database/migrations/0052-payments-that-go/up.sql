-- Payments out are records like all others: they go by the decision of two people alone, with the
-- transaction that they are of. See 0044.
create trigger goes_by_decision before delete on payment_batch
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on payment_transfer
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on payment_status_fact
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on payment_status_report
  for each row when (old.transaction_id is not null) execute function refuse_undecided_deletion();
