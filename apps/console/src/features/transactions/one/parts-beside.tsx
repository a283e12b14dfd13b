/** What stands beside the story: one part at a time, and the address says which. */

import type { ConsoleTransaction } from '@kontor/contracts';
import { getRouteApi } from '@tanstack/react-router';
import { Tabs } from '../../../ui/index.ts';
import { BankPart } from './bank-part.tsx';
import { EventsPart } from './events-part.tsx';
import { LanePart } from './lane-part.tsx';
import { LinkedPart } from './linked-part.tsx';
import { PayloadPart } from './payload-part.tsx';
import { SystemsPart } from './systems-part.tsx';
import { type Part, PARTS } from './transaction-query.ts';

export function PartsBeside({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { tab = 'systems' } = route.useSearch();
  const isInLine = transaction.systems?.some(({ lane }) => lane !== undefined) === true;
  const shown = PARTS.filter((part) => part !== 'lane' || isInLine || tab === 'lane');
  const navigate = route.useNavigate();
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(chosen) => {
        const part = PARTS.find((known) => known === chosen);
        if (part) {
          void navigate({ search: (search) => ({ ...search, tab: part }), replace: true });
        }
      }}
    >
      <Tabs.List aria-label="Details">
        {shown.map((part) => (
          <Tabs.Tab key={part} value={part} px="sm">
            {labelOf(part, transaction)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {PARTS.map((part) => {
        const Shown = SHOWN[part];
        return (
          <Tabs.Panel key={part} value={part} pt="md">
            <Shown transaction={transaction} />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}

function labelOf(part: Part, { systems, linked, bank, events }: ConsoleTransaction): string {
  const counts = { systems, linked, bank, events, lane: undefined, payload: undefined };
  const count = counts[part]?.length;
  return count === undefined || count === 0 ? LABELS[part] : `${LABELS[part]} ${count}`;
}

const LABELS: Readonly<Record<Part, string>> = {
  systems: 'Systems',
  lane: 'Line',
  linked: 'Linked',
  bank: 'Money',
  events: 'Events',
  payload: 'Document',
};

const SHOWN = {
  systems: SystemsPart,
  lane: LanePart,
  linked: LinkedPart,
  bank: BankPart,
  events: EventsPart,
  payload: PayloadPart,
} as const;

const route = getRouteApi('/transactions/$id');
