/**
 * The drawing of a process: a chain of steps, what stands on each, and the arrows by which effects
 * are taken back. For eyes and pointers only: pages say the same beside it as an ordered list.
 */

import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';

export type DrawnStep = {
  readonly id: string;
  readonly title: string;
  /** Who acts: `SAP`, `A person`, `Kontor`. */
  readonly by: string;
  readonly isConditional: boolean;
  /** What stands here now, in words: `3 working`. */
  readonly standing: readonly { readonly words: string; readonly isAtRisk: boolean }[];
  /** The operation that takes its effect back. */
  readonly undoneBy?: string | undefined;
};

export type ProcessDrawingProps = {
  readonly steps: readonly DrawnStep[];
  readonly selected?: string | undefined;
  readonly onSelect: (id: string) => void;
};

export function ProcessDrawing(props: ProcessDrawingProps) {
  return (
    <div aria-hidden>
      <div style={{ overflowX: 'auto' }}>
        <div style={{ height: DRAWING_PX, minWidth: (props.steps.length + 2) * STEP_PX }}>
          <Suspense fallback={<Skeleton height={DRAWING_PX} />}>
            <DrawnProcess {...props} />
          </Suspense>
        </div>
      </div>
      <Text size="xs" c="dimmed" ta="right">
        Drawn with React Flow
      </Text>
    </div>
  );
}

/** The drawing library is large: other pages do not load it. */
const DrawnProcess = lazy(() => import('./drawn-process.tsx'));

const DRAWING_PX = 184;
/** Narrower, a step cannot be read: on a small screen the drawing is moved sideways. */
const STEP_PX = 104;
