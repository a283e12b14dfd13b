/** Beside the form: what is different, what is wrong, and what would happen. */

import type { UseQueryResult } from '@tanstack/react-query';
import { Diff, List, Panel, Section, Stack, Text } from '../../ui/index.ts';
import type { Preview } from './use-preview.ts';

export type CorrectionEffectProps = {
  readonly original: unknown;
  readonly document: unknown;
  readonly preview: UseQueryResult<Preview>;
};

export function CorrectionEffect({ original, document, preview }: CorrectionEffectProps) {
  if (JSON.stringify(original) === JSON.stringify(document)) {
    return <Text c="dimmed">Change what was refused: here it says what that would do.</Text>;
  }
  return (
    <Stack gap="md">
      <Section title="What is different">
        <Diff before={original} after={document} />
      </Section>
      <Section title="What would happen">
        <Panel query={preview}>{(found) => <Effect found={found} />}</Panel>
      </Section>
    </Stack>
  );
}

function Effect({ found: { errors, sentences } }: { readonly found: Preview }) {
  if (errors.length > 0) {
    return (
      <Stack gap="xs" aria-live="polite">
        <Text>It cannot be sent like that:</Text>
        <List>
          {errors.map(({ at, detail }) => (
            <List.Item key={`${at} ${detail}`}>{detail}</List.Item>
          ))}
        </List>
      </Stack>
    );
  }
  return (
    <Stack gap="xs" aria-live="polite">
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
    </Stack>
  );
}
