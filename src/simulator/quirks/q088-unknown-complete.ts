import type { Call } from '../../cwmp/rpc/index.ts';
import type { Quirk } from './quirk.ts';

const unordered: Call<'TransferComplete'> = {
  method: 'TransferComplete',
  args: {
    CommandKey: 'never-ordered',
    FaultStruct: { FaultCode: 0, FaultString: '' },
    StartTime: '2024-01-01T00:00:00Z',
    CompleteTime: '2024-01-01T00:01:00Z',
  },
};

export const quirk88: Quirk = {
  name: 88,
  title: 'sends a TransferComplete for something nobody ordered, once',
  hooks: () => {
    let sent = false;
    return {
      events: (events) => {
        if (sent) return events;
        return [
          ...events.filter((event) => event.code !== '7 TRANSFER COMPLETE'),
          { code: '7 TRANSFER COMPLETE', commandKey: '' },
          { code: 'M Download', commandKey: 'never-ordered' },
        ];
      },
      extraRequests: () => {
        if (sent) return [];
        sent = true;
        return [{ call: unordered, expects: null }];
      },
    };
  },
};
