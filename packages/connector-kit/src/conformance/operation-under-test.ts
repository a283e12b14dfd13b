/** One operation of a connector with everything that checking it needs. */

import type { ConnectorContext, DeliveryOutcome, Operation } from '@kontor/connector-sdk';
import type { OperationSamples } from './samples.ts';
import type { Stage } from './stage.ts';

export type OperationUnderTest = {
  readonly name: string;
  readonly operation: Operation<unknown, unknown>;
  readonly samples: OperationSamples<unknown>;
  readonly statusesNotApplied: readonly number[];
  /** It hands files over, and meets no network. */
  readonly isByFolder: boolean;
  /** The example settings with every secret replaced by a wrong one. */
  readonly wrongCredentials: Readonly<Record<string, unknown>> | undefined;
};

/** As the engine would, over the usual connection of the stage. */
export async function submit(
  stage: Stage,
  operation: Operation<unknown, unknown>,
  input: unknown,
): Promise<DeliveryOutcome> {
  const context: ConnectorContext<unknown> = stage.context;
  return stage.heard(await operation.submit(input, context));
}
