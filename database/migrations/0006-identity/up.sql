-- An application that may call the API, for the embedded authorization server.
create table application (
  application_id text        primary key,   -- the OAuth client id
  name           text        not null,
  secret_hash    text,                      -- scrypt; null when it signs with a key
  jwks           jsonb,
  permissions    text[]      not null,
  legal_entities text[]      not null,
  disabled       boolean     not null default false,
  created_at     timestamptz not null default now()
);

-- Keys that access tokens are signed with, newest first; old ones verify until their tokens
-- expired.
create table signing_key (
  key_id     text        primary key,
  private_jwk jsonb      not null,
  created_at timestamptz not null default now()
);
