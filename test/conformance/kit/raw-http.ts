import net from 'node:net';

/**
 * Writes bytes on a socket of its own and collects what comes back, until the server hangs up or `enough` is there.
 * Pieces are written one after the other, each after `enough` of the one before came or a moment has passed.
 */
export async function rawHttp(
  origin: string,
  pieces: readonly (string | Buffer)[],
  enough: (text: string) => boolean = () => false,
): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  let text = '';
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const over = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within 5 s; so far: ${text}`)), 5_000);
      const look = (): void => {
        if (!enough(text)) return;
        clearTimeout(timer);
        resolve();
      };
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        look();
      });
      socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      socket.on('error', () => undefined);
    });
    for (const piece of pieces) {
      socket.write(piece);
      if (pieces.length > 1) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await over;
    return text;
  } finally {
    socket.destroy();
  }
}

/** Statuses of the answers in a stream of them. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/(?:^|\r\n|[^\n])HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
}
