import { randomUUID } from 'node:crypto';
import { formatDateTime } from '../../cwmp/rpc/schema.ts';
import type { DuOperation } from '../software/operation.ts';
import { forgetOrders } from './boot.ts';
import type { Gateway } from './gateway.ts';
import type { Owed } from './owed.ts';

/** Something that happens to a gateway without the ACS: its subscriber, its web page, its vendor, its power. */
export type Happening =
  /** The subscriber, DHCP or another protocol sets a parameter, writable for the ACS or not. */
  | { readonly kind: 'valueChange'; readonly path: string; readonly value: string }
  /** Somebody follows a kick link in the gateway's web page. */
  | { readonly kind: 'kicked'; readonly command: string; readonly arg?: string; readonly next?: string }
  /** The gateway wants a file. */
  | {
      readonly kind: 'requestDownload';
      readonly fileType: string;
      readonly args?: readonly { readonly name: string; readonly value: string }[];
    }
  /** A transfer the ACS did not order is over. */
  | {
      readonly kind: 'autonomousTransfer';
      readonly url: string;
      readonly isDownload: boolean;
      readonly fileType: string;
      readonly fileSize?: number;
      readonly fault?: { readonly code: number; readonly message: string };
    }
  /** Software modules change without the ACS: the operations are really carried out. */
  | { readonly kind: 'softwareChange'; readonly operations: readonly DuOperation[] }
  | { readonly kind: 'wakeUp' }
  /** What runs does not hold: the gateway restarts into the image of its other bank, and says nothing but that it booted. */
  | { readonly kind: 'fallBack' }
  /** Part of its firmware breaks: from now on, in this process, every call of the method is answered with the fault. */
  | { readonly kind: 'rpcFault'; readonly method: string; readonly code: number }
  /** `X <OUI or vendor> <text>` */
  | { readonly kind: 'vendorEvent'; readonly code: string };

/** Lets it happen. What the ACS will be told of it is on disk when this resolves. */
export async function happen(gateway: Gateway, happening: Happening): Promise<void> {
  switch (happening.kind) {
    case 'valueChange':
      return change(gateway, happening.path, happening.value);
    case 'wakeUp':
      return raise(gateway, '13 WAKEUP');
    case 'fallBack':
      return fallBack(gateway);
    case 'rpcFault':
      gateway.rpcFault = { method: happening.method, code: happening.code };
      return;
    case 'vendorEvent':
      return raise(gateway, happening.code);
    case 'softwareChange':
      gateway.state.duJobs.push({
        id: randomUUID(),
        commandKey: null,
        operations: happening.operations,
        finished: 0,
        results: [],
      });
      await gateway.save();
      return gateway.onWork('plan');
    default: {
      const owed = owedFor(gateway, happening);
      if (owed === null) return;
      gateway.state.owed.push(owed);
      await gateway.save();
      return gateway.onWork('session');
    }
  }
}

/** Another ACS URL, from DHCP for instance, is a bootstrap without a reboot; any other value may be notified. */
async function change(gateway: Gateway, path: string, value: string): Promise<void> {
  const url = gateway.acsUrl;
  gateway.tree.set(path, value);
  const moved = gateway.acsUrl !== url;
  if (moved) {
    gateway.events.bootstrap();
    forgetOrders(gateway);
  }
  await gateway.save();
  if (moved) gateway.onWork('session');
  else gateway.noticed();
}

async function raise(gateway: Gateway, code: string): Promise<void> {
  gateway.events.add(code);
  await gateway.save();
  gateway.onWork('session');
}

/** Does nothing where the other bank has no image that starts. */
async function fallBack(gateway: Gateway): Promise<void> {
  const { state, activeBank } = gateway;
  const other = activeBank === 1 ? 2 : 1;
  if (state.banks[other].status !== 'Available') return;
  state.banks[activeBank].status = 'ActivationFailed';
  state.bootBank = other;
  state.restartOrdered = true;
  await gateway.save();
  gateway.onWork('session');
}

type Announced = Extract<Happening, { kind: 'kicked' | 'requestDownload' | 'autonomousTransfer' }>;

/** The request that tells the ACS, or null where its policy does not want to hear it. */
function owedFor(gateway: Gateway, happening: Announced): Owed | null {
  switch (happening.kind) {
    case 'kicked':
      return {
        event: '5 KICKED',
        commandKey: null,
        call: {
          method: 'Kicked',
          args: {
            Command: happening.command,
            Referer: 'http://192.168.1.1/',
            Arg: happening.arg ?? '',
            Next: happening.next ?? '',
          },
        },
      };
    case 'requestDownload':
      return {
        event: '9 REQUEST DOWNLOAD',
        commandKey: null,
        call: {
          method: 'RequestDownload',
          args: {
            FileType: happening.fileType,
            FileTypeArg: (happening.args ?? []).map(({ name, value }) => ({ Name: name, Value: value })),
          },
        },
      };
    case 'autonomousTransfer':
      return wantsToHear(gateway, happening) ? autonomousTransfer(gateway, happening) : null;
  }
}

type AutonomousTransfer = Extract<Happening, { kind: 'autonomousTransfer' }>;

function autonomousTransfer(gateway: Gateway, transfer: AutonomousTransfer): Owed {
  const time = formatDateTime(new Date(gateway.now()));
  return {
    event: '10 AUTONOMOUS TRANSFER COMPLETE',
    commandKey: null,
    call: {
      method: 'AutonomousTransferComplete',
      args: {
        AnnounceURL: '',
        TransferURL: transfer.url,
        IsDownload: transfer.isDownload,
        FileType: transfer.fileType,
        FileSize: transfer.fileSize ?? 0,
        TargetFileName: '',
        FaultStruct: { FaultCode: transfer.fault?.code ?? 0, FaultString: transfer.fault?.message ?? '' },
        StartTime: time,
        CompleteTime: time,
      },
    },
  };
}

/** AutonomousTransferCompletePolicy: off by default; an empty list of file types means all. */
function wantsToHear(gateway: Gateway, transfer: AutonomousTransfer): boolean {
  const policy = (name: string): string => gateway.setting(`AutonomousTransferCompletePolicy.${name}`);
  if (policy('Enable') !== 'true') return false;
  const direction = transfer.isDownload ? 'Download' : 'Upload';
  if (policy('TransferTypeFilter') !== 'Both' && policy('TransferTypeFilter') !== direction) return false;
  const result = (transfer.fault?.code ?? 0) === 0 ? 'Success' : 'Failure';
  if (policy('ResultTypeFilter') !== 'Both' && policy('ResultTypeFilter') !== result) return false;
  const types = policy('FileTypeFilter')
    .split(',')
    .map((type) => type.trim());
  return types[0] === '' || types.includes(transfer.fileType);
}
