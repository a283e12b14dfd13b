/** What a connector's author supplies to the conformance suite, and nothing of it twice. */

import type {
  Connector,
  OperationInputs,
  OperationName,
  ReadingItems,
  ReadingName,
} from '@kontor/connector-sdk';
import type { EffectReference } from '@kontor/canon';
import type { Static, TObject } from 'typebox';
import type { SimulatedSystem } from '../simulator/index.ts';

export type ConnectorTestOptions<Config extends TObject = TObject> = {
  readonly connector: Connector<Config>;
  /** Example settings that the simulator accepts; `baseUrl` is replaced by where it listens. */
  readonly config: Static<Config>;
  /** A fresh system with the master data that the samples name. Called for every check. */
  readonly startSimulator: () => Promise<SimulatedSystem>;
  /**
   * Of a connector that hands files over instead of calling: the network is not its world, and
   * what a folder can do to it is tried instead.
   */
  readonly folder?: {
    /** What its settings name is gone, as a file system that is not mounted. */
    readonly takeAway: () => Promise<void>;
    readonly bringBack: () => Promise<void>;
  };
  /** One for every operation that the connector has. */
  readonly samples: { readonly [Name in OperationName]?: OperationSamples<OperationInputs[Name]> };
  /** One for every reading that the connector has. */
  readonly readings?: { readonly [Name in ReadingName]?: ReadingSamples<ReadingItems[Name]> };
  /**
   * Requests that only sign in: they are let through while the reply to the effect is tampered
   * with.
   */
  readonly isSignIn?: (request: { readonly method: string; readonly path: string }) => boolean;
  /** Statuses beyond 401, 429 and 503 with Retry-After that the vendor documents as "not done". */
  readonly statusesNotApplied?: readonly number[];
};

/** An input that carries this reference. */
export type Sample<Input> = (reference: EffectReference) => Input;

/** A check that does not apply, with the reason that the report shows. */
export type Skip = { readonly skip: string };

export type OperationSamples<Input> = {
  /** Accepted by the simulator as it starts. */
  readonly good: Sample<Input>;
  /** Refused by the business rules of the system, inside a reply that it documents. */
  readonly refused: readonly RefusedSample<Input>[] | Skip;
  /** Posts into a period that the simulator has closed. */
  readonly closedPeriod: Sample<Input> | Skip;
  /** Has an amount with more decimals than its currency. */
  readonly tooPrecise: Sample<Input> | Skip;
};

export type RefusedSample<Input> = {
  /** Completes "refuses …": `an unknown customer`. */
  readonly title: string;
  readonly input: Sample<Input>;
  readonly reason: string;
  readonly vendorCode: string;
};

export type ReadingSamples<Item> = {
  /** All that the simulator holds at the start, in any order; more than fits on one page. */
  readonly expected: readonly Item[];
  /** Adds items before and after the point that the first page reached. */
  readonly writeBetweenPages: (system: SimulatedSystem) => void;
};

export function isSkip(value: unknown): value is Skip {
  return typeof value === 'object' && value !== null && 'skip' in value;
}
