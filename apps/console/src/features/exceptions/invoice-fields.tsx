/** An invoice as fields: the header, then its lines. What cannot change is shown and says why. */

import { valueAt } from '@kontor/kernel';
import { Grid, Section, Stack, Text, TextInput } from '../../ui/index.ts';
import type { FixedFields } from './correction-page.tsx';
import { withValueAt } from './with-value-at.ts';

export type InvoiceFieldsProps = {
  readonly document: unknown;
  readonly onChange: (document: unknown) => void;
  readonly errors: readonly { readonly at: string; readonly detail: string }[];
  readonly fixed: FixedFields;
};

export function InvoiceFields(props: InvoiceFieldsProps) {
  const lines = valueAt(props.document, '/lines');
  const count = Array.isArray(lines) ? lines.length : 0;
  return (
    <Stack gap="lg">
      <Section title="Invoice">
        <Fields {...props} fields={HEADER} under="" />
      </Section>
      {Array.from({ length: Math.min(count, LINES_SHOWN) }, (_, index) => (
        <Section key={index} title={`Line ${index + 1}`}>
          <Fields {...props} fields={LINE} under={`/lines/${index}`} />
        </Section>
      ))}
      {count > LINES_SHOWN && (
        <Text c="dimmed">{count - LINES_SHOWN} more lines are in the whole document.</Text>
      )}
    </Stack>
  );
}

type Field = {
  readonly at: string;
  readonly label: string;
  readonly type?: 'date';
  readonly isWide?: true;
};

type FieldsProps = InvoiceFieldsProps & {
  readonly fields: readonly Field[];
  readonly under: string;
};

function Fields({ document, onChange, errors, fixed, fields, under }: FieldsProps) {
  return (
    <Grid gap="sm">
      {fields.map(({ at, label, type, isWide }) => {
        const pointer = `${under}${at}`;
        const value = valueAt(document, pointer);
        const rule = fixed.find((each) => pointer === each.at || pointer.startsWith(`${each.at}/`));
        const error = errors.find((each) => each.at === pointer)?.detail;
        return (
          <Grid.Col key={pointer} span={isWide ? 12 : { base: 12, sm: 6, lg: 4 }}>
            <TextInput
              label={label}
              value={typeof value === 'string' ? value : ''}
              readOnly={rule !== undefined}
              {...(rule && { description: rule.why, variant: 'filled' })}
              {...(type && rule === undefined && { type })}
              error={error}
              onChange={({ currentTarget }) =>
                onChange(withValueAt(document, pointer, currentTarget.value || undefined))
              }
            />
          </Grid.Col>
        );
      })}
    </Grid>
  );
}

const HEADER: readonly Field[] = [
  { at: '/number', label: 'Number' },
  { at: '/customer', label: 'Customer' },
  { at: '/totals/gross', label: 'Total' },
  { at: '/issueDate', label: 'Issue date', type: 'date' },
  { at: '/dueDate', label: 'Due date', type: 'date' },
  { at: '/paymentReference', label: 'Payment reference' },
  { at: '/buyerReference', label: 'Buyer reference' },
  { at: '/orderReference', label: 'Order reference' },
  { at: '/projectReference', label: 'Project reference' },
];
const LINE: readonly Field[] = [
  { at: '/name', label: 'Name', isWide: true },
  { at: '/revenueAccount', label: 'Revenue account' },
  { at: '/dimensions/costCenter', label: 'Cost centre' },
  { at: '/dimensions/profitCenter', label: 'Profit centre' },
  { at: '/dimensions/project', label: 'Project' },
  { at: '/taxCategory', label: 'Tax category' },
  { at: '/taxRate', label: 'Tax rate, %' },
  { at: '/quantity', label: 'Quantity' },
  { at: '/unitPrice', label: 'Unit price' },
  { at: '/netAmount', label: 'Net amount' },
];
/** A form of a hundred sections is no form; the whole document has them all. */
const LINES_SHOWN = 20;
