import type { StoryFacts } from '@kontor/governance';
import type { BankingDay, Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { maskAccount } from '../../wire/mask-values.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

type PaymentFacts = StoryFacts['payments'][number];

/** Of an invoice: what pays it. Of a payment: the one match that it tells the ledger. */
export async function readStoryPayments(
  db: Queryable,
  id: TransactionId,
  isPayment: boolean,
): Promise<readonly PaymentFacts[]> {
  const { rows } = await db.query<StoryPaymentRow>(
    isPayment
      ? { name: 'read_story_payment', text: READ_STORY_PAYMENT, values: [id] }
      : { name: 'read_story_payments', text: READ_STORY_PAYMENTS, values: [id] },
  );
  return rows.map(toPaymentFacts);
}

const SELECT_PAYMENT = `
  select match.match_id, match.bank_entry_id, match.amount_minor, match.currency,
         match.difference_minor, match.on_account_minor, match.rule,
         case when match.rule = 'person' then 'Matched by ' || name_of(match.made_by) || '.'
              else match.explanation end as explanation,
         name_of(match.made_by) as made_by, match.made_at, match.reason, match.status,
         match.released_at, name_of(match.released_by) as released_by,
         match.released_reason, match.returned_by,
         debit.booking_day as returned_day, receipt.account, receipt.counterparty_name,
         receipt.booking_day, receipt.amount_minor as received_minor,
         coalesce(bank_statement.sequence_number, bank_statement.statement_id) as statement_number,
         bank_statement.to_day, claimed.claims, posting.document, posting.system
  from match
  join bank_entry as receipt on receipt.bank_entry_id = match.bank_entry_id
  join bank_statement on bank_statement.bank_statement_id = receipt.bank_statement_id
  left join bank_entry as debit on debit.bank_entry_id = match.returned_by
  cross join lateral (
    select jsonb_agg(jsonb_build_object('number', open_item.number,
             'minor', claim.amount_minor::text) order by open_item.number) as claims
    from claim join open_item using (open_item_id)
    where claim.match_id = match.match_id and $CLAIMS
  ) as claimed
  left join lateral (
    select external_reference as document, connection as system
    from delivery
    where delivery.transaction_id = match.transaction_id and operation = 'incomingPayment.post'
      and status = 'confirmed'
    limit 1
  ) as posting on true
`;

const READ_STORY_PAYMENT = `
  ${SELECT_PAYMENT.replace('$CLAIMS', 'true')}
  where match.match_id = (
    select input ->> 'matchId' from transaction where transaction_id = $1
  )
  order by match.made_at, match.match_id
  limit 1000
`;

const READ_STORY_PAYMENTS = `
  ${SELECT_PAYMENT.replace('$CLAIMS', 'open_item.transaction_id = $1')}
  where match.match_id in (
    select claim.match_id
    from open_item join claim using (open_item_id)
    where open_item.transaction_id = $1
  )
  order by match.made_at, match.match_id
  limit 1000
`;

type StoryPaymentRow = {
  readonly match_id: string;
  readonly bank_entry_id: string;
  readonly amount_minor: string;
  readonly received_minor: string;
  readonly currency: string;
  readonly difference_minor: string;
  readonly on_account_minor: string;
  readonly rule: string;
  readonly explanation: string;
  readonly made_by: string;
  readonly made_at: Instant;
  readonly reason: string | null;
  readonly status: 'made' | 'releasing' | 'released';
  readonly released_at: Instant | null;
  readonly released_by: string | null;
  readonly released_reason: string | null;
  readonly returned_by: string | null;
  readonly returned_day: BankingDay | null;
  readonly account: string;
  readonly counterparty_name: string | null;
  readonly booking_day: BankingDay;
  readonly statement_number: string;
  readonly to_day: BankingDay;
  readonly claims: readonly { readonly number: string; readonly minor: string }[] | null;
  readonly document: string | null;
  readonly system: string | null;
};

function toPaymentFacts(row: StoryPaymentRow): PaymentFacts {
  const amountOf = (minor: string) => toMoneyWire(minor, row.currency);
  return {
    matchId: row.match_id,
    bankEntryId: row.bank_entry_id,
    received: amountOf(row.received_minor),
    account: maskAccount(row.account),
    bookingDay: row.booking_day,
    statement: { number: row.statement_number, day: row.to_day },
    rule: row.rule,
    explanation: row.explanation,
    madeBy: row.made_by,
    madeAt: row.made_at,
    claims: (row.claims ?? []).map(({ number, minor }) => ({ number, amount: amountOf(minor) })),
    ...(row.counterparty_name !== null && { from: row.counterparty_name }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.difference_minor !== '0' && { writtenOff: amountOf(row.difference_minor) }),
    ...(row.on_account_minor !== '0' && { onAccount: amountOf(row.on_account_minor) }),
    ...(row.document !== null &&
      row.system !== null && { posted: { document: row.document, system: row.system } }),
    ...releasedOf(row),
  };
}

function releasedOf(row: StoryPaymentRow): Pick<PaymentFacts, 'released'> {
  // One that is being released still pays: the ledger has not given it back yet.
  if (row.status !== 'released' || row.released_at === null) return {};
  return {
    released: {
      at: row.released_at,
      by: row.released_by ?? 'Kontor',
      reason: row.released_reason ?? 'its posting was refused',
      ...(row.returned_by !== null &&
        row.returned_day !== null && {
          debit: { bankEntryId: row.returned_by, day: row.returned_day },
        }),
    },
  };
}
