/** Wherever people read who did something, they read a name; programs get the subject. */

import { PERMISSION_NAMES } from '@kontor/contracts';
import { readTransaction } from '@kontor/engine';
import { present, systemClock, type ExceptionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { beforeAll, expect, test } from 'vitest';
import { readRunbooks } from '../../runbooks/read-runbooks.ts';
import { approvalsService } from '../console/approvals/approvals-service.ts';
import { consoleExceptionsService } from '../console/exceptions/console-exceptions-service.ts';
import { readExceptionsOf } from '../console/transaction/read-exceptions-of.ts';
import { correctionsService } from '../corrections/corrections-service.ts';
import { exceptionBatchesService } from '../exception-batches/exception-batches-service.ts';
import { exceptionsService } from '../exceptions/exceptions-service.ts';
import { callBy, intentBy, openOffice, type Answers } from '../testing/office.ts';
import { readStory } from '../transactions/read-story.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const titleOf = () => undefined;
const options = { ...office, clock: systemClock, titleOf, runbooks: readRunbooks() };
const batches = exceptionBatchesService({
  ...options,
  ids: office.runtime.ids,
  batchPolicy: { approvalAboveCount: 0, approvalAboveValue: {} },
});
const exceptions = exceptionsService(options);
const queue = consoleExceptionsService(options);
const all = { permissions: PERMISSION_NAMES };
const [ana, ben] = ['ana@example.com', 'ben@example.com'] as const;
const refused: Answers = {
  submit: [
    { kind: 'rejected', reason: 'business_rule', vendorCode: 'X', vendorText: 'Not today.' },
  ],
};

beforeAll(async () => {
  await pool.query(
    `insert into person (subject, name, roles, legal_entities, password_hash)
     values ($1, 'Ana Lindqvist', '{finance-operations}', '{DE01}', 'x'),
            ($2, 'Ben Okafor', '{finance-operations}', '{DE01}', 'x')`,
    [ana, ben],
  );
});

async function refusedInvoice() {
  const transaction = await office.accept();
  await office.work('ledger', refused);
  const { items } = await exceptions.list(callBy(ana), { transaction }, { size: 1 });
  const exception = present(items[0], 'it was refused');
  return { transaction, id: exception.id as ExceptionId, version: exception.version };
}

test('who was quicker to take an exception on, or to give it away', async () => {
  const { id, version } = await refusedInvoice();
  await exceptions.assign(callBy(ana), { id, assignee: ana, version });
  expect(await exceptions.assign(callBy(ben), { id, assignee: ben, version })).toMatchObject({
    quicker: { by: ana, sentence: expect.stringMatching(/^Ana Lindqvist took it on at/) as string },
  });
  await exceptions.assign(callBy(ana), { id, assignee: ben, version: version + 1 });
  expect(await exceptions.assign(callBy(ben), { id, assignee: null, version })).toMatchObject({
    quicker: {
      sentence: expect.stringMatching(/^Ana Lindqvist gave it to Ben Okafor at/) as string,
    },
  });
});

test('who commented on an exception, and who resolved it', async () => {
  const { id, version, transaction } = await refusedInvoice();
  await exceptions.comment(intentBy(ana), { id, text: 'I ask them.' });
  const resolution = { id, action: 'abandon', reason: 'They know.', version } as const;
  await exceptions.resolve(intentBy(ben), resolution);
  expect(await queue.find(callBy(ana, all), id)).toMatchObject({
    value: {
      comments: [{ by: 'Ana Lindqvist' }],
      exception: { resolved: { by: 'Ben Okafor' } },
      acts: [{ by: 'Ana Lindqvist' }, { by: 'Ben Okafor' }],
    },
  });
  expect(await readExceptionsOf(pool, office, transaction)).toMatchObject([
    { comments: [{ by: 'Ana Lindqvist' }], resolution: { by: 'Ben Okafor' } },
  ]);
  // Programs compare, so they get what never changes.
  expect(await exceptions.find(callBy(ana), id)).toMatchObject({
    value: { comments: [{ by: ana }], resolution: { by: ben } },
  });
});

test('who corrected a document: in its story, and to the one who came second', async () => {
  const { transaction } = await refusedInvoice();
  const corrections = correctionsService({ ...options, wake: () => undefined });
  const { input, version } = present(await readTransaction(pool, transaction), 'it is there');
  const document = { ...(input as object), buyerReference: 'PO-77' };
  const asked = { id: transaction, document, reason: 'The note was missing.', version };
  expect(await corrections.correct(intentBy(ana, all), asked)).toMatchObject({ kind: 'accepted' });
  expect(await corrections.correct(intentBy(ben, all), asked)).toMatchObject({
    quicker: { by: ana, sentence: expect.stringMatching(/^Ana Lindqvist corrected it/) as string },
  });
  const story = JSON.stringify(await readStory(options, callBy(ben), transaction));
  expect(story).toContain('Ana Lindqvist corrected');
  expect(story).not.toContain(ana);
  await office.finish();
});

test('who asked for a batch, who decided about it, and to whom it gives exceptions', async () => {
  await refusedInvoice();
  const filter = { cause: 'business_rule' } as const;
  const given = await batches.preview(callBy(ana), { filter, action: 'assign', assignee: ben });
  expect(JSON.stringify(given)).toContain('given to Ben Okafor.');
  const choice = { filter, action: 'retry' } as const;
  const preview = await batches.preview(callBy(ana), choice);
  if (preview.kind !== 'found') throw new TypeError(preview.kind);
  const reason = 'Once more.';
  const made = await batches.create(intentBy(ana), { ...choice, reason, seen: preview.value });
  if (made.kind !== 'accepted') throw new TypeError(made.kind);
  const approvals = await approvalsService(options).list(callBy(ben, all));
  expect(approvals).toMatchObject({ items: [{ requestedBy: { id: ana, name: 'Ana Lindqvist' } }] });
  const { id, version } = made.result;
  const approve = { id, decision: 'approve', reason: 'Fine.', version } as const;
  expect(await batches.decide(callBy(ben), approve)).toMatchObject({
    value: {
      requestedBy: ana,
      people: [
        { id: ana, name: 'Ana Lindqvist' },
        { id: ben, name: 'Ben Okafor' },
      ],
    },
  });
  expect(await batches.decide(callBy('charles'), approve)).toMatchObject({
    quicker: { by: ben, sentence: expect.stringMatching(/^Ben Okafor approved it at/) as string },
  });
});
