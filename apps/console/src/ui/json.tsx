/** A document as a folded tree that can be copied as a whole. */

import { Button, Group } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import css from './json.module.css';

export function Json({ value }: { readonly value: unknown }) {
  const { copy, copied } = useClipboard();
  return (
    <div className={css['json']}>
      <Group justify="flex-end">
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => copy(JSON.stringify(value, null, 2))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </Group>
      <Node value={value} depth={0} />
    </div>
  );
}

type NodeProps = {
  readonly name?: string;
  readonly value: unknown;
  readonly depth: number;
};

function Node({ name, value, depth }: NodeProps) {
  if (typeof value !== 'object' || value === null) return <Leaf name={name} value={value} />;
  const entries = Object.entries(value);
  const count = `${entries.length} ${Array.isArray(value) ? 'items' : 'fields'}`;
  return (
    <details className={css['node']} open={depth < OPEN_DEPTH}>
      <summary>
        {name !== undefined && <span className={css['name']}>{name} </span>}
        <span className={css['count']}>{count}</span>
      </summary>
      <div className={css['children']}>
        {entries.map(([key, child]) => (
          <Node key={key} name={key} value={child} depth={depth + 1} />
        ))}
      </div>
    </details>
  );
}

function Leaf({ name, value }: { readonly name: string | undefined; readonly value: unknown }) {
  return (
    <div className={css['leaf']}>
      {name !== undefined && <span className={css['name']}>{name} </span>}
      <span>{JSON.stringify(value)}</span>
    </div>
  );
}

/** The head of a document is what is looked for; its lines are unfolded when wanted. */
const OPEN_DEPTH = 2;
