/** What `kontor help` says. */

import { COMMANDS } from './commands.ts';

export function helpText(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`);
  return `kontor COMMAND [ARGUMENTS]

${lines.join('\n')}
  help    this text; kontor COMMAND --help tells more

Exit codes: 0 done; 1 it cannot be had, and a problem on standard error says why; 2 wrong usage.
`;
}
