/** Which message a document holds, from its namespace and the element below `Document`. */

import { refuse } from '../xml/refuse.ts';
import { CAMT_MESSAGES, type CamtMessage } from './camt-tree.ts';

export type CamtFormat = {
  /** `camt.053.001.08`, or `camt.053` where the document names no version. */
  readonly format: string;
  readonly kind: CamtMessage['kind'];
  readonly hasNamespace: boolean;
};

/** Refuses other messages by their name, and versions that nobody has read yet. */
export function camtFormatOf(element: string, namespace: string, line: number): CamtFormat {
  const message = CAMT_MESSAGES.get(element);
  const [, named, version] = NAMESPACE.exec(namespace) ?? [];
  const at = `Document/${element.slice(0, SHOWN_MAX)} (line ${line})`;
  if (message === undefined) {
    const name = (named ?? namespace).slice(0, SHOWN_MAX);
    const detail = `“${name}” is no bank statement: send camt.052, camt.053 or camt.054.`;
    refuse({ code: 'message_unsupported', at, detail });
  }
  if (namespace === '') return { format: message.name, kind: message.kind, hasNamespace: false };
  if (named === undefined || version === undefined || !named.startsWith(message.name)) {
    const detail = `${element} is not of the namespace “${namespace.slice(0, SHOWN_MAX)}”.`;
    refuse({ code: 'message_contradicts_namespace', at, detail });
  }
  if (!VERSIONS.test(version)) {
    const detail = `Version ${version} of ${message.name} is not known: send 01 to 13.`;
    refuse({ code: 'message_version_unknown', at, detail });
  }
  return { format: named, kind: message.kind, hasNamespace: true };
}

/** ISO's own, and SWIFT's of the first versions (`urn:swift:xsd:$camt.053.001.01`). */
const NAMESPACE =
  /^(?:urn:iso:std:iso:20022:tech:xsd:|urn:swift:xsd:\$?)([a-z]{4}\.\d{3}\.\d{3}\.(\d{2}))$/;

const VERSIONS = /^(?:0[1-9]|1[0-3])$/;

/** Enough of a wrong name to find it. */
const SHOWN_MAX = 80;
