/** A transaction's story as a letter, wrapped to the width of the reader's terminal. */

import type { Story } from '@kontor/contracts';

export function printStory(story: Story, columns: number): string {
  const width = Math.max(COLUMNS_MIN, Math.min(columns, COLUMNS_MAX));
  const lines = [
    ...wrapped(story.title, { width, indent: '' }),
    ...wrapped(story.sentence, { width, indent: '' }),
  ];
  for (const { at, headline, sentences, references } of story.chapters) {
    lines.push(
      '',
      ...wrapped(`${at.slice(0, 19).replace('T', ' ')}  ${headline}`, { width, indent: '' }),
    );
    for (const sentence of sentences) lines.push(...wrapped(sentence, { width, indent: '    ' }));
    const named = references.map(({ kind, id, system }) => {
      return `${kind.replaceAll('-', ' ')} ${id}${system === undefined ? '' : ` in ${system}`}`;
    });
    if (named.length > 0)
      lines.push(...wrapped(`[${named.join('; ')}]`, { width, indent: '    ' }));
  }
  return lines.join('\n');
}

export function wrapped(
  text: string,
  { width, indent }: { readonly width: number; readonly indent: string },
): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const isFirst = line === indent;
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** Longer lines are hard to read, shorter ones hold no document number. */
const COLUMNS_MAX = 100;
const COLUMNS_MIN = 40;
