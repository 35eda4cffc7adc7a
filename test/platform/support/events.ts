/** Collects what happens, and tells when there is enough of it. */
export function counted<T>(): {
  readonly all: readonly T[];
  add(item: T): void;
  reaches(count: number): Promise<void>;
} {
  const all: T[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    all,
    add(item) {
      all.push(item);
      for (const w of waiting.filter((one) => all.length >= one.count)) w.resolve();
    },
    reaches: (count) =>
      all.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

/** Something to wait for until it is opened. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
