/** One HTTP response as far as a CPE needs it. */
export interface Answer {
  readonly status: number;
  readonly cookie: string | null;
  /** The challenge for the algorithm that the benchmark speaks. */
  readonly challenge: string | null;
  readonly body: string;
}

/**
 * Reads responses off one connection. By hand, so that the load generator costs little beside what it measures; knows
 * only what the servers under test send: a Content-Length, or a status without body.
 */
export function responseReader(heard: (answer: Answer) => void): (chunk: Buffer) => void {
  let kept: Buffer | null = null;
  return (chunk) => {
    let data = kept === null ? chunk : Buffer.concat([kept, chunk]);
    kept = null;
    while (data.length > 0) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) break;
      const head = data.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      const from = end + 4;
      if (data.length < from + length) break;
      heard({
        status: Number(head.slice(9, 12)),
        cookie: /\r\nset-cookie: *([^;\r]+)/i.exec(head)?.[1] ?? null,
        challenge: /\r\nwww-authenticate: *(Digest [^\r]*algorithm=MD5[^\r]*)/i.exec(head)?.[1] ?? null,
        body: length === 0 ? '' : data.toString('utf8', from, from + length),
      });
      data = data.subarray(from + length);
    }
    if (data.length > 0) kept = data;
  };
}
