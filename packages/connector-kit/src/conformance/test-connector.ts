/**
 * The conformance suite: what a connector has to withstand before the engine may trust its
 * outcomes.
 *
 * One call in the connector's `connector.test.ts` runs the part that its capabilities ask for, over
 * real sockets, through the real network port, against the connector's own simulator; or in real
 * folders, where files are handed over.
 */

import type { TObject } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import type { Check } from './check.ts';
import { lookUpChecks } from './look-up-checks.ts';
import { operationChecks } from './operation-checks.ts';
import type { OperationUnderTest } from './operation-under-test.ts';
import { probeChecks } from './probe-checks.ts';
import { readingChecks, type ReadingUnderTest } from './reading-checks.ts';
import type { ConnectorTestOptions } from './samples.ts';
import { onStage } from './stage.ts';
import { withWrongSecrets } from './with-wrong-secrets.ts';

export function testConnector<Config extends TObject>(options: ConnectorTestOptions<Config>): void {
  describe(`connector ${options.connector.name}`, () => {
    for (const check of conformanceChecks(options)) {
      if (check.skip !== undefined) test.skip(`${check.title} (skipped: ${check.skip})`, () => {});
      else test(check.title, () => runCheck(check, options));
    }
  });
}

/** The suite as data, in the order in which it is best read. */
export function conformanceChecks<Config extends TObject>(
  options: ConnectorTestOptions<Config>,
): readonly Check[] {
  const { connector, config } = options;
  return [
    {
      title: 'its own example settings are valid',
      async run() {
        expect([...Value.Errors(connector.config, config)]).toEqual([]);
      },
    },
    {
      title: 'it has at least one capability, and samples for each',
      async run() {
        const names = [connector.operations, connector.readings ?? {}].flatMap(Object.keys);
        const sampled = [options.samples, options.readings ?? {}].flatMap(Object.keys);
        expect(names).not.toEqual([]);
        expect(sampled.toSorted()).toEqual(names.toSorted());
      },
    },
    ...probeChecks(connector.probe, withWrongSecrets(connector.config, config)),
    ...operationsOf(options).flatMap((each) => [...operationChecks(each), ...lookUpChecks(each)]),
    ...readingsOf(options).flatMap(readingChecks),
  ];
}

export async function runCheck<Config extends TObject>(
  check: Check,
  options: ConnectorTestOptions<Config>,
): Promise<void> {
  await onStage(options, (stage) => check.run(stage));
}

/** Each operation belongs to its own samples by its name; from here on they travel together. */
function operationsOf<Config extends TObject>(
  options: ConnectorTestOptions<Config>,
): readonly OperationUnderTest[] {
  const { connector, config, folder, statusesNotApplied = [] } = options;
  const samples = options.samples as Readonly<Record<string, OperationUnderTest['samples']>>;
  const wrongCredentials = withWrongSecrets(connector.config, config);
  return Object.entries(connector.operations).flatMap(([name, operation]) => {
    const own = samples[name];
    if (own === undefined) return [];
    const tested = operation as OperationUnderTest['operation'];
    const about = { statusesNotApplied, wrongCredentials, isByFolder: folder !== undefined };
    return [{ name, operation: tested, samples: own, ...about }];
  });
}

function readingsOf<Config extends TObject>(
  options: ConnectorTestOptions<Config>,
): readonly ReadingUnderTest[] {
  const samples = (options.readings ?? {}) as Readonly<Record<string, ReadingUnderTest['samples']>>;
  return Object.entries(options.connector.readings ?? {}).flatMap(([name, reading]) => {
    const own = samples[name];
    if (own === undefined) return [];
    return [{ name, reading: reading as ReadingUnderTest['reading'], samples: own }];
  });
}
