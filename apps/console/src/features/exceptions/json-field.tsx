import { useState } from 'react';
import { Textarea } from '../../ui/index.ts';
import type { InvoiceFieldsProps } from './invoice-fields.tsx';

/** The whole document as JSON, for every process; what is wrong is said with its pointer. */
export function JsonField({ document, onChange, errors }: InvoiceFieldsProps) {
  const [text, setText] = useState(() => JSON.stringify(document, null, 2));
  const [broken, setBroken] = useState<string>();
  const type = (typed: string) => {
    setText(typed);
    try {
      onChange(JSON.parse(typed));
      setBroken(undefined);
    } catch (error) {
      setBroken(error instanceof Error ? error.message : 'That is no JSON.');
    }
  };
  const defects = errors.map(({ at, detail }) => `${at}: ${detail}`).join('\n');
  return (
    <Textarea
      label="Document"
      description="As the process takes it. What makes it this document cannot change."
      autosize
      minRows={16}
      maxRows={32}
      spellCheck={false}
      value={text}
      error={broken ?? (defects === '' ? undefined : defects)}
      onChange={({ currentTarget }) => type(currentTarget.value)}
    />
  );
}
