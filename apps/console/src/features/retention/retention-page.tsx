/** Retention and holds: what must not go, how long everything else is kept, month by month. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../lib/viewer.ts';
import { Button, Page, Panel, Stack } from '../../ui/index.ts';
import { DeletionsSection } from './deletions-section.tsx';
import { HoldsSection } from './holds-section.tsx';
import { MonthsSection } from './months-section.tsx';
import { PlaceHold } from './place-hold.tsx';
import { retentionQuery } from './retention-query.ts';
import { TermsSection } from './terms-section.tsx';

export function RetentionPage() {
  const query = useQuery(retentionQuery());
  const mayHold = useMay('retention:write');
  const [isPlacing, setPlacing] = useState(false);
  return (
    <Page
      title="Retention and holds"
      lead="Records go when their term is over and two people say so. What a legal hold covers never does."
      actions={mayHold && <Button onClick={() => setPlacing(true)}>Place a hold…</Button>}
    >
      <Panel query={query} permission="retention:read">
        {(retention) => (
          <Stack gap="lg">
            <HoldsSection retention={retention} />
            <TermsSection retention={retention} />
            <MonthsSection retention={retention} />
            <DeletionsSection />
          </Stack>
        )}
      </Panel>
      {isPlacing && <PlaceHold onClose={() => setPlacing(false)} />}
    </Page>
  );
}
