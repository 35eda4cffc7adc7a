import { autonomousEvidence } from '../../operations/completions.ts';
import type { CpeRequest } from './request.ts';

/** A device asks for a file. It is answered at once; whether it gets one is a matter of policy. */
export const requestDownload: CpeRequest<'RequestDownload'> = {
  method: 'RequestDownload',
  async remember(tx, args, { device, session, now, deps }) {
    const wanted = { fileType: args.FileType, args: args.FileTypeArg.map((a) => ({ name: a.Name, value: a.Value })) };
    // The same may be asked again another day, so it is once per session only.
    const evidence = {
      kind: 'requestDownload',
      payload: { ...args, session: session.id },
      items: [
        { type: 'transfer' as const, detail: { requested: true, fileType: wanted.fileType, arguments: wanted.args } },
      ],
    };
    if (!(await autonomousEvidence(tx, device, evidence, now))) return;
    deps.requested(device.id, 'RequestDownload', { ...wanted });
    await deps.downloadRequested?.(tx, device, wanted);
  },
  reply: () => ({}),
};
