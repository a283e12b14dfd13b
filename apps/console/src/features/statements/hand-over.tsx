/** Hands a bank file over: dropped or chosen, with its progress, and what became of it. */

import { type BankFile, createBankFile } from '@kontor/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '../../lib/call.ts';
import { toProblem } from '../../lib/problem.ts';
import { upload } from '../../lib/upload.ts';
import { useMay } from '../../lib/viewer.ts';
import { Alert, Button, FileDrop, ProblemNote, Progress, Stack } from '../../ui/index.ts';
import { Reasons } from './reasons.tsx';
import { resultOf } from './words.ts';

/** Nothing for those who may not hand files over. */
export function HandOver() {
  return useMay('bank:write') ? <Handing /> : null;
}

function Handing() {
  const client = useQueryClient();
  const [sent, setSent] = useState(0);
  const { mutate, isPending, data, error, variables } = useMutation({
    mutationFn: ({ file, idempotencyKey }: HandedFile) =>
      upload(createBankFile, { file, idempotencyKey, onProgress: setSent }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bank'] }),
  });
  const hand = (file: File) => {
    setSent(0);
    mutate({ file, idempotencyKey: newKey() });
  };
  return (
    <Stack gap="sm" aria-live="polite">
      <FileDrop
        invitation="Drop a bank file here: camt.052, 053, 054, MT940 or MT942."
        chooseLabel="Hand over a file"
        isBusy={isPending}
        onFile={hand}
      />
      {isPending && variables && (
        <Progress
          label={
            sent < variables.file.size ? `Sending ${variables.file.name}` : 'Reading and proving'
          }
          done={Math.round(sent / KILOBYTE)}
          total={Math.round(variables.file.size / KILOBYTE)}
        />
      )}
      {error && (
        <>
          <ProblemNote problem={toProblem(error)} />
          {toProblem(error).isRetryable && variables && (
            // The same key: had it arrived, it is not taken in again.
            <Button variant="default" w="fit-content" onClick={() => mutate(variables)}>
              Hand it over again
            </Button>
          )}
        </>
      )}
      {data && variables && (
        <Result name={variables.file.name} file={data.body} wasKnown={data.status === 200} />
      )}
    </Stack>
  );
}

type HandedFile = { readonly file: File; readonly idempotencyKey: string };

type ResultProps = {
  readonly name: string;
  readonly file: BankFile;
  readonly wasKnown: boolean;
};

function Result({ name, file, wasKnown }: ResultProps) {
  const { title, isWell } = resultOf(file, wasKnown);
  return (
    <Alert
      role={isWell ? 'status' : 'alert'}
      color={isWell ? 'sea' : 'red'}
      variant="light"
      title={`${name}. ${title}`}
    >
      {file.reasons.length > 0 && <Reasons reasons={file.reasons} />}
    </Alert>
  );
}

const KILOBYTE = 1_024;
