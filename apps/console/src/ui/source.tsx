/** Text that is shown letter for letter, like the body of a message; long lines are wrapped. */

import { Button, Group } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import css from './source.module.css';

export function Source({ children }: { readonly children: string }) {
  const { copy, copied } = useClipboard();
  return (
    <div>
      <Group justify="flex-end">
        <Button variant="subtle" size="compact-xs" onClick={() => copy(children)}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </Group>
      <pre className={css['source']}>{children}</pre>
    </div>
  );
}
