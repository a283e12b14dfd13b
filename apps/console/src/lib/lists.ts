/**
 * The addresses of lists at other places, for numbers that open what they count. The only file that
 * knows how other places name their filters.
 */

import type { PreventedKind } from '@kontor/contracts';
import type { LinkProps } from '@tanstack/react-router';

export type TransactionFilter = {
  readonly process?: string | undefined;
  readonly status?: string;
  readonly legalEntity?: string | undefined;
  readonly customer?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

export function transactionsWith(filter: TransactionFilter): LinkProps {
  return elsewhere({ to: '/transactions', search: filter });
}

export function transaction(id: string): LinkProps {
  return elsewhere({ to: '/transactions/$id', params: { id } });
}

export type ExceptionFilter = {
  readonly legalEntity?: string | undefined;
  readonly status?: 'resolved' | 'any';
  /** Days (UTC), both included. */
  readonly openedFrom?: string;
  readonly openedUntil?: string;
  readonly resolvedFrom?: string;
  readonly resolvedUntil?: string;
};

export function exceptionsWith(filter: ExceptionFilter): LinkProps {
  return elsewhere({ to: '/exceptions', search: filter });
}

export function exception(id: string): LinkProps {
  return elsewhere({ to: '/exceptions', search: { selected: id } });
}

export type PreventedFilter = {
  readonly kind: PreventedKind;
  readonly from: string;
  readonly to: string;
  readonly legalEntity?: string | undefined;
};

export function preventedWith(filter: PreventedFilter): LinkProps {
  return elsewhere({ to: '/reports/duplicates', search: filter });
}

/** A batch of payments with its transfers. */
export function payment(id: string): LinkProps {
  return elsewhere({ to: '/payments/$id', params: { id } });
}

export function statement(id: string): LinkProps {
  return elsewhere({ to: '/statements/$statementId', params: { statementId: id } });
}

export function statementsWithFile(file: string): LinkProps {
  return elsewhere({ to: '/statements', search: { file } });
}

export function connection(name: string): LinkProps {
  return elsewhere({ to: '/connections/$name', params: { name } });
}

/** The workspace with one bank entry laid on the table. */
export function reconciliationOf(entry: string): LinkProps {
  return elsewhere({ to: '/reconciliation', search: { line: entry } });
}

export function reconciliation(): LinkProps {
  return elsewhere({ to: '/reconciliation' });
}

/** Places are built apart from each other: a link may be older than the place that it leads to. */
function elsewhere(link: object): LinkProps {
  return link as LinkProps;
}
