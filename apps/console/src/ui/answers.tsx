/** What stands where data would: nothing yet, not allowed, failed. */

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../lib/problem.ts';
import css from './answers.module.css';
import { Code } from './words.tsx';

export type EmptyProps = { readonly title: ReactNode; readonly action?: ReactNode };

/** Teaches with one sentence and one button. */
export function Empty({ title, action }: EmptyProps) {
  return (
    <div className={css['answer']}>
      <p>{title}</p>
      {action}
    </div>
  );
}

export function Forbidden({ permission }: { readonly permission?: string | undefined }) {
  return (
    <div className={css['answer']} role="note">
      <p>
        You may not see this.
        {permission !== undefined && (
          <>
            {' '}
            It needs the permission <Code>{permission}</Code>.
          </>
        )}{' '}
        Who administers access can give it to you.
      </p>
    </div>
  );
}

export type FailureProps = { readonly problem: Problem; readonly onRetry?: () => void };

/** Says what failed and leaves the rest of the page alone. */
export function Failure({ problem, onRetry }: FailureProps) {
  return (
    <div className={css['answer']} role="alert">
      <p>
        <strong>{problem.title}.</strong>
        {problem.detail !== undefined && ` ${problem.detail}`}
      </p>
      <div className={css['row']}>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Correlation problem={problem} />
      </div>
    </div>
  );
}

/** Beside a form: why it was refused. Defects of fields go to the fields. */
export function ProblemNote({ problem }: { readonly problem: Problem | undefined }) {
  if (!problem) return null;
  return (
    <div className={css['note']} role="alert">
      <strong>{problem.title}</strong>
      {problem.detail !== undefined && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul className={css['defects']}>
          {problem.errors.map(({ at, detail }) => (
            <li key={`${at} ${detail}`}>{detail}</li>
          ))}
        </ul>
      )}
      <Correlation problem={problem} />
    </div>
  );
}

/** What a field is told of a refusal: `errorAt(problem, '/reason')`. */
export function errorAt(problem: Problem | undefined, pointer: string): string | undefined {
  return problem?.errors.find(({ at }) => at === pointer)?.detail;
}

function Correlation({ problem: { correlationId } }: { readonly problem: Problem }) {
  if (correlationId === undefined) return null;
  return (
    <span className={css['correlation']}>
      Name this when you ask for help: <Code>{correlationId}</Code>
    </span>
  );
}
