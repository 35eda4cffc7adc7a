import { AggregatorRegistry, type Registry } from 'prom-client';

/** The metrics of one process, as they travel to another. */
export type MetricsOfProcess = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** @returns the text of all of them together: counters, histograms and gauges summed, loop delays averaged */
export function sumMetrics(processes: readonly MetricsOfProcess[]): Promise<string> {
  return AggregatorRegistry.aggregate([...processes]).metrics();
}
