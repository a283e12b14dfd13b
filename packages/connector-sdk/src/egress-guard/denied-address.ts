/**
 * Addresses that a call out must never reach: everything that is not a public unicast address.
 *
 * The rows are IANA's special-purpose registries. IPv6 forms that carry an IPv4 address inside them
 * (mapped, translated, NAT64, 6to4, Teredo) are denied as a whole rather than decoded: nobody
 * publishes a receiver under one, and every decoder that tried to be kind here had a hole.
 */

import { BlockList, isIP } from 'node:net';

/** Undefined when the address is public; otherwise the name of what it is. */
export function deniedAddress(address: string): string | undefined {
  // A zone (`fe80::1%eth0`) only makes sense on a link of ours.
  if (address.includes('%')) return 'an address of this link';
  switch (isIP(address)) {
    case 4:
      return DENIED_IPV4.find(({ list }) => list.check(address, 'ipv4'))?.name;
    case 6:
      if (!GLOBAL_UNICAST.check(address, 'ipv6')) return 'not a global unicast address';
      return DENIED_IPV6.find(({ list }) => list.check(address, 'ipv6'))?.name;
    default:
      return 'not an address';
  }
}

/** True for the addresses of this machine alone: 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && LOOPBACK.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

type Range = readonly [network: string, prefix: number, name: string];

function toLists(family: 'ipv4' | 'ipv6', ranges: readonly Range[]) {
  return ranges.map(([network, prefix, name]) => {
    const list = new BlockList();
    list.addSubnet(network, prefix, family);
    return { list, name };
  });
}

const DENIED_IPV4 = toLists('ipv4', [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'a private network'],
  ['100.64.0.0', 10, 'shared carrier space'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local, where clouds keep their metadata'],
  ['172.16.0.0', 12, 'a private network'],
  ['192.0.0.0', 24, 'protocol assignments'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.31.196.0', 24, 'AS112'],
  ['192.52.193.0', 24, 'AMT'],
  ['192.88.99.0', 24, '6to4 relays'],
  ['192.168.0.0', 16, 'a private network'],
  ['192.175.48.0', 24, 'AS112'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved or broadcast'],
  // Azure answers its virtual machines on this public-looking address.
  ['168.63.129.16', 32, 'a cloud metadata address'],
]);

/**
 * Only 2000::/3 is assigned to the public: this alone refuses ::, ::1, mapped, NAT64, fc00, fe80,
 * ff00.
 */
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet('2000::', 3, 'ipv6');

const DENIED_IPV6 = toLists('ipv6', [
  ['2001::', 23, 'protocol assignments, Teredo among them'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, '6to4'],
  ['2620:4f:8000::', 48, 'AS112'],
  ['3fff::', 20, 'documentation'],
]);

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
