/**
 * One exception with all that a person needs to decide about it. Read in a few statements of which
 * none locks; what the person may not read is left out.
 */

import type { ExceptionPane } from '@kontor/contracts';
import { readTransaction, type StoredTransaction } from '@kontor/engine';
import { tellStory, wordPointer, type Story, type StoryFacts } from '@kontor/governance';
import type { ExceptionId, TransactionId } from '@kontor/kernel';
import type { Absent, Call, Found } from '../../../gateway/services.ts';
import { fromExceptionRow, withNames, type ExceptionRow } from '../../exceptions/exception-row.ts';
import { fieldNamedBy } from '../../exceptions/field-named-by.ts';
import { isOwnWork } from '../../exceptions/is-own-work.ts';
import { readDeciders } from '../../exceptions/read-deciders.ts';
import { readException } from '../../exceptions/read-exception.ts';
import { readStoryFacts } from '../../transactions/read-story-facts.ts';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { maskValues } from '../../wire/mask-values.ts';
import type { ConsoleExceptionsOptions } from './console-exceptions-service.ts';
import { readCorrection } from './read-correction.ts';
import { readActs } from './read-acts.ts';
import { readLaneOf } from './read-lane-of.ts';
import { readPeriodOf } from './read-period-of.ts';
import { toEffects } from './to-effects.ts';
import { toExceptionLine } from './to-exception-line.ts';
import { toRunbookSteps } from './to-runbook-steps.ts';

export async function findExceptionPane(
  options: ConsoleExceptionsOptions,
  call: Call,
  id: ExceptionId,
): Promise<Found<ExceptionPane> | Absent> {
  const { pool, runbooks, catalogue } = options;
  const entities = legalEntitiesOf(call);
  const row = await readException(pool, id, entities);
  if (!row) return { kind: 'absent' };
  const [lane, acts, isOwn, document, people, correction] = await Promise.all([
    row.delivery_id === null ? undefined : readLaneOf(pool, row.delivery_id, entities),
    readActs(pool, id),
    isOwnWork(pool, call, row),
    readDocument(options, call, row),
    row.status === 'open' ? readDeciders(pool, row.legal_entity) : [],
    readCorrection(options, call, row),
  ]);
  const actions = toEffects(options, call, { row, lane: lane?.facts, isOwnWork: isOwn });
  const runbook = runbooks.get(row.code);
  const period = document && (await readPeriodOf(pool, document.transaction));
  const { comments } = fromExceptionRow(withNames(row), catalogue);
  const value: ExceptionPane = {
    exception: toExceptionLine(row, options, call),
    sentences: [...sentencesOf(row, runbook?.meaning)],
    actions: [...actions],
    comments,
    acts: [...acts],
    people: [...people],
    ...vendorOf(options, row, document?.facts),
    ...(document && fieldOf(row, document.transaction)),
    ...(lane && { lane: lane.shown }),
    ...(correction && { correction }),
    ...(document && { transaction: shortStory(document), payload: payloadOf(document) }),
    ...(runbook && {
      runbook: toRunbookSteps(runbook, call, { row, actions, period, correction }),
    }),
  };
  return { kind: 'found', value };
}

type Document = {
  readonly transaction: StoredTransaction;
  readonly facts: StoryFacts;
  readonly story: Story;
};

async function readDocument(
  options: ConsoleExceptionsOptions,
  call: Call,
  { transaction_id }: ExceptionRow,
): Promise<Document | undefined> {
  if (transaction_id === null || !call.actor.permissions.has('transactions:read')) return undefined;
  const id = transaction_id as TransactionId;
  const facts = await readStoryFacts(options, id, legalEntitiesOf(call));
  const transaction = await readTransaction(options.pool, id);
  return facts && transaction && { facts, transaction, story: tellStory(facts) };
}

function sentencesOf(row: ExceptionRow, meaning: string | undefined): readonly string[] {
  const said = cutText(row.text, 2_000);
  // A refusal's text is the vendor's own, which is shown as such.
  const isVendors = row.kind === 'delivery' && row.last_outcome === 'rejected';
  if (meaning === undefined) return [said];
  return isVendors || said === meaning ? [meaning] : [meaning, said];
}

/** The last refusal of its step, as the stream has it: code and text are told apart there. */
function vendorOf(
  { titleOf }: ConsoleExceptionsOptions,
  row: ExceptionRow,
  facts: StoryFacts | undefined,
): Pick<ExceptionPane, 'vendor'> {
  if (row.connection === null) return {};
  const system = titleOf(row.connection) ?? row.connection;
  const refusal = facts?.history
    .flatMap(({ at, message }) =>
      (message.type === 'Delivered' || message.type === 'Undelivered') &&
      message.step === row.step &&
      message.outcome.kind === 'rejected'
        ? [{ at, ...message.outcome }]
        : [],
    )
    .at(-1);
  if (!refusal) return {};
  const { at, vendorCode, vendorText } = refusal;
  return {
    vendor: { system, code: cutLine(vendorCode, 200), text: cutText(vendorText, 5_000), at },
  };
}

function fieldOf(
  { text, code }: ExceptionRow,
  { input }: StoredTransaction,
): Pick<ExceptionPane, 'field'> {
  const field = fieldNamedBy(text, input, code);
  if (!field) return {};
  const { at, value } = field;
  return {
    field: {
      at: cutLine(at, 300),
      name: cutLine(wordPointer(at), 300),
      value: cutLine(value, 500),
    },
  };
}

/** Its headlines, each with its first sentence: enough to know how it came here. */
function shortStory({ transaction, story }: Document): NonNullable<ExceptionPane['transaction']> {
  return {
    id: transaction.transactionId,
    title: story.title,
    sentence: story.sentence,
    version: transaction.version,
    chapters: story.chapters
      .slice(-CHAPTERS_MAX)
      .map(({ at, headline, kind, sentences, references }) => ({
        at,
        headline,
        kind,
        references,
        ...(sentences[0] !== undefined && { sentence: sentences[0] }),
      })),
  };
}

function payloadOf({ transaction }: Document): NonNullable<ExceptionPane['payload']> {
  return {
    process: transaction.process,
    version: transaction.state.inputVersion ?? 1,
    input: maskValues(transaction.input),
  };
}

const CHAPTERS_MAX = 30;
