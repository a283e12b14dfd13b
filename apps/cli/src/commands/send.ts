/**
 * `kontor send FILE --key KEY`: hands over the invoices of a file, in batches, as they are read.
 * However it ends, the same command does the rest: what was accepted is not accepted again.
 */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { CustomerInvoice } from '@kontor/canon';
import { sendInvoices } from '@kontor/client';
import { openApi } from '../credentials/open-api.ts';
import { readCredentials } from '../credentials/read-credentials.ts';
import { troubleWith } from '../parse/trouble-with.ts';
import { problemText } from '../output/problem-text.ts';
import { EXIT_PROBLEM, EXIT_USAGE, type Command, type Exit, type Terminal } from './command.ts';

const USAGE = `kontor send FILE --key KEY

Hands over customer invoices, one JSON text to a line (NDJSON), and prints the outcome of each that
was refused, with its line in the file, what is wrong and what would be right.

  --key KEY    names this delivery; the same with each repetition of it. Mend the lines that were
               refused and send the file again: what was accepted is not accepted a second time.
  --all        prints the outcomes of accepted invoices, too

Where the platform is and who asks is read as for kontor story.
`;

export const send: Command = {
  usage: USAGE,
  async run(args, { terminal, environment }) {
    const read = readArguments(args);
    if (read === undefined) {
      terminal.complain(USAGE);
      return EXIT_USAGE;
    }
    const trouble = await troubleWith(read.path);
    const credentials = await readCredentials(environment);
    if (trouble !== undefined || credentials.kind === 'missing') {
      const why = trouble ?? ('detail' in credentials ? credentials.detail : '');
      terminal.complain(`kontor send: ${why}\n`);
      return EXIT_USAGE;
    }
    const api = openApi(credentials, ['invoices:write']);
    return sendFile(api, read, terminal);
  },
};

type Arguments = { readonly path: string; readonly key: string; readonly isAll: boolean };

async function sendFile(
  api: Parameters<typeof sendInvoices>[0],
  { path, key, isAll }: Arguments,
  terminal: Terminal,
): Promise<Exit> {
  const lines: number[] = [];
  const counts = { accepted: 0, replayed: 0, refused: 0 };
  try {
    for await (const sent of sendInvoices(api, invoicesOf(path, lines), { key })) {
      const { index, ...outcome } = sent;
      counts[outcome.outcome] += 1;
      if (outcome.replayed === true) counts.replayed += 1;
      if (!isAll && outcome.outcome === 'accepted') continue;
      await terminal.write(`${JSON.stringify({ line: lines[index], ...outcome })}\n`);
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    terminal.complain(problemText('unavailable', `${detail}. ${inWords(counts)}`));
    return EXIT_PROBLEM;
  }
  terminal.complain(`${inWords(counts)}\n`);
  return counts.refused === 0 ? 0 : EXIT_PROBLEM;
}

/** Notes the line of each; empty ones are passed over. */
async function* invoicesOf(path: string, lines: number[]): AsyncGenerator<CustomerInvoice> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path) })) {
    line += 1;
    if (text.trim() === '') continue;
    lines.push(line);
    yield readLine(text, line);
  }
}

/** The platform checks what it is; here it only has to be JSON. */
function readLine(text: string, line: number): CustomerInvoice {
  try {
    return JSON.parse(text) as CustomerInvoice;
  } catch {
    throw new Error(`Line ${line} is not JSON; what is before it may have been sent`);
  }
}

function inWords(counts: {
  readonly accepted: number;
  readonly replayed: number;
  readonly refused: number;
}): string {
  const { accepted, replayed, refused } = counts;
  return `${accepted} accepted, ${replayed} of them before; ${refused} refused.`;
}

function readArguments(args: readonly string[]): Arguments | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { key: { type: 'string' }, all: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    const { key, all = false } = values;
    if (path === undefined || others.length > 0 || key === undefined || key === '')
      return undefined;
    return { path, key, isAll: all };
  } catch {
    return undefined;
  }
}
