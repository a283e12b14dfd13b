/** What stands on a receipt that is matched, by whom and why; each can be taken back. */

import type { ReconciliationLine, ReconciliationMatch } from '@kontor/contracts';
import { useState } from 'react';
import { useMay } from '../../lib/viewer.ts';
import {
  ActionLine,
  Button,
  ConfirmWithEffect,
  Facts,
  Instant,
  Money,
  Text,
} from '../../ui/index.ts';
import { takeBack } from './act-on-matches.ts';
import { MatchState } from './match-state.tsx';

export type MadeMatchesProps = {
  readonly line: ReconciliationLine;
  readonly onTakenBack: (match: ReconciliationMatch) => void;
};

export function MadeMatches({ line, onTakenBack }: MadeMatchesProps) {
  const mayMatch = useMay('receivables:match');
  const [asked, setAsked] = useState<ReconciliationMatch>();
  return (
    <>
      {line.matches.map((match) => (
        <ActionLine
          key={match.id}
          actions={
            mayMatch &&
            match.state !== 'being-taken-back' && (
              <Button variant="default" onClick={() => setAsked(match)}>
                Take back
              </Button>
            )
          }
        >
          <Text size="sm" lineClamp={2}>
            <MatchState state={match.state} /> · {match.explanation} · <Instant at={match.at} />
          </Text>
        </ActionLine>
      ))}
      <ConfirmWithEffect
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title="Take this match back"
        effect={asked && <TakingBack match={asked} line={line} />}
        asksReason
        confirmLabel="Take back"
        onConfirm={async (reason) => {
          if (!asked) return;
          await takeBack([asked.id], reason);
          onTakenBack(asked);
        }}
      />
    </>
  );
}

function TakingBack({ match, line }: { match: ReconciliationMatch; line: ReconciliationLine }) {
  const { currency } = line.amount;
  const isPosted = match.state !== 'waiting-for-approval';
  return (
    <Facts
      items={[
        {
          term: 'In the ledger',
          value: isPosted
            ? 'Its document is reversed first, with every side turned.'
            : 'Nothing: it was not posted yet. Nobody is asked to approve it any more.',
        },
        {
          term: 'Open again',
          value: match.items.map(({ number, amount }) => (
            <div key={number}>
              {number} <Money value={{ amount, currency }} />
            </div>
          )),
        },
        {
          term: 'Unmatched again',
          value: <Money value={{ amount: match.amount, currency }} />,
        },
        {
          term: 'Afterwards',
          value: 'The rules leave this receipt to people.',
        },
      ]}
    />
  );
}
