/** A mistake that somebody could make, built around the product, which has no switch for it. */

import type { Effects, EngineStore, MemoryBooks } from '@kontor/engine';
import type { ProcessDefinition } from '@kontor/process';
import type { Document } from '../documents/document.ts';
import type { Dice } from '../world/dice.ts';

export type MemoryStore = EngineStore & { readonly books: MemoryBooks };

export type PlantedBug = {
  readonly name: string;
  /** In the store. */
  readonly store?: (store: MemoryStore, dice: Dice) => EngineStore;
  /** In what a process makes of its store. */
  readonly client?: (store: EngineStore, dice: Dice) => EngineStore;
  /** In a connector. */
  readonly effects?: (effects: Effects, dice: Dice) => Effects;
  /** In a process. */
  readonly process?: (definition: ProcessDefinition<Document>) => ProcessDefinition<Document>;
};
