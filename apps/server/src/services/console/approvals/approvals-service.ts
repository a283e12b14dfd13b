/**
 * What waits for a second person: documents that their process asks about, batches, legal holds
 * that somebody wants to end, and records that somebody wants to delete.
 */

import type { ConsoleApprovals } from '../../../gateway/console-services.ts';
import type { ConsoleExceptionsOptions } from '../exceptions/console-exceptions-service.ts';
import { listBatchApprovals } from './list-batch-approvals.ts';
import { listDeletionApprovals } from './list-deletion-approvals.ts';
import { listDocumentApprovals } from './list-document-approvals.ts';
import { listHoldApprovals } from './list-hold-approvals.ts';

export function approvalsService(options: ConsoleExceptionsOptions): ConsoleApprovals {
  return {
    async list(call) {
      const lists = await Promise.all([
        listDocumentApprovals(options, call, APPROVALS_MAX + 1),
        listBatchApprovals(options, call, APPROVALS_MAX + 1),
        listHoldApprovals(options.pool, call, APPROVALS_MAX + 1),
        listDeletionApprovals(options.pool, call, APPROVALS_MAX + 1),
      ]);
      const items = lists.flatMap((list) => list.slice(0, APPROVALS_MAX));
      return {
        items: items.sort((left, right) => (left.requestedAt < right.requestedAt ? -1 : 1)),
        more: lists.some(({ length }) => length > APPROVALS_MAX),
      };
    },
  };
}

/** Who has two hundred to approve needs a higher limit, not a longer list. */
const APPROVALS_MAX = 200;
