import { expect, test } from 'vitest';
import { csvLine } from '../../src/northbound/rest/csv.ts';

test.each([
  [['a', 1, null, undefined, 0], 'a,1,,,0\r\n'],
  [['a,b', 'say "hi"', 'two\nlines', 'two\r\nlines'], '"a,b","say ""hi""","two\nlines","two\r\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@SUM(A1)'], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
  [['  =cmd', '\t=cmd', '\r=x', '|calc', '%x'], "'  =cmd,'\t=cmd,\"'\r=x\",'|calc,'%x\r\n"],
  [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [['a=b', '2026-05-01T00:00:00.000Z', 'ünïcode', ''], 'a=b,2026-05-01T00:00:00.000Z,ünïcode,\r\n'],
  [[-5, 1.5], '-5,1.5\r\n'],
])('%j is the line %j', (values, line) => {
  expect(csvLine(values)).toBe(line);
});
