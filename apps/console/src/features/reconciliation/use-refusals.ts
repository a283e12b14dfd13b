/** “Not this”: a suggestion is refused, and for a while that can be undone. */

import {
  createMatchRefusal,
  deleteMatchRefusal,
  type ReconciliationSuggestion,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { call, newKey } from '../../lib/call.ts';
import { toProblem } from '../../lib/problem.ts';
import { useMay } from '../../lib/viewer.ts';
import { notify } from '../../ui/index.ts';

export type Refusals = ReturnType<typeof useRefusals>;

export function useRefusals() {
  const client = useQueryClient();
  const mayRefuse = useMay('receivables:match');
  const refresh = () => client.invalidateQueries({ queryKey: ['bank', 'reconciliation'] });
  const suggestAgain = (refusalId: string) =>
    telling(async () => {
      await call(deleteMatchRefusal, { params: { refusalId } });
      await refresh();
    });
  const refuse = (suggestion: ReconciliationSuggestion | undefined) =>
    telling(async () => {
      if (!mayRefuse || !suggestion) return;
      const { bankEntry, allocations } = suggestion;
      const openItems = allocations.map(({ openItem }) => openItem);
      const { id } = await call(createMatchRefusal, {
        body: { bankEntry, openItems },
        idempotencyKey: newKey(),
      });
      await refresh();
      notify({
        message: 'Refused: it is not suggested again for this receipt.',
        undo: () => suggestAgain(id),
      });
    });
  return { refuse, suggestAgain };
}

function telling(act: () => Promise<void>): void {
  act().catch((error: unknown) => notify({ message: toProblem(error).message }));
}
