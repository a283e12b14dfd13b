/** Always in view at the bottom of a page: where a selection stands, and what to do with it. */

import type { ReactNode } from 'react';
import css from './action-bar.module.css';

export type ActionBarProps = { readonly label: string; readonly children: ReactNode };

export function ActionBar({ label, children }: ActionBarProps) {
  return (
    <section className={css['bar']} aria-label={label}>
      {children}
    </section>
  );
}

/** A line of the bar: words on the left, what can be done on the right. */
export function ActionLine({
  children,
  actions,
}: {
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={css['line']}>
      <div className={css['words']}>{children}</div>
      {actions !== undefined && <div className={css['actions']}>{actions}</div>}
    </div>
  );
}

/** Figures of an equation, each under its word. */
export function Equation(props: {
  readonly parts: readonly { readonly word: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className={css['equation']} aria-live="polite">
      {props.parts.map(({ word, value }) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
