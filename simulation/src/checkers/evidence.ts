import type { MemoryBooks, ProcessCatalogue } from '@kontor/engine';
import type { Caller } from '../world/caller.ts';
import type { History } from '../world/history.ts';
import type { SimulatedSystem } from '../world/simulated-system.ts';

/** What a checker may look at. */
export type Evidence = {
  readonly books: MemoryBooks;
  readonly systems: ReadonlyMap<string, SimulatedSystem>;
  readonly callers: readonly Caller[];
  readonly catalogue: ProcessCatalogue;
  readonly history: History;
  readonly hasDrained: boolean;
  readonly leftInPlace: ReadonlySet<string>;
  readonly everParked: ReadonlySet<string>;
};
