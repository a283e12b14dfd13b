/** The connections: can they take work? */

import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../lib/viewer.ts';
import { Page, Panel, Section, Stack } from '../../ui/index.ts';
import { ConnectionLines } from './connection-lines.tsx';
import { connectionsQuery } from './queries.ts';
import { SendInvoices } from './send-invoices.tsx';

export function ConnectionsPage() {
  const query = useQuery(connectionsQuery());
  const mayOperate = useMay('connections:operate');
  const isSandbox = query.data?.isSandbox === true;
  return (
    <Page
      title="Connections"
      lead="The systems that Kontor works with: whether they take work, and what waits for them."
      actions={isSandbox && mayOperate && <SendInvoices />}
    >
      <Section title="Systems">
        <Panel query={query} permission="connections:read">
          {({ items }) => (
            <Stack gap="md">
              <ConnectionLines lines={items} />
            </Stack>
          )}
        </Panel>
      </Section>
    </Page>
  );
}
