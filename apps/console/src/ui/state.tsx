/** State as a shape and a word; the colour only repeats what they say. */

import css from './state.module.css';

export type StateName = 'working' | 'waiting' | 'held' | 'done' | 'refused' | 'in-doubt';
export type HealthName = 'well' | 'slow' | 'down' | 'paused';

export type StateProps = {
  readonly state: StateName;
  /** Where the row says the word already. The shape then carries the word for screen readers. */
  readonly shapeOnly?: boolean;
  /** Another word than the usual, where a noun of the page fits better. */
  readonly children?: string | undefined;
};

export function State({ state, shapeOnly = false, children }: StateProps) {
  const word = children ?? WORDS[state];
  return <Marked shape={SHAPES[state]} tone={state} word={word} shapeOnly={shapeOnly} />;
}

export type HealthProps = { readonly health: HealthName; readonly children?: string | undefined };

export function Health({ health, children }: HealthProps) {
  const word = children ?? HEALTH_WORDS[health];
  return <Marked shape={HEALTH_SHAPES[health]} tone={health} word={word} shapeOnly={false} />;
}

type MarkedProps = {
  readonly shape: React.ReactNode;
  readonly tone: string;
  readonly word: string;
  readonly shapeOnly: boolean;
};

function Marked({ shape, tone, word, shapeOnly }: MarkedProps) {
  return (
    <span className={css['state']} data-tone={tone}>
      <svg
        viewBox="0 0 12 12"
        width="12"
        height="12"
        {...(shapeOnly ? { role: 'img', 'aria-label': word } : { 'aria-hidden': true })}
      >
        {shape}
      </svg>
      {!shapeOnly && <span>{word}</span>}
    </span>
  );
}

export const WORDS: Readonly<Record<StateName, string>> = {
  working: 'Working',
  waiting: 'Waiting for someone',
  held: 'Held',
  done: 'Done',
  refused: 'Refused',
  'in-doubt': 'In doubt',
};

const HEALTH_WORDS: Readonly<Record<HealthName, string>> = {
  well: 'Well',
  slow: 'Slow',
  down: 'Down',
  paused: 'Paused',
};

const ring = <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const disc = <circle cx="6" cy="6" r="5.5" fill="currentColor" />;
const onDisc = {
  fill: 'none',
  stroke: 'var(--surface)',
  strokeWidth: 1.5,
  strokeLinecap: 'round',
} as const;
const bars = (
  <>
    <rect x="2" y="1.5" width="3" height="9" fill="currentColor" />
    <rect x="7" y="1.5" width="3" height="9" fill="currentColor" />
  </>
);
const done = (
  <>
    {disc}
    <path d="M3.5 6.2 5.3 8 8.6 4.4" {...onDisc} />
  </>
);
const refused = (
  <>
    {disc}
    <path d="M4.2 4.2 7.8 7.8M7.8 4.2 4.2 7.8" {...onDisc} />
  </>
);

const SHAPES: Readonly<Record<StateName, React.ReactNode>> = {
  working: (
    <>
      {ring}
      <path d="M6 3a3 3 0 0 1 0 6z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="6" cy="3.4" r="2.4" fill="currentColor" />
      <path d="M1.5 11.5a4.5 4.5 0 0 1 9 0z" fill="currentColor" />
    </>
  ),
  held: bars,
  done,
  refused,
  'in-doubt': (
    <path d="M6 .6 11.4 6 6 11.4.6 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
};

const HEALTH_SHAPES: Readonly<Record<HealthName, React.ReactNode>> = {
  well: done,
  slow: <path d="M6 1 11.5 11H.5z" fill="currentColor" />,
  down: refused,
  paused: bars,
};
