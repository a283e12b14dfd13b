/** When something ends by itself, where the person is; empty: it does not. */

import { TextInput } from '@mantine/core';
import { toLocalField } from '../lib/local-time.ts';
import { nowMs } from '../lib/clock.ts';
import { instantFromMs } from '@kontor/kernel';

export type MomentFieldProps = {
  readonly label: string;
  readonly description?: string;
  /** As the field holds it: `2026-03-31T18:00`. */
  readonly value: string;
  readonly required?: boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
};

export function MomentField({ onChange, ...props }: MomentFieldProps) {
  return (
    <TextInput
      {...props}
      type="datetime-local"
      min={toLocalField(instantFromMs(nowMs()))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

export type UntilFieldProps = Pick<MomentFieldProps, 'value' | 'onChange' | 'error'>;

export function UntilField(props: UntilFieldProps) {
  return (
    <MomentField
      {...props}
      label="Until (if you know)"
      description="It goes on by itself then. Left empty, somebody has to resume it."
    />
  );
}
