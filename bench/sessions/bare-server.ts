import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeAnswer } from '../../src/cwmp/rpc/index.ts';
import { writeEnvelope } from '../../src/cwmp/soap/envelope.ts';

/**
 * The floor: what `node:http` itself costs for the same two requests on a new connection. It reads the bodies to their
 * end and answers canned bytes of the size the gateway sends; it does nothing else.
 */
const body = Buffer.from(
  writeEnvelope(
    'urn:dslforum-org:cwmp-1-2',
    { id: '1' },
    encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } }),
  ),
);
const headers = {
  'Content-Type': 'text/xml; charset=utf-8',
  'Set-Cookie': `session=${'x'.repeat(40)}; Path=/; HttpOnly`,
  'Content-Length': body.length,
};

const server = createServer((request, response) => {
  response.sendDate = false;
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
  });
  request.on('end', () => {
    if (size > 0) response.writeHead(200, headers).end(body);
    else response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
