import { Command } from 'commander';
import { addActCommands } from '../campaign/act-commands.ts';
import { addDraftCommands } from '../campaign/draft-commands.ts';
import { addLookCommands } from '../campaign/look-commands.ts';

/** `muster campaign`: from a plan to the end of the last wave. */
export function campaignCommand(): Command {
  const campaign = new Command('campaign').description(
    'Brings many gateways to a version or a state: in waves, within limits, with brakes, and with proof per gateway.',
  );
  addDraftCommands(campaign);
  addActCommands(campaign);
  addLookCommands(campaign);
  return campaign;
}
