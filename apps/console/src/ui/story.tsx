/** What happened to one thing, read from top to bottom like a letter. */

import type { ReactNode } from 'react';
import { Instant } from './moments.tsx';
import { State, type StateName } from './state.tsx';
import css from './story.module.css';

export type StoryLine = {
  readonly at: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly state?: StateName | undefined;
  readonly links?: ReactNode;
};

export function Story({ lines }: { readonly lines: readonly StoryLine[] }) {
  return (
    <ol className={css['story']}>
      {lines.map(({ at, title, detail, state, links }, index) => (
        // Lines are only ever added at the end: their place is their name.
        <li key={`${at} ${index}`} className={css['line']}>
          <span className={css['at']}>
            <Instant at={at} withSeconds timeOnly={sameDay(lines[index - 1]?.at, at)} />
          </span>
          <span className={css['mark']}>{state && <State state={state} shapeOnly />}</span>
          <div>
            <div>{title}</div>
            {detail !== undefined && <div className={css['detail']}>{detail}</div>}
            {links !== undefined && <div className={css['links']}>{links}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function sameDay(before: string | undefined, at: string): boolean {
  return before?.slice(0, 10) === at.slice(0, 10);
}
