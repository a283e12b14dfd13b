/** What waits for a second person: documents that their process asks about, and batches. */

import type { ConsoleApprovals } from '../../../gateway/console-services.ts';
import type { ConsoleExceptionsOptions } from '../exceptions/console-exceptions-service.ts';
import { listBatchApprovals } from './list-batch-approvals.ts';
import { listDocumentApprovals } from './list-document-approvals.ts';

export function approvalsService(options: ConsoleExceptionsOptions): ConsoleApprovals {
  return {
    async list(call) {
      const [documents, batches] = await Promise.all([
        listDocumentApprovals(options, call, APPROVALS_MAX + 1),
        listBatchApprovals(options, call, APPROVALS_MAX + 1),
      ]);
      const items = [...documents.slice(0, APPROVALS_MAX), ...batches.slice(0, APPROVALS_MAX)];
      return {
        items: items.sort((left, right) => (left.requestedAt < right.requestedAt ? -1 : 1)),
        more: documents.length > APPROVALS_MAX || batches.length > APPROVALS_MAX,
      };
    },
  };
}

/** Who has two hundred to approve needs a higher limit, not a longer list. */
const APPROVALS_MAX = 200;
