/**
 * Read a runbook from its page. The page stays a page that people read anywhere; only its shape is
 * fixed: a title, `Code`, and three sections. Whoever breaks the shape is told by a thrown
 * assertion when the server starts, and by a test before that.
 */

import { assert, present } from '@kontor/kernel';
import { RUNBOOK_ACTIONS, type Runbook, type RunbookOffer, type RunbookStep } from './runbook.ts';

export function parseRunbook(name: string, page: string): Runbook {
  const title = present(/^# (.+)$/m.exec(page)?.[1], `${name} has a title`);
  const code = present(/^Code `([a-z][a-z0-9_]*)`\.$/m.exec(page)?.[1], `${name} names its code`);
  const sections = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [heading = '', ...lines] = section.split('\n');
        return [heading.trim(), lines.join('\n').trim()] as const;
      }),
  );
  const section = (heading: string) =>
    present(sections.get(heading), `${name} has a section “${heading}”`);
  return {
    name,
    code,
    title,
    meaning: plain(section('What it means')),
    steps: stepsOf(name, section('What to do')),
    certain: plain(section('What is certain')),
  };
}

function stepsOf(name: string, section: string): readonly RunbookStep[] {
  const lines = section.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const text = /^(\d+)\. (.+)$/.exec(line);
    assert(text?.[1] === String(index + 1), `${name} lists its steps by number: ${line}`);
    return { text: plain(text[2] ?? ''), offers: offersOf(name, line) };
  });
}

function offersOf(name: string, line: string): readonly RunbookOffer[] {
  return [...line.matchAll(/\[([^\]]+)\]\(kontor:([a-z-]+)\)/g)].map(([, label = '', action]) => {
    const known = RUNBOOK_ACTIONS.find((candidate) => candidate === action);
    return { action: present(known, `${name}: ${action} is an action`), label };
  });
}

/** The words alone: links and code lose their marks. */
function plain(text: string): string {
  return text
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
