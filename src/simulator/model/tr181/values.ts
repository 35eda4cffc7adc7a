import type { LiveValue, Member, Place } from '../definition.ts';
import { read, write } from '../definition.ts';

/** Unknown Time of TR-106. */
export const unknownTime = '0001-01-01T00:00:00Z';

/** CWMP dateTime in UTC, to the second. */
export function time(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A MAC address of the vendor's block; `interface` tells the interfaces of one gateway apart. */
export function mac(place: Place, interfaceNumber: number): string {
  const { identity, ordinal } = place.facts;
  const own = ((ordinal << 4) | (interfaceNumber & 0xf)) & 0xff_ffff;
  return `${identity.oui}${own.toString(16).padStart(6, '0').toUpperCase()}`.replace(/(..)(?=.)/g, '$1:');
}

/** The last instance number on the way to the place. */
export const lastIndex = (place: Place): number => place.indices[place.indices.length - 1] ?? 0;

/** `active` while Enable is true, else `inactive`: how Status follows Enable all over TR-181. */
export function statusOf(active: string, inactive = 'Disabled'): LiveValue {
  return (place) => (place.own('Enable') === 'true' ? active : inactive);
}

/** A counter that grows with uptime, at a rate that differs from device to device and interface to interface. */
export function growing(perSecond: number): LiveValue {
  return (place) => {
    const spread = 1 + ((place.facts.ordinal + 7 * lastIndex(place)) % 97) / 97;
    return String(Math.floor(place.facts.upTimeSeconds() * perSecond * spread));
  };
}

export const alias = (prefix: string): Member =>
  write('Alias', 'string', (place) => `cpe-${prefix}-${lastIndex(place)}`, { maxLength: 64 });

/** Enable, Status, Alias, Name, LastChange, LowerLayers: what every interface object of TR-181 §4.2 begins with. */
export function interfaceHead(prefix: string, lowerLayers: string | LiveValue): Member[] {
  return [
    write('Enable', 'boolean', 'true'),
    read('Status', 'string', statusOf('Up', 'Down'), {
      values: ['Up', 'Down', 'Unknown', 'Dormant', 'NotPresent', 'LowerLayerDown', 'Error'],
    }),
    alias(prefix),
    read('Name', 'string', (place) => `${prefix}${lastIndex(place) - 1}`, { maxLength: 64 }),
    read('LastChange', 'unsignedInt', (place) => String(place.facts.upTimeSeconds())),
    write('LowerLayers', 'string', lowerLayers, { maxLength: 1024 }),
  ];
}

/** The Stats object all interfaces share. */
export function interfaceCounters(bytesPerSecond: number): Member[] {
  const packets = bytesPerSecond / 700;
  return [
    read('BytesSent', 'unsignedLong', growing(bytesPerSecond / 8)),
    read('BytesReceived', 'unsignedLong', growing(bytesPerSecond)),
    read('PacketsSent', 'unsignedLong', growing(packets / 2)),
    read('PacketsReceived', 'unsignedLong', growing(packets)),
    read('ErrorsSent', 'unsignedInt', '0'),
    read('ErrorsReceived', 'unsignedInt', growing(0.0001)),
    read('UnicastPacketsSent', 'unsignedLong', growing(packets / 2)),
    read('UnicastPacketsReceived', 'unsignedLong', growing(packets * 0.97)),
    read('DiscardPacketsSent', 'unsignedInt', '0'),
    read('DiscardPacketsReceived', 'unsignedInt', growing(0.0003)),
    read('MulticastPacketsSent', 'unsignedLong', growing(packets * 0.01)),
    read('MulticastPacketsReceived', 'unsignedLong', growing(packets * 0.02)),
    read('BroadcastPacketsSent', 'unsignedLong', growing(packets * 0.01)),
    read('BroadcastPacketsReceived', 'unsignedLong', growing(packets * 0.01)),
    read('UnknownProtoPacketsReceived', 'unsignedInt', '0'),
  ];
}
