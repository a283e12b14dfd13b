/**
 * Settings of the sandbox as a process: the only place that reads its environment and arguments.
 */

import { parseArgs } from 'node:util';
import type { SandboxOptions } from './start-sandbox.ts';

export type SandboxConfig =
  | { readonly kind: 'options'; readonly options: SandboxOptions }
  | { readonly kind: 'usage'; readonly text: string };

/** An argument wins over a variable: `--ports 4300` over `KONTOR_SANDBOX_PORTS=4300`. */
export function readConfig(
  args: readonly string[] = process.argv.slice(2),
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SandboxConfig {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: false });
  const read = (name: keyof typeof OPTIONS) => {
    const value = values[name] ?? environment[`KONTOR_SANDBOX_${name.toUpperCase()}`];
    return typeof value === 'string' ? value : undefined;
  };
  const names = Object.keys(values);
  if (names.some((name) => !(name in OPTIONS)) || values.help)
    return { kind: 'usage', text: USAGE };
  const numbers = { ports: read('ports'), companies: read('companies') };
  const more = { customers: read('customers'), seed: read('seed') };
  const given = Object.values({ ...numbers, ...more }).filter((text) => text !== undefined);
  if (given.some((text) => !/^\d{1,9}$/.test(text))) return { kind: 'usage', text: USAGE };
  const [ports, companies] = [whole(numbers.ports), whole(numbers.companies)];
  const [customers, seed] = [whole(more.customers), whole(more.seed)];
  const dataFolder = read('data');
  return {
    kind: 'options',
    options: {
      ports: { first: ports ?? FIRST_PORT },
      ...(companies !== undefined && { companies }),
      ...(customers !== undefined && { customers }),
      ...(seed !== undefined && { seed }),
      ...(dataFolder !== undefined && { dataFolder }),
    },
  };
}

function whole(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseInt(text, 10);
}

const OPTIONS = {
  ports: { type: 'string' },
  companies: { type: 'string' },
  customers: { type: 'string' },
  seed: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** The page's; the systems have the ones after it. */
const FIRST_PORT = 4300;

const USAGE = `node apps/sandbox/src/main.ts [options]

  --ports FIRST     first port: the page; two more for each system (4300)
  --companies N     1 to 3 of the companies DE01, GB01 and US01 (3)
  --customers N     how many customers they have (300)
  --seed N          another seed is another group of customers (1)
  --data FOLDER     keeps the books and the bank over a restart

Each may be given as a variable, too: KONTOR_SANDBOX_PORTS and so on.
`;
