/** Links into the places of other features, whose search parameters are their own. */

import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from '../../ui/index.ts';

type Opens = { readonly id: string; readonly children: ReactNode };

export function OpenTransaction({ id, children }: Opens) {
  return <Link {...linkOut({ to: '/transactions/$id', params: { id } })}>{children}</Link>;
}

export function OpenReceipt({ id, children }: Opens) {
  return <Link {...linkOut({ to: '/reconciliation', search: { line: id } })}>{children}</Link>;
}

export function OpenBankFile({ id, children }: Opens) {
  return <Link {...linkOut({ to: '/statements', search: { file: id } })}>{children}</Link>;
}

type Elsewhere = { readonly to: string; readonly params?: object; readonly search?: object };

function linkOut(link: Elsewhere): LinkProps {
  return link as unknown as LinkProps;
}
