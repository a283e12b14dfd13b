/** The actions of an exception, by button and by key, and who works on it. */

import { assignException, type ExceptionPane, type ResolutionAction } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { useKeys } from '../../lib/keyboard.ts';
import { toProblem, type Problem } from '../../lib/problem.ts';
import { useMay, useViewer } from '../../lib/viewer.ts';
import { Button, Group, Key, Menu, notify, ProblemNote, Stack, Text } from '../../ui/index.ts';

export type ExceptionActionsProps = {
  readonly pane: ExceptionPane;
  readonly decide: (action: ResolutionAction) => void;
};

export function ExceptionActions({ pane, decide }: ExceptionActionsProps) {
  const { assign, problem } = useAssign(pane);
  const me = useViewer().subject;
  const mayDecide = useMay('exceptions:resolve');
  const navigate = useNavigate();
  const { exception, actions, correction } = pane;
  const possible = actions.filter(({ obstacle }) => obstacle === undefined);
  const isMine = exception.assignee?.id === me;
  const isOpen = exception.status === 'open';
  const correct = () =>
    void navigate({
      to: '/exceptions/$exceptionId/correction',
      params: { exceptionId: exception.id },
    });
  useKeys({
    a: () => isOpen && mayDecide && !isMine && void assign(me),
    r: () => possible[0] && decide(possible[0].action),
    e: () => correction?.possible && correct(),
  });
  if (!isOpen) return null;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {possible.map(({ action: each, label }, index) => (
          <Button
            key={each}
            variant={index === 0 ? 'filled' : 'default'}
            onClick={() => decide(each)}
          >
            {label}
          </Button>
        ))}
        {correction?.possible && (
          <Button variant="default" onClick={correct}>
            Correct…
          </Button>
        )}
        {mayDecide && <AssignMenu pane={pane} assign={assign} isMine={isMine} me={me} />}
      </Group>
      {actions.map(({ action: each, obstacle }) =>
        obstacle === undefined ? null : (
          <Text key={each} c="dimmed">
            {obstacle}
          </Text>
        ),
      )}
      {possible[0] && (
        <Text c="dimmed" size="sm">
          <Key>r</Key> {possible[0].label}
          {correction?.possible && (
            <>
              {' '}
              <Key>e</Key> Correct
            </>
          )}
          {!isMine && (
            <>
              {' '}
              <Key>a</Key> Assign to me
            </>
          )}
        </Text>
      )}
      <ProblemNote problem={problem} />
    </Stack>
  );
}

type AssignMenuProps = {
  readonly pane: ExceptionPane;
  readonly assign: (assignee: string | null) => Promise<void>;
  readonly isMine: boolean;
  readonly me: string;
};

function AssignMenu({ pane: { people, exception }, assign, isMine, me }: AssignMenuProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default">{isMine ? 'With me' : 'Assign'}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {!isMine && (
          <Menu.Item onClick={() => void assign(me)} rightSection={<Key>a</Key>}>
            To me
          </Menu.Item>
        )}
        {people
          .filter(({ id }) => id !== me && id !== exception.assignee?.id)
          .map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => void assign(id)}>
              To {name}
            </Menu.Item>
          ))}
        {exception.assignee && <Menu.Item onClick={() => void assign(null)}>To nobody</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

function useAssign({ exception }: ExceptionPane) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<Problem>();
  const { id: exceptionId, version } = exception;
  const assign = async (assignee: string | null) => {
    setProblem(undefined);
    try {
      await call(assignException, { params: { exceptionId }, body: { assignee, version } });
      notify({ message: assignee === null ? 'Nobody works on it now.' : 'It is assigned.' });
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      await client.invalidateQueries({ queryKey: ['exceptions'] });
    }
  };
  return { assign, problem };
}
