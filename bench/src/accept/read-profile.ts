/** The functions in which a process spent its time itself, of a `.cpuprofile`. */

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

type Profile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

export function topOfSelfTime(file: string, folder: string, lines = LINES): string {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const self = new Map<string, number>();
  let total = 0;
  profile.samples.forEach((id, index) => {
    const frame = nodes.get(id);
    const micros = Math.max(0, profile.timeDeltas[index] ?? 0);
    // Waiting is no work, and taking the profile is not the server's.
    if (!frame || frame.functionName === '(idle)' || frame.url === 'node:inspector') return;
    const name = `${frame.functionName || '(anonymous)'}  ${placeOf(frame, folder)}`;
    self.set(name, (self.get(name) ?? 0) + micros);
    total += micros;
  });
  const top = [...self].sort(([, left], [, right]) => right - left).slice(0, lines);
  return top
    .map(([name, micros]) => {
      const share = ((micros / total) * 100).toFixed(1).padStart(5);
      return `${share} %  ${(micros / 1_000).toFixed(0).padStart(7)} ms  ${name.trim()}`;
    })
    .join('\n');
}

function placeOf(frame: { readonly url: string; readonly lineNumber: number }, folder: string) {
  if (frame.url === '') return '';
  if (!frame.url.startsWith('file:')) return frame.url;
  return `${relative(folder, fileURLToPath(frame.url))}:${frame.lineNumber + 1}`;
}

const LINES = 40;
