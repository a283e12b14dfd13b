/** What the rules would suggest as well, had nobody refused it: by whom, when, and the way back. */

import type { ReconciliationSuggestion } from '@kontor/contracts';
import { useMay } from '../../lib/viewer.ts';
import { ActionLine, Button, Instant, Text } from '../../ui/index.ts';

export type RefusedLinesProps = {
  readonly refused: readonly ReconciliationSuggestion[];
  readonly onSuggestAgain: (refusalId: string) => void;
};

export function RefusedLines({ refused: suggestions, onSuggestAgain }: RefusedLinesProps) {
  const mayMatch = useMay('receivables:match');
  return suggestions.map(
    ({ refused, explanation }) =>
      refused && (
        <ActionLine
          key={refused.id}
          actions={
            mayMatch && (
              <Button variant="default" onClick={() => onSuggestAgain(refused.id)}>
                Suggest again
              </Button>
            )
          }
        >
          <Text size="sm" c="dimmed" lineClamp={2}>
            Refused by {refused.by}, <Instant at={refused.at} />: {explanation}
          </Text>
        </ActionLine>
      ),
  );
}
