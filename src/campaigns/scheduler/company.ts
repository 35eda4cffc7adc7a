/** Whether a step of a campaign shuts out its dispatches (`lockCampaign`), or goes on beside them (`lockCampaignRow`). */
export type Company = 'alone' | 'besideDispatches';

/** A step beside dispatches has come to what may change their campaign: it is undone, and made again alone. */
export class MustBeAlone extends Error {
  override readonly name = 'MustBeAlone';
}
