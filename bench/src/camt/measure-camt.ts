/**
 * One measurement in a process of its own, so that its memory is its own: reads the file by the way
 * that the second argument names and prints what it saw as one line of JSON.
 */

import { createReadStream } from 'node:fs';
import { PROOF_START, proveStatement, readBankFile, readXml } from '@kontor/formats';
import { systemClock } from '@kontor/kernel';
import { SaxesParser } from 'saxes';

const WAYS: Readonly<Record<string, (path: string) => Promise<string>>> = {
  /** Parse and proof, as the platform does it. */
  async kontor(path) {
    let state = PROOF_START;
    let count = 0;
    for await (const part of readBankFile(createReadStream(path))) {
      if (part.kind === 'entry') count += 1;
      state = proveStatement(state, part);
    }
    return `${count} entries, ${state.proofs[0]?.outcome.kind}`;
  },
  /** The guard with handlers that do nothing: what the limits cost. */
  async guard(path) {
    const deaf = { open: () => {}, close: () => {}, text: () => {} };
    const defect = await readXml(createReadStream(path), deaf);
    return defect ? defect.code : 'read';
  },
  /** The parser that both stand on, with namespaces and positions and three handlers. */
  async saxes(path) {
    const parser = new SaxesParser({ xmlns: true });
    let count = 0;
    parser.on('opentag', () => (count += 1));
    parser.on('closetag', () => {});
    parser.on('text', () => {});
    const file = createReadStream(path);
    file.setEncoding('utf8');
    for await (const chunk of file) parser.write(chunk as string);
    parser.close();
    return `${count} elements`;
  },
};

const [path = '', way = ''] = process.argv.slice(2);
const started = systemClock.elapsedMs();
const saw = (await WAYS[way]?.(path)) ?? 'nothing';
const elapsedMs = systemClock.elapsedMs() - started;
const rssMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
console.log(JSON.stringify({ way, elapsedMs, rssMegabytes, saw }));
