/**
 * A system at the other end, with a ledger of its own that says what really happened. It keeps what
 * it declares: an effect is there, and can be found, at the latest `timeoutMs + visibleAfterMs`
 * after its request left. Everything short of that it may do.
 */

import type { DeliveryOutcome, LookUpOutcome } from '@kontor/connector-sdk';
import type { EffectRequest } from '../documents/processes.ts';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Scheduler } from './scheduler.ts';

export type SystemTraits = {
  readonly idempotency: 'native-key' | 'look-up' | 'none';
  readonly visibleAfterMs: number;
};

export type Booking = {
  readonly request: EffectRequest;
  readonly documentNumber: string;
  readonly visibleAtMs: number;
  /** `system`: it booked twice what it was sent once. `person`: somebody booked it by hand. */
  readonly cause: 'us' | 'system' | 'person';
};

export type SimulatedSystem = {
  readonly connection: string;
  readonly traits: SystemTraits;
  readonly bookings: readonly Booking[];
  /** A request arrives. Undefined: it answers nothing. */
  take(request: EffectRequest, sentMs: number): DeliveryOutcome | undefined;
  find(reference: string): LookUpOutcome;
  bookByHand(request: EffectRequest): void;
};

export type SystemOptions = {
  readonly connection: string;
  readonly traits: SystemTraits;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly history: History;
};

export function simulatedSystem(options: SystemOptions): SimulatedSystem {
  const { connection, traits, scheduler, faults, history } = options;
  const ledger = newLedger(options);
  const refusedAtMs = new Map<string, number>();
  let latestSentMs = 0;

  /** What was sent before a refusal is refused with it: the same rules hold for both. */
  function isRefused(reference: string, sentMs: number): boolean {
    if (sentMs <= (refusedAtMs.get(reference) ?? -1)) return true;
    if (!faults.strikes('refusal', connection)) return false;
    refusedAtMs.set(reference, scheduler.nowMs());
    return true;
  }

  return {
    connection,
    traits,
    bookings: ledger.bookings,
    take(request, sentMs) {
      if (sentMs < latestSentMs) history.count('overtaken');
      latestSentMs = Math.max(latestSentMs, sentMs);
      if (faults.strikes('unavailable', connection)) return UNAVAILABLE;
      if (faults.strikes('locked', connection)) return LOCKED;
      const known = ledger.find(request.reference);
      if (known && traits.idempotency === 'native-key') {
        history.count('recognised');
        return { kind: 'confirmed', externalReference: known.documentNumber };
      }
      if (faults.strikes('systemSwallows', connection)) return undefined;
      if (isRefused(request.reference, sentMs)) return REFUSED;
      const { documentNumber } = ledger.book(request, sentMs, 'us');
      if (faults.strikes('systemDoubles', connection)) ledger.book(request, sentMs, 'system');
      return { kind: 'confirmed', externalReference: documentNumber };
    },
    find(reference) {
      const booking = ledger.find(reference);
      if (!booking) return { kind: 'absent' };
      if (booking.visibleAtMs > scheduler.nowMs()) {
        history.count('notVisibleYet');
        return { kind: 'absent' };
      }
      return { kind: 'confirmed', externalReference: booking.documentNumber };
    },
    bookByHand: (request) => void ledger.book(request, scheduler.nowMs(), 'person'),
  };
}

function newLedger({ connection, traits, scheduler, dice, history }: SystemOptions) {
  const bookings: Booking[] = [];
  const byReference = new Map<string, Booking>();
  return {
    bookings,
    find: (reference: string) => byReference.get(reference),
    book(request: EffectRequest, sentMs: number, cause: Booking['cause']): Booking {
      const nowMs = scheduler.nowMs();
      const latestMs = Math.max(nowMs, sentMs + TIMEOUT_MS + traits.visibleAfterMs);
      const booking: Booking = {
        request,
        documentNumber: `D${bookings.length + 1}`,
        visibleAtMs: cause === 'person' ? nowMs : dice.between('visible', nowMs, latestMs),
        cause,
      };
      const isDouble = byReference.has(request.reference);
      if (isDouble && cause === 'us') history.violated(ONE_EFFECT, describe(connection, request));
      bookings.push(booking);
      if (!isDouble) byReference.set(request.reference, booking);
      history.count(request.direction === 'forward' ? 'effects' : 'undone');
      history.note(() => `${connection} books ${describe(connection, request)} (${cause})`);
      return booking;
    },
  };
}

function describe(
  connection: string,
  { reference, step, direction, transactionId }: EffectRequest,
) {
  return `${step} ${direction} of ${transactionId.slice(-6)} as ${reference} in ${connection}`;
}

const ONE_EFFECT = 'one effect per key';
const UNAVAILABLE = { kind: 'retryable', cause: 'unavailable', detail: '503' } as const;
const LOCKED = { kind: 'retryable', cause: 'locked', detail: 'Somebody edits it.' } as const;
const REFUSED = {
  kind: 'rejected',
  reason: 'business_rule',
  vendorCode: 'E1',
  vendorText: 'No.',
} as const;
/** A call ends after this; see the time-outs of connections. */
export const TIMEOUT_MS = 8_000;
