/**
 * `npm run bench -- <name>`: measures, prints, and writes RESULTS.md and the chart. Sizes are
 * parameters (`--waiting 20000`); `--print` writes nothing; `accept --profile` says where the time
 * goes.
 */

import { systemClock } from '@kontor/kernel';
import { accept } from './accept/bench-accept.ts';
import type { Bench, Sizes } from './bench.ts';
import { acceptUnderLoad } from './accept-under-load/bench-accept-under-load.ts';
import { camt } from './camt/bench-camt.ts';
import { drain } from './drain/bench-drain.ts';
import { history } from './history/bench-history.ts';
import { endToEnd } from './end-to-end/bench-end-to-end.ts';
import { lanes } from './lanes/bench-lanes.ts';
import { describeMachine } from './report/describe-machine.ts';
import { printReport } from './report/print-report.ts';
import { count, type Report } from './report/report.ts';
import { writeResults } from './report/write-results.ts';

const BENCHES: readonly Bench[] = [accept, camt, lanes, drain, endToEnd, acceptUnderLoad, history];

const { names, flags, sizes } = readArguments(process.argv.slice(2));
const benches = names.length > 0 ? names.map(benchNamed) : BENCHES;
for (const bench of benches) {
  console.log(`\n${bench.name}: ${bench.about}`);
  try {
    await carryOut(bench, sizesOf(bench, sizes));
  } catch (error) {
    // The others take hours, and are worth as much without this one.
    console.error(error);
    process.exitCode = 1;
  }
}

async function carryOut(bench: Bench, own: Sizes): Promise<void> {
  if (flags.has('profile')) {
    console.log((await bench.profile?.(own)) ?? 'It has no profile.');
    return;
  }
  const machine = describeMachine();
  const report = withSizes(await bench.run(own, (sentence) => console.log(sentence)), bench, own);
  console.log(printReport(report));
  if (flags.has('print')) return;
  const day = systemClock.now().slice(0, 10);
  await writeResults({ name: bench.name, report, command: commandOf(bench, own), day, machine });
}

function readArguments(given: readonly string[]) {
  const read = {
    names: [] as string[],
    flags: new Set<string>(),
    sizes: new Map<string, number>(),
  };
  for (let place = 0; place < given.length; place += 1) {
    const word = given[place] ?? '';
    const next = given[place + 1] ?? '';
    if (!word.startsWith('--')) read.names.push(word);
    else if (/^[\d_]+$/.test(next)) {
      read.sizes.set(word.slice(2), Number(next.replaceAll('_', '')));
      place += 1;
    } else read.flags.add(word.slice(2));
  }
  return read;
}

function benchNamed(name: string): Bench {
  const bench = BENCHES.find((each) => each.name === name);
  if (bench) return bench;
  return stop(`There is no bench "${name}".`);
}

/** With several benches, each takes what it knows; with one, what it does not know is a mistake. */
function sizesOf(bench: Bench, asked: ReadonlyMap<string, number>): Sizes {
  const unknown = [...asked.keys()].filter((name) => !(name in bench.sizes));
  if (benches.length === 1 && unknown.length > 0) stop(`${bench.name} has no --${unknown[0]}.`);
  return Object.fromEntries(
    Object.entries(bench.sizes).map(([name, size]) => [name, asked.get(name) ?? size]),
  );
}

function stop(message: string): never {
  const lines = BENCHES.map(({ name, about, sizes: defaults }) => {
    const options = Object.entries(defaults).map(([option, size]) => `--${option} ${size}`);
    return `  ${name.padEnd(18)}${about}\n${' '.repeat(20)}${options.join(' ')}`;
  });
  console.error([message, '', ...lines, '', 'Of all: --print writes no results.'].join('\n'));
  process.exit(2);
}

/** Whoever reads a figure of a small run must see that it is one. */
function withSizes(report: Report, bench: Bench, sizes: Sizes): Report {
  const other = Object.entries(sizes).filter(([name, size]) => size !== bench.sizes[name]);
  if (other.length === 0) return report;
  const list = other.map(
    ([name, size]) => `${name} ${count(size)} instead of ${count(bench.sizes[name] ?? 0)}`,
  );
  const remark = `**Not at the sizes that this bench is meant for**: ${list.join(', ')}.`;
  return { ...report, remarks: [remark, ...report.remarks] };
}

function commandOf(bench: Bench, sizes: Sizes): string {
  const other = Object.entries(sizes).filter(([name, size]) => size !== bench.sizes[name]);
  return ['npm run bench --', bench.name, ...other.map(([name, size]) => `--${name} ${size}`)].join(
    ' ',
  );
}
