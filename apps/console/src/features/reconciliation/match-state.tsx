/** Where telling the ledger of a match stands: shape and word. */

import type { ReconciliationMatch } from '@kontor/contracts';
import { State } from '../../ui/index.ts';

export function MatchState({ state }: Pick<ReconciliationMatch, 'state'>) {
  return <State state={STATES[state]}>{WORDS[state]}</State>;
}

const STATES = {
  'waiting-for-approval': 'waiting',
  'on-its-way': 'working',
  posted: 'done',
  'being-taken-back': 'working',
} as const;
const WORDS = {
  'waiting-for-approval': 'Waits for a second person',
  'on-its-way': 'On its way to the ledger',
  posted: 'Posted',
  'being-taken-back': 'Being taken back',
} as const;
