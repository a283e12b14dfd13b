/** Short messages at the edge of the page, with a way back where there is one. */

import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

export type Notice = { readonly message: string; readonly undo?: () => void };

export function notify({ message, undo }: Notice): void {
  const id = notifications.show({
    message: undo ? (
      <Undo
        message={message}
        onUndo={() => {
          notifications.hide(id);
          undo();
        }}
      />
    ) : (
      message
    ),
    autoClose: undo ? UNDO_MS : NOTICE_MS,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}

export type UndoProps = { readonly message: string; readonly onUndo: () => void };

export function Undo({ message, onUndo }: UndoProps) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <span>{message}</span>
      <Button variant="subtle" flex="none" onClick={onUndo}>
        Undo
      </Button>
    </Group>
  );
}

const NOTICE_MS = 5_000;
/** Long enough to read the sentence and to change one's mind. */
const UNDO_MS = 10_000;
