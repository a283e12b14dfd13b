import { Approval, PERMISSION_NAMES } from '@kontor/contracts';
import { present, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { readRunbooks } from '../../../runbooks/read-runbooks.ts';
import { exceptionBatchesService } from '../../exception-batches/exception-batches-service.ts';
import { callBy, intentBy, openOffice } from '../../testing/office.ts';
import { recordsService } from '../../records/records-service.ts';
import { approvalsService } from './approvals-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const options = { ...office, clock: systemClock };
const approvals = approvalsService({
  ...options,
  runbooks: readRunbooks(),
  titleOf: () => 'SAP S/4HANA',
});
const batches = exceptionBatchesService({
  ...options,
  ids: office.runtime.ids,
  batchPolicy: { approvalAboveCount: 0, approvalAboveValue: {} },
});
const records = recordsService({
  ...{ pool, clock: systemClock, recordTerms: new Map() },
  ids: office.runtime.ids,
});
const all = { permissions: PERMISSION_NAMES };

async function list(by = 'ben', who = all): Promise<readonly Approval[]> {
  const { items } = await approvals.list(callBy(by, who));
  for (const item of items) expect([...Value.Errors(Approval, item)]).toEqual([]);
  return items;
}

describe('what waits for a second person', () => {
  test('is empty when nothing does', async () => {
    expect(await list()).toEqual([]);
  });

  test('says what is asked, by whom, and what either answer does', async () => {
    await office.accept({ number: 'CN-1', isCreditNote: true, by: 'ana' });
    const [credit] = await list();
    expect(credit).toMatchObject({
      kind: 'document',
      title: 'CN-1 waits for approval',
      totals: [{ amount: '-1190.00', currency: 'EUR' }],
      requestedBy: { id: 'ana' },
      changes: [],
    });
    expect(credit).not.toHaveProperty('obstacle');
    expect(credit?.ifApproved.join(' ')).toMatch(/posted in the ledger/);
    expect(credit?.ifDeclined.join(' ')).toMatch(/nothing was sent/);
  });

  test('shows one’s own requests with the sentence why one cannot decide', async () => {
    expect((await list('ana'))[0]?.obstacle).toMatch(/You asked for it yourself/);
  });

  test('shows who may not approve that somebody else has to', async () => {
    const [credit] = await list('viewer', { permissions: ['exceptions:read'] });
    expect(credit?.obstacle).toMatch(/has to decide/);
    expect(credit).not.toHaveProperty('after');
  });

  test('has the batches among them, but none of another legal entity', async () => {
    const seen = { count: 1, totals: [{ amount: '-1190.00', currency: 'EUR' }] };
    const filter = { kind: 'approval' } as const;
    const asked = await batches.create(
      { ...intentBy('ana'), actor: callBy('ana', all).actor },
      { filter, action: 'abandon', reason: 'They were sent by mistake.', seen },
    );
    expect(asked).toMatchObject({ kind: 'accepted', result: { status: 'waiting' } });
    const batch = present(
      (await list()).find(({ kind }) => kind === 'batch'),
      'it waits',
    );
    expect(batch.title).toBe('Let rest: one exception');
    expect(batch.question).toMatch(/sent by mistake/);
    const jean = await approvals.list(callBy('jean', { ...all, entities: ['FR01'] }));
    expect(jean.items).toEqual([]);
  });

  test('has the legal holds that somebody wants to end, for those who may see holds', async () => {
    const hold = { reference: '312 O 117/26', reason: 'A suit.', scope: { legalEntity: 'DE01' } };
    const placed = await records.placeHold(intentBy('ana'), hold);
    const { id } = present('result' in placed ? placed.result : undefined, 'it is placed');
    expect((await list()).some(({ kind }) => kind === 'legal_hold')).toBe(false);
    await records.askRelease(callBy('ana'), { id, reason: 'It was settled.', version: 1 });
    const shown = (await list()).find(({ kind }) => kind === 'legal_hold');
    expect(shown).toMatchObject({ title: 'Release the legal hold 312 O 117/26', version: 2 });
    expect(shown).not.toHaveProperty('obstacle');
    expect((await list('ANA')).find((each) => each.id === id)?.obstacle).toMatch(/yourself/);
    const outsider = await list('gil', { permissions: ['exceptions:read'] });
    expect(outsider.some((each) => each.id === id)).toBe(false);
  });

  test('has the records that somebody wants to delete, for those who may see retention', async () => {
    await pool.query(ASKED);
    const shown = (await list()).find(({ kind }) => kind === 'record_deletion');
    expect([...Value.Errors(Approval, shown)]).toEqual([]);
    expect(shown).toMatchObject({
      title: 'Delete records of November 2015, DE01',
      totals: [{ amount: '119.00', currency: 'EUR' }],
    });
    expect(shown).not.toHaveProperty('obstacle');
    const own = (await list('ANA')).find(({ kind }) => kind === 'record_deletion');
    expect(own?.obstacle).toMatch(/yourself/);
    const outsider = await list('gil', { permissions: ['exceptions:read'] });
    expect(outsider.some(({ kind }) => kind === 'record_deletion')).toBe(false);
  });
});

const ASKED = `
  insert into record_deletion (deletion_id, month, legal_entity, reason, term, due_before, shown,
    asked_by)
  values ('rdl_01j8zq4w7n2k5xv3m9t6r0c8ya', '2015-11', 'DE01', 'It is over.',
    '{"years":10,"yearEndsInMonth":12}', '2016-01-01', '{"records":1,"ofOtherMonths":0,
      "totals":[{"currency":"EUR","count":1,"minor":"11900"}],
      "oldestAt":"2015-11-01T00:00:00.000Z","newestAt":"2015-11-01T00:00:00.000Z"}', 'ana')
`;
