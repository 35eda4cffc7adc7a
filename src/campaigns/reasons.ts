import type { FailureReason } from '../operations/kind.ts';

/** Why a target waits, each in a sentence for people. Every wait has one of these. */
export const waitReasons = {
  wave: 'its turn comes with the next look at its wave',
  window: 'its maintenance window is shut, or too little of it is left',
  blackout: 'a blackout is in force, or begins too soon',
  excluded: 'it is excluded for a time',
  rate: 'as many devices were started as the limits per minute allow',
  concurrency: 'as many devices are in flight as the campaign allows',
  transfers: 'as many devices are on the download host as it, or the campaign, allows',
  approval: 'a second person has to approve that its campaign takes more than a tenth of its devices',
  locked: 'another operation or another campaign works on the device',
  offline: 'it was called and did not come',
  nextInform: 'it cannot be called, and has its turn when it is expected to call by itself',
  straggler: 'it has been silent for so long that its wave went on without it: it is in the last one',
  paused: 'its campaign is paused',
  retry: 'an attempt failed, and the next one is due later',
  busy: 'something is being done to its software modules already',
  soak: 'it is as wanted and watched for the soak time of its wave',
  informs: 'its soak time is over, and it has yet to call as often as its wave wants',
  proof: 'its soak time is over, and its device has yet to be asked what it is like now',
  aborted: 'the campaign was aborted, and its device is asked to drop the transfer',
  operator: 'a person cancelled it, and its device is asked to drop the transfer',
  cancelRefused: 'its device would or could not drop the transfer, which is let end',
  versionChanged: 'it came with another version than it was claimed with, so its order was taken back',
} as const satisfies Readonly<Record<string, string>>;

export type WaitReason = keyof typeof waitReasons;

/** Why a wave waits at its gate, whose devices have all ended. */
export const gateReasons = {
  gate: 'its gate is for a person to open',
  sample: 'its gate wants more results than there are, so a person has to say whether these will do',
} as const satisfies Readonly<Record<string, string>>;

export type GateReason = keyof typeof gateReasons;

/** Why a device was none for a campaign (`skipped`), or turned out to be none after something was done to it (`failed`). */
export const endReasons = {
  already: 'it was as wanted before anything was done to it',
  aborted: 'the campaign was aborted before its device had begun, or could be stopped',
  ended: 'the end of the campaign came before its turn',
  operator: 'a person cancelled it',
  cancelRefused: 'it was to be cancelled; its device did not drop the transfer, and that came to nothing by itself',
  excluded: 'it is excluded, or a person left it out',
  superseded: 'a campaign of the same kind with a higher priority works on it',
  wrongModel: 'it is of another model, or has another root, than what the campaign brings is for',
  newer: 'it has a newer version than the wanted one, and the plan does not allow the way back',
  belowFloor: 'its version is below the floor of the image, and no image of the plan leads over it',
  tooManyHops: 'it would take more than five images to get there',
  versionUnknown: 'it tells no version, and the image has a floor',
  unsupported: 'it cannot do what the campaign asks, by its methods or its tables',
  notInstalled: 'it does not have the unit that is to be updated',
  noEnvironment: 'it has no execution environment of that name, type or path',
  environmentDown: 'its execution environment is not up',
  lowSpace: 'its execution environments have too little room',
  dependencyMissing: 'something that the unit needs is missing',
  ambiguous: 'several of its units could be meant',
  tooManyUnits: 'it would take more operations than one order may have',
  noUuid: 'its unit has no UUID, by which alone it could be named',
  noVariant: 'the repository has no variant of the package that suits it',
  noUnit: 'it has no such execution unit, or several of that name',
  otherVersion: 'it calls the order done, and tells another version than the wanted one',
  fault: 'the device refused it, or it failed on the device; the fault code says why',
  notApplied: 'the device took it, and does not show it, nor has anything of it under way',
  outcomeUnknown: 'the device never told what became of it, and cannot be asked',
  sourceBusy: 'our own file server was too busy for it, each time',
  fellBack: 'it restarted after the transfer and still has the old version',
  fellBackLate: 'it went back to another version while it soaked',
  unreachable: 'it was given the order and never came back',
  lostContact: 'it did not call any more while it soaked',
  lostState: 'it did not stay as it was wanted while soaking',
  unproven: 'what it is like after its soak cannot be read, or does not tell',
} as const satisfies Readonly<Record<string, string>> & Readonly<Record<Exclude<FailureReason, NeverEnds>, string>>;

export type EndReason = keyof typeof endReasons;

/**
 * Failures of operations that end no target. `fileGone`: a file that a campaign uses is not deleted before it is over.
 * `expired`: its operations wait as long as their target does. `invalid`: none of its kinds fails so.
 */
type NeverEnds = 'fileGone' | 'expired' | 'invalid';
