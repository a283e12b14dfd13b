/** A part of a page that reads something: loading, failed, forbidden, empty or there. */

import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem, toProblem } from '../lib/problem.ts';
import { Failure, Forbidden } from './answers.tsx';

export type PanelProps<Data> = {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  readonly skeleton?: ReactNode;
  /** Shown instead of the data when it says so. */
  readonly empty?: { readonly when: (data: Data) => boolean; readonly show: ReactNode };
  /** Named when it is what is missing. */
  readonly permission?: string;
  readonly children: (data: Data) => ReactNode;
};

export function Panel<Data>({ query, skeleton, empty, permission, children }: PanelProps<Data>) {
  const { data, error } = query;
  if (data !== undefined) return empty?.when(data) ? empty.show : children(data);
  if (!error) return skeleton ?? <Loading />;
  if (error instanceof Problem && error.code === 'forbidden') {
    return <Forbidden permission={permission} />;
  }
  return <Failure problem={toProblem(error)} onRetry={() => void query.refetch()} />;
}

function Loading() {
  return (
    <Stack gap="sm" py="xs" aria-busy>
      <VisuallyHidden component="output">Loading</VisuallyHidden>
      {[80, 95, 60].map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} />
      ))}
    </Stack>
  );
}
