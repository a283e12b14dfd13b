import type { FieldChange } from '@kontor/contracts';
import { wordPointer } from '@kontor/governance';
import type { FieldChange as Change } from '@kontor/kernel';
import { cutLine } from '../wire/cut-text.ts';
import { maskValues } from '../wire/mask-values.ts';

/** Changes as they are shown: each field with its name in words, account numbers masked. */
export function toFieldChanges(changes: readonly Change[]): FieldChange[] {
  return changes.slice(0, CHANGES_MAX).map(({ at, before, after }) => ({
    at: at.slice(0, POINTER_CHARACTERS_MAX),
    name: cutLine(wordPointer(at), NAME_CHARACTERS_MAX),
    ...(before !== undefined && { before: maskedAt(at, before) }),
    ...(after !== undefined && { after: maskedAt(at, after) }),
  }));
}

/** Some values are masked by the name of their field: it goes along. */
function maskedAt(at: string, value: unknown): unknown {
  const name = at.slice(at.lastIndexOf('/') + 1);
  return (maskValues({ [name]: value }) as Readonly<Record<string, unknown>>)[name];
}

// Limits of the contract.
const CHANGES_MAX = 1_000;
const POINTER_CHARACTERS_MAX = 1_000;
const NAME_CHARACTERS_MAX = 300;
