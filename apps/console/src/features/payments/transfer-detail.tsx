/** One transfer: its steps at the bank, and all that was told of it, in the order it came in. */

import { PAYMENT_STATUSES } from '@kontor/canon';
import type { PaymentTransferStanding } from '@kontor/contracts';
import { exception } from '../../lib/lists.ts';
import {
  Code,
  Facts,
  Instant,
  Link,
  Money,
  Section,
  Stack,
  Steps,
  Table,
  Text,
  Title,
} from '../../ui/index.ts';
import { CHANGES, reasonWords, sentenceCase, stepsOf } from './words.ts';

export function TransferDetail({ transfer }: { readonly transfer: PaymentTransferStanding }) {
  const { creditor, amount, endToEndId, remittance, reasons, told } = transfer;
  const asked = told.find((each) => each.exception !== undefined)?.exception;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Title order={2} size="h3">
          {creditor.name}
        </Title>
        <Steps
          label={`Steps of ${endToEndId}`}
          steps={stepsOf(transfer).map(({ note, ...step }) => ({
            ...step,
            ...(typeof note === 'string' && { note: <Instant at={note} /> }),
          }))}
        />
        {reasons.length > 0 && <Text>{reasonWords(reasons)}</Text>}
        {asked !== undefined && (
          <>
            <Text>The bank also told another end.</Text>
            <Link {...exception(asked)}>Decide about it</Link>
          </>
        )}
      </Stack>
      <Facts
        items={[
          { term: 'Amount', value: <Money value={amount} /> },
          { term: 'Account', value: creditor.iban },
          { term: 'End-to-end id', value: <Code>{endToEndId}</Code> },
          ...(remittance === undefined ? [] : [{ term: 'They read', value: remittance }]),
          ...(transfer.bankReference === undefined
            ? []
            : [{ term: 'The bank’s reference', value: <Code>{transfer.bankReference}</Code> }]),
        ]}
      />
      <Section title="What the bank told">
        {told.length === 0 ? <Text c="dimmed">Nothing yet.</Text> : <Told transfer={transfer} />}
      </Section>
    </Stack>
  );
}

function Told({ transfer: { told } }: { readonly transfer: PaymentTransferStanding }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>At</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th>What it did</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {told.map(({ at, status, change, reasons, report }) => (
          <Table.Tr key={report}>
            <Table.Td>
              <Instant at={at} withSeconds />
            </Table.Td>
            <Table.Td>
              {sentenceCase(PAYMENT_STATUSES[status])} <Code>{status}</Code>
              {reasons.length > 0 && ` ${reasonWords(reasons)}`}
            </Table.Td>
            <Table.Td>{CHANGES[change]}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
