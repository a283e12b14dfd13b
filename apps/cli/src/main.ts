/** The command line: finds the command, runs it, and says how it ended with the exit code. */

import { readEnvironment } from './config.ts';
import { COMMANDS } from './commands/commands.ts';
import { helpText } from './commands/help-text.ts';
import { EXIT_PROBLEM, EXIT_USAGE, type Exit, type Terminal } from './commands/command.ts';
import { problemText } from './output/problem-text.ts';
import { stdoutWriter } from './output/write-text.ts';

const HELP_NAMES: ReadonlySet<string> = new Set(['help', '--help', '-h']);

const [name = 'help', ...args] = process.argv.slice(2);
const terminal: Terminal = {
  write: stdoutWriter(process.stdout),
  complain: (text) => void process.stderr.write(text),
  columns: process.stdout.columns ?? 80,
};

process.exitCode = await run().catch((error: unknown) => {
  const detail = error instanceof Error ? error.message : String(error);
  // Whoever types commands has no use for a stack.
  terminal.complain(problemText('internal', detail));
  return EXIT_PROBLEM;
});

async function run(): Promise<Exit> {
  if (HELP_NAMES.has(name)) {
    await terminal.write(helpText());
    return 0;
  }
  const entry = COMMANDS.get(name);
  if (entry === undefined) {
    terminal.complain(`kontor: there is no command ${name}\n\n${helpText()}`);
    return EXIT_USAGE;
  }
  const command = await entry.load();
  if (args.some((arg) => HELP_NAMES.has(arg) && arg !== 'help')) {
    await terminal.write(command.usage);
    return 0;
  }
  return command.run(args, { terminal, environment: readEnvironment() });
}
