/**
 * The first half of the guard against server-side request forgery: is this URL one that we may
 * call?
 *
 * It judges what the URL parser made of the text, because the parser reads `0x7f.1`, `2130706433`
 * and `①②⑦.⓪.⓪.①` all as 127.0.0.1. A name that passes here may still resolve to a private address:
 * the second half, `guardedLookup`, sits in the connection itself.
 */

import { isIP } from 'node:net';
import { isLoopback } from './denied-address.ts';

export type EgressPolicy = {
  /** Lets calls reach this machine, on any port and without TLS: for the sandbox only. */
  readonly loopback: 'allowed' | 'denied';
  /** Ports beside 443 and 8443. */
  readonly furtherPorts?: readonly number[];
  /** Names that may be called without TLS. */
  readonly plainHttpHosts?: readonly string[];
  /** Our own public addresses: a webhook must not come back in through the front door. */
  readonly ownAddresses?: readonly string[];
};

export type EgressVerdict =
  | { readonly kind: 'allowed'; readonly url: URL }
  | { readonly kind: 'denied'; readonly reason: EgressDenial };

export type EgressDenial =
  | 'too_long'
  | 'malformed'
  | 'scheme'
  | 'credentials'
  | 'address_literal'
  | 'single_label'
  | 'trailing_dot'
  | 'internal_name'
  | 'port';

export function checkEgressUrl(text: string, policy: EgressPolicy): EgressVerdict {
  if (text.length > URL_CHARACTERS_MAX) return denied('too_long');
  // The parser drops tabs and line feeds, and reads a backslash as a slash: others read them
  // otherwise.
  if (NOT_IN_A_URL.test(text)) return denied('malformed');
  const url = URL.parse(text);
  if (!url) return denied('malformed');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return denied('scheme');
  if (url.username !== '' || url.password !== '') return denied('credentials');
  const host = bareHost(url);
  if (policy.loopback === 'allowed' && (host === 'localhost' || isLoopback(host))) {
    return { kind: 'allowed', url };
  }
  const nameDenial = denialOfName(host);
  if (nameDenial) return denied(nameDenial);
  if (url.protocol === 'http:' && !policy.plainHttpHosts?.includes(host)) return denied('scheme');
  if (!isPortAllowed(url, policy)) return denied('port');
  return { kind: 'allowed', url };
}

/** The host without the brackets of an IPv6 literal. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function denialOfName(host: string): EgressDenial | undefined {
  if (isIP(host) !== 0) return 'address_literal';
  if (host.endsWith('.')) return 'trailing_dot';
  const labels = host.split('.');
  if (labels.length < 2) return 'single_label';
  if (!labels.every((label) => HOST_LABEL.test(label))) return 'malformed';
  return INTERNAL_DOMAINS.some((domain) => host.endsWith(`.${domain}`))
    ? 'internal_name'
    : undefined;
}

/** An empty port is the scheme's own: 443, or 80 of a host that may be called without TLS. */
function isPortAllowed({ port }: URL, { furtherPorts = [] }: EgressPolicy): boolean {
  return port === '' || port === '8443' || furtherPorts.some((allowed) => String(allowed) === port);
}

function denied(reason: EgressDenial): EgressVerdict {
  return { kind: 'denied', reason };
}

/** As much as proxies and logs carry without cutting. */
const URL_CHARACTERS_MAX = 2_048;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_IN_A_URL = /[\u0000-\u0020\u007f-\u00a0\\\u2028\u2029\ufeff]/;

/** A label of a host name as DNS has it (RFC 1123); IDNA names have become `xn--…` by now. */
const HOST_LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * Names that only an inside resolver answers (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`).
 */
const INTERNAL_DOMAINS = [
  'alt',
  'arpa',
  'cluster.local',
  'corp',
  'home',
  'internal',
  'intranet',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'onion',
  'private',
];
