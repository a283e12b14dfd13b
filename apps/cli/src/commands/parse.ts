/**
 * `kontor parse FILE`: the canonical JSON of a bank file or an e-invoice.
 *
 * Nothing is printed of a file that is not readable to its end, so it is read twice: once to be
 * sure, and once to print it. That keeps the memory flat however large a statement is.
 */

import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkInvoice } from '@kontor/canon';
import { readEInvoice } from '@kontor/formats';
import { troubleWith } from '../parse/trouble-with.ts';
import { problemText } from '../output/problem-text.ts';
import { kindOfFile } from '../parse/kind-of-file.ts';
import { proveBankFile } from '../parse/prove-bank-file.ts';
import { bankFileJson } from '../parse/bank-file-json.ts';
import { EXIT_PROBLEM, EXIT_USAGE, type Command, type Exit, type Terminal } from './command.ts';

const USAGE = `kontor parse FILE [--strict]

Prints the canonical JSON of a file, which is recognised by its content:
  bank files    camt.052, camt.053, camt.054 (all versions), MT940, MT942
  e-invoices    UBL 2.1 Invoice and CreditNote, UN/CEFACT CII (XRechnung, Factur-X, ZUGFeRD)

An invoice has to keep the rules of EN 16931. A statement is printed with its proof: whether opening
balance and entries make the closing balance, and the bank's own totals agree.

  --strict    a statement that is disproved is not printed but refused
`;

export const parse: Command = {
  usage: USAGE,
  async run(args, { terminal }) {
    const read = readArguments(args);
    if (read === undefined) {
      terminal.complain(USAGE);
      return EXIT_USAGE;
    }
    const { path, isStrict } = read;
    const trouble = await troubleWith(path);
    if (trouble !== undefined) {
      terminal.complain(`kontor parse: ${trouble}\n`);
      return EXIT_USAGE;
    }
    const isInvoice = (await kindOfFile(path)) === 'e-invoice';
    return isInvoice ? parseInvoice(path, terminal) : parseBankFile(path, { terminal, isStrict });
  },
};

async function parseInvoice(path: string, terminal: Terminal): Promise<Exit> {
  const reading = await readEInvoice(createReadStream(path));
  if (reading.kind === 'refused') {
    const detail = 'The e-invoice cannot be read exactly.';
    terminal.complain(problemText('unacceptable_invoice', detail, reading.defects));
    return EXIT_PROBLEM;
  }
  const broken = checkInvoice(reading.invoice, { as: 'received' });
  if (broken.length > 0) {
    const detail = `${broken.length} rules of EN 16931 are broken.`;
    terminal.complain(problemText('unacceptable_invoice', detail, broken));
    return EXIT_PROBLEM;
  }
  await terminal.write(`${JSON.stringify(reading.invoice, undefined, 2)}\n`);
  return 0;
}

async function parseBankFile(
  path: string,
  { terminal, isStrict }: { readonly terminal: Terminal; readonly isStrict: boolean },
): Promise<Exit> {
  const { refused, disproved } = await proveBankFile(createReadStream(path));
  const defects = isStrict ? [...refused, ...disproved] : refused;
  if (defects.length > 0) {
    const detail = 'The bank file cannot be trusted; nothing of it is printed.';
    terminal.complain(problemText('unacceptable_file', detail, defects));
    return EXIT_PROBLEM;
  }
  for await (const text of bankFileJson(createReadStream(path))) await terminal.write(text);
  for (const { at, detail } of disproved) terminal.complain(`Not proved: ${at}: ${detail}\n`);
  return 0;
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { strict: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) return undefined;
    return { path, isStrict: values.strict === true };
  } catch {
    return undefined;
  }
}

/** Why the file cannot be opened, in words. */
