/** An exception as a line of the queue. */

import type { ExceptionLine } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { Call } from '../../../gateway/services.ts';
import type { Runbooks } from '../../../runbooks/read-runbooks.ts';
import { factsOf, type ExceptionRow } from '../../exceptions/exception-row.ts';
import { isInDoubt, possibleActions } from '../../exceptions/possible-actions.ts';
import { titleOf } from '../../exceptions/title-of.ts';
import { cutLine } from '../../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../../wire/to-money-wire.ts';

export type LineWords = {
  readonly catalogue: ProcessCatalogue;
  readonly runbooks: Runbooks;
  readonly titleOf: (connection: string) => string | undefined;
};

export function toExceptionLine(
  row: ExceptionRow,
  words: LineWords,
  { actor }: Pick<Call, 'actor'>,
): ExceptionLine {
  const value = toMoneyWireOrNone(row.amount_minor, row.currency);
  const payer = actor.permissions.has('bank:read') ? row.payer : null;
  const party = row.party_name ?? row.customer ?? payer;
  const { owner, owner_name: name, connection, resolved_at: resolvedAt } = row;
  const actions = row.status === 'open' ? possibleActions(factsOf(row, words.catalogue)) : {};
  return {
    id: row.exception_id,
    kind: row.kind,
    cause: row.code,
    causeTitle: causeTitle(row.code, words),
    title: cutLine(titleOf(row, words.catalogue), 300),
    state: stateOf(row, words.catalogue),
    status: row.status,
    legalEntity: row.legal_entity,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    actions: Object.keys(actions) as ExceptionLine['actions'],
    version: row.version,
    ...(value && { value }),
    ...(row.number !== null && { number: cutLine(row.number, 140) }),
    ...(party !== null && { party: cutLine(party, 300) }),
    ...(row.transaction_id !== null && { transaction: row.transaction_id }),
    ...(connection !== null && {
      connection: { name: connection, title: words.titleOf(connection) ?? connection },
    }),
    ...(owner !== null && { assignee: { id: owner, name: name ?? owner } }),
    ...(resolvedAt !== null && {
      resolved: { action: row.resolution ?? '–', by: row.resolved_by_name ?? '–', at: resolvedAt },
    }),
  };
}

/** The title of its runbook: one place says what a cause is called. */
export function causeTitle(code: string, { runbooks }: Pick<LineWords, 'runbooks'>): string {
  const known = runbooks.get(code)?.title;
  return cutLine(known ?? capitalised(code.replaceAll('_', ' ')), 200);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stateOf(row: ExceptionRow, catalogue: ProcessCatalogue): ExceptionLine['state'] {
  if (row.status === 'resolved') return 'done';
  if (row.kind !== 'delivery') return 'waiting';
  const { delivery } = factsOf(row, catalogue);
  if (delivery?.status === 'parked' && isInDoubt(row.code, delivery)) return 'in-doubt';
  return delivery?.status === 'parked' ? 'held' : 'refused';
}
