/** `kontor story NUMBER`: everything that happened to an invoice, as a letter. */

import {
  getTransactionStory,
  listTransactions,
  type Endpoint,
  type Transaction,
} from '@kontor/contracts';
import { type ApiClient, type Reply, patiently, printStory } from '@kontor/client';
import { parseArgs } from 'node:util';
import { openApi } from '../credentials/open-api.ts';
import { readCredentials } from '../credentials/read-credentials.ts';
import { problemText } from '../output/problem-text.ts';
import { EXIT_PROBLEM, EXIT_USAGE, type Command, type Exit, type Terminal } from './command.ts';

const USAGE = `kontor story NUMBER

Finds what has this invoice number and tells its story: who sent it, what was checked, what each
system was asked and answered, which bank line paid it, and what is still open.

Where the platform is and who asks is read from .kontor/credentials.json, which the server writes
at its first start (looked for from here upwards, or in KONTOR_HOME), or from the variables
KONTOR_API_URL, KONTOR_TOKEN_URL, KONTOR_CLIENT_ID and KONTOR_CLIENT_SECRET.
`;

export const story: Command = {
  usage: USAGE,
  async run(args, { terminal, environment }) {
    const number = readNumber(args);
    if (number === undefined) {
      terminal.complain(USAGE);
      return EXIT_USAGE;
    }
    const credentials = await readCredentials(environment);
    if (credentials.kind === 'missing') {
      terminal.complain(`kontor story: ${credentials.detail}\n`);
      return EXIT_USAGE;
    }
    return tellStories(number, { api: openApi(credentials, ['transactions:read']), terminal });
  },
};

type Telling = { readonly api: ApiClient; readonly terminal: Terminal };

async function tellStories(number: string, { api, terminal }: Telling): Promise<Exit> {
  const query = { number, page_size: TRANSACTIONS_MAX };
  const found = await patiently(() => api.call(listTransactions, { query }), ATTEMPTS);
  if (found.kind !== 'answered') return complain(found, terminal);
  const { items } = found.body;
  if (items.length === 0) {
    terminal.complain(problemText('not_found', `Nothing has the number ${number}.`));
    return EXIT_PROBLEM;
  }
  for (const [index, { id }] of inOrder(items).entries()) {
    const params = { transactionId: id };
    const told = await patiently(() => api.call(getTransactionStory, { params }), ATTEMPTS);
    if (told.kind !== 'answered') return complain(told, terminal);
    const gap = index === 0 ? '' : '\n\n';
    await terminal.write(`${gap}${printStory(told.body, terminal.columns)}\n`);
  }
  return 0;
}

/** As it happened: what was accepted first comes first. */
function inOrder(items: readonly Transaction[]): readonly Transaction[] {
  return items.toSorted((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1));
}

function complain<E extends Endpoint>(
  reply: Exclude<Reply<E>, { readonly kind: 'answered' }>,
  terminal: Terminal,
): Exit {
  if (reply.kind === 'silence') {
    const { cause, isSignInRefused } = reply;
    const code = isSignInRefused ? 'unauthenticated' : 'unavailable';
    terminal.complain(problemText(code, `The platform was not reached: ${cause}.`));
  } else terminal.complain(`${JSON.stringify(reply.problem, undefined, 2)}\n`);
  return EXIT_PROBLEM;
}

function readNumber(args: readonly string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    const [number, ...others] = positionals;
    return number === '' || others.length > 0 ? undefined : number;
  } catch {
    return undefined;
  }
}

/** One number may name an invoice in several companies, and the payments of it. */
const TRANSACTIONS_MAX = 20;

/** A person waits: a few seconds are enough. */
const ATTEMPTS = 3;
