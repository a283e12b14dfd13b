/** Who is signed in, for which companies, how the console looks to them, and the way out. */

import type { ConsoleViewer } from '@kontor/contracts';
import { useMantineColorScheme } from '@mantine/core';
import { Button, Instant, Popover, SegmentedControl, Stack, Text } from '../ui/index.ts';
import { UnstyledButton } from '../ui/index.ts';
import css from './shell.module.css';

export function PersonMenu({ viewer }: { readonly viewer: ConsoleViewer }) {
  const { name, roles } = viewer;
  return (
    <Popover position="top-start" width={320} trapFocus shadow="md">
      <Popover.Target>
        <UnstyledButton className={css['person'] ?? ''}>
          <span>{name}</span>
          <span className={css['role']}>{roles.map(({ title }) => title).join(', ')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Person viewer={viewer} />
          <Theme />
          <form method="post" action="/console/sign-out">
            <Button type="submit" variant="default" fullWidth>
              Sign out
            </Button>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Person({ viewer }: { readonly viewer: ConsoleViewer }) {
  const { name, email, subject, roles, legalEntities, sessionEndsAt } = viewer;
  return (
    <div>
      <Text fw={600}>{name}</Text>
      <Text size="sm" c="dimmed">
        {email ?? subject}
      </Text>
      {roles.map(({ name: role, title, sentence }) => (
        <Text key={role} size="sm" mt="xs">
          <strong>{title}.</strong> {sentence}
        </Text>
      ))}
      <Text size="sm" mt="xs">
        Sees {legalEntities.map(({ code }) => code).join(', ')}.
        {sessionEndsAt !== undefined && (
          <>
            {' '}
            The session ends at <Instant at={sessionEndsAt} timeOnly />.
          </>
        )}
      </Text>
    </div>
  );
}

function Theme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      aria-label="Theme"
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={[
        { value: 'auto', label: 'System' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  );
}
