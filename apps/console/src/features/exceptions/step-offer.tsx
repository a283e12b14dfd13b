/** One thing that a step offers: an action of the exception, of a neighbour of it, or a link. */

import {
  type ExceptionPane,
  listPeriods,
  putPeriod,
  refreshMasterData,
  type ResolutionAction,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { toProblem } from '../../lib/problem.ts';
import { Button, Code, ConfirmWithEffect, notify, Stack, Text, Tooltip } from '../../ui/index.ts';
import { OpenBankFile, OpenReceipt, OpenTransaction } from './opens.tsx';

type Offer = NonNullable<ExceptionPane['runbook']>['steps'][number]['offers'][number];
export type StepOfferProps = {
  readonly pane: ExceptionPane;
  readonly offer: Offer;
  readonly decide: (action: ResolutionAction) => void;
};

export function StepOffer({ pane, offer, decide }: StepOfferProps) {
  const { action, obstacle, target } = offer;
  if (obstacle !== undefined) return <Hindered offer={offer} obstacle={obstacle} />;
  if (isDecision(action)) {
    return (
      <Button size="compact-sm" variant="light" onClick={() => decide(action)}>
        {offer.label}
      </Button>
    );
  }
  switch (action) {
    case 'correct':
      return <Correct pane={pane} label={offer.label} />;
    case 'open-period':
      return <OpenPeriod offer={offer} />;
    case 'refresh-master-data':
      return <RefreshMasterData offer={offer} />;
    case 'reference':
      return <Code>{target?.reference ?? ''}</Code>;
    default:
      return <Elsewhere offer={offer} />;
  }
}

/** Shown all the same: it says why not, and who looks for it need not wonder. */
function Hindered({ offer, obstacle }: { readonly offer: Offer; readonly obstacle: string }) {
  return (
    <Tooltip label={obstacle} multiline maw={320}>
      <Button size="compact-sm" variant="default" data-disabled aria-disabled>
        {offer.label}
      </Button>
    </Tooltip>
  );
}

function Correct({ pane, label }: { readonly pane: ExceptionPane; readonly label: string }) {
  const navigate = useNavigate();
  const exceptionId = pane.exception.id;
  const open = () =>
    void navigate({ to: '/exceptions/$exceptionId/correction', params: { exceptionId } });
  return (
    <Button size="compact-sm" variant="light" onClick={open}>
      {label}…
    </Button>
  );
}

function OpenPeriod({ offer: { label, target } }: { readonly offer: Offer }) {
  const [opened, setOpened] = useState(false);
  const client = useQueryClient();
  const { legalEntity: code = '', period = '' } = target ?? {};
  const openPeriod = async () => {
    const { items } = await call(listPeriods, { params: { code } });
    const version = items.find((each) => each.period === period)?.version;
    await call(putPeriod, {
      params: { code, period },
      body: { status: 'open' },
      ...(version !== undefined && { ifMatch: version }),
    });
    await client.invalidateQueries({ queryKey: ['exceptions'] });
    notify({ message: `Period ${period} of ${code} is open in Kontor.` });
  };
  return (
    <>
      <Button size="compact-sm" variant="light" onClick={() => setOpened(true)}>
        {label}
      </Button>
      <ConfirmWithEffect
        opened={opened}
        onClose={() => setOpened(false)}
        title={label}
        effect={
          <Stack gap="xs">
            <Text>
              Documents dated in period {period} are accepted for {code} from now on.
            </Text>
            <Text>
              The ledger keeps periods of its own: it posts them only when its period is open, too.
            </Text>
          </Stack>
        }
        confirmLabel="Open the period"
        onConfirm={openPeriod}
      />
    </>
  );
}

function RefreshMasterData({ offer: { label, target } }: { readonly offer: Offer }) {
  const [isAsking, setAsking] = useState(false);
  const refresh = async () => {
    setAsking(true);
    try {
      await call(refreshMasterData, { params: { name: target?.connection ?? '' } });
      notify({ message: 'Master data is being read. It takes a few seconds.' });
    } catch (error) {
      notify({ message: toProblem(error).title });
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button size="compact-sm" variant="light" loading={isAsking} onClick={() => void refresh()}>
      {label}
    </Button>
  );
}

function Elsewhere({ offer: { label, target } }: { readonly offer: Offer }) {
  const { transaction, bankEntry, bankFile } = target ?? {};
  if (transaction !== undefined) return <OpenTransaction id={transaction}>{label}</OpenTransaction>;
  if (bankEntry !== undefined) return <OpenReceipt id={bankEntry}>{label}</OpenReceipt>;
  return bankFile === undefined ? null : <OpenBankFile id={bankFile}>{label}</OpenBankFile>;
}

function isDecision(action: string): action is ResolutionAction {
  return DECISIONS.some((known) => known === action);
}

const DECISIONS: readonly ResolutionAction[] = [
  'retry',
  'abandon',
  'approve',
  'decline',
  'confirm-done',
];
