/** Decisions about many exceptions: asked for, agreed to, worked through, watched and stopped. */

import type { Clock, IdSource } from '@kontor/kernel';
import type pg from 'pg';
import type { ExceptionBatches } from '../../gateway/batch-services.ts';
import type { ExceptionsOptions } from '../exceptions/exceptions-service.ts';
import type { BatchPolicy } from './batch-policy.ts';
import { createBatch } from './create-batch.ts';
import { decideBatch } from './decide-batch.ts';
import { findBatch, listBatches } from './list-batches.ts';
import { listBatchItems } from './list-batch-items.ts';
import { previewBatch } from './preview-batch.ts';
import { stopBatch } from './stop-batch.ts';

export type BatchesOptions = Pick<ExceptionsOptions, 'catalogue'> & {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly batchPolicy: BatchPolicy;
};

export function exceptionBatchesService(options: BatchesOptions): ExceptionBatches {
  return {
    preview: (call, choice) => previewBatch(options, call, choice),
    create: (call, batch) => createBatch(options, call, batch),
    list: (call, filters, page) => listBatches(options.pool, call, filters, page),
    find: (call, id) => findBatch(options.pool, call, id),
    listItems: (call, id, filters, page) => listBatchItems(options, call, { id, filters }, page),
    stop: (call, change) => stopBatch(options.pool, call, change),
    decide: (call, decision) => decideBatch(options.pool, call, decision),
  };
}
