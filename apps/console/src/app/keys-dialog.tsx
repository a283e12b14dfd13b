/** The keys of the console, in one place. */

import { Group, Key, Modal, Stack, Text } from '../ui/index.ts';
import type { Place } from './places.ts';

export type KeysDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly places: readonly Place[];
};

export function KeysDialog({ opened, onClose, places }: KeysDialogProps) {
  const keys: readonly (readonly [string, string])[] = [
    ...KEYS,
    ...places.map(({ key, label }) => [`g ${key}`, `Go to ${label}`] as const),
  ];
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" closeButtonProps={CLOSE}>
      <Stack gap="xs">
        {keys.map(([key, meaning]) => (
          <Group key={key} justify="space-between" wrap="nowrap">
            <Text>{meaning}</Text>
            <Group gap={4} wrap="nowrap">
              {key.split(' ').map((one) => (
                <Key key={one}>{one}</Key>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}

const KEYS = [
  ['/', 'Search anything'],
  ['j', 'Next row'],
  ['k', 'Row before'],
  ['Enter', 'Open the row'],
  ['?', 'Show these keys'],
] as const;
const CLOSE = { 'aria-label': 'Close' };
