import { deflateSync, gzipSync } from 'node:zlib';
import type { Quirk } from './quirk.ts';

export const quirk17: Quirk = {
  name: 17,
  title: 'sends its envelopes with gzip and deflate in turn, and takes such answers',
  hooks: () => {
    let turn = 0;
    return {
      http: (message) => {
        message.headers['Accept-Encoding'] = 'gzip, deflate';
        if (message.body === null) return;
        const encoding = turn++ % 2 === 0 ? 'gzip' : 'deflate';
        message.headers['Content-Encoding'] = encoding;
        message.body = encoding === 'gzip' ? gzipSync(message.body) : deflateSync(message.body);
      },
    };
  },
};
