/** The drawing of a process. A chunk of its own; `process-drawing.tsx` is what pages use. */

import '@xyflow/react/dist/base.css';
import {
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { useMemo } from 'react';
import css from './drawn-process.module.css';
import type { DrawnStep, ProcessDrawingProps } from './process-drawing.tsx';

export default function DrawnProcess({ steps, selected, onSelect }: ProcessDrawingProps) {
  const nodes = useMemo(() => nodesOf(steps, selected), [steps, selected]);
  const edges = useMemo(() => edgesOf(steps), [steps]);
  return (
    <ReactFlow
      className={css['drawing'] ?? ''}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      fitView
      fitViewOptions={{ padding: 0.02, maxZoom: 1 }}
      minZoom={0.4}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      // A link that nobody can reach by keyboard; who draws is said beside the drawing.
      proOptions={{ hideAttribution: true }}
      panOnScroll={false}
      zoomOnScroll={false}
      preventScrolling={false}
      onNodeClick={(_, { id }) => {
        if (!id.startsWith(END)) onSelect(id);
      }}
    />
  );
}

type StepNode = Node<{ readonly step: DrawnStep; readonly isSelected: boolean }, 'step'>;
type EndNode = Node<{ readonly word: string }, 'end'>;

function StepBox({ data: { step, isSelected } }: NodeProps<StepNode>) {
  return (
    <div
      className={css['step']}
      data-conditional={step.isConditional || undefined}
      data-selected={isSelected || undefined}
    >
      <Handles />
      <span className={css['title']}>{step.title}</span>
      <span className={css['by']}>{step.by}</span>
      {step.standing.map(({ words, isAtRisk }) => (
        <span key={words} className={css['standing']} data-at-risk={isAtRisk || undefined}>
          {words}
        </span>
      ))}
    </div>
  );
}

function EndBox({ data: { word } }: NodeProps<EndNode>) {
  return (
    <div className={css['end']}>
      <Handles />
      {word}
    </div>
  );
}

function Handles() {
  return (
    <>
      <Handle type="target" id="in" position={Position.Left} className={css['handle'] ?? ''} />
      <Handle type="source" id="out" position={Position.Right} className={css['handle'] ?? ''} />
      <Handle type="source" id="back" position={Position.Bottom} className={css['handle'] ?? ''} />
      <Handle type="target" id="undo" position={Position.Bottom} className={css['handle'] ?? ''} />
    </>
  );
}

/** A chain from left to right; what was begun and taken back ends below it. */
function nodesOf(steps: readonly DrawnStep[], selected: string | undefined) {
  const fixed = { draggable: false, connectable: false } as const;
  const chain = steps.map((step, index) => ({
    id: step.id,
    type: 'step' as const,
    position: { x: END_WIDTH + GAP + index * (STEP_WIDTH + GAP), y: 0 },
    data: { step, isSelected: step.id === selected },
    ...fixed,
  }));
  const right = END_WIDTH + GAP + steps.length * (STEP_WIDTH + GAP);
  const end = (id: string, word: string, x: number, y: number) => ({
    id: `${END}${id}`,
    type: 'end' as const,
    position: { x, y },
    data: { word },
    ...fixed,
  });
  const firstUndo = steps.findIndex(({ undoneBy }) => undoneBy !== undefined);
  const undone = END_WIDTH + GAP + Math.max(0, firstUndo) * (STEP_WIDTH + GAP);
  return [
    end('start', 'Handed in', 0, END_Y),
    ...chain,
    end('done', 'Done', right, END_Y),
    ...(firstUndo < 0
      ? []
      : [end('back', 'Taken back', undone - GAP - END_WIDTH + STEP_WIDTH / 2, BACK_Y)]),
  ];
}

function edgesOf(steps: readonly DrawnStep[]): Edge[] {
  const ids = [`${END}start`, ...steps.map(({ id }) => id), `${END}done`];
  const forward = ids.slice(1).map((target, index) => ({
    id: `to-${target}`,
    source: ids[index] ?? '',
    sourceHandle: 'out',
    target,
    targetHandle: 'in',
    type: 'straight',
    markerEnd: ARROW,
  }));
  // The last effect is taken back first, down to the first one that has an undo.
  const undoing = steps.filter(({ undoneBy }) => undoneBy !== undefined).reverse();
  const back = undoing.map((step, index) => ({
    id: `back-${step.id}`,
    source: step.id,
    sourceHandle: 'back',
    target: undoing[index + 1]?.id ?? `${END}back`,
    targetHandle: undoing[index + 1] ? 'undo' : 'in',
    type: 'smoothstep',
    className: css['back'] ?? '',
    label: step.undoneBy,
    markerEnd: BACK_ARROW,
  }));
  return [...forward, ...back].map((edge) => ({ ...edge, focusable: false }));
}

const END = 'end:';
const STEP_WIDTH = 112;
const END_WIDTH = 64;
const GAP = 22;
const END_Y = 24;
const BACK_Y = 128;
const ARROW = { type: MarkerType.ArrowClosed, color: 'var(--line-strong)', width: 16, height: 16 };
const BACK_ARROW = {
  type: MarkerType.ArrowClosed,
  color: 'var(--ink-soft)',
  width: 16,
  height: 16,
};
const NODE_TYPES = { step: StepBox, end: EndBox };
