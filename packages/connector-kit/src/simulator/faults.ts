/**
 * What can be made to go wrong with a simulated system, in one table: the sandbox page, the control
 * endpoint and the documentation all show these titles and descriptions.
 */

import type { Random } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** Longer than any deadline in use; a forgotten switch still lets go of its connections. */
const DELAY_MS_MAX = 600_000;

export const Faults = Type.Object(
  {
    down: Type.Boolean({
      default: false,
      title: 'Down',
      description:
        'Nobody listens: connections are refused, open ones are cut. It returns on the same port.',
    }),
    slowMs: milliseconds('Slow', 'Waits this long before it begins to work on a request.'),
    lateReplyMs: milliseconds('Late reply', 'Does the work, then waits this long to say so.'),
    lostReplyRate: rate('Lost reply', 'Does the work, then cuts the connection without a word.'),
    throttleRate: rate('Throttled', 'Answers 429 with Retry-After and does nothing.'),
    retryAfterSeconds: Type.Integer({
      default: 1,
      minimum: 0,
      maximum: 3_600,
      title: 'Retry after',
      description: 'Seconds that a throttled caller is told to wait.',
    }),
    duplicateDeliveryRate: rate(
      'Delivered twice',
      'The network hands the same request over twice; the caller gets the first answer.',
    ),
    errorRate: rate(
      'Server error',
      'Answers 500 with a page of HTML: half of the time before the work, else after it.',
    ),
    indexLagMs: milliseconds(
      'Index lag',
      'What was committed is found by look-ups only after this long.',
    ),
  },
  { $id: 'Faults', additionalProperties: false },
);
export type Faults = Readonly<Static<typeof Faults>>;

export const NO_FAULTS: Faults = {
  down: false,
  slowMs: 0,
  lateReplyMs: 0,
  lostReplyRate: 0,
  throttleRate: 0,
  retryAfterSeconds: 1,
  duplicateDeliveryRate: 0,
  errorRate: 0,
  indexLagMs: 0,
};

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

function rate(title: string, description: string) {
  return Type.Number({ default: 0, minimum: 0, maximum: 1, title, description });
}

function milliseconds(title: string, description: string) {
  return Type.Integer({ default: 0, minimum: 0, maximum: DELAY_MS_MAX, title, description });
}

const someFaults = Compile(Type.Partial(Faults, { additionalProperties: false }));
