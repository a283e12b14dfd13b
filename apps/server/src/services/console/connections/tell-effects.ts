/** What an action would do, said before it is done: what stops, what goes on, how much it is. */

import type { ConnectionDetail, ConnectionLine } from '@kontor/contracts';
import type { MoneyWire } from '../../wire/to-money-wire.ts';
import { wordMoney, wordCount } from '../../wire/wording.ts';

export type EffectFacts = {
  readonly connection: ConnectionLine;
  readonly worth: readonly MoneyWire[];
  readonly underWay: number;
  readonly hasMasterData: boolean;
};

export function tellEffects(facts: EffectFacts): ConnectionDetail['effects'] {
  const { connection, underWay, hasMasterData } = facts;
  const { title, waiting } = connection;
  return {
    pause: [
      `Nothing more is sent to ${title} until somebody resumes it.`,
      underWay === 0 ? 'Nothing is under way.' : `What is under way (${underWay}) is finished.`,
      waiting === 0 ? 'Nothing waits for it now.' : `${whatWaits(facts)} for longer, in order.`,
      'Invoices are still accepted, and the other connections go on.',
    ],
    resume: [
      waiting === 0
        ? 'Nothing waits: the next delivery is sent at once.'
        : `${whatWaits(facts)} no longer: they are sent in order, from where it stopped.`,
    ],
    ...(hasMasterData && {
      refresh: [
        `Customers and accounts are read from ${title} again, beside everything else.`,
        'Until they are here, invoices are checked against what is known now.',
      ],
    }),
  };
}

function whatWaits({ connection: { waiting }, worth }: EffectFacts): string {
  const what = waiting === 1 ? '1 delivery' : `${wordCount(waiting)} deliveries`;
  const waits = waiting === 1 ? 'waits' : 'wait';
  if (worth.length === 0) return `${what} ${waits}`;
  const money = worth.map(wordMoney);
  return `${what} worth ${money.join(' and ')} ${waits}`;
}
