/** Written by tools/src/code-lists, not by hand: 6 codes. */

import { codeList } from './code-list.ts';

export const MEDIA_TYPES = codeList(
  'media types of EN 16931',
  `
  application/pdf application/vnd.oasis.opendocument.spreadsheet
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet image/jpeg image/png text/csv
`,
);
