import { expect, test } from 'vitest';
import { prettyBody } from './pretty-body.ts';

test('JSON is shown as a value, and what only looks like it as it is', () => {
  expect(prettyBody(' {"a":[1]} ')).toEqual({ kind: 'json', value: { a: [1] } });
  expect(prettyBody('{"a":[1')).toEqual({ kind: 'text', text: '{"a":[1' });
  expect(prettyBody('plain')).toEqual({ kind: 'text', text: 'plain' });
});

test('XML has a line for each element, indented, and its text is not changed', () => {
  const xml = '<?xml version="1.0"?><a x="1"><b>2 > 1</b><c/><d><e>  kept </e></d></a>';
  expect(prettyBody(xml)).toEqual({
    kind: 'text',
    text: [
      '<?xml version="1.0"?>',
      '<a x="1">',
      '  <b>2 > 1</b>',
      '  <c/>',
      '  <d>',
      '    <e>  kept </e>',
      '  </d>',
      '</a>',
    ].join('\n'),
  });
});
