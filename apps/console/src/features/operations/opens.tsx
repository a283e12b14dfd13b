/** Every number opens the list that it counts: the API names the list and its filters. */

import type { ListLink } from '@kontor/contracts';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from '../../ui/index.ts';

export type OpensProps = { readonly opens: ListLink; readonly children: ReactNode };

export function Opens({ opens, children }: OpensProps) {
  return <Link {...linkTo(opens)}>{children}</Link>;
}

/** The filters come from the API as text; the page that they lead to reads them as its own. */
export function linkTo({ place, search }: ListLink): LinkProps {
  const { name, ...rest } = search;
  if (place === 'connections' && name !== undefined) {
    return linkOut({ to: '/connections/$name', params: { name } });
  }
  const read = Object.entries(rest).map(([key, text]) => [key, text === 'true' ? true : text]);
  return linkOut({ to: `/${place}`, search: Object.fromEntries(read) });
}

export function transactionLink(id: string): LinkProps {
  return linkOut({ to: '/transactions/$id', params: { id } });
}

/** A page of another place, whose search parameters are that place's own. */
function linkOut(link: {
  readonly to: string;
  readonly params?: object;
  readonly search?: object;
}) {
  return link as unknown as LinkProps;
}
