/** The story, chapter by chapter. Codes of other systems stand below what they belong to. */

import type { ConsoleTransaction, Story as StoryOf } from '@kontor/contracts';
import { exception } from '../../../lib/lists.ts';
import { Code, Link, Section, Stack, type StateName, Story, Text } from '../../../ui/index.ts';

type Chapter = StoryOf['chapters'][number];

export function StoryPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const { row, story } = transaction;
  return (
    <Section title="What happened" aside="Times within sentences are UTC">
      <Story
        lines={story.chapters.map((chapter) => ({
          at: chapter.at,
          title: chapter.headline,
          state: markOf(chapter, row.state),
          detail: <Sentences of={chapter} />,
          links: <References of={chapter} />,
        }))}
      />
    </Section>
  );
}

function Sentences({ of: { sentences } }: { readonly of: Chapter }) {
  return (
    <Stack gap={2}>
      {sentences
        .filter((sentence) => sentence !== SAID_ABOVE)
        .map((sentence) => (
          <Text key={sentence} inherit>
            {sentence}
          </Text>
        ))}
    </Stack>
  );
}

function References({ of: { references } }: { readonly of: Chapter }) {
  return references.flatMap(({ kind, id }) => {
    const words = NAMES[kind];
    if (words === undefined) return [];
    return [
      <span key={`${kind} ${id}`}>
        {kind === 'exception' ? (
          <Link {...exception(id)}>{words}</Link>
        ) : (
          <>
            {words} <Code>{id}</Code>
          </>
        )}
      </span>,
    ];
  });
}

/** Trouble that was overcome is not the state of the whole. */
function markOf({ kind }: Chapter, state: StateName): StateName | undefined {
  if (kind !== 'trouble') return MARKS[kind];
  return state === 'refused' || state === 'in-doubt' ? state : 'waiting';
}

const MARKS: Readonly<Record<Exclude<Chapter['kind'], 'trouble'>, StateName | undefined>> = {
  received: undefined,
  checked: 'done',
  sent: 'working',
  confirmed: 'done',
  decided: 'done',
  told: undefined,
};

/** What people look for elsewhere; our own ids stand with the systems. */
const NAMES: Readonly<Record<string, string>> = {
  'ledger-document': 'Document',
  'crm-record': 'Record',
  'bank-message': 'Message',
  exception: 'Open the exception',
};

/** The section says it for all chapters. */
const SAID_ABOVE = 'All times are UTC.';
