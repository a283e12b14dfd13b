/**
 * What needs somebody, the most pressing first, and one sentence that says it all: is anything
 * wrong, what is it worth, when will it be right?
 */

import type { ConnectionLine, Overview } from '@kontor/contracts';
import { toEpochMs, type Instant } from '@kontor/kernel';
import { wordMoney, wordCount, wordDuration } from '../../wire/wording.ts';

type Concern = Overview['concerns'][number];
type Facts = Omit<Overview, 'sentence' | 'concerns'>;

export function tellConcerns(facts: Facts): Pick<Overview, 'sentence' | 'concerns'> {
  const concerns = [
    ...totalsConcerns(facts),
    ...connectionConcerns(facts),
    ...exceptionConcerns(facts),
    ...levelConcerns(facts),
    ...bankConcerns(facts),
  ];
  return { concerns, sentence: sentenceOf(concerns, facts) };
}

function sentenceOf(concerns: readonly Concern[], { totals }: Facts): string {
  const [first] = concerns;
  const money = totals?.balanced === true ? ' All money is accounted for.' : '';
  if (!first) return `Nothing needs anybody.${money}`;
  if (concerns.length === 1) return `One thing needs somebody: ${first.sentence}${money}`;
  const word = NUMBERS[concerns.length] ?? String(concerns.length);
  const told = concerns.slice(0, TOLD_MAX).map(({ sentence }) => sentence.replace(/\.$/, ''));
  const rest = concerns.length > TOLD_MAX ? '; the others are below' : '';
  return `${word} things need somebody: ${told.join('; ')}${rest}.${money}`;
}

function totalsConcerns({ totals }: Facts): Concern[] {
  if (!totals || totals.balanced) return [];
  const [row] = totals.rows.filter(({ balanced }) => !balanced);
  if (!row) return [];
  const sentence =
    `the control totals of “${row.title}” in ${row.currency} do not agree: ` +
    'what came in is not what became of it.';
  return [{ kind: 'totals', sentence, isMoneyAtRisk: true, opens: row.accepted.opens }];
}

function connectionConcerns({ connections = [], asOf }: Facts): Concern[] {
  return connections
    .flatMap((line) => connectionConcern(line, asOf))
    .toSorted((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind));
}

function connectionConcern(line: ConnectionLine, asOf: string): Concern[] {
  const { name, title, waiting, health } = line;
  const wait = waiting === 1 ? '1 delivery waits' : `${wordCount(waiting)} wait`;
  const opens = { place: 'connections' as const, search: { name } };
  const concern = (kind: Concern['kind'], sentence: string) => [
    { kind, sentence, isMoneyAtRisk: false, opens },
  ];
  switch (health) {
    case 'down':
      return concern(
        'connection-down',
        waiting === 0
          ? `${title} does not answer, and nothing waits for it yet.`
          : `${title} does not answer, ${wait} in order and nothing is lost.`,
      );
    case 'paused':
      return concern('connection-paused', `${title} is paused by ${line.paused?.by}, ${wait}.`);
    case 'slow':
      if (waiting === 0) return [];
      return concern('connection-slow', `${title} is behind, ${wait}${clearIn(line, asOf)}.`);
    case 'well':
      return [];
  }
}

function clearIn({ clearAt }: ConnectionLine, asOf: string): string {
  if (clearAt === undefined) return '';
  const ms = toEpochMs(clearAt as Instant) - toEpochMs(asOf as Instant);
  return `, clear in about ${wordDuration(ms / 1_000)}`;
}

function exceptionConcerns({ exceptions }: Facts): Concern[] {
  if (!exceptions || exceptions.open.count === 0) return [];
  const { count, worth, opens } = exceptions.open;
  const what = count === 1 ? '1 exception' : `${wordCount(count)} exceptions`;
  const money = worth.map(wordMoney);
  const value = money.length === 0 ? '' : ` worth ${joined(money)}`;
  const sentence = `${what}${value} ${count === 1 ? 'waits' : 'wait'} for a decision.`;
  return [{ kind: 'exceptions', sentence, isMoneyAtRisk: false, opens }];
}

function levelConcerns({ serviceLevels = [] }: Facts): Concern[] {
  return serviceLevels
    .filter(({ isMet }) => !isMet)
    .map(({ title, promise, sentence, lateNow }) => ({
      kind: 'service-level',
      sentence: `“${title}” is below its promise of ${promise}: ${sentence}`,
      isMoneyAtRisk: false,
      opens: lateNow.opens,
    }));
}

function bankConcerns({ bank }: Facts): Concern[] {
  if (!bank) return [];
  const { missing, quarantinedToday: quarantined, bankingDay } = bank;
  const parts = [
    ...(missing.count === 0 ? [] : [`${accounts(missing.count)} no statement of ${bankingDay}`]),
    ...(quarantined.count === 0 ? [] : [`${files(quarantined.count)} quarantined today`]),
  ];
  if (parts.length === 0) return [];
  const { opens } = missing.count > 0 ? missing : quarantined;
  return [{ kind: 'bank', sentence: `${joined(parts)}.`, isMoneyAtRisk: false, opens }];
}

function accounts(count: number): string {
  return count === 1 ? '1 bank account has' : `${wordCount(count)} bank accounts have`;
}

function files(count: number): string {
  return count === 1 ? '1 bank file was' : `${wordCount(count)} bank files were`;
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const RANK: readonly string[] = ['connection-down', 'connection-paused', 'connection-slow'];
/** More than three are a list and not a sentence. */
const TOLD_MAX = 3;
const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
