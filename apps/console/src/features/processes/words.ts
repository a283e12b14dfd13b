/** The words of this place. Pure. */

import type { ConsoleProcess, ConsoleStep } from '@kontor/contracts';
import { formatDuration } from '../../lib/format.ts';

/** `post` becomes `Post`: the names of steps are short words already. */
export function titleOf({ name }: Pick<ConsoleStep, 'name'>): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function actorOf({ by }: Pick<ConsoleStep, 'by'>): string {
  if (by.kind === 'kontor') return 'Kontor';
  if (by.kind === 'person') return 'A person';
  return SYSTEMS[by.name ?? ''] ?? by.name ?? 'Another system';
}

/** How it is undone, in a sentence. */
export function undoOf({ undo, kind }: ConsoleStep): string {
  if (undo?.operation !== undefined) return `Undone by “${operationWords(undo.operation)}”.`;
  if (undo?.none !== undefined) return `Not undone. ${undo.none}`;
  if (kind === 'publish') return 'What was told stays told; a later event corrects it.';
  return 'Nothing to undo: it changes no other system.';
}

export function operationWords(operation: string): string {
  return OPERATIONS[operation] ?? operation;
}

/** What stands on a step now, in words; nothing where nothing stands. */
export function standingOf({ counts }: ConsoleStep) {
  return [
    { words: `${counts.working} working`, count: counts.working, isAtRisk: false },
    { words: `${counts.waiting} waiting`, count: counts.waiting, isAtRisk: false },
    { words: `${counts.goingBack} going back`, count: counts.goingBack, isAtRisk: false },
    { words: `${counts.inDoubt} in doubt`, count: counts.inDoubt, isAtRisk: true },
    { words: `${counts.parked} parked`, count: counts.parked, isAtRisk: true },
  ].filter(({ count }) => count > 0);
}

/** `99 % done with “Post” within 5 min`. */
export function serviceLevelWords({ serviceLevel }: Pick<ConsoleProcess, 'serviceLevel'>): string {
  if (!serviceLevel) return 'None promised';
  const { step, withinSeconds, sharePercent } = serviceLevel;
  const within = formatDuration(withinSeconds * 1_000);
  return `${sharePercent} % have done “${titleOf({ name: step })}” within ${within}`;
}

const SYSTEMS: Readonly<Record<string, string>> = {
  ledger: 'The ledger',
  crm: 'The CRM',
  receivables: 'Our receivables',
};

const OPERATIONS: Readonly<Record<string, string>> = {
  'customerInvoice.reverse': 'reverse the posting',
  'incomingPayment.reverse': 'reverse the posting',
  'openItem.cancel': 'cancel the item',
  'match.release': 'release the match',
};
