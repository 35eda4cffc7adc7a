import type { Quirk } from './quirk.ts';
import { withSsid } from './text.ts';

/** Has letters that ISO-8859-1 and UTF-8 write differently. */
const ssid = 'Café Zoë';

const latin = (body: Buffer): Buffer => Buffer.from(body.toString('utf8'), 'latin1');
const latinDeclared = (text: string): string => text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"');

export const quirk19: Quirk = {
  name: 19,
  title: 'writes ISO-8859-1, said in the header and in the declaration',
  hooks: () => ({
    content: (text) => latinDeclared(withSsid(text, ssid)),
    http: (message) => {
      if (message.body === null) return;
      message.headers['Content-Type'] = 'text/xml; charset=ISO-8859-1';
      message.body = latin(message.body);
    },
  }),
};

export const quirk19b: Quirk = {
  name: '19b',
  title: 'says charset=utf-8,text/xml',
  hooks: () => ({
    content: (text) => withSsid(text, ssid),
    http: (message) => {
      if (message.body !== null) message.headers['Content-Type'] = 'text/xml; charset=utf-8,text/xml';
    },
  }),
};

export const quirk19c: Quirk = {
  name: '19c',
  title: 'writes ISO-8859-1, said in the declaration alone',
  hooks: () => ({
    content: (text) => latinDeclared(withSsid(text, ssid)),
    http: (message) => {
      if (message.body === null) return;
      message.headers['Content-Type'] = 'text/xml';
      message.body = latin(message.body);
    },
  }),
};

export const quirk19d: Quirk = {
  name: '19d',
  title: 'says charset=utf8mb4',
  hooks: () => ({
    content: (text) => withSsid(text, ssid),
    http: (message) => {
      if (message.body !== null) message.headers['Content-Type'] = 'text/xml; charset=utf8mb4';
    },
  }),
};
