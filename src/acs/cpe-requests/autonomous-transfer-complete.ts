import { autonomousEvidence } from '../../operations/completions.ts';
import type { CpeRequest } from './request.ts';

/** A transfer that nobody here ordered is over. */
export const autonomousTransferComplete: CpeRequest<'AutonomousTransferComplete'> = {
  method: 'AutonomousTransferComplete',
  async remember(tx, args, { device, now }) {
    const detail = {
      autonomous: true,
      isDownload: args.IsDownload,
      fileType: args.FileType,
      fileSize: args.FileSize,
      targetFileName: args.TargetFileName,
      transferUrl: withoutCredentials(args.TransferURL),
      faultCode: args.FaultStruct.FaultCode,
      faultString: args.FaultStruct.FaultString,
      startTime: args.StartTime,
      completeTime: args.CompleteTime,
    };
    const payload = { ...args, TransferURL: detail.transferUrl, AnnounceURL: withoutCredentials(args.AnnounceURL) };
    const evidence = { kind: 'autonomousTransferComplete', payload, items: [{ type: 'transfer' as const, detail }] };
    await autonomousEvidence(tx, device, evidence, now);
  },
  reply: () => ({}),
};

/** `http://user:secret@host/` → `http://host/`: what a subscriber typed into a page is not for everybody to read. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}
