/** A block of a stream of server-sent events. */
export interface Block {
  /** Where the listener is now; undefined: where it was. */
  readonly id: string | undefined;
  /** undefined: the block only moves the place, or is a comment. */
  readonly data: string | undefined;
  readonly comments: readonly string[];
}

/** The blocks of a stream, as they are complete. A block that the end cuts off is no block. */
export async function* readBlocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of stream) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) yield blockOf(part);
  }
}

function blockOf(text: string): Block {
  let id: string | undefined;
  const data: string[] = [];
  const comments: string[] = [];
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    const name = line.slice(0, colon);
    if (name === '') comments.push(value);
    else if (name === 'id') id = value;
    else if (name === 'data') data.push(value);
  }
  return { id, data: data.length > 0 ? data.join('\n') : undefined, comments };
}
