/** `npm run bench -- accept` and `npm run bench -- camt`: figures as ratios in one run. */

import { benchAccept } from './accept/bench-accept.ts';
import { benchCamt } from './camt/bench-camt.ts';

const BENCHES: Readonly<Record<string, () => Promise<readonly (readonly string[])[]>>> = {
  async accept() {
    const result = await benchAccept();
    const ratio = result.acceptsPerSecond / result.insertsPerSecond;
    return [
      ['', 'per second', 'ratio', ''],
      [
        'Kontor accepts over HTTP',
        String(result.acceptsPerSecond),
        ratio.toFixed(2),
        `p50 ${result.p50Ms.toFixed(1)} ms, p99 ${result.p99Ms.toFixed(1)} ms, ${result.refused} refused`,
      ],
      ['one row per durable commit', String(result.insertsPerSecond), '1.00', result.peer],
    ];
  },
  async camt() {
    const rows = await benchCamt();
    const alone = rows.find(({ name }) => name.startsWith('saxes'))?.seconds ?? 1;
    return [
      ['camt.053 of 100 MB', 'seconds', 'MB/s', 'peak MB', 'ratio', ''],
      ...rows.map(({ name, seconds, megabytesPerSecond, rssMegabytes, note }) => [
        name,
        seconds.toFixed(2),
        megabytesPerSecond.toFixed(1),
        String(rssMegabytes),
        (alone / seconds).toFixed(2),
        note,
      ]),
    ];
  },
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(BENCHES);
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`There is no bench "${name}": ${Object.keys(BENCHES).join(', ')}`);
    process.exit(2);
  }
  console.log(`\n${name}`);
  printTable(await bench());
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`);
  }
}
