/** Where a transaction stands, in a few words: what the column beside its state says. */

import { unreachable } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import { cutLine } from '../../../wire/cut-text.ts';
import type { ConsoleRow } from './read-rows.ts';

export type Naming = {
  readonly definition: ProcessDefinition;
  /** What people call the system of a connection. */
  readonly systemOf: (connection: string) => string;
  /** Whether calls to it are stopped because it does not answer. */
  readonly isSilent: (connection: string) => boolean;
};

export function standingOfRow(row: ConsoleRow, naming: Naming): string {
  return cutLine(tell(row, naming), STANDING_CHARACTERS_MAX);
}

function tell(row: ConsoleRow, naming: Naming): string {
  switch (row.status) {
    case 'done':
      return doneOf(row, naming);
    case 'refused':
      return row.ending_text ?? 'It has no effect anywhere.';
    case 'taken_back':
      return row.ending_text ?? 'A person asked for it.';
    case 'waiting':
    case 'parked':
      return row.asked_text ?? 'A person must look.';
    case 'working':
      return workingOf(row, naming);
    default:
      return unreachable(row.status);
  }
}

/** What the ledger made of it is what people look for. */
function doneOf({ confirmed }: ConsoleRow, { definition }: Naming): string {
  for (const step of definition.steps) {
    if (step.kind !== 'deliver' || step.to !== 'ledger') continue;
    const reference = confirmed?.[step.name]?.externalReference;
    if (reference !== undefined) return `Posted as ${reference}`;
  }
  return 'Every system confirmed it';
}

function workingOf(row: ConsoleRow, { systemOf, isSilent }: Naming): string {
  if (row.connection === null) return 'Kontor is working on it';
  const system = systemOf(row.connection);
  if (row.delivery_status === 'in_doubt') {
    return `${capitalised(system)} may have it: it is asked before anything is sent again`;
  }
  if (row.held_reason !== null) return `Its lane is held: ${row.held_reason}`;
  if (row.paused_reason !== null) return `${capitalised(system)} is paused: ${row.paused_reason}`;
  const line = lineOf(row);
  if (isSilent(row.connection)) return `${capitalised(system)} does not answer${line}`;
  const verb = row.ending_text === null ? 'Waits for' : 'Is taken back: waits for';
  return `${verb} ${system}${line}`;
}

function lineOf({ before, attempts }: ConsoleRow): string {
  if (before !== null && before !== '0') return `, ${before} before it`;
  if (attempts === null || attempts === 0) return ', next in line';
  return attempts === 1 ? ', tried once' : `, tried ${attempts} times`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of the contract. */
const STANDING_CHARACTERS_MAX = 300;
