/** What was handed over, in canonical form, and under which names. */

import type { ConsoleTransaction } from '@kontor/contracts';
import { Code, Facts, Instant, Json, Link, Section, Stack } from '../../../ui/index.ts';

export function PayloadPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { row, payload, correlationId, processTitle, processVersion } = transaction;
  return (
    <Stack gap="xl">
      <Section title="Names">
        <Facts
          items={[
            { term: 'Transaction', value: <Code>{row.id}</Code> },
            { term: 'Process', value: `${processTitle}, version ${processVersion}` },
            { term: 'Legal entity', value: row.legalEntity },
            ...(row.customer === undefined
              ? []
              : [{ term: 'Customer', value: <CustomerLink number={row.customer} /> }]),
            { term: 'Handed over by', value: row.application },
            { term: 'Accepted', value: <Instant at={row.acceptedAt} withSeconds /> },
            ...(row.finishedAt === undefined
              ? []
              : [{ term: 'Finished', value: <Instant at={row.finishedAt} withSeconds /> }]),
            { term: 'Business key', value: transaction.businessKey.join(' / ') },
            { term: 'Correlation id', value: <Code>{correlationId}</Code> },
          ]}
        />
      </Section>
      <Section title="What was handed over">
        <Json value={payload} />
      </Section>
    </Stack>
  );
}

function CustomerLink({ number }: { readonly number: string }) {
  return (
    <Link to="/transactions" search={{ customer: number }}>
      {number}
    </Link>
  );
}
