/**
 * What was given to the bank since: after a restore it is compared with what the database knows.
 * What was prepared and never got its name is left out, because the bank has not seen it.
 */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ConnectorContext,
  PostedEffect,
  PostingsRequest,
  ReadOutcome,
} from '@kontor/connector-sdk';
import type { BankFilesConfig } from '../config.ts';
import { faultCode, unless } from './file-fault.ts';
import { hasMemory, readRecords, type HandOverRecord } from './hand-over-record.ts';

export async function listHandedOver(
  { since, cursor = '' }: PostingsRequest,
  { config: { outboxFolder: outbox } }: Pick<ConnectorContext<BankFilesConfig>, 'config'>,
): Promise<ReadOutcome<PostedEffect>> {
  try {
    if (!(await hasMemory(outbox))) return failed('its folder handed-over is away');
    const found: HandOverRecord[] = [];
    for await (const record of readRecords(outbox)) {
      if (record === 'unreadable') return failed('a record cannot be read');
      if (record === undefined) continue;
      if (record.at >= since && record.name > cursor && (await isHandedOver(outbox, record))) {
        found.push(record);
      }
    }
    const page = found.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, PAGE_ITEMS);
    const last = page.at(-1);
    const hasMore = page.length < found.length && last !== undefined;
    return { kind: 'page', items: page.map(toEffect), ...(hasMore && { next: last.name }) };
  } catch (fault) {
    const code = faultCode(fault);
    if (code === undefined) throw fault;
    return failed(`it answers ${code}`);
  }
}

async function isHandedOver(outbox: string, { temporary }: HandOverRecord): Promise<boolean> {
  if (temporary === undefined) return true;
  const waits = await stat(join(outbox, temporary)).catch(unless('ENOENT', undefined));
  return waits === undefined;
}

function toEffect(record: HandOverRecord): PostedEffect {
  const { reference, messageId, number, at, amount, currency } = record;
  return {
    reference,
    externalReference: messageId,
    number,
    day: at.slice(0, DAY_CHARACTERS),
    value: { amount, currency },
  };
}

function failed(why: string): ReadOutcome<PostedEffect> {
  return { kind: 'failed', retryable: true, detail: `The outbox cannot be read: ${why}.` };
}

const PAGE_ITEMS = 1_000;
const DAY_CHARACTERS = 10;
