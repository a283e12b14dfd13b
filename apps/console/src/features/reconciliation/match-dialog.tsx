/** Asks before matching: the ledger effect, and the reason of what is written off or kept. */

import type { Match, NewMatch } from '@kontor/contracts';
import { useState } from 'react';
import { newKey } from '../../lib/call.ts';
import { ConfirmWithEffect } from '../../ui/index.ts';
import { makeMatches } from './act-on-matches.ts';
import { MatchEffect } from './match-effect.tsx';

export type MatchDialogProps = {
  readonly matches: readonly NewMatch[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: readonly Match[]) => void;
};

export function MatchDialog(props: MatchDialogProps) {
  // One intent, one key: a second try after a lost answer does nothing twice.
  return props.opened ? <OpenDialog key={JSON.stringify(props.matches)} {...props} /> : null;
}

function OpenDialog({ matches, onClose, onMade }: MatchDialogProps) {
  const [key] = useState(newKey);
  const differences = matches.flatMap((match) => match.differences);
  const isWriteOff = differences.some(({ kind }) => kind === 'write-off');
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={matches.length === 1 ? 'Match this receipt' : `Make ${matches.length} matches`}
      effect={<MatchEffect matches={matches} />}
      asksReason={differences.length > 0}
      danger={isWriteOff}
      confirmLabel={isWriteOff ? 'Match and write off' : 'Match'}
      onConfirm={async (reason) => onMade(await makeMatches(matches, { reason, key }))}
    />
  );
}
