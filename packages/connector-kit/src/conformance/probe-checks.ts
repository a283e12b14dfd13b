/** The probe tells an operator whether a connection works, without leaving a trace. */

import type { ConnectorContext, ProbeOutcome } from '@kontor/connector-sdk';
import { expect } from 'vitest';
import type { Check } from './check.ts';

type Probe = (context: ConnectorContext<never>) => Promise<ProbeOutcome>;

export function probeChecks(
  probe: Probe | undefined,
  wrongCredentials: Readonly<Record<string, unknown>> | undefined,
): readonly Check[] {
  if (probe === undefined) return [];
  return [
    {
      title: 'the probe is healthy with the right settings, and leaves no trace',
      async run(stage) {
        expect(stage.heard(await probe(stage.context as never))).toEqual({ kind: 'healthy' });
        expect(stage.system.ledger.entries()).toEqual([]);
      },
    },
    {
      title: 'the probe fails with wrong credentials',
      ...(wrongCredentials === undefined && { skip: 'The settings have no secret.' }),
      async run(stage) {
        const context = stage.connect({ config: wrongCredentials as never });
        expect(stage.heard(await probe(context as never)).kind).toBe('failing');
      },
    },
    {
      title: 'the probe fails when nobody listens',
      async run(stage) {
        await stage.disconnect();
        expect(stage.heard(await probe(stage.context as never)).kind).toBe('failing');
      },
    },
  ];
}
