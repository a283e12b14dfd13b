/**
 * What every operation has to make of a network that loses, cuts and replaces replies: only what is
 * certain may be said.
 */

import type { Operation } from '@kontor/connector-sdk';
import { expect } from 'vitest';
import type { Check } from './check.ts';
import { submit, type OperationUnderTest } from './operation-under-test.ts';
import type { OperationSamples } from './samples.ts';
import { someReference } from './some-reference.ts';
import type { Stage } from './stage.ts';
import type { Tampering } from './tampering-proxy.ts';

export function networkChecks(tested: OperationUnderTest): readonly Check[] {
  return [...lossChecks(tested), ...statusChecks(tested)];
}

function lossChecks({ name, operation, samples }: OperationUnderTest): readonly Check[] {
  return [
    {
      title: `${name} whose reply is lost is unknown`,
      run: (stage) => expectUnknown(stage, { operation, samples, tampering: LOST }),
    },
    {
      title: `${name} whose reply is cut short is unknown`,
      run: (stage) => expectUnknown(stage, { operation, samples, tampering: TRUNCATED }),
    },
    {
      title: `${name} sent again after a lost reply has one effect`,
      ...(operation.idempotency !== 'native-key' && {
        skip: `The system does not recognise a repeat (${operation.idempotency}).`,
      }),
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        stage.proxy.tamperWith(LOST);
        await submit(stage, operation, input);
        stage.proxy.tamperWith({ kind: 'none' });
        expect((await submit(stage, operation, input)).kind).toBe('confirmed');
        expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
      },
    },
    {
      title: `${name} is retryable when the connection is refused`,
      async run(stage) {
        await stage.disconnect();
        const outcome = await submit(stage, operation, samples.good(someReference()));
        expect(outcome).toMatchObject({ kind: 'retryable', cause: 'unreachable' });
      },
    },
  ];
}

function statusChecks(tested: OperationUnderTest): readonly Check[] {
  const { name, operation, samples, statusesNotApplied } = tested;
  const unfamiliar: readonly Check[] = UNFAMILIAR_STATUSES.map((status) => {
    const kind = statusesNotApplied.includes(status) ? 'retryable' : 'unknown';
    return {
      title: `${name} is ${kind} after a ${status} with a page of HTML`,
      async run(stage) {
        stage.proxy.tamperWith(answerInstead(status, {}));
        const outcome = await submit(stage, operation, samples.good(someReference()));
        expect(outcome.kind).toBe(kind);
      },
    };
  });
  const meaningless: readonly Check[] = MEANINGLESS_BODIES.map((body) => ({
    title: `${name} is unknown after a success whose body is ${body || 'empty'}`,
    run: (stage) =>
      expectUnknown(stage, { operation, samples, tampering: { kind: 'replace-body', body } }),
  }));
  return [
    ...unfamiliar,
    ...meaningless,
    {
      title: `${name} is retryable after a 429, as late as Retry-After asks`,
      async run(stage) {
        stage.proxy.tamperWith(answerInstead(429, { 'retry-after': '7' }));
        const outcome = await submit(stage, operation, samples.good(someReference()));
        const cause = 'throttled';
        expect(outcome).toMatchObject({ kind: 'retryable', cause, retryAfterMs: 7_000 });
      },
    },
    {
      title: `${name} shows nothing secret when an error page repeats the request`,
      async run(stage) {
        stage.proxy.tamperWith({ kind: 'echo', status: 500 });
        await submit(stage, operation, samples.good(someReference()));
        expect(stage.proxy.requests).not.toEqual([]);
      },
    },
  ];
}

type Spoilt = {
  readonly operation: Operation<unknown, unknown>;
  readonly samples: OperationSamples<unknown>;
  readonly tampering: Tampering;
};

/**
 * The system acts once and the connector cannot tell: it must neither claim success nor failure.
 */
async function expectUnknown(
  stage: Stage,
  { operation, samples, tampering }: Spoilt,
): Promise<void> {
  const reference = someReference();
  stage.proxy.tamperWith(tampering);
  const outcome = await submit(stage, operation, samples.good(reference));
  expect(outcome.kind).toBe('unknown');
  expect(stage.system.ledger.entriesOf(reference)).toHaveLength(1);
}

function answerInstead(status: number, headers: Readonly<Record<string, string>>): Tampering {
  const html = { 'content-type': 'text/html', ...headers };
  const reply = { status, headers: html, body: '<html><body>Sorry.</body></html>' };
  return { kind: 'answer-instead', reply };
}

const LOST: Tampering = { kind: 'lose-reply' };
const TRUNCATED: Tampering = { kind: 'truncate-reply' };

/** One that nobody expects, and those that proxies and overloaded servers give. */
const UNFAMILIAR_STATUSES = [418, 500, 502, 503, 504];

const MEANINGLESS_BODIES = ['', '<html>It works!</html>', '{"surprise":true}'];
