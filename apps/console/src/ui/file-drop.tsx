/** A place to drop a file, or to choose one: both by pointer and by keyboard. */

import { Button, FileButton } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import css from './file-drop.module.css';

export type FileDropProps = {
  /** What belongs here, in a sentence. */
  readonly invitation: string;
  readonly chooseLabel: string;
  readonly isBusy?: boolean;
  readonly onFile: (file: File) => void;
};

export function FileDrop({ invitation, chooseLabel, isBusy = false, onFile }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);
  const over = (event: DragEvent, next: boolean) => {
    event.preventDefault();
    setIsOver(next);
  };
  const drop = (event: DragEvent) => {
    over(event, false);
    const file = event.dataTransfer.files.item(0);
    if (file && !isBusy) onFile(file);
  };
  return (
    <div
      className={css['drop']}
      data-over={isOver || undefined}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={drop}
    >
      <span>{invitation}</span>
      <FileButton onChange={(file) => file && onFile(file)}>
        {(props) => (
          <Button variant="default" disabled={isBusy} {...props}>
            {chooseLabel}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
