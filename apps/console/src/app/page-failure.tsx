/** A page that could not be shown: it does not exist, or reading it failed. */

import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { toProblem } from '../lib/problem.ts';
import { Empty, Failure, Forbidden, Link, Page } from '../ui/index.ts';

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Empty
        title="The address may be mistyped, or what it showed has moved."
        action={<Link to="/">Go to the overview</Link>}
      />
    </Page>
  );
}

export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const problem = toProblem(error);
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (problem.code === 'not_found') return <NotFoundPage />;
  return (
    <Page title={problem.code === 'forbidden' ? 'Not for you' : 'This page could not be read'}>
      {problem.code === 'forbidden' ? <Forbidden /> : <Failure problem={problem} onRetry={retry} />}
    </Page>
  );
}
