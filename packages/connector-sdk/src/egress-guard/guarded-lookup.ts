/**
 * The second half of the guard: name resolution inside the connection, so that the address that was
 * checked is the address that is connected to. A name that answers differently the second time
 * (DNS rebinding) gains nothing, because there is no second time.
 *
 * Node skips the lookup when the host is an address already: `checkEgressUrl` refuses those before.
 */

import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { assert } from '@kontor/kernel';
import { deniedAddress, isLoopback } from './denied-address.ts';
import type { EgressPolicy } from './check-egress-url.ts';

/** Resolves a name to all its addresses. `node:dns` unless a test stands in for the name server. */
export type ResolveAll = (
  hostname: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** For `connect.lookup` of an undici dispatcher, or of `net.connect`. */
export function guardedLookup(
  policy: EgressPolicy,
  resolveAll: ResolveAll = systemResolveAll,
): LookupFunction {
  return (hostname, options, callback) => {
    resolveAll(hostname, (error, addresses) => {
      const refusal = error ?? refusalOf(addresses, policy);
      if (refusal) return callback(refusal, '', 0);
      if (options.all) return callback(null, [...addresses]);
      const [first] = addresses;
      assert(first !== undefined, 'an empty answer was refused');
      callback(null, first.address, first.family);
    });
  };
}

/** The code of the error that a connection fails with when the guard refused its address. */
export const EGRESS_DENIED = 'KONTOR_EGRESS_DENIED';

/** One private address among public ones denies them all: which one is used is chance. */
function refusalOf(
  addresses: readonly LookupAddress[],
  policy: EgressPolicy,
): NodeJS.ErrnoException | undefined {
  if (addresses.length === 0) return withCode('ENOTFOUND', 'the name has no address');
  const isDenied = addresses.some(({ address }) => !isAddressAllowed(address, policy));
  // The address itself stays out of the message: an outsider could read our network from it.
  return isDenied
    ? withCode(EGRESS_DENIED, 'the name resolves to an address that may not be called')
    : undefined;
}

function isAddressAllowed(address: string, policy: EgressPolicy): boolean {
  if (policy.ownAddresses?.includes(address)) return false;
  if (policy.loopback === 'allowed' && isLoopback(address)) return true;
  return deniedAddress(address) === undefined;
}

function withCode(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}

const systemResolveAll: ResolveAll = (hostname, answer) => {
  lookup(hostname, { all: true }, (error, addresses) => answer(error, addresses ?? []));
};
