/** The runbook as steps, each with what it offers in place. */

import type { ExceptionPane, ResolutionAction } from '@kontor/contracts';
import { Group, List, Section, Stack, Text } from '../../ui/index.ts';
import { StepOffer } from './step-offer.tsx';

type Runbook = NonNullable<ExceptionPane['runbook']>;

export type RunbookStepsProps = {
  readonly pane: ExceptionPane;
  readonly runbook: Runbook;
  readonly decide: (action: ResolutionAction) => void;
};

export function RunbookSteps({ pane, runbook, decide }: RunbookStepsProps) {
  return (
    <Section title="What to do">
      <Stack gap="sm">
        <List type="ordered" spacing="sm">
          {runbook.steps.map(({ text, offers }) => (
            <List.Item key={text}>
              <Stack gap={4}>
                <Text>{text}</Text>
                {offers.length > 0 && (
                  <Group gap="xs">
                    {offers.map((offer) => (
                      <StepOffer key={offer.action} pane={pane} offer={offer} decide={decide} />
                    ))}
                  </Group>
                )}
              </Stack>
            </List.Item>
          ))}
        </List>
        <Text c="dimmed">What is certain: {runbook.certain}</Text>
      </Stack>
    </Section>
  );
}
