import { useState } from 'react';
import { Problem } from '../../src/lib/problem.ts';
import {
  Button,
  ConfirmWithEffect,
  Empty,
  Facts,
  Failure,
  Filters,
  FilterDays,
  FilterSelect,
  FilterText,
  Forbidden,
  Money,
  notify,
  Page,
  Panel,
  ProblemNote,
  Section,
} from '../../src/ui/index.ts';

/** What stands where data would, filters, and what is asked before something is done. */
export function AnswersPage() {
  const [isAsked, setAsked] = useState(false);
  const [text, setText] = useState<string | undefined>();
  const undo = () => notify({ message: 'Taken back' });
  return (
    <Page
      title="Answers"
      actions={
        <>
          <Button onClick={() => notify({ message: 'Matched', undo })}>Match</Button>
          <Button onClick={() => setAsked(true)}>Write off</Button>
        </>
      }
    >
      <Filters set={[{ words: 'State: Held', onRemove: undo }]} onClear={() => setText(undefined)}>
        <FilterText label="Text" value={text} onChange={setText} />
        <FilterSelect label="State" value="held" onChange={undo} options={OPTIONS} />
        <FilterDays label="Accepted" value={{ from: '2026-03-01' }} onChange={undo} />
      </Filters>
      <output>{`asked for: ${text ?? 'nothing'}`}</output>
      <Section title="Empty">
        <Empty title="Nothing waits for you." action={<Button>Show what is done</Button>} />
      </Section>
      <Section title="Forbidden">
        <Forbidden permission="bank:read" />
      </Section>
      <Section title="Failing">
        <Failure problem={PROBLEM} onRetry={undo} />
      </Section>
      <Section title="Loading">
        <Panel query={{ data: undefined, error: null, refetch: undo as never }}>{() => null}</Panel>
      </Section>
      <ProblemNote problem={PROBLEM} />
      <ConfirmWithEffect
        opened={isAsked}
        onClose={() => setAsked(false)}
        title="Write off 0.07 EUR"
        effect={<Facts items={EFFECT} />}
        asksReason
        danger
        confirmLabel="Write off"
        onConfirm={async (reason) => {
          if (reason !== 'Rounding') throw PROBLEM;
        }}
      />
    </Page>
  );
}

const OPTIONS = [{ value: 'held', label: 'Held' }];
const PROBLEM = new Problem({
  code: 'version_conflict',
  title: 'Somebody was quicker',
  detail: 'Charles Moreau resolved it at 14:02.',
  errors: [{ at: '/reason', code: 'too_short', detail: 'Say why, in a sentence.' }],
  correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
  status: 409,
});
const EFFECT = [
  { term: 'Books', value: <Money value={{ amount: '0.07', currency: 'EUR' }} /> },
  { term: 'To', value: 'SAP S/4HANA, account 470000' },
];
