import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { present } from '@kontor/kernel';

export type Step = {
  readonly name: string;
  /** A package with one program, `package/program`, or a file of ours. */
  readonly program: string;
  readonly told: readonly string[];
};

export type StepOutcome = {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: string;
};

/** What the program writes goes straight to the terminal, under the name of the step. */
export async function runStep({ name, program, told }: Step): Promise<StepOutcome> {
  console.log(`\n── ${name}`);
  const startedMs = performance.now();
  const passed = await runs([programFile(program), ...told]);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  return { name, passed, seconds };
}

/** The programs of packages are scripts: the Node that runs us runs them, whatever PATH says. */
function programFile(program: string): string {
  if (program.endsWith('.ts')) return join(ROOT, program);
  const [packageName = '', programName = packageName] = program.split('/');
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = typeof bin === 'string' ? bin : bin[programName];
  return join(folder, present(file, `${packageName} has no program ${programName}`));
}

function runs(told: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, told, { cwd: ROOT, stdio: 'inherit' });
  return new Promise((done) => {
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

type Manifest = { readonly bin: string | Readonly<Record<string, string>> };

const ROOT = resolve(import.meta.dirname, '../../..');
