import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOfForm, formBoundary } from '../../src/files/form.ts';

const crlf = '\r\n';

/** A form with one text field and one file. */
function form(content: Buffer, boundary = 'XX', { closed = true } = {}): Buffer {
  return Buffer.concat([
    Buffer.from(`--${boundary}${crlf}Content-Disposition: form-data; name="note"${crlf}${crlf}hello${crlf}`),
    Buffer.from(`--${boundary}${crlf}Content-Disposition: form-data; name="file"; filename="a.cfg"${crlf}`),
    Buffer.from(`Content-Type: text/plain${crlf}${crlf}`),
    content,
    Buffer.from(closed ? `${crlf}--${boundary}--${crlf}` : ''),
  ]);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, boundary = 'XX', size = bytes.length) {
  const file = await fileOfForm(inPieces(bytes, size), boundary);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.bytes) chunks.push(chunk);
  return { name: file.name, contentType: file.contentType, content: Buffer.concat(chunks) };
}

describe('the file in a form', () => {
  it('is the same whatever it holds and however it is cut into pieces', async () => {
    // Bytes that look like the beginning of a boundary are the hard ones.
    const nearly = fc.constantFrom('\r', '\n', '\r\n', '\r\n-', '\r\n--', '\r\n--X', '--XX', 'XX', '-', '\0', 'ä');
    await fc.assert(
      fc.asyncProperty(fc.array(nearly, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), async (parts, size) => {
        const content = Buffer.from(parts.join('').replaceAll('\r\n--XX', '\r\n--XY'));
        const found = await read(form(content), 'XX', size);
        expect(found).toEqual({ name: 'a.cfg', contentType: 'text/plain', content });
      }),
    );
  });

  it.each([
    ['no boundary', Buffer.from('hello')],
    ['a file that is not closed', form(Buffer.from('half'), 'XX', { closed: false })],
    ['no part', Buffer.from('--XX--\r\n')],
    ['no file among its parts', Buffer.from('--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--XX--\r\n')],
    ['endless headers', Buffer.from(`--XX\r\nA: ${'x'.repeat(20_000)}`)],
  ])('is refused in a body with %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'invalidRequest' });
  });
});

it.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
  ['multipart/mixed; boundary=abc', null],
  ['multipart/form-data', null],
  [undefined, null],
])('the boundary of %s is %s', (type, boundary) => {
  expect(formBoundary(type)).toBe(boundary);
});
