/** Puts a report where answers arrive: under its name only when it is whole. */

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaymentStatusReport } from '@kontor/canon';
import { writePain002 } from '@kontor/formats';

export const REPORT_KIND = 'status-report';

/** A further copy has another name, as transfer programs give it, and the same bytes. */
export function writeReport(folder: string, report: PaymentStatusReport, copy: number): void {
  const suffix = copy === 1 ? '' : `-${copy}`;
  const path = join(folder, `pain002-${report.messageId}${suffix}.xml`);
  writeFileSync(`${path}.tmp`, writePain002(report));
  renameSync(`${path}.tmp`, path);
}
