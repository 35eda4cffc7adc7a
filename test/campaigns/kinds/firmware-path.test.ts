import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNewer, mayFollow, mostHops, wayTo } from '../../../src/campaigns/kinds/firmware-path.ts';
import type { PlannedImage } from '../../../src/campaigns/plan/resolved.ts';

const image = (version: string, minSource: string | null = null): PlannedImage => ({
  fileId: `file of ${version}`,
  version,
  minSource,
});

/** The way as it is walked: each step asks anew from where the device is. */
function walk(wanted: PlannedImage, images: readonly PlannedImage[], from: string): string[] | string {
  const steps: string[] = [];
  for (let version = from; version !== wanted.version; ) {
    const way = wayTo(wanted, images, version);
    if ('none' in way) return way.none;
    steps.push(way.next.version);
    version = way.next.version;
    if (steps.length > 50) return 'a circle';
  }
  return steps;
}

describe('the way to a version', () => {
  const wanted = image('4.0', '3.0');
  const images = [image('3.0', '2.0'), image('2.0', '1.0'), image('3.1', '2.5'), image('2.5', '1.0')];

  it('is one step from the floor on', () => {
    expect(wayTo(wanted, images, '3.0')).toEqual({ next: wanted, hops: 1 });
    expect(wayTo(wanted, images, '3.9')).toEqual({ next: wanted, hops: 1 });
  });

  it('is the shortest, over the newest that will do', () => {
    expect(walk(wanted, images, '2.5')).toEqual(['3.1', '4.0']);
    expect(walk(wanted, images, '2.0')).toEqual(['3.0', '4.0']);
    expect(walk(wanted, images, '1.0')).toEqual(['2.5', '3.1', '4.0']);
  });

  it('is none below every floor', () => {
    expect(wayTo(wanted, images, '0.9')).toEqual({ none: 'belowFloor' });
    expect(wayTo(wanted, [], '2.0')).toEqual({ none: 'belowFloor' });
  });

  it('is none for a device that tells no version, unless there is no floor', () => {
    expect(wayTo(wanted, images, null)).toEqual({ none: 'versionUnknown' });
    expect(wayTo(image('4.0'), images, null)).toEqual({ next: image('4.0'), hops: 1 });
  });

  it('compares versions as versions', () => {
    expect(wayTo(image('1.10', '1.9'), [], '1.9')).toEqual({ next: image('1.10', '1.9'), hops: 1 });
    expect(wayTo(image('2.0', '1.10'), [], '1.9')).toEqual({ none: 'belowFloor' });
  });

  it('is at most five steps long', () => {
    const chain = Array.from({ length: 6 }, (_, i) => image(`${i + 2}`, `${i + 1}`));
    expect(walk(image('8', '7'), chain, '3')).toEqual(['4', '5', '6', '7', '8']);
    expect(wayTo(image('8', '7'), chain, '2')).toEqual({ none: 'tooManyHops' });
  });

  it('never breaks a floor, never leads back, and ends within the steps that it promised', () => {
    const version = fc.integer({ min: 1, max: 12 }).map(String);
    const anyImage = fc.tuple(version, fc.option(version)).map(([v, floor]) => image(v, floor));
    const given = fc.record({
      wanted: anyImage,
      images: fc.uniqueArray(anyImage, { selector: (one) => one.version, maxLength: 10 }),
      from: version,
    });
    fc.assert(
      fc.property(given, ({ wanted, images, from }) => {
        if (isNewer(from, wanted.version) || from === wanted.version) return;
        const first = wayTo(wanted, images, from);
        if ('none' in first) return;
        expect(first.hops).toBeLessThanOrEqual(mostHops);
        let at = from;
        for (let left = first.hops; at !== wanted.version; left--) {
          const way = wayTo(wanted, images, at);
          if ('none' in way) throw new Error(`stranded on ${at}`);
          expect(way.hops).toBe(left);
          expect(mayFollow(way.next, at)).toBe(true);
          expect(isNewer(way.next.version, at)).toBe(true);
          at = way.next.version;
        }
      }),
    );
  });
});
