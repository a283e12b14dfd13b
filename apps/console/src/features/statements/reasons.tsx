/** What is wrong with a bank file: where, in words, and the line as it stands there. */

import type { ConsoleBankFile } from '@kontor/contracts';
import { Code, Group, Quote, Stack, Text } from '../../ui/index.ts';

export type ReasonsProps = {
  readonly reasons: NonNullable<ConsoleBankFile['reasons']>;
  readonly quoted?: ConsoleBankFile['quoted'] | undefined;
};

export function Reasons({ reasons, quoted }: ReasonsProps) {
  return (
    <Stack gap="sm">
      {reasons.map(({ code, at, detail }) => (
        <Stack key={`${code} ${at}`} gap={4}>
          <Text>{detail}</Text>
          <Group gap="sm">
            <Text size="sm" c="dimmed">
              {at}
            </Text>
            <Code>{code}</Code>
          </Group>
        </Stack>
      ))}
      {quoted && <Quote line={quoted.line} text={quoted.text} />}
    </Stack>
  );
}
