/** Where the scanner stands, and how it refuses: the first defect ends the scan. */

import type { Defect } from '@kontor/kernel';
import type { JsonLimits } from './json-limits.ts';
import type { ObjectKeys } from './object-keys.ts';

export type JsonScan = {
  readonly bytes: Buffer;
  readonly limits: JsonLimits;
  readonly keys: ObjectKeys;
  at: number;
  defect: Defect | undefined;
};

/** False, so that a scanning function can return it. */
export function refuseAt(scan: JsonScan, code: string, detail: string): false {
  scan.defect ??= { code, at: `byte ${scan.at}`, detail };
  return false;
}
