/**
 * What can be made to go wrong with a simulated system, in one table: the sandbox page, the control
 * endpoint and the API all show its titles and descriptions.
 */

import { ConnectionFaults, NO_CONNECTION_FAULTS } from '@kontor/contracts';
import type { Random } from '@kontor/kernel';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

/** As the API shows them to people; a program that talks to a simulator sends the same. */
export const Faults = ConnectionFaults;
export type Faults = Readonly<ConnectionFaults>;
export const NO_FAULTS: Faults = NO_CONNECTION_FAULTS;

export type FaultsReading =
  | { readonly kind: 'faults'; readonly faults: Partial<Faults> }
  | { readonly kind: 'refused'; readonly detail: string };

/** Reads switches from outside. Those that are not named are not in the result. */
export function parseFaults(value: unknown): FaultsReading {
  if (someFaults.Check(value)) return { kind: 'faults', faults: value };
  const [first] = someFaults.Errors(value);
  const at = first?.instancePath || 'the body';
  return { kind: 'refused', detail: `${at} ${first?.message ?? 'is not a set of fault switches'}` };
}

/**
 * What happens to one request. Every request draws equally often, so one switch shifts no other.
 */
export type Fate = {
  readonly isThrottled: boolean;
  readonly isDeliveredTwice: boolean;
  readonly isReplyLost: boolean;
  readonly failure: 'none' | 'before' | 'after';
};

export function drawFate(faults: Faults, random: Random): Fate {
  const isThrottled = random.fraction() < faults.throttleRate;
  const isDeliveredTwice = random.fraction() < faults.duplicateDeliveryRate;
  const isReplyLost = random.fraction() < faults.lostReplyRate;
  const isFailing = random.fraction() < faults.errorRate;
  const isBefore = random.fraction() < 0.5;
  const failure = isFailing ? (isBefore ? 'before' : 'after') : 'none';
  return { isThrottled, isDeliveredTwice, isReplyLost, failure };
}

const someFaults = Compile(Type.Partial(Faults, { additionalProperties: false }));
