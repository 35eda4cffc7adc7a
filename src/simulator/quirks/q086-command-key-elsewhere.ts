import { onOwnCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk86: Quirk = {
  name: 86,
  title: 'sends TransferComplete with an empty CommandKey; the event has it',
  hooks: () => onOwnCall('TransferComplete', (args) => ({ ...args, CommandKey: '' })),
};

export const quirk86b: Quirk = {
  name: '86b',
  title: 'has the CommandKey in TransferComplete and none in the event',
  hooks: () => ({
    events: (events) =>
      events.map((event) =>
        /^M (ScheduleDownload|Download|Upload)$/.test(event.code) ? { ...event, commandKey: '' } : event,
      ),
  }),
};
