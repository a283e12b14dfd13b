/**
 * Where things open. Places are built apart from each other: this is the one file that knows how
 * each of them names what it shows in its address.
 */

import type { LinkProps } from '@tanstack/react-router';

export type Opens = 'transaction' | 'exception' | 'connection' | 'bank-entry' | 'bank-file';

export function linkTo(kind: Opens, id: string): LinkProps {
  switch (kind) {
    case 'transaction':
      return elsewhere({ to: '/transactions/$id', params: { id } });
    case 'exception':
      return elsewhere({ to: '/exceptions', search: { exception: id } });
    case 'connection':
      return elsewhere({ to: '/connections/$name', params: { name: id } });
    case 'bank-entry':
      return elsewhere({ to: '/reconciliation', search: { line: id } });
    case 'bank-file':
      return elsewhere({ to: '/statements', search: { file: id } });
  }
}

/** The router knows only the places that are built; a link may be older than its place. */
function elsewhere(link: object): LinkProps {
  return link as LinkProps;
}
