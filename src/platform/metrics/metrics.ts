import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The process's Prometheus metrics. Labels stay few and closed: never a device, a campaign or anything that grows.
 * Declared in one place so that names and labels can be seen together.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'muster_' });
  const common = { registers: [registry] };
  return {
    registry,
    sessions: new Gauge({ ...common, name: 'muster_cwmp_sessions', help: 'CWMP sessions open in this process' }),
    parkedSessions: new Counter({
      ...common,
      name: 'muster_cwmp_parked_sessions_total',
      help: 'Sessions that left this process or came to it in mid-course, and those looked for in vain',
      labelNames: ['what'] as const,
    }),
    informs: new Counter({ ...common, name: 'muster_cwmp_informs_total', help: 'Informs accepted' }),
    retriedInforms: new Counter({
      ...common,
      name: 'muster_cwmp_retried_informs_total',
      help: 'Informs accepted whose RetryCount tells of sessions that failed before',
    }),
    refusals: new Counter({
      ...common,
      name: 'muster_cwmp_refusals_total',
      help: 'Requests of devices refused at the door',
      labelNames: ['reason'] as const,
    }),
    kindness: new Counter({
      ...common,
      name: 'muster_cwmp_read_kindly_total',
      help: 'Messages of devices that are not as they should be and were read all the same: whole envelopes, and parts passed over',
      labelNames: ['what'] as const,
    }),
    rpcs: new Counter({
      ...common,
      name: 'muster_cwmp_rpcs_total',
      help: 'RPCs said to devices',
      labelNames: ['method'] as const,
    }),
    operations: new Counter({
      ...common,
      name: 'muster_operations_total',
      help: 'Operations by the state they moved to',
      labelNames: ['kind', 'state'] as const,
    }),
    connectionRequests: new Counter({
      ...common,
      name: 'muster_connection_requests_total',
      help: 'Connection requests by outcome',
      labelNames: ['outcome'] as const,
    }),
    datagrams: new Counter({
      ...common,
      name: 'muster_udp_datagrams_total',
      help: 'Datagrams at the STUN and notification ports by what came of them',
      labelNames: ['what'] as const,
    }),
    transfers: new Counter({
      ...common,
      name: 'muster_file_bytes_total',
      help: 'Bytes of files sent to devices',
    }),
    eventListeners: new Gauge({
      ...common,
      name: 'muster_event_listeners',
      help: 'Listeners for events at this process',
    }),
    batchSize: new Histogram({
      ...common,
      name: 'muster_batch_size',
      help: 'Rows gathered into one statement',
      labelNames: ['batch'] as const,
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    }),
    requestSeconds: new Histogram({
      ...common,
      name: 'muster_rest_request_seconds',
      help: 'REST requests',
      labelNames: ['method', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    }),
    tickSeconds: new Histogram({
      ...common,
      name: 'muster_campaign_tick_seconds',
      help: 'One scheduler tick of one campaign',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 5],
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
