import { hash } from 'node:crypto';
import { type DeviceIdentity, deviceIdOf } from '../base/device-id.ts';
import type { DeviceId } from '../base/ids.ts';
import type { InformRequest } from '../cwmp/rpc/inform.ts';
import type { ParameterValue } from '../cwmp/rpc/schema.ts';
import type { CwmpVersion } from '../cwmp/soap/versions.ts';

/** What one Inform says about a device, in our words. */
export interface InformFacts {
  readonly id: DeviceId;
  readonly identity: DeviceIdentity;
  readonly manufacturer: string;
  readonly events: readonly InformEvent[];
  readonly retryCount: number;
  readonly root: Root | null;
  readonly softwareVersion: string | null;
  readonly hardwareVersion: string | null;
  readonly connectionRequestUrl: string | null;
  readonly informInterval: number | null;
  /** Seconds since its last start, where the Inform says. */
  readonly upTime: number | null;
  readonly cwmpVersion: CwmpVersion;
  readonly ipAddress: string;
  readonly parameters: readonly ParameterValue[];
  /** Over all of the above but events and retry count: equal means there is nothing new to store. */
  readonly hash: Buffer;
}

export interface InformEvent {
  readonly code: string;
  readonly commandKey: string;
}

export type Root = 'Device.' | 'InternetGatewayDevice.';

/** The XSD lets RetryCount have 32 bits without a sign; the database counts with one. */
const mostRetries = 0x7fff_ffff;

/** Longest text kept for a field that the XSD limits to 64 characters: devices lie about lengths. */
const fieldLimit = 256;

/** Reads the facts out of a decoded Inform. Pure. */
export function factsOf(inform: InformRequest, talk: { cwmpVersion: CwmpVersion; ipAddress: string }): InformFacts {
  const { DeviceId } = inform;
  const identity: DeviceIdentity = {
    oui: DeviceId.OUI.toUpperCase().slice(0, fieldLimit),
    productClass: DeviceId.ProductClass.slice(0, fieldLimit),
    serialNumber: DeviceId.SerialNumber.slice(0, fieldLimit),
  };
  let root: Root | null = null;
  let softwareVersion: string | null = null;
  let hardwareVersion: string | null = null;
  let connectionRequestUrl: string | null = null;
  let informInterval: number | null = null;
  let upTime: number | null = null;
  let said = `${DeviceId.Manufacturer}\n${talk.cwmpVersion}\n${talk.ipAddress}\n`;
  for (const { name, value, type } of inform.ParameterList) {
    said += `${name}\n${value}\n${type}\n`;
    root ??= name.startsWith('Device.')
      ? 'Device.'
      : name.startsWith('InternetGatewayDevice.')
        ? (name.slice(0, 22) as Root)
        : null;
    if (root === null || !name.startsWith(root)) continue;
    switch (name.slice(root.length)) {
      case 'DeviceInfo.SoftwareVersion':
        softwareVersion = value.trim();
        break;
      case 'DeviceInfo.HardwareVersion':
        hardwareVersion = value.trim();
        break;
      case 'ManagementServer.ConnectionRequestURL':
        connectionRequestUrl = value.trim();
        break;
      case 'ManagementServer.PeriodicInformInterval':
        informInterval = /^\d{1,9}$/.test(value) ? Number(value) : null;
        break;
      case 'DeviceInfo.UpTime':
        upTime = /^\d{1,9}$/.test(value) ? Number(value) : null;
        break;
      default:
        break;
    }
  }
  return {
    id: deviceIdOf(identity),
    identity,
    manufacturer: DeviceId.Manufacturer.slice(0, fieldLimit),
    events: inform.Event.map((event) => ({ code: event.EventCode, commandKey: event.CommandKey })),
    retryCount: Math.min(inform.RetryCount, mostRetries),
    root,
    softwareVersion,
    hardwareVersion,
    connectionRequestUrl,
    informInterval,
    upTime,
    cwmpVersion: talk.cwmpVersion,
    ipAddress: talk.ipAddress,
    parameters: inform.ParameterList,
    hash: hash('sha1', said, 'buffer'),
  };
}

export function hasEvent(facts: { readonly events: readonly InformEvent[] }, code: string): boolean {
  return facts.events.some((event) => event.code === code);
}

/** What was known of a device before an Inform. */
export interface BeforeInform {
  readonly softwareVersion: string | null;
  readonly connectionRequestUrl: string | null;
  readonly lastInformAt: Date | null;
}

/** A device that informs right after its start counts from a little before it. */
const upTimeSlackMs = 5_000;

/**
 * Whether the device has started anew since it was heard last. Some do not say `1 BOOT`: they have been up for less time
 * than has passed, or want to be called elsewhere without the value change that this would be while running.
 */
export function hasBooted(facts: InformFacts, before: BeforeInform | null, now: number): boolean {
  if (hasEvent(facts, '1 BOOT')) return true;
  if (!before) return false;
  const { lastInformAt } = before;
  if (facts.upTime !== null && lastInformAt !== null) {
    return now - facts.upTime * 1000 > lastInformAt.getTime() + upTimeSlackMs;
  }
  const moved =
    facts.connectionRequestUrl !== null &&
    before.connectionRequestUrl !== null &&
    facts.connectionRequestUrl !== before.connectionRequestUrl;
  return moved && !hasEvent(facts, '4 VALUE CHANGE');
}

/** Whether an M-event with this key is among the events, e.g. `M Reboot`. */
export function hasCommandKey(facts: { readonly events: readonly InformEvent[] }, code: string, key: string): boolean {
  return facts.events.some((event) => event.code === code && event.commandKey === key);
}

/** Events that prove nothing about work: with facts that did not change either, there is nothing to decide. */
const quiet = new Set(['2 PERIODIC', '3 SCHEDULED', '4 VALUE CHANGE', '6 CONNECTION REQUEST', '14 HEARTBEAT']);

export function isQuiet(facts: { readonly events: readonly InformEvent[] }): boolean {
  return facts.events.every((event) => quiet.has(event.code));
}
