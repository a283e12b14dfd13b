/** A line of somebody's file, as it stands there, with its number. */

import css from './quote.module.css';

export type QuoteProps = { readonly line: number; readonly text: string };

export function Quote({ line, text }: QuoteProps) {
  return (
    <figure className={css['quote']}>
      <figcaption>Line {line}</figcaption>
      <code>{text}</code>
    </figure>
  );
}
