-- What a person is called now, for sentences that people read; an application and Kontor itself
-- are called what they are. The audit trail keeps the subject, which never changes.
create function name_of(subject text) returns text language sql stable parallel safe as $$
  select coalesce((select person.name from person where person.subject = $1), $1)
$$;
