/**
 * Proves statements: opening balance + booked entries = closing balance, to the last minor unit.
 *
 * A fold over the parts of a file, pure and in flat memory: start from `PROOF_START`, feed it every
 * part in order, and read the outcomes. A file that ends `refused` disproves all that it told.
 * Reports and notifications (camt.052, camt.054, MT942) have no proof by their nature, and say so.
 */

import type { Balance, StatementHeader, StatementPart, StatementSummary } from '@kontor/canon';
import { present, unreachable, type Defect } from '@kontor/kernel';
import { controlTotalDefects } from './control-totals.ts';
import { moneyOf, type OpenStatement, type Totals } from './open-statement.ts';
import { disproved, rollForward, type ProofOutcome } from './roll-forward.ts';

export type StatementProof = {
  readonly header: StatementHeader;
  readonly entryCount: number;
  readonly outcome: ProofOutcome;
};

export type { ProofOutcome };

export type ProofState = {
  readonly proofs: readonly StatementProof[];
  readonly open: OpenStatement | undefined;
  /** Why the file as a whole was refused. */
  readonly refusal: readonly Defect[] | undefined;
};

export const PROOF_START: ProofState = { proofs: [], open: undefined, refusal: undefined };

export function proveStatement(state: ProofState, part: StatementPart): ProofState {
  switch (part.kind) {
    case 'file':
      return state;
    case 'opened':
      return { ...state, open: openStatement(part.header) };
    case 'entry': {
      const open = present(state.open, 'an entry stands in a statement');
      return { ...state, open: withEntry(open, part.entry) };
    }
    case 'closed': {
      const open = present(state.open, 'only an open statement is closed');
      const outcome = outcomeOf(open, part.balances, part.summary);
      const proof = { header: open.header, entryCount: open.entryCount, outcome };
      return { ...state, proofs: [...state.proofs, proof], open: undefined };
    }
    case 'refused':
      return { proofs: state.proofs.map(asRefused), open: undefined, refusal: part.defects };
    default:
      return unreachable(part);
  }
}

function openStatement(header: StatementHeader): OpenStatement {
  const none = { creditCount: 0, debitCount: 0, credits: 0n, debits: 0n };
  return {
    header,
    entryCount: 0,
    currency: undefined,
    isOneCurrency: true,
    booked: none,
    all: none,
  };
}

type Entry = Extract<StatementPart, { kind: 'entry' }>['entry'];

function withEntry(open: OpenStatement, entry: Entry): OpenStatement {
  const amount = moneyOf(entry);
  const currency = open.currency ?? amount.currency;
  return {
    header: open.header,
    entryCount: open.entryCount + 1,
    currency,
    isOneCurrency: open.isOneCurrency && currency === amount.currency,
    booked: entry.status === 'booked' ? plus(open.booked, entry, amount.minor) : open.booked,
    all: plus(open.all, entry, amount.minor),
  };
}

function plus(totals: Totals, { direction }: Entry, minor: bigint): Totals {
  const { creditCount, debitCount, credits, debits } = totals;
  return direction === 'credit'
    ? { creditCount: creditCount + 1, debitCount, credits: credits + minor, debits }
    : { creditCount, debitCount: debitCount + 1, credits, debits: debits + minor };
}

function outcomeOf(
  open: OpenStatement,
  balances: readonly Balance[],
  summary: StatementSummary | undefined,
): ProofOutcome {
  const at = `statement ${open.header.id}`;
  const totalDefects = summary ? controlTotalDefects(open, summary, at) : [];
  if (open.header.kind !== 'statement') {
    if (totalDefects.length > 0) return { kind: 'disproved', defects: totalDefects };
    const detail = `A ${open.header.kind} is not a closed account: there is nothing to add up to.`;
    return { kind: 'without_proof', reason: { code: 'kind_without_proof', at, detail } };
  }
  const rolled = rollForward(open, balances, at);
  if (rolled.kind !== 'disproved' && totalDefects.length === 0) return rolled;
  const balanceDefects = rolled.kind === 'disproved' ? rolled.defects : [];
  return { kind: 'disproved', defects: [...balanceDefects, ...totalDefects] };
}

function asRefused(proof: StatementProof): StatementProof {
  const defect = {
    code: 'file_refused',
    at: `statement ${proof.header.id}`,
    detail: 'The file that holds it was refused: nothing of it may be booked.',
  };
  return { ...proof, outcome: disproved([defect]) };
}
