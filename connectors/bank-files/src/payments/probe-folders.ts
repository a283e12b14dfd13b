/** Whether payments could be handed over now. Nothing is written. */

import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorContext, ProbeOutcome } from '@kontor/connector-sdk';
import type { BankFilesConfig } from '../config.ts';
import { faultCode } from './file-fault.ts';
import { HANDED_OVER, hasMemory } from './hand-over-record.ts';

export async function probeFolders({
  config: { outboxFolder },
}: Pick<ConnectorContext<BankFilesConfig>, 'config'>): Promise<ProbeOutcome> {
  try {
    if (!(await hasMemory(outboxFolder))) {
      const detail = `${outboxFolder} has no folder ${HANDED_OVER}: mount it, or make the folder.`;
      return { kind: 'failing', detail };
    }
    for (const folder of [outboxFolder, join(outboxFolder, HANDED_OVER)]) {
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    }
    return { kind: 'healthy' };
  } catch (fault) {
    const code = faultCode(fault);
    if (code === undefined) throw fault;
    return { kind: 'failing', detail: `${outboxFolder} answers ${code}.` };
  }
}
