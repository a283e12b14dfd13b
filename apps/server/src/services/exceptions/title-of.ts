/** The headline of an exception: which document, and what is the matter with it. */

import type { ProcessCatalogue } from '@kontor/engine';

type Row = {
  readonly code: string;
  readonly text: string;
  readonly step: string | null;
  readonly number: string | null;
  readonly process: string | null;
  readonly process_version: number | null;
};

export function titleOf(row: Row, catalogue: ProcessCatalogue): string {
  const matter = MATTERS[row.code];
  if (row.number === null || matter === undefined) return firstSentence(row.text);
  return `${row.number} ${matter.replace('$', effectOf(row, catalogue))}`;
}

/** `posted in the ledger`, in the words of the process. */
function effectOf({ process, process_version, step }: Row, catalogue: ProcessCatalogue): string {
  if (process === null || process_version === null) return 'delivered';
  const { steps } = catalogue.find(process, process_version);
  const found = steps.find(({ name }) => name === step);
  return found?.kind === 'deliver' ? found.title : 'delivered';
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** By code; `$` stands for the effect. */
const MATTERS: Readonly<Record<string, string>> = {
  approval: 'waits for approval',
  period_closed: 'cannot be $: the period is closed',
  account_blocked: 'cannot be $: an account is blocked',
  unknown_master_data: 'cannot be $: the system does not know its master data',
  not_balanced: 'cannot be $: it does not balance',
  duplicate: 'cannot be $: the system has one like it',
  business_rule: 'cannot be $: the system refuses it',
  outcome_unknown: 'may or may not be $',
  attempts_exhausted: 'could not be $, however often it was tried',
  could_not_be_handled: 'could not be $: Kontor itself failed on it',
  undo_refused: 'was $ and cannot be taken back',
};
