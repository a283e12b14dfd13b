/** The story of a transaction: what a controller reads from top to bottom, like a letter. */

import type { Instant } from '@kontor/kernel';

export type Story = {
  transactionId: string;
  title: string;
  /** Where it stands now. */
  sentence: string;
  chapters: Chapter[];
};

export type Chapter = {
  at: Instant;
  headline: string;
  sentences: string[];
  kind: 'received' | 'checked' | 'sent' | 'confirmed' | 'trouble' | 'decided' | 'told';
  references: Reference[];
};

/**
 * What a chapter is about; `system` is the one that knows it by this id, absent when it is ours.
 */
export type Reference = { kind: string; id: string; system?: string };
