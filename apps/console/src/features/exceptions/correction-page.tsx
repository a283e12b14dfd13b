/**
 * Correcting a document that a system refused: fields with what is wrong beside them, or the whole
 * document as JSON; then what would happen; then the reason.
 */

import { correctTransaction, type ExceptionPane } from '@kontor/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import {
  Button,
  ConfirmWithEffect,
  Diff,
  Group,
  MainAndAside,
  notify,
  Page,
  Panel,
  SegmentedControl,
  Stack,
  Text,
} from '../../ui/index.ts';
import { CorrectionEffect } from './correction-effect.tsx';
import { paneQuery } from './exceptions-search.ts';
import { InvoiceFields } from './invoice-fields.tsx';
import { JsonField } from './json-field.tsx';
import { type Preview, usePreview } from './use-preview.ts';

export function CorrectionPage() {
  const { exceptionId } = route.useParams();
  // What is being typed is not taken away by news: who was quicker is said when it is sent.
  const query = useQuery({ ...paneQuery(exceptionId), refetchOnWindowFocus: false });
  return (
    <Page title="Correct the document" lead={query.data?.exception.title}>
      <Panel query={query} permission="exceptions:read">
        {(pane) => <Correction pane={pane} />}
      </Panel>
    </Page>
  );
}

function Correction({ pane }: { readonly pane: ExceptionPane }) {
  const { correction, transaction } = pane;
  // Of what was opened: the newest may be another one already.
  const [opened] = useState({ document: correction?.document, version: transaction?.version });
  if (!correction?.possible || opened.document === undefined || !transaction) {
    return <Text>{correction?.sentence ?? 'This is no document that can be corrected.'}</Text>;
  }
  return (
    <Editor
      pane={pane}
      original={opened.document}
      version={opened.version ?? transaction.version}
      transactionId={transaction.id}
      fixed={correction.fixed}
    />
  );
}

export type FixedFields = readonly { readonly at: string; readonly why: string }[];

type EditorProps = {
  readonly pane: ExceptionPane;
  readonly original: unknown;
  readonly version: number;
  readonly transactionId: string;
  readonly fixed: FixedFields;
};

function Editor({ pane, original, version, transactionId, fixed }: EditorProps) {
  const [document, setDocument] = useState(original);
  const isInvoice = pane.payload?.process === 'create-customer-invoice';
  const [form, setForm] = useState<'fields' | 'json'>(isInvoice ? 'fields' : 'json');
  const [isConfirming, setConfirming] = useState(false);
  const preview = usePreview(transactionId, original, document);
  const edit = { document, onChange: setDocument, errors: preview.data?.errors ?? [], fixed };
  return (
    <MainAndAside
      main={
        <Stack gap="md">
          {pane.vendor && (
            <Text>
              {pane.vendor.system} said: “{pane.vendor.text}”
              {pane.field && ` It is about the ${pane.field.name}.`}
            </Text>
          )}
          {isInvoice && (
            <SegmentedControl
              aria-label="Form of the document"
              value={form}
              data={FORMS}
              onChange={(value) => setForm(value as 'fields' | 'json')}
            />
          )}
          {form === 'fields' ? <InvoiceFields {...edit} /> : <JsonField {...edit} />}
        </Stack>
      }
      aside={
        <Stack gap="md">
          <CorrectionEffect original={original} document={document} preview={preview} />
          <Group>
            <Button disabled={!preview.data?.possible} onClick={() => setConfirming(true)}>
              Correct and send again…
            </Button>
          </Group>
          <Confirm
            {...{ pane, original, document, version, transactionId }}
            preview={preview.data}
            opened={isConfirming}
            onClose={() => setConfirming(false)}
          />
        </Stack>
      }
    />
  );
}

type ConfirmProps = Omit<EditorProps, 'fixed'> & {
  readonly document: unknown;
  readonly preview: Preview | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
};

function Confirm(props: ConfirmProps) {
  const { pane, original, document, version, transactionId, preview, opened, onClose } = props;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(newKey);
  const correct = async (reason: string) => {
    await call(correctTransaction, {
      params: { transactionId },
      body: { document, reason, version },
      idempotencyKey: key,
    });
    notify({ message: `${pane.exception.number ?? 'The document'} is corrected and on its way.` });
    await client.invalidateQueries({ queryKey: ['exceptions'] });
    void navigate({ to: '/exceptions', search: { selected: pane.exception.id } });
  };
  return (
    <ConfirmWithEffect
      opened={opened}
      onClose={onClose}
      title="Correct and send again"
      asksReason
      confirmLabel="Correct and send again"
      onConfirm={correct}
      effect={
        <Stack gap="xs">
          <Diff before={original} after={document} />
          {preview?.sentences.map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Stack>
      }
    />
  );
}

const FORMS = [
  { value: 'fields', label: 'Fields' },
  { value: 'json', label: 'Whole document' },
];
const route = getRouteApi('/exceptions/$exceptionId/correction');
