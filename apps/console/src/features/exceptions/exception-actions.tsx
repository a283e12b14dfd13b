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
import { DecisionDialog } from './decision-dialog.tsx';

export function ExceptionActions({ pane }: { readonly pane: ExceptionPane }) {
  const [action, setAction] = useState<ResolutionAction>();
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
    r: () => possible[0] && setAction(possible[0].action),
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
            onClick={() => setAction(each)}
            {...(index === 0 && { rightSection: <Key>r</Key> })}
          >
            {label}
          </Button>
        ))}
        {correction?.possible && (
          <Button variant="default" onClick={correct} rightSection={<Key>e</Key>}>
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
      <ProblemNote problem={problem} />
      <DecisionDialog pane={pane} action={action} onClose={() => setAction(undefined)} />
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
