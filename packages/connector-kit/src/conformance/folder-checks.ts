/**
 * What every operation that hands files over has to make of folders that go away, and of being
 * asked twice: a file that was given once is never given again.
 */

import { expect } from 'vitest';
import type { Check } from './check.ts';
import { submit, type OperationUnderTest } from './operation-under-test.ts';
import { someReference } from './some-reference.ts';

export function folderChecks({ name, operation, samples }: OperationUnderTest): readonly Check[] {
  return [
    {
      title: `${name} is retryable when the folder is gone, and was not sent`,
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        await stage.disconnect();
        const outcome = await submit(stage, operation, input);
        expect(outcome).toMatchObject({ kind: 'retryable', cause: 'unreachable' });
        await stage.reconnect();
        expect(stage.system.ledger.entriesOf(reference)).toEqual([]);
        expect(await submit(stage, operation, input)).toMatchObject({ kind: 'confirmed' });
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
      },
    },
    {
      title: `${name} submitted again, before and after the file was taken, has one effect`,
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        const answers = [
          await submit(stage, operation, input),
          await submit(stage, operation, input),
        ];
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1); // and so it was taken
        answers.push(await submit(stage, operation, input));
        expect(answers.map((answer) => answer.kind)).toEqual(Array(3).fill('confirmed'));
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
      },
    },
    {
      title: `${name} submitted by several workers at once has one effect`,
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        const workers = Array.from({ length: 8 }, () => submit(stage, operation, input));
        const answers = await Promise.all(workers);
        expect(answers.map((answer) => answer.kind)).toEqual(Array(8).fill('confirmed'));
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
      },
    },
  ];
}

export function folderLookUpChecks({
  name,
  operation,
  samples,
}: OperationUnderTest): readonly Check[] {
  if (operation.idempotency !== 'look-up') return [];
  return [
    {
      title: `${name}: the look-up finds what was taken`,
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        const answered = await submit(stage, operation, input);
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
        expect(stage.heard(await operation.lookUp(input, stage.context))).toEqual(answered);
      },
    },
    {
      title: `${name}: the look-up is unknown, never absent, when the folder is gone`,
      async run(stage) {
        const input = samples.good(someReference());
        await stage.disconnect();
        const outcome = stage.heard(await operation.lookUp(input, stage.context));
        expect(outcome.kind).toBe('unknown');
      },
    },
  ];
}
