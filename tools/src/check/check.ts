/**
 * `npm run check`: everything that is judged without running the product. Every step runs, even
 * when one before it failed, so that one run tells all there is to mend.
 */

import { runStep, type Step, type StepOutcome } from './run-step.ts';

const STEPS: readonly Step[] = [
  { name: 'format', program: 'prettier', told: ['--check', '--log-level=warn', '.'] },
  { name: 'types', program: 'typescript/tsc', told: ['-p', '.'] },
  { name: 'console', program: 'typescript/tsc', told: ['-p', 'apps/console'] },
  { name: 'browser', program: 'typescript/tsc', told: ['-p', 'apps/console/browser'] },
  { name: 'lint', program: 'oxlint', told: ['--deny-warnings'] },
  { name: 'tidy', program: 'tools/src/tidy/main.ts', told: [] },
];

const outcomes: StepOutcome[] = [];
for (const step of STEPS) outcomes.push(await runStep(step));
console.log(`\n${outcomes.map(toSummaryLine).join('\n')}`);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;

function toSummaryLine({ name, passed, seconds }: StepOutcome): string {
  return `${passed ? '✓' : '✗'} ${name.padEnd(8)}${seconds.padStart(6)} s`;
}
