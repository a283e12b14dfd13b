/** The few states that people see, each with one shape and one word on every screen. */

import Type, { type Static } from 'typebox';

export const ConsoleState = Type.Enum(
  ['working', 'waiting', 'held', 'done', 'refused', 'in-doubt'],
  {
    description:
      'working: Kontor or another system is at it; waiting: a person must decide or supply ' +
      'something; held: a person holds its lane or paused the connection; done: every system ' +
      'confirmed; refused: it ended without effect, or was taken back; in-doubt: it may have ' +
      'happened, and nothing is sent again before that is known.',
  },
);
export type ConsoleState = Static<typeof ConsoleState>;
