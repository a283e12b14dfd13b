import { expect, test } from 'vitest';
import { inPieces } from '../bank-file/statement-arbitrary.ts';
import { tellStatusReport } from './tell-status-report.ts';

const header = `<AppHdr><MsgDefIdr>pain.002.001.10</MsgDefIdr>${'<x/>'.repeat(500)}</AppHdr>`;

test.each([
  ['<?xml version="1.0"?><Document xmlns="urn:x"><CstmrPmtStsRpt>', true],
  ['<p:Document>\n <p:CstmrPmtStsRpt a="b">', true],
  [`<Envelope>${header}<Document><CstmrPmtStsRpt/>`, true],
  [`<Envelope>${header}<Document><BkToCstmrStmt>`, false],
  [':20:STARTUMSE', false],
  ['', false],
])('%s', async (text, isStatusReport) => {
  const told = await tellStatusReport(inPieces(text, [3, 70]));
  expect(told.isStatusReport).toBe(isStatusReport);
  const pieces: Uint8Array[] = [];
  for await (const piece of told.source) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe(text);
});

test('what is behind the first bytes is read when it is asked for', async () => {
  let pulled = 0;
  async function* endless() {
    for (;;) {
      pulled += 1;
      yield Buffer.alloc(10_000, 32);
    }
  }
  const { source } = await tellStatusReport(endless());
  for await (const _ of source) break;
  expect(pulled).toBe(2);
});

test('a file that nobody reads any further is let go', async () => {
  let isOpen = true;
  async function* file() {
    try {
      for (;;) yield Buffer.alloc(10_000, 32);
    } finally {
      isOpen = false;
    }
  }
  const { close } = await tellStatusReport(file());
  expect(isOpen).toBe(true);
  await close();
  await close();
  expect(isOpen).toBe(false);
});
