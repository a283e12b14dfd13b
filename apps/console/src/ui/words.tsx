/** Names, codes, keys and links: the small words of a sentence. */

import { Anchor, type AnchorProps, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, RefAttributes } from 'react';
import css from './values.module.css';

type LinkAnchorProps = AnchorProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> &
  RefAttributes<HTMLAnchorElement>;

/** A link to a page of the console, typed by its routes. */
export const Link = createLink(function LinkAnchor(props: LinkAnchorProps) {
  return <Anchor inherit underline="hover" {...props} />;
});

/** A link out of the console. */
export function OutsideLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: string;
}) {
  return (
    <Anchor inherit href={href} target="_blank" rel="noreferrer">
      {children}
    </Anchor>
  );
}

export type PartyProps = { readonly name: string; readonly number?: string | undefined };

export function Party({ name, number }: PartyProps) {
  return (
    <span>
      {name}
      {number !== undefined && <span className={css['number']}> {number}</span>}
    </span>
  );
}

/** A code that a click copies. */
export function Code({ children }: { readonly children: string }) {
  const { copy, copied } = useClipboard({ timeout: 1_500 });
  return (
    <UnstyledButton
      className={css['code'] ?? ''}
      title={copied ? 'Copied' : `Copy ${children}`}
      onClick={(event) => {
        event.stopPropagation();
        copy(children);
      }}
    >
      {children}
      <VisuallyHidden aria-live="polite">{copied ? ' copied' : ''}</VisuallyHidden>
    </UnstyledButton>
  );
}

export function Key({ children }: { readonly children: string }) {
  return <kbd className={css['key']}>{children}</kbd>;
}
