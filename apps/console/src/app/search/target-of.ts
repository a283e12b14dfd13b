/** Where something that was found opens. */

import type { SearchHit } from '@kontor/contracts';

export type Target = {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
};

export function targetOf({ kind, id, transaction }: SearchHit): Target {
  switch (kind) {
    case 'transaction':
      return { to: '/transactions/$id', params: { id: transaction ?? id } };
    case 'customer':
      return { to: '/transactions', search: { customer: id } };
    case 'exception':
      return { to: '/exceptions', search: { selected: id } };
    case 'bank-entry':
      return { to: '/reconciliation', search: { line: id } };
    case 'bank-file':
      return { to: '/statements', search: { file: id } };
    case 'open-item':
      return transaction === undefined
        ? { to: '/reconciliation', search: { item: id } }
        : { to: '/transactions/$id', params: { id: transaction } };
  }
}
