import type { Rule } from '../rule.ts';

/** Every problem that a caller may see has its heading on the page that the answer links to. */
export function problemPages(codes: readonly string[]): Rule {
  return {
    name: 'problem-pages',
    *check(repository) {
      const place = { path: PAGE, line: 1 };
      const page = repository.file(PAGE);
      if (!page) {
        yield { ...place, message: 'is missing; write it with `npm run reference`' };
        return;
      }
      const headings = page.lines.filter((line) => line.startsWith('#'));
      const words = new Set(headings.flatMap((heading) => heading.match(/\w+/g) ?? []));
      for (const code of codes) {
        if (words.has(code)) continue;
        yield { ...place, message: `lacks the problem ${code}; run \`npm run reference\`` };
      }
    },
  };
}

const PAGE = 'docs/reference/problems.md';
