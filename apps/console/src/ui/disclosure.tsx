/** What is folded until somebody wants to see it. */

import type { ReactNode } from 'react';
import css from './disclosure.module.css';

export type DisclosureProps = { readonly summary: ReactNode; readonly children: ReactNode };

export function Disclosure({ summary, children }: DisclosureProps) {
  return (
    <details className={css['disclosure']}>
      <summary>{summary}</summary>
      <div className={css['content']}>{children}</div>
    </details>
  );
}
