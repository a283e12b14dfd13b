-- A person who may sign in at the embedded authorization server, and, with a null password_hash,
-- one who signed in by another issuer: then the row only says what they are called.
create table person (
  subject        text        primary key,   -- e-mail in lower case, or `sub` at the other issuer
  name           text        not null,
  email          text,
  roles          text[]      not null default '{}',
  legal_entities text[]      not null default '{}',
  password_hash  text,
  is_sample      boolean     not null default false,
  disabled       boolean     not null default false,
  created_at     timestamptz not null default now()
);

-- A session of the console. The browser has a random id; only its hash is here.
create table console_session (
  session_hash   bytea       primary key,
  subject        text        not null references person,
  issuer         text        not null,
  -- As the issuer said at sign-in; of the embedded issuer the person's row is what counts.
  permissions    text[]      not null,
  legal_entities text[]      not null,
  id_token       text,                      -- of another issuer: to end its session with ours
  started_at     timestamptz not null,
  last_seen_at   timestamptz not null,
  ends_at        timestamptz not null
);
create index console_session_by_end on console_session (ends_at);

-- What the embedded authorization server remembers between two requests: codes, interactions,
-- grants, its own short sessions, client assertions that were used.
create table sign_in_artefact (
  kind           text        not null,
  artefact_id    text        not null,
  payload        jsonb       not null,
  uid            text,
  grant_id       text,
  consumed_at    timestamptz,
  expires_at     timestamptz not null,
  primary key (kind, artefact_id)
);
create index sign_in_artefact_by_uid on sign_in_artefact (kind, uid) where uid is not null;
create index sign_in_artefact_by_grant on sign_in_artefact (grant_id) where grant_id is not null;
create index sign_in_artefact_by_expiry on sign_in_artefact (expires_at);
