import type { Quirk } from './quirk.ts';

const told: ReadonlySet<string> = new Set(['0 BOOTSTRAP', '1 BOOT']);

export const quirk84: Quirk = {
  name: 84,
  title: 'says 2 PERIODIC where it should say that it booted',
  hooks: () => ({
    events: (events) => {
      const kept = events.filter((event) => !told.has(event.code) && event.code !== '2 PERIODIC');
      return kept.length === events.length ? events : [{ code: '2 PERIODIC', commandKey: '' }, ...kept];
    },
  }),
};

export const quirk84b: Quirk = {
  name: '84b',
  title: 'leaves 0 BOOTSTRAP out',
  hooks: () => ({ events: (events) => events.filter((event) => event.code !== '0 BOOTSTRAP') }),
};
