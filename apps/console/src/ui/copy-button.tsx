import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';

export type CopyButtonProps = {
  /** Asked for when it is pressed: an address changes while the page is open. */
  readonly value: () => string;
  readonly children: string;
};

export function CopyButton({ value, children }: CopyButtonProps) {
  const { copy, copied } = useClipboard({ timeout: 1_500 });
  return (
    <Button variant="default" onClick={() => copy(value())} aria-live="polite">
      {copied ? 'Copied' : children}
    </Button>
  );
}
