/**
 * Artefacts in the database: any process can answer the next request, and a restart forgets none.
 */

import { plusMs, toEpochMs, type Clock, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { AdapterPayload } from 'oidc-provider';
import type { Artefacts } from './artefacts.ts';

export function registeredArtefacts(db: Queryable, clock: Clock): Artefacts {
  return {
    async find(kind, id) {
      const { rows } = await db.query<ArtefactRow>({
        name: 'find_sign_in_artefact',
        text: FIND,
        values: [kind, id, clock.now()],
      });
      return rows[0] && fromArtefactRow(rows[0]);
    },
    async findByUid(kind, uid) {
      const { rows } = await db.query<ArtefactRow>({
        name: 'find_sign_in_artefact_by_uid',
        text: FIND_BY_UID,
        values: [kind, uid, clock.now()],
      });
      return rows[0] && fromArtefactRow(rows[0]);
    },
    async keep(kind, id, payload, seconds) {
      const expiresAt = plusMs(clock.now(), seconds * 1_000);
      const { uid, grantId } = payload;
      await db.query({
        name: 'keep_sign_in_artefact',
        text: KEEP,
        values: [kind, id, JSON.stringify(payload), uid ?? null, grantId ?? null, expiresAt],
      });
    },
    async consume(kind, id) {
      const { rowCount } = await db.query({
        name: 'consume_sign_in_artefact',
        text: CONSUME,
        values: [kind, id, clock.now()],
      });
      return rowCount === 1;
    },
    async forget(kind, id) {
      await db.query({ name: 'forget_sign_in_artefact', text: FORGET, values: [kind, id] });
    },
    async forgetGrant(grantId) {
      await db.query({
        name: 'forget_sign_in_artefacts_of_grant',
        text: FORGET_GRANT,
        values: [grantId],
      });
    },
  };
}

const FIND = `
  select payload, consumed_at from sign_in_artefact
  where kind = $1 and artefact_id = $2 and expires_at > $3
`;
const FIND_BY_UID = `
  select payload, consumed_at from sign_in_artefact
  where kind = $1 and uid = $2 and expires_at > $3
  limit 1
`;
const KEEP = `
  insert into sign_in_artefact (kind, artefact_id, payload, uid, grant_id, expires_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (kind, artefact_id) do update set
    payload = excluded.payload, uid = excluded.uid, grant_id = excluded.grant_id,
    expires_at = excluded.expires_at
`;
const CONSUME = `
  update sign_in_artefact set consumed_at = $3
  where kind = $1 and artefact_id = $2 and consumed_at is null
`;
const FORGET = 'delete from sign_in_artefact where kind = $1 and artefact_id = $2';
const FORGET_GRANT = 'delete from sign_in_artefact where grant_id = $1';

type ArtefactRow = { readonly payload: AdapterPayload; readonly consumed_at: Instant | null };

function fromArtefactRow({ payload, consumed_at: consumedAt }: ArtefactRow): AdapterPayload {
  if (consumedAt === null) return payload;
  return { ...payload, consumed: Math.floor(toEpochMs(consumedAt) / 1_000) };
}
