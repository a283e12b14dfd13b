import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

type StoredInput = {
  readonly input: unknown;
  readonly businessKey: string[];
  readonly correlationId: string;
};

/** What was handed over, and under which names. Who may see it was decided before. */
export async function readInput(db: Queryable, id: TransactionId): Promise<StoredInput> {
  const { rows } = await db.query<InputRow>({ name: 'read_input', text: READ_INPUT, values: [id] });
  const [row] = rows;
  return {
    input: row?.input,
    businessKey: (row?.business_key ?? '').split(BUSINESS_KEY_SEPARATOR),
    correlationId: row?.correlation_id ?? '',
  };
}

const READ_INPUT = `
  select input, business_key, correlation_id from transaction where transaction_id = $1
`;

type InputRow = {
  readonly input: unknown;
  readonly business_key: string;
  readonly correlation_id: string;
};

/** As the engine joins its parts. */
const BUSINESS_KEY_SEPARATOR = '\u001f';
