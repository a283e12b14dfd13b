/**
 * What every operation has to do when the world is as it should be, when the system refuses, and
 * when it does not know us. What the network does to it is in network-checks.ts.
 */

import type { DeliveryOutcome } from '@kontor/connector-sdk';
import { expect } from 'vitest';
import type { Check } from './check.ts';
import { folderChecks } from './folder-checks.ts';
import { networkChecks } from './network-checks.ts';
import { submit, type OperationUnderTest } from './operation-under-test.ts';
import { isSkip, type OperationSamples } from './samples.ts';
import { someReference } from './some-reference.ts';
import type { Stage } from './stage.ts';

export function operationChecks(tested: OperationUnderTest): readonly Check[] {
  return [
    ...successChecks(tested),
    ...refusalChecks(tested),
    ...(tested.isByFolder ? folderChecks(tested) : networkChecks(tested)),
    ...signInChecks(tested),
  ];
}

function successChecks({ name, operation, samples }: OperationUnderTest): readonly Check[] {
  return [
    {
      title: `${name} is confirmed, with one effect under our reference`,
      async run(stage) {
        const reference = someReference();
        const outcome = await submit(stage, operation, samples.good(reference));
        expect(outcome).toMatchObject({ kind: 'confirmed' });
        const effects = stage.system.ledger.entriesOf(reference);
        expect(effects).toHaveLength(1);
        expect(outcome).toMatchObject({ externalReference: effects[0]?.number });
      },
    },
    {
      title: `${name} keeps two references apart`,
      async run(stage) {
        const references = [someReference(), someReference()];
        for (const reference of references) {
          await submit(stage, operation, samples.good(reference));
        }
        const { ledger } = stage.system;
        expect(references.map((each) => ledger.entriesOf(each).length)).toEqual([1, 1]);
      },
    },
    {
      title: `${name} submitted twice has one effect, and both answers agree`,
      ...(operation.idempotency !== 'native-key' && {
        skip: `The system does not recognise a repeat (${operation.idempotency}).`,
      }),
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        const first = await submit(stage, operation, input);
        const second = await submit(stage, operation, input);
        expect(first.kind).toBe('confirmed');
        expect(second).toMatchObject(withoutFacts(first));
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
      },
    },
  ];
}

function refusalChecks({ name, operation, samples }: OperationUnderTest): readonly Check[] {
  const { refused, closedPeriod, tooPrecise } = samples;
  const refusals: readonly Check[] = isSkip(refused)
    ? [{ title: `${name} passes a refusal on`, skip: refused.skip, run: nothing }]
    : refused.map(({ title, input, reason, vendorCode }) => ({
        title: `${name} is rejected for ${title}, with the code and text of the system`,
        async run(stage) {
          const reference = someReference();
          const outcome = await submit(stage, operation, input(reference));
          expect(outcome).toMatchObject({ kind: 'rejected', reason, vendorCode });
          expect(outcome).toHaveProperty('vendorText', expect.stringMatching(/\S/));
          expect(stage.system.ledger.entriesOf(reference)).toEqual([]);
        },
      }));
  return [
    ...refusals,
    sampleCheck(`${name} into a closed period is rejected as period_closed`, closedPeriod, {
      async run(stage, input, reference) {
        const outcome = await submit(stage, operation, input);
        expect(outcome).toMatchObject({ kind: 'rejected', reason: 'period_closed' });
        expect(stage.system.ledger.entriesOf(reference)).toEqual([]);
      },
    }),
    sampleCheck(`${name} never sends decimals beyond the currency`, tooPrecise, {
      async run(stage, input, reference) {
        const outcome = await submit(stage, operation, input);
        expect(outcome).toMatchObject({ kind: 'rejected' });
        expect(stage.proxy.requests).toEqual([]);
        expect(stage.system.ledger.entriesOf(reference)).toEqual([]);
      },
    }),
  ];
}

function signInChecks({ name, operation, ...tested }: OperationUnderTest): readonly Check[] {
  const { samples, wrongCredentials } = tested;
  return [
    {
      title: `${name} with wrong credentials is retryable as sign_in_refused`,
      ...(wrongCredentials === undefined && { skip: 'The settings have no secret.' }),
      async run(stage) {
        const reference = someReference();
        const context = stage.connect({ config: wrongCredentials as never });
        const outcome = await submit({ ...stage, context }, operation, samples.good(reference));
        expect(outcome).toMatchObject({ kind: 'retryable', cause: 'sign_in_refused' });
        expect(stage.system.ledger.entriesOf(reference)).toEqual([]);
      },
    },
  ];
}

type SampleRun = {
  readonly run: (stage: Stage, input: unknown, reference: string) => Promise<void>;
};

function sampleCheck(
  title: string,
  sample: OperationSamples<unknown>['closedPeriod'],
  { run }: SampleRun,
): Check {
  if (isSkip(sample)) return { title, skip: sample.skip, run: nothing };
  return {
    title,
    run(stage) {
      const reference = someReference();
      return run(stage, sample(reference), reference);
    },
  };
}

/** Facts may say how a repeat was recognised; number and kind have to be the same. */
function withoutFacts(outcome: DeliveryOutcome): object {
  if (outcome.kind !== 'confirmed') return outcome;
  return { kind: outcome.kind, externalReference: outcome.externalReference };
}

async function nothing(): Promise<void> {
  // a skipped check is never run
}
