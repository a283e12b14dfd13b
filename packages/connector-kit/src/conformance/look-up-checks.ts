/**
 * Looking up decides whether something is sent again: `absent` has to be true, `confirmed` exact.
 */

import { expect } from 'vitest';
import type { Check } from './check.ts';
import { folderLookUpChecks } from './folder-checks.ts';
import type { OperationUnderTest } from './operation-under-test.ts';
import { someReference } from './some-reference.ts';
import type { Stage } from './stage.ts';
import type { Tampering } from './tampering-proxy.ts';

export function lookUpChecks(tested: OperationUnderTest): readonly Check[] {
  const { name, operation, samples, isByFolder } = tested;
  if (operation.idempotency !== 'look-up') return [];
  const lookUp = async (stage: Stage, input: unknown) =>
    stage.heard(await operation.lookUp(input, stage.context));
  return [
    {
      title: `${name}: the look-up finds nothing before anything was sent`,
      async run(stage) {
        const outcome = await lookUp(stage, samples.good(someReference()));
        expect(outcome).toEqual({ kind: 'absent' });
      },
    },
    {
      title: `${name}: the look-up says the same as the answer that arrived`,
      async run(stage) {
        const input = samples.good(someReference());
        const answered = await operation.submit(input, stage.context);
        expect(await lookUp(stage, input)).toEqual(answered);
      },
    },
    {
      title: `${name}: the look-up is not misled by another reference`,
      async run(stage) {
        await operation.submit(samples.good(someReference()), stage.context);
        const outcome = await lookUp(stage, samples.good(someReference()));
        expect(outcome).toEqual({ kind: 'absent' });
      },
    },
    ...(isByFolder ? folderLookUpChecks(tested) : spoiltLookUpChecks(tested)),
  ];
}

function spoiltLookUpChecks({ name, operation, samples }: OperationUnderTest): readonly Check[] {
  if (operation.idempotency !== 'look-up') return [];
  const lookUp = async (stage: Stage, input: unknown) =>
    stage.heard(await operation.lookUp(input, stage.context));
  return [
    {
      title: `${name}: the look-up after a lost reply finds what the system holds`,
      async run(stage) {
        const reference = someReference();
        const input = samples.good(reference);
        stage.proxy.tamperWith({ kind: 'lose-reply' });
        const lost = await operation.submit(input, stage.context);
        expect(lost.kind).toBe('unknown');
        stage.proxy.tamperWith({ kind: 'none' });
        const [effect, ...more] = stage.system.ledger.entriesOf(reference);
        expect(more).toEqual([]);
        const found = await lookUp(stage, input);
        expect(found).toMatchObject({ kind: 'confirmed', externalReference: effect?.number });
      },
    },
    ...SPOILT_REPLIES.map(([what, tampering]): Check => ({
      title: `${name}: the look-up is unknown, never absent, after ${what}`,
      async run(stage) {
        stage.proxy.tamperWith(tampering);
        const outcome = await lookUp(stage, samples.good(someReference()));
        expect(outcome.kind).toBe('unknown');
      },
    })),
  ];
}

function html(status: number): Tampering {
  const headers = { 'content-type': 'text/html' };
  return { kind: 'answer-instead', reply: { status, headers, body: '<html>Sorry.</html>' } };
}

const SPOILT_REPLIES: readonly (readonly [string, Tampering])[] = [
  ['a lost reply', { kind: 'lose-reply' }],
  ['half a reply', { kind: 'truncate-reply' }],
  ['an empty reply', { kind: 'replace-body', body: '' }],
  ['a reply that is not understood', { kind: 'replace-body', body: '{"surprise":true}' }],
  ['a 200 with HTML', html(200)],
  ['a 401', html(401)],
  ['a 404 with HTML', html(404)],
  ['a 418', html(418)],
  ['a 429', html(429)],
  ['a 500', html(500)],
  ['a 503', html(503)],
];
