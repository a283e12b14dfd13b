/** Two lists that are worked on together, of equal width; under each other on a narrow screen. */

import type { ReactNode } from 'react';
import css from './side-by-side.module.css';

export function SideBySide(props: { readonly left: ReactNode; readonly right: ReactNode }) {
  return (
    <div className={css['panes']}>
      <div className={css['pane']}>{props.left}</div>
      <div className={css['pane']}>{props.right}</div>
    </div>
  );
}
