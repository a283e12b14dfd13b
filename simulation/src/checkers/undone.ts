import { PROCESSES } from '../documents/processes.ts';
import type { ProcessName } from '../documents/document.ts';
import type { Evidence } from './evidence.ts';

/** Of what ended without its effect nothing remains, but what a person chose to leave. */
export function checkUndone({ books, history, leftInPlace }: Evidence): void {
  for (const { transactionId, process, state } of books.transactions.values()) {
    if (!['refused', 'taken_back'].includes(state.status)) continue;
    // As the process was meant: a bug may have taken the undo out of what ran.
    for (const step of PROCESSES[process as ProcessName].steps) {
      if (step.kind !== 'deliver' || !('by' in step.undo)) continue;
      if (!(step.name in state.confirmed)) continue;
      if (leftInPlace.has(`${transactionId}/${step.name}`)) continue;
      history.violated('a refusal is undone', `${step.name} of ${transactionId} remains`);
    }
  }
}
