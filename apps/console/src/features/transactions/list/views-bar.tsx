/** The named lists, the one that is shown marked; a list with filters of its own can be named. */

import { useState } from 'react';
import { Button, Group, Menu, Popover, Tabs, TextInput } from '../../../ui/index.ts';
import { isSameSearch, useSavedViews, VIEWS } from './saved-views.ts';
import type { TransactionsSearch } from './transactions-search.ts';

export type ViewsBarProps = {
  readonly search: TransactionsSearch;
  readonly onShow: (search: TransactionsSearch) => void;
};

export function ViewsBar({ search, onShow }: ViewsBarProps) {
  const { saved, save, forget } = useSavedViews();
  const views = [...VIEWS, ...saved];
  const shown = views.find((view) => isSameSearch(view.search, search));
  const isOwn = shown !== undefined && saved.includes(shown);
  return (
    <Group justify="space-between" align="flex-end" gap="xs">
      <Tabs
        value={shown?.name ?? null}
        onChange={(name) => {
          const view = views.find((each) => each.name === name);
          if (view) onShow(view.search);
        }}
      >
        <Tabs.List aria-label="Saved views">
          {views.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {shown === undefined && <NameView onName={(name) => save({ name, search })} />}
      {isOwn && (
        <Menu>
          <Menu.Target>
            <Button variant="subtle">This view</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => forget(shown.name)}>Forget “{shown.name}”</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

function NameView({ onName }: { readonly onName: (name: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const keep = () => {
    if (name.trim() === '') return;
    onName(name.trim().slice(0, NAME_CHARACTERS_MAX));
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus position="bottom-end">
      <Popover.Target>
        <Button variant="subtle" onClick={() => setOpen(true)}>
          Save as a view
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Group align="flex-end" gap="xs">
          <TextInput
            label="Name of the view"
            description="Kept in this browser."
            value={name}
            maxLength={NAME_CHARACTERS_MAX}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            onKeyDown={({ key }) => key === 'Enter' && keep()}
          />
          <Button onClick={keep}>Save</Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

/** As long as a tab can show. */
const NAME_CHARACTERS_MAX = 30;
