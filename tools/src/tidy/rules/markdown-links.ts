/** Pages name files that exist and link to headings that exist. */

import { posix } from 'node:path';
import type { Repository, SourceFile } from '../repository.ts';
import type { Rule } from '../rule.ts';

export const markdownLinks: Rule = {
  name: 'markdown-links',
  *check(repository) {
    for (const page of repository.files.filter(({ path }) => path.endsWith('.md'))) {
      for (const { text, line } of proseOf(page)) {
        for (const message of brokenIn({ text, page, repository })) {
          yield { path: page.path, line, message };
        }
      }
    }
  },
};

/** The lines outside code blocks: what is inside is shown, not claimed. */
function proseOf(page: SourceFile): readonly { text: string; line: number }[] {
  let isFenced = false;
  return page.lines.flatMap((text, index) => {
    if (FENCE.test(text)) isFenced = !isFenced;
    return isFenced ? [] : [{ text, line: index + 1 }];
  });
}

type Claim = {
  readonly text: string;
  readonly page: SourceFile;
  readonly repository: Repository;
};

function* brokenIn({ text, page, repository }: Claim): Generator<string> {
  for (const [, target = ''] of text.matchAll(LINK)) {
    if (EXTERNAL.test(target)) continue;
    const [path = '', anchor] = target.split('#');
    const linked = path === '' ? page.path : posix.join(posix.dirname(page.path), path);
    if (linked !== '.' && !repository.has(linked)) yield `links to ${target}, which is not there`;
    const file = repository.file(linked);
    if (anchor && file && !anchorsOf(file).has(anchor)) yield `${target}: no such heading`;
  }
  for (const [, path = ''] of text.matchAll(PATH_IN_CODE)) {
    if (!PLACEHOLDER.test(path) && !repository.has(path)) yield `names ${path}, which is not there`;
  }
}

/** As GitHub makes them: lower case, spaces to hyphens, punctuation gone. */
function anchorsOf(file: SourceFile): ReadonlySet<string> {
  const headings = file.lines.filter((line) => line.startsWith('#'));
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+\s*/, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

const TOP_FOLDERS = 'packages|connectors|processes|apps|database|docs|tools|bench|\\.ci';
const FENCE = /^\s*(```|~~~)/;
const LINK = /\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g;

/** Addresses, and paths of the running API (`/docs`). */
const EXTERNAL = /^([a-z]+:|\/)/;

/** `NNNN-name`; names in `<>` and with `*` are no paths to begin with. */
const PLACEHOLDER = /NNNN/;

/** A path from the root, in backticks. */
const PATH_IN_CODE = new RegExp(`\`((?:${TOP_FOLDERS})/[\\w./@-]+)\``, 'g');
