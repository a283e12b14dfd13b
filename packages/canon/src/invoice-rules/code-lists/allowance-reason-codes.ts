/** Written by tools/src/code-lists, not by hand: 19 codes. */

import { codeList } from './code-list.ts';

export const ALLOWANCE_REASON_CODES = codeList(
  'UNTDID 5189 (allowances)',
  `
  100 102 103 104 105 41 42 60 62 63 64 65 66 67 68 70 71 88 95
`,
);
