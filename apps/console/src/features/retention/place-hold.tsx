/** Place a legal hold: which matter, what it covers, and why. */

import { placeLegalHold, type HoldScope } from '@kontor/contracts';
import { parseBankingDay, plusDays } from '@kontor/kernel';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import { fromLocalField } from '../../lib/local-time.ts';
import { useMay, useViewer } from '../../lib/viewer.ts';
import {
  ConfirmWithEffect,
  FilterDays,
  Group,
  notify,
  Select,
  Stack,
  Text,
  TextInput,
} from '../../ui/index.ts';
import { processChoicesQuery } from './retention-query.ts';

type Draft = {
  readonly reference: string;
  readonly legalEntity: string;
  readonly process: string;
  readonly customer: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

export function PlaceHold({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [key] = useState(newKey);
  const { legalEntities } = useViewer();
  const [draft, setDraft] = useState<Draft>({
    ...{ reference: '', process: ANY, customer: '' },
    legalEntity: legalEntities[0]?.code ?? ANY,
  });
  const place = async (reason: string) => {
    const reference = draft.reference.trim();
    await call(placeLegalHold, {
      body: { reference, reason, scope: toScope(draft) },
      idempotencyKey: key,
    });
    notify({ message: `${reference}: on hold from now on.` });
    await client.invalidateQueries({ queryKey: ['retention'] });
  };
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title="Place a legal hold"
      asksReason
      confirmLabel="Place it"
      onConfirm={place}
      effect={
        <Text size="sm">
          Nothing that it covers is deleted from now on, however old it is, until two people end it.
          What it covers cannot be changed afterwards.
        </Text>
      }
    >
      <Fields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
    </ConfirmWithEffect>
  );
}

type FieldsProps = {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
};

function Fields({ draft, onChange }: FieldsProps) {
  const { legalEntities } = useViewer();
  const maySeeProcesses = useMay('transactions:read');
  const processes = useQuery({ ...processChoicesQuery(), enabled: maySeeProcesses });
  return (
    <Stack gap="sm">
      <TextInput
        label="Matter"
        description="What others call it: a file number of the court, of counsel, of the audit."
        required
        maxLength={200}
        data-autofocus
        value={draft.reference}
        onChange={({ currentTarget }) => onChange({ reference: currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label="Company"
          allowDeselect={false}
          value={draft.legalEntity}
          data={[
            ...legalEntities.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
            { value: ANY, label: 'All of them' },
          ]}
          onChange={(legalEntity) => onChange({ legalEntity: legalEntity ?? ANY })}
        />
        <Select
          label="Process"
          allowDeselect={false}
          value={draft.process}
          data={[
            { value: ANY, label: 'All of them' },
            ...(processes.data?.items ?? []).map(({ name, title }) => ({
              value: name,
              label: title,
            })),
          ]}
          onChange={(process) => onChange({ process: process ?? ANY })}
        />
        <TextInput
          label="Customer"
          placeholder="All of them"
          maxLength={20}
          value={draft.customer}
          onChange={({ currentTarget }) => onChange({ customer: currentTarget.value })}
        />
      </Group>
      <FilterDays
        label="Accepted"
        value={{ from: draft.from, until: draft.until }}
        onChange={({ from, until }) => onChange({ from, until })}
      />
    </Stack>
  );
}

/** Days are those of the person, from midnight to midnight; the last one is included. */
function toScope({ legalEntity, process, customer, from, until }: Draft): HoldScope {
  const acceptedFrom = from === undefined ? undefined : fromLocalField(`${from}T00:00`);
  const lastDay = until === undefined ? undefined : parseBankingDay(until);
  const acceptedTo = lastDay && fromLocalField(`${plusDays(lastDay, 1)}T00:00`);
  return {
    ...(legalEntity !== ANY && { legalEntity }),
    ...(process !== ANY && { process }),
    ...(customer.trim() !== '' && { customer: customer.trim() }),
    ...(acceptedFrom && { acceptedFrom }),
    ...(acceptedTo && { acceptedTo }),
  };
}

const ANY = 'any';
