/** The bones of a page: its heading, its sections, its facts and the numbers that open lists. */

import type { LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import css from './page.module.css';
import { Link } from './words.tsx';

export type PageProps = {
  readonly title: string;
  /** One sentence under the title: the state of the thing, in words. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Kontor`;
  }, [title]);
  return (
    <div className={css['page']}>
      <header className={css['header']}>
        <div className={css['heading']}>
          {/* Focused after navigation, so that a screen reader begins here. */}
          <h1 className={css['title']} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={css['lead']}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={css['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export type SectionProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  /** One of several alike, whose titles may repeat: a group, and no landmark to jump to. */
  readonly isOneOfMany?: boolean;
  readonly children?: ReactNode;
};

export function Section({ title, aside, isOneOfMany = false, children }: SectionProps) {
  return (
    <section className={css['section']} aria-label={title} {...(isOneOfMany && { role: 'group' })}>
      <div className={css['sectionHead']}>
        <h2 className={css['sectionTitle']}>{title}</h2>
        {aside !== undefined && <div className={css['aside']}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}

export type Fact = { readonly term: string; readonly value: ReactNode };

export function Facts({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl className={css['facts']}>
      {items.map(({ term, value }) => (
        <div key={term} className={css['fact']}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type FigureProps = {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  /** The list that the number counts. */
  readonly to?: LinkProps;
};

export function Figure({ label, value, note, to }: FigureProps) {
  return (
    <div className={css['figure']}>
      <span className={css['figureLabel']}>{label}</span>
      <span className={css['figureValue']}>{to ? <Link {...to}>{value}</Link> : value}</span>
      {note !== undefined && <span className={css['figureNote']}>{note}</span>}
    </div>
  );
}

/** Figures beside each other, parted by hairlines. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <div className={css['figures']}>{children}</div>;
}

/** A list and the detail of what is selected in it; under each other on a narrow screen. */
export function ListAndDetail(props: { readonly list: ReactNode; readonly detail: ReactNode }) {
  return (
    <div className={css['split']}>
      <div className={css['splitList']}>{props.list}</div>
      <div className={css['splitDetail']}>{props.detail}</div>
    </div>
  );
}

/** What is read mainly, and what stands beside it. */
export function MainAndAside(props: { readonly main: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className={css['letter']}>
      <div>{props.main}</div>
      <aside className={css['letterAside']}>{props.aside}</aside>
    </div>
  );
}

/** Two things of the same weight beside each other; under each other on a narrow screen. */
export function TwoHalves(props: { readonly left: ReactNode; readonly right: ReactNode }) {
  return (
    <div className={css['halves']}>
      <div>{props.left}</div>
      <div>{props.right}</div>
    </div>
  );
}
