import pino from 'pino';

export type Logger = pino.Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What must never stand in a log, wherever it appears. */
const secretPaths = ['password', 'secret', 'key', 'authorization', 'url', 'token'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/**
 * The process's logger. Level by two questions: who reads it, and how much is hurt. One odd device is `info`,
 * a whole model failing is `warn`, a stopped queue is `error`.
 * @param format `pretty` for people, `json` for machines (one object a line)
 */
export function createLogger(level: LogLevel, format: 'pretty' | 'json', stream?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '***' },
    formatters: { level: (label) => ({ level: label }) },
  };
  if (stream) return pino(options, stream);
  if (format === 'json') return pino(options, pino.destination({ dest: 2, sync: true }));
  return pino({
    ...options,
    formatters: {},
    transport: {
      target: 'pino-pretty',
      options: { destination: 2, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' },
    },
  });
}

export const silentLogger: Logger = pino({ level: 'silent' });
