/**
 * Documents that their process asks a second person about: what is asked, who asked, and what is
 * old and new where a document was corrected.
 */

import type { Approval } from '@kontor/contracts';
import { readInputVersions, readTransaction } from '@kontor/engine';
import { changesBetween, valueAt, type TransactionId } from '@kontor/kernel';
import type { Call } from '../../../gateway/services.ts';
import { toFieldChanges } from '../../corrections/to-field-changes.ts';
import { describeAction } from '../../exceptions/describe-action.ts';
import { factsOf, SELECT_EXCEPTION, type ExceptionRow } from '../../exceptions/exception-row.ts';
import { isOwnWork } from '../../exceptions/is-own-work.ts';
import { titleOf } from '../../exceptions/title-of.ts';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { readPersonNames } from '../../people/read-person-names.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { maskValues } from '../../wire/mask-values.ts';
import { toMoneyWireOrNone } from '../../wire/to-money-wire.ts';
import { wordMoney } from '../../wire/wording.ts';
import type { ConsoleExceptionsOptions } from '../exceptions/console-exceptions-service.ts';
import { approvalObstacle } from './approval-obstacle.ts';

export async function listDocumentApprovals(
  options: ConsoleExceptionsOptions,
  call: Call,
  limit: number,
): Promise<readonly Approval[]> {
  const { rows } = await options.pool.query<ApprovalRow>({
    name: 'list_document_approvals',
    text: LIST_DOCUMENT_APPROVALS,
    values: [legalEntitiesOf(call), limit],
  });
  const names = await readPersonNames(
    options.pool,
    rows.map(({ requested_by }) => requested_by),
  );
  return Promise.all(rows.map((row) => toApproval(options, call, row, names)));
}

// Who asked last: whoever handed it over, or corrected it since.
const LIST_DOCUMENT_APPROVALS = `
  ${SELECT_EXCEPTION.replace(
    'select',
    `select (
       select actor from audit_entry
       where subject_kind = 'transaction' and subject_id = exception.transaction_id
         and action in ('transaction.accepted', 'transaction.corrected')
       order by sequence desc limit 1
     ) as requested_by,`,
  )}
  where exception.status = 'open' and exception.kind = 'approval'
    and exception.legal_entity = any($1::text[])
  order by exception.opened_at, exception.exception_id
  limit $2
`;

type ApprovalRow = ExceptionRow & { readonly requested_by: string | null };

async function toApproval(
  options: ConsoleExceptionsOptions,
  call: Call,
  row: ApprovalRow,
  names: ReadonlyMap<string, string>,
): Promise<Approval> {
  const obstacle = approvalObstacle(call, await isOwnWork(options.pool, call, row));
  const value = toMoneyWireOrNone(row.amount_minor, row.currency);
  const party = row.party_name ?? row.customer;
  const by = row.requested_by ?? row.application_id ?? 'Kontor';
  const effectOf = (action: 'approve' | 'decline') => [
    ...describeAction({
      action,
      effect: { kind: 'decide' },
      ...factsOf(row, options.catalogue).transaction,
      ...(value && { amount: wordMoney(value) }),
    }),
  ];
  return {
    id: row.exception_id,
    kind: 'document',
    title: cutLine(titleOf(row, options.catalogue), 300),
    question: cutText(row.text, 1_000),
    legalEntities: [row.legal_entity],
    totals: value ? [value] : [],
    requestedBy: { id: by, name: names.get(by) ?? by },
    requestedAt: row.opened_at,
    dueAt: row.due_at,
    ...(await documentOf(options, call, row)),
    ifApproved: effectOf('approve'),
    ifDeclined: effectOf('decline'),
    version: row.version,
    ...(party !== null && { party: cutLine(party, 300) }),
    ...(row.transaction_id !== null && { transaction: row.transaction_id }),
    ...(row.process !== null && { process: row.process }),
    ...(obstacle !== undefined && { obstacle }),
  };
}

type DocumentView = Pick<Approval, 'facts' | 'changes' | 'before' | 'after'>;

/** Old and new: of what was corrected its last two versions, else the document alone. */
async function documentOf(
  { pool }: ConsoleExceptionsOptions,
  call: Call,
  { transaction_id }: ApprovalRow,
): Promise<DocumentView> {
  const none = { facts: [], changes: [] };
  if (transaction_id === null || !call.actor.permissions.has('transactions:read')) return none;
  const id = transaction_id as TransactionId;
  const transaction = await readTransaction(pool, id);
  if (!transaction) return none;
  const { input } = transaction;
  const view = { facts: documentFacts(input), after: maskValues(withShortLists(input)) };
  if (transaction.state.inputVersion === undefined) return { ...view, changes: [] };
  const before = (await readInputVersions(pool, id)).at(-2)?.input;
  return {
    ...view,
    before: maskValues(before),
    changes: toFieldChanges(changesBetween(before, input)),
  };
}

/** A batch of ten thousand payments is looked at in its own place. */
function withShortLists(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.slice(0, LIST_ITEMS_MAX) : (value as unknown),
    ]),
  );
}

/** What stands in many documents and helps to decide; absent fields are left out. */
function documentFacts(input: unknown): Approval['facts'] {
  return FACTS.flatMap(([term, at]) => {
    const value = valueAt(input, at);
    return typeof value === 'string' ? [{ term, value: cutLine(value, 500) }] : [];
  });
}

const FACTS = [
  ['Number', '/number'],
  ['Customer', '/customer'],
  ['Dated', '/issueDate'],
  ['Refers to', '/precedingInvoices/0/number'],
  ['Received', '/bankReference'],
  ['From', '/partyName'],
  ['Note', '/note'],
  ['Paid on', '/executionDay'],
] as const;

/** More than anybody reads before they decide; no invoice is cut. */
const LIST_ITEMS_MAX = 1_000;
