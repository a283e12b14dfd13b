/** Whether the picture of the bank is complete. */

import type { Overview } from '@kontor/contracts';
import { Count, Day, Figure, Figures, Section } from '../../ui/index.ts';
import { linkTo } from './opens.tsx';

type Bank = NonNullable<Overview['bank']>;

export function BankPicture({ bank }: { readonly bank: Bank }) {
  const { accounts, bankingDay, filesToday, quarantinedToday, waitingToday, missing, silent } =
    bank;
  const figures = [
    { label: 'Files today', ...filesToday },
    { label: 'Quarantined today', ...quarantinedToday },
    { label: 'Waiting for one before', ...waitingToday },
    { label: 'Accounts without a statement', ...missing, note: <Day day={bankingDay} /> },
    { label: 'Accounts never heard of', ...silent, note: `of ${accounts}` },
  ];
  return (
    <Section title="Bank today">
      <Figures>
        {figures.map(({ label, count, opens, ...rest }) => (
          <Figure
            key={label}
            label={label}
            value={<Count value={count} />}
            {...(count > 0 && { to: linkTo(opens) })}
            {...rest}
          />
        ))}
      </Figures>
    </Section>
  );
}
