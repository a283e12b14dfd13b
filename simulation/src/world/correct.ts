/** A person corrects a document that a system refused for certain, as the service would do it. */

import { correctTransaction } from '@kontor/engine';
import type { Document } from '../documents/document.ts';
import { report, resolutionOf, type OpenException } from './decide.ts';
import type { OfficeOptions } from './office.ts';

export function correct(options: OfficeOptions, exception: OpenException): void {
  const platform = options.anyPlatform();
  const { books, catalogue, history } = options;
  const { transactionId, deliveryId } = exception;
  const seen = books.transactions.get(transactionId);
  if (!platform || !seen) return;
  const { store, runtime, life } = platform;
  const isParked = deliveryId && books.deliveries.get(deliveryId)?.status === 'parked';
  const by = 'ana';
  async function apply(): Promise<string> {
    const transaction = await store.readTransaction(transactionId);
    if (transaction?.version !== seen?.version || !transaction) return 'stale';
    const { process, processVersion, state } = transaction;
    const version = (state.inputVersion ?? 1) + 1;
    const input = { ...(transaction.input as Document), memo: `version ${version}` };
    const change = correctTransaction(
      {
        ...{ transaction, state, expectedVersion: transaction.version, actor: by },
        definition: catalogue.find(process, processVersion),
        arrival: { type: 'Corrected', by, reason: 'It was wrong.', version, input, changes: [] },
        ...(isParked && { parked: deliveryId }),
      },
      runtime,
    );
    if (!change) return 'not possible';
    const asked = { arrival: { type: 'Corrected' }, by } as const;
    const resolves = resolutionOf(exception, asked, runtime.ids.next('EventId'));
    const outcome = await store.changeTransaction({ ...change, resolves });
    if (outcome === 'changed') history.count('corrections');
    return outcome;
  }
  life.later(0, () => report(history, `Corrected ${transactionId.slice(-6)}`, apply()));
}
