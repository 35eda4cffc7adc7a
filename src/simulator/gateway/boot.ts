import { readFirmwareFileHead } from '../firmware-verify.ts';
import type { BankNumber } from '../model/facts.ts';
import { bankReferred } from '../model/tr181/device-info.ts';
import type { ParameterTree } from '../model/tree.ts';
import { settleSoftware } from '../software/settle.ts';
import { bankPath } from '../transfer/firmware.ts';
import { finish, isRunning } from '../transfer/transfer.ts';
import type { Gateway } from './gateway.ts';
import { watched } from './notifications.ts';
import { outlivesReboot } from './owed.ts';
import { type GatewayState, resetToFactory } from './state.ts';

/** How long after the boot a gateway reports that does not do so in its first session, milliseconds. */
const laterReport = 1000;
const bootImage = 'Device.DeviceInfo.BootFirmwareImage';

/**
 * What happens between power on and the first Inform, whatever ended the life before: an ordered reboot, a flashed
 * image, a cut of power in the middle of anything.
 * @returns the bank that runs now
 */
export async function boot(gateway: Gateway): Promise<BankNumber> {
  const { state, tree, events } = gateway;
  if (state.factoryResetOrdered) {
    resetToFactory(state);
    tree.reset();
    await gateway.environments.wipe();
  }
  const chosen = bankReferred(tree.value(bootImage));
  if (chosen !== null && state.banks[chosen].status === 'Available') state.bootBank = chosen;
  tree.unset(bootImage);
  const wanted = state.bootBank;
  const running = await startBank(gateway.file.directory, state);
  settleTransfers(gateway, running === wanted);

  const bootstrap = state.bootstrappedAt !== gateway.acsUrl;
  if (bootstrap && state.bootstrappedAt !== null) forgetOrders(gateway);
  state.owed = state.owed.filter(outlivesReboot);
  state.restartOrdered = false;
  forgetTests(gateway);
  await settleSoftware(gateway);
  // A change of value that was not delivered before the reboot is forgotten with it, unless the reboot made it.
  gateway.told(untouchedByReboot(tree));
  events.boot(bootstrap);
  for (const commandKey of state.reboots) events.add('M Reboot', commandKey);
  state.reboots = [];
  gateway.quirks.booting(gateway);
  await gateway.save();
  return running;
}

/** Notified parameters that no reboot changes: those the ACS chose, and what somebody can write. */
function untouchedByReboot(tree: ParameterTree): string[] {
  const chosen = [...tree.attributed()].map(([path]) => path);
  const written = watched(tree).filter(({ path }) => {
    const found = tree.find(path);
    return found?.kind === 'parameter' && found.definition.writable;
  });
  return [...chosen, ...written.map(({ path }) => path)];
}

/** Another ACS is in charge now: orders of the last one are none of its business, and it finds factory attributes. */
export function forgetOrders({ state, tree }: Gateway): void {
  state.transfers = state.transfers.filter(isRunning);
  state.scheduled = [];
  state.owed = [];
  state.duJobs = [];
  state.told = null;
  tree.resetAttributes();
}

/** Results of diagnostics and an ordered delay do not outlive a reboot. */
function forgetTests({ tree }: Gateway): void {
  for (const path of Object.keys(tree.changes().values)) {
    if (/\.(DiagnosticsState|DelayReboot)$/.test(path)) tree.unset(path);
  }
}

/** The boot loader: the chosen bank if its image can be read, else the other one, else the chosen one all the same. */
async function startBank(directory: string, state: GatewayState): Promise<BankNumber> {
  const first = state.bootBank;
  const second: BankNumber = first === 1 ? 2 : 1;
  for (const [bank, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const version = await imageVersion(bankPath(directory, bank));
    if (version === null || !['Active', 'Available'].includes(state.banks[bank].status)) continue;
    if (bank === second) state.banks[first] = { version: '', status: 'ActivationFailed' };
    state.bootBank = bank;
    state.banks[bank] = { version, status: 'Active' };
    const left = state.banks[other];
    if (left.status === 'Active') left.status = 'Available';
    // Writing was cut off: what lies there is no image.
    if (left.status === 'Downloading' || left.status === 'Validating') {
      state.banks[other] = { version: '', status: 'NoImage' };
    }
    return bank;
  }
  return first;
}

async function imageVersion(path: string): Promise<string | null> {
  try {
    const head = await readFirmwareFileHead(path);
    return head.ok ? head.header.version : null;
  } catch {
    return null;
  }
}

/** Transfers that had not chosen their bank begin again; those that had are over now. */
function settleTransfers(gateway: Gateway, booted: boolean): void {
  const { state } = gateway;
  for (const transfer of [...state.transfers]) {
    if (transfer.phase === 'downloading' || transfer.phase === 'flashing') {
      transfer.phase = 'queued';
      transfer.startedAt = null;
    } else if (transfer.phase === 'booting') {
      if (booted) state.history.transfersSucceeded++;
      else state.history.transfersFailed++;
      const fault = booted ? { code: 0, message: '' } : { code: 9018, message: 'the new image does not boot' };
      finish(transfer, fault, gateway.now(), gateway.completesWanted);
      if (gateway.completesNever) state.transfers.splice(state.transfers.indexOf(transfer), 1);
      if (gateway.quirks.completes === 'later') transfer.reportAt = gateway.now() + laterReport;
    }
  }
}
