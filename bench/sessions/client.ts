import { connect } from 'node:net';
import { authorization, challenged, type DeviceState, informOf, type LoginScheme, uri } from './device.ts';
import { type Answer, responseReader } from './http-reader.ts';
import { answerRpc } from './model-answers.ts';

export interface SessionResult {
  readonly ms: number;
  readonly rpcs: number;
  readonly challenged: boolean;
  /** null when it ended with 204 as it should. */
  readonly failure: string | null;
}

/** One CWMP session on a TCP connection of its own: Inform, whatever the ACS asks, and the end. */
export function runSession(
  port: number,
  device: DeviceState,
  options: { event: string; login: LoginScheme },
): Promise<SessionResult> {
  return new Promise((resolve) => {
    const start = performance.now();
    let cookie = '';
    let rpcs = 0;
    let wasChallenged = false;
    let informed = false;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const done = (failure: string | null): void => {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.end();
      if (failure !== null) socket.destroy();
      resolve({ ms: performance.now() - start, rpcs, challenged: wasChallenged, failure });
    };
    const post = (body: string): void => {
      const login = informed ? '' : authorization(device, options.login);
      const type = body === '' ? '' : 'Content-Type: text/xml; charset=utf-8\r\nSOAPAction: ""\r\n';
      socket.write(
        `POST ${uri} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: bench\r\n${login}${cookie}${type}` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    };
    const heard = (answer: Answer): void => {
      if (answer.cookie !== null) cookie = `Cookie: ${answer.cookie}\r\n`;
      switch (answer.status) {
        case 204:
          return done(informed ? null : '204 to an Inform');
        case 401:
          if (wasChallenged || answer.challenge === null) return done('refused credentials');
          wasChallenged = true;
          challenged(device, answer.challenge);
          return post(informOf(device, options.event));
        case 200: {
          if (!informed) {
            informed = true;
            return post('');
          }
          const reply = answerRpc(answer.body);
          if (reply === null) return done(`an unexpected request: ${answer.body.slice(-200)}`);
          rpcs++;
          return post(reply);
        }
        default:
          return done(`status ${answer.status}`);
      }
    };
    socket.on('data', responseReader(heard));
    socket.on('error', (error) => done(error.message));
    socket.on('close', () => done('closed early'));
    socket.setTimeout(30_000, () => done('no answer within 30 s'));
    post(informOf(device, options.event));
  });
}
