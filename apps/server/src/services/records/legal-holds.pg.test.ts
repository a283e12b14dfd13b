import { LegalHold, type HoldScope } from '@kontor/contracts';
import { idSource, present, systemClock, systemRandom } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, describe, expect, test } from 'vitest';
import { callBy, intentBy } from '../testing/office.ts';
import { tellScope } from './hold-row.ts';
import { recordsService } from './records-service.ts';

const { pool } = await testDatabase();
const records = recordsService({
  ...{ pool, clock: systemClock, recordTerms: new Map() },
  ids: idSource(systemClock, systemRandom),
});
const ALL = { entities: ['DE01', 'FR01'] };
const REASON = 'They contest it in court.';

beforeAll(async () => {
  for (const code of ALL.entities) {
    await pool.query(
      `insert into legal_entity (code, name, country, currency, currencies, revenue_account,
         credit_note_approval_above, ledger, crm, difference_account)
       values ($1, $1, 'DE', 'EUR', '{EUR}', '1', 0, 'l', 'c', '2')
       on conflict do nothing`,
      [code],
    );
  }
});

test('a hold is placed once per key, says what it keeps, and stands in the audit trail', async () => {
  const call = intentBy('ana');
  const scope = { legalEntity: 'DE01', customer: 'C1', acceptedFrom: '2025-01-01T01:00:00+01:00' };
  const outcome = await records.placeHold(call, {
    reference: '312 O 117/26',
    reason: REASON,
    scope,
  });
  const hold = resultOf(outcome);
  expect([...Value.Errors(LegalHold, hold)]).toEqual([]);
  expect(hold).toMatchObject({
    status: 'in_force',
    scope: { legalEntity: 'DE01', customer: 'C1', acceptedFrom: '2025-01-01T00:00:00.000Z' },
    sentence: 'Everything of legal entity DE01, of customer C1, accepted from 2025-01-01 on (UTC).',
    placedBy: 'ana',
    version: 1,
  });
  expect(
    await records.placeHold(call, { reference: '312 O 117/26', reason: REASON, scope }),
  ).toEqual({ kind: 'replayed', result: hold });
  expect(await trailOf(hold.id)).toEqual([
    { actor: 'ana', action: 'legal_hold.placed', legal_entity: 'DE01', reason: REASON },
  ]);
});

test.each<[string, HoldScope, string]>([
  ['a moment that does not exist', { acceptedFrom: '2025-02-30T99:00:00Z' }, 'no_such_moment'],
  ['the year 0', { acceptedTo: '0000-01-01T00:00:00Z' }, 'no_such_moment'],
  [
    'an end before its beginning',
    { acceptedFrom: '2026-01-01T00:00:00+01:00', acceptedTo: '2025-12-31T23:00:00Z' },
    'nothing_between',
  ],
])('%s is refused', async (_what, scope, code) => {
  const hold = { reference: 'x', reason: REASON, scope: { legalEntity: 'DE01', ...scope } };
  expect(await records.placeHold(intentBy('ana'), hold)).toMatchObject({
    kind: 'unacceptable',
    errors: [{ code }],
  });
});

describe('legal entities', () => {
  test('nobody places a hold for a company they may not act for, or for all without all', async () => {
    const place = (scope: HoldScope) =>
      records.placeHold(intentBy('ana'), { reference: 'x', reason: REASON, scope });
    const forbidden = { kind: 'entity_forbidden', legalEntity: 'FR01' };
    expect(await place({ legalEntity: 'FR01' })).toEqual(forbidden);
    expect(await place({ customer: 'C1' })).toEqual(forbidden);
  });

  test('one of another company is absent; one of all is seen by all and ended by who acts for all', async () => {
    const french = await placed({ legalEntity: 'FR01' });
    const everywhere = await placed({ process: 'create-customer-invoice' });
    expect(await records.findHold(callBy('ana'), french.id)).toEqual({ kind: 'absent' });
    const { items } = await records.listHolds(callBy('ana'), {}, { size: 50 });
    expect(items.map(({ id }) => id)).toContain(everywhere.id);
    expect(items.map(({ id }) => id)).not.toContain(french.id);
    const release = { id: everywhere.id, reason: 'Over.', version: 1 };
    expect(await records.askRelease(callBy('ana'), release)).toEqual({
      kind: 'entity_forbidden',
      legalEntity: 'FR01',
    });
    expect(await records.askRelease(callBy('ana', ALL), release)).toMatchObject({ kind: 'found' });
    const decision = { ...release, version: 2, decision: 'approve' } as const;
    expect(await records.decideRelease(callBy('ben'), decision)).toMatchObject({
      kind: 'entity_forbidden',
    });
  });
});

describe('the release', () => {
  test('takes two people, whoever placed it and however they write their name', async () => {
    const { id } = await placed({ legalEntity: 'DE01' });
    const asked = await records.askRelease(callBy('ben'), { id, reason: 'Over.', version: 1 });
    expect(asked).toMatchObject({
      value: { status: 'release_asked', releaseAsked: { by: 'ben', reason: 'Over.' } },
    });
    const decision = { id, reason: 'Yes.', version: 2, decision: 'approve' } as const;
    for (const by of ['ben', 'Ben', 'BEN']) {
      expect(await records.decideRelease(callBy(by), decision)).toEqual({ kind: 'own_work' });
    }
    expect(await records.decideRelease(callBy('ana'), decision)).toMatchObject({
      value: { status: 'released', released: { by: 'ana', reason: 'Yes.' }, version: 3 },
    });
    expect((await trailOf(id)).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'zoe legal_hold.placed',
      'ben legal_hold.release_asked',
      'ana legal_hold.release_decided',
    ]);
  });

  test('that is declined leaves the hold as it was, and can be asked for again', async () => {
    const { id } = await placed({ legalEntity: 'DE01' });
    await records.askRelease(callBy('ben'), { id, reason: 'Over.', version: 1 });
    const declined = await records.decideRelease(callBy('ana'), {
      ...{ id, reason: 'Not yet.', version: 2, decision: 'decline' as const },
    });
    expect(declined).toMatchObject({ value: { status: 'in_force', version: 3 } });
    expect(declined).not.toHaveProperty('value.releaseAsked');
    expect(
      await records.askRelease(callBy('ben'), { id, reason: 'Now.', version: 3 }),
    ).toMatchObject({ kind: 'found' });
  });

  test('of two who are at it, the second learns who was quicker', async () => {
    const { id } = await placed({ legalEntity: 'DE01' });
    const ask = { id, reason: 'Over.', version: 1 };
    const both = await Promise.all([
      records.askRelease(callBy('ben'), ask),
      records.askRelease(callBy('ana'), ask),
    ]);
    const kinds = both.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['found', 'stale']);
    expect(both.find(({ kind }) => kind === 'stale')).toMatchObject({
      quicker: { sentence: expect.stringMatching(/^(ana|ben) asked for its release at/) },
    });
    expect(await records.askRelease(callBy('ben'), { ...ask, version: 2 })).toMatchObject({
      kind: 'impossible',
    });
  });

  test('is not decided before somebody asked', async () => {
    const { id } = await placed({ legalEntity: 'DE01' });
    expect(
      await records.decideRelease(callBy('ana'), {
        ...{ id, reason: 'Yes.', version: 1, decision: 'approve' as const },
      }),
    ).toEqual({ kind: 'impossible', detail: 'Nobody asked for its release yet.' });
  });
});

describe('what the database holds, whatever the code above it does', () => {
  test.each([
    ['is deleted', `delete from legal_hold`, 'append-only'],
    ['is truncated', `truncate legal_hold`, 'append-only'],
    ['is narrowed', `update legal_hold set customer = 'C9' where hold_id = $1`, 'not changed'],
    [
      'is released at once',
      `update legal_hold set status = 'released', release_asked_by = 'a', release_asked_at = now(),
         release_reason = 'x', released_by = 'b', released_at = now(), released_reason = 'y'
       where hold_id = $1`,
      'not changed',
    ],
  ])('no hold %s', async (_what, text, message) => {
    const { id } = await placed({ legalEntity: 'DE01' });
    await expect(pool.query(text, text.includes('$1') ? [id] : [])).rejects.toThrow(message);
  });

  test('nobody agrees with themselves, and a released hold stays released', async () => {
    const { id } = await placed({ legalEntity: 'DE01' });
    await records.askRelease(callBy('ben'), { id, reason: 'Over.', version: 1 });
    const agree = `update legal_hold set status = 'released', released_by = $2,
      released_at = now(), released_reason = 'y' where hold_id = $1`;
    await expect(pool.query(agree, [id, 'Ben'])).rejects.toThrow('another_person_agrees');
    await pool.query(agree, [id, 'ana']);
    await expect(
      pool.query(`update legal_hold set version = 9 where hold_id = $1`, [id]),
    ).rejects.toThrow('not changed');
  });
});

test.each<[HoldScope, string]>([
  [{}, 'Everything of all legal entities.'],
  [{ customer: 'C1' }, 'Everything of customer C1, of all legal entities.'],
  [
    { acceptedTo: '2026-01-01T08:30:00.000Z' },
    'Everything accepted before 2026-01-01T08:30:00 (UTC), of all legal entities.',
  ],
  [
    { legalEntity: 'DE01', process: 'p', acceptedFrom: '2025-01-01T00:00:00.000Z' },
    'Everything of legal entity DE01, of process p, accepted from 2025-01-01 on (UTC).',
  ],
])('%j is told as: %s', (scope, sentence) => {
  expect(tellScope(scope)).toBe(sentence);
});

async function placed(scope: HoldScope): Promise<LegalHold> {
  const hold = { reference: 'x', reason: REASON, scope };
  return resultOf(await records.placeHold(intentBy('zoe', ALL), hold));
}

function resultOf(outcome: Awaited<ReturnType<typeof records.placeHold>>): LegalHold {
  return present('result' in outcome ? outcome.result : undefined, `placed, not ${outcome.kind}`);
}

async function trailOf(id: string) {
  const { rows } = await pool.query<Record<string, string>>(
    `select actor, action, legal_entity, reason from audit_entry
     where subject_kind = 'legal-hold' and subject_id = $1 order by sequence`,
    [id],
  );
  return rows;
}
