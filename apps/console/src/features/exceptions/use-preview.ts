import { previewCorrection } from '@kontor/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, type ReplyOf } from '../../lib/call.ts';

export type Preview = ReplyOf<typeof previewCorrection>;

/** What the correction would do and what is wrong with it, asked when the typing rests. */
export function usePreview(transactionId: string, original: unknown, document: unknown) {
  const [rested, setRested] = useState(document);
  useEffect(() => {
    const timer = setTimeout(() => setRested(document), REST_MS);
    return () => clearTimeout(timer);
  }, [document]);
  const isChanged = JSON.stringify(rested) !== JSON.stringify(original);
  return useQuery({
    queryKey: ['transactions', 'correction-preview', transactionId, rested],
    queryFn: ({ signal }) =>
      call(previewCorrection, {
        params: { transactionId },
        body: { document: rested },
        signal,
      }),
    enabled: isChanged,
    placeholderData: keepPreviousData,
  });
}

const REST_MS = 400;
