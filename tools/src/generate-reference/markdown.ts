/** The few pieces of Markdown that the pages are made of. */

export const GENERATED =
  '_Generated from the contracts by `node tools/src/generate-reference/main.ts`; a test fails when it is stale._';

export function code(text: string): string {
  return `\`${text}\``;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
