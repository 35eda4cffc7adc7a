import type { Quirk } from './quirk.ts';

export const quirk108: Quirk = {
  name: 108,
  title: 'answers a connection request with 204',
  hooks: () => ({ knocks: { success: 204 } }),
};

export const quirk108b: Quirk = {
  name: '108b',
  title: 'opens its session before it answers the connection request',
  hooks: () => ({ knocks: { callsFirst: 'thenAnswers' } }),
};

export const quirk108c: Quirk = {
  name: '108c',
  title: 'opens its session and never answers the connection request',
  hooks: () => ({ knocks: { callsFirst: 'neverAnswers' } }),
};

export const quirk108d: Quirk = {
  name: '108d',
  title: 'has a proxy before it that answers connection requests with 503',
  hooks: () => ({ knocks: { instead: { status: 503, headers: {} } } }),
};
