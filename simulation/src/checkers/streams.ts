/** The state of a transaction is the fold of its stream, and nothing else. */

import { evolve, initialState, type TransactionState } from '@kontor/process';
import type { Evidence } from './evidence.ts';

export function checkStreams({ books, catalogue, history }: Evidence): void {
  const streams = Map.groupBy(books.messages, ({ transactionId }) => transactionId);
  for (const { transactionId, process, processVersion, state } of books.transactions.values()) {
    const definition = catalogue.find(process, processVersion);
    const folded = (streams.get(transactionId) ?? []).reduce<TransactionState>(
      (before, { message }) => evolve(definition, before, message),
      initialState,
    );
    if (JSON.stringify(folded) === JSON.stringify(state)) continue;
    history.violated('the state is the fold of the stream', transactionId);
  }
}
