/** The people of the company's settings. Who is no longer among them may no longer sign in. */

import { assert } from '@kontor/kernel';
import type pg from 'pg';
import { hashSecret } from '../identity/secret-hash.ts';
import type { PersonSettings } from './company-settings.ts';

export type PersonToLoad = PersonSettings & { readonly subject: string; readonly hash: string };

/** Before the database is touched: hashing takes its time. */
export async function readPeople(
  people: readonly PersonSettings[],
): Promise<readonly PersonToLoad[]> {
  const subjects = new Set(people.map(({ email }) => email.toLowerCase()));
  assert(subjects.size === people.length, 'each person has an e-mail of their own');
  return Promise.all(
    people.map(async (person) => {
      const { email, password, passwordHash } = person;
      assert(
        (password === undefined) !== (passwordHash === undefined),
        `${email} has either a password or the hash of one`,
      );
      const hash = passwordHash ?? (await hashSecret(password ?? ''));
      return { ...person, subject: email.toLowerCase(), hash };
    }),
  );
}

export async function loadPeople(
  db: pg.PoolClient,
  people: readonly PersonToLoad[],
): Promise<void> {
  for (const { subject, name, roles, legalEntities, hash, sample } of people) {
    await db.query(UPSERT_PERSON, [subject, name, roles, legalEntities, hash, sample ?? false]);
  }
  await db.query(DISABLE_OTHERS, [people.map(({ subject }) => subject)]);
}

// The clock's own time, so that people stay in the order in which the settings name them.
const UPSERT_PERSON = `
  insert into person
    (subject, email, name, roles, legal_entities, password_hash, is_sample, created_at)
  values ($1, $1, $2, $3, $4, $5, $6, clock_timestamp())
  on conflict (subject) do update set
    email = excluded.email, name = excluded.name, roles = excluded.roles,
    legal_entities = excluded.legal_entities, password_hash = excluded.password_hash,
    is_sample = excluded.is_sample, disabled = false
`;
// Rows without a hash only say what the people of another issuer are called.
const DISABLE_OTHERS = `
  update person set disabled = true
  where password_hash is not null and not subject = any($1::text[])
`;
