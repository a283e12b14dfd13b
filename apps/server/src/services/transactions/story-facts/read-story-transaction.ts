import type { ProcessCatalogue } from '@kontor/engine';
import type { StoryFacts } from '@kontor/governance';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { ProcessDefinition, TransactionStatus } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { kindOfTransaction } from '../../console/transactions/kind-of-transaction.ts';
import { toUnsignedMoneyWire } from '../../wire/to-money-wire.ts';

type TransactionFacts = StoryFacts['transaction'];

export async function readStoryTransaction(
  db: Queryable,
  catalogue: ProcessCatalogue,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<{ definition: ProcessDefinition; facts: TransactionFacts } | undefined> {
  const { rows } = await db.query<StoryTransactionRow>({
    name: 'read_story_transaction',
    text: READ_STORY_TRANSACTION,
    values: [id, legalEntities],
  });
  const [row] = rows;
  if (!row) return undefined;
  const definition = catalogue.find(row.process, row.process_version);
  return { definition, facts: toTransactionFacts(row, definition) };
}

const READ_STORY_TRANSACTION = `
  select transaction_id, process, process_version, legal_entity, number, customer,
         party_name, amount_minor, currency, application_id, channel, accepted_at, status,
         finished_at, state -> 'ending' ->> 'text' as ending_text,
         coalesce(party_name, (
           select customer.name from customer where customer.number = transaction.customer limit 1
         )) as known_name,
         (select name_of(actor) from audit_entry
          where subject_kind = 'transaction' and subject_id = transaction_id
            and action = 'transaction.accepted'
          order by sequence limit 1) as submitter
  from transaction
  where transaction_id = $1 and legal_entity = any($2::text[])
`;

type StoryTransactionRow = {
  readonly transaction_id: string;
  readonly process: string;
  readonly process_version: number;
  readonly legal_entity: string;
  readonly number: string;
  readonly customer: string | null;
  readonly known_name: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly application_id: string;
  readonly channel: TransactionFacts['channel'];
  readonly accepted_at: Instant;
  readonly status: TransactionStatus;
  readonly finished_at: Instant | null;
  readonly ending_text: string | null;
  readonly submitter: string | null;
};

function toTransactionFacts(
  row: StoryTransactionRow,
  { checks }: ProcessDefinition,
): TransactionFacts {
  return {
    transactionId: row.transaction_id,
    document: kindOfTransaction(row),
    number: row.number,
    legalEntity: row.legal_entity,
    application: row.application_id,
    channel: row.channel,
    acceptedAt: row.accepted_at,
    status: row.status,
    checks: checks.map(({ name }) => inWords(name)),
    ...(row.customer !== null && { customer: row.customer }),
    ...(row.known_name !== null && { partyName: row.known_name }),
    ...(row.amount_minor !== null &&
      row.currency !== null && {
        amount: toUnsignedMoneyWire(BigInt(row.amount_minor), row.currency),
      }),
    ...(row.submitter !== null && { submitter: row.submitter }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.ending_text !== null && { endingText: row.ending_text }),
  };
}

/** `customerKnown` is the check `customer known`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}
