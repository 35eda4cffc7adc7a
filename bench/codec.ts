import { parseArgs } from 'node:util';
import { rpcs } from '../src/cwmp/rpc/index.ts';
import { type Envelope, readEnvelope } from '../src/cwmp/soap/envelope.ts';
import { readXml } from '../src/cwmp/xml/reader.ts';
import { factsOf } from '../src/devices/facts.ts';
import { microseconds } from './codec/measure.ts';
import { type Contender, contenders } from './codec/parsers.ts';
import { benchDevice, informMessage, modelParameters, modelSize, valuesResponse } from './messages.ts';
import { table } from './table.ts';

/**
 * `npm run bench:codec`: what reading a CWMP message costs, by our own reader and by general parsers.
 *
 * Why the reader is our own: see docs/benchmarks.md for the figures. The general parsers that know namespaces cost more
 * than all our way from text to typed facts; the fast ones know neither namespaces nor what is not well-formed.
 */
const { values: flags } = parseArgs({ options: { 'round-ms': { type: 'string', default: '150' } } });
const timing = { warmupMs: 400, rounds: 7, roundMs: Number(flags['round-ms']) };
const budget = 40;

const inform = informMessage(benchDevice(1));
const values = valuesResponse('1', modelParameters());

function element(envelope: Envelope) {
  if (envelope.body.kind === 'request' || envelope.body.kind === 'response') return envelope.body.element;
  throw new TypeError(`the benchmark message is a ${envelope.body.kind}`);
}

/** From text to what the exchange works with. */
function informFacts() {
  const args = rpcs.Inform.request.decode(element(readEnvelope(inform)), 'Inform');
  return factsOf(args, { cwmpVersion: '1.2', ipAddress: '192.0.2.1' });
}

function decodedValues() {
  return rpcs.GetParameterValues.response.decode(element(readEnvelope(values)), 'GetParameterValuesResponse');
}

interface Row {
  readonly name: string;
  readonly note: string;
  readonly micros: number;
  readonly general: boolean;
}

function compare(title: string, source: string, full: { name: string; work: () => unknown }): number {
  const rows: Row[] = contenders.map((contender: Contender) => ({
    name: contender.name,
    note: contender.namespaces ? 'namespaces' : 'no namespaces',
    micros: microseconds(() => contender.parse(source), timing),
    general: true,
  }));
  rows.push({
    name: 'readXml (ours)',
    note: 'namespaces, strict, tree',
    micros: microseconds(() => readXml(source), timing),
    general: false,
  });
  const whole: Row = {
    name: full.name,
    note: 'the whole way',
    micros: microseconds(full.work, timing),
    general: false,
  };
  rows.push(whole);
  const fastest = Math.min(...rows.filter((row) => row.general).map((row) => row.micros));
  console.log(`\n${title}, ${source.length} characters`);
  console.log(
    table(
      ['reader', 'knows', 'CPU µs/message', 'messages/s', '× fastest general'],
      rows.map(({ name, note, micros }) => [
        name,
        note,
        micros.toFixed(micros < 100 ? 1 : 0),
        Math.round(1e6 / micros).toLocaleString('en'),
        (micros / fastest).toFixed(2),
      ]),
    ),
  );
  return whole.micros;
}

console.log(
  `Node ${process.version}; median of ${timing.rounds} rounds of ${timing.roundMs} ms after ${timing.warmupMs} ms`,
);
const spent = compare('Inform', inform, { name: 'readEnvelope + decode + factsOf', work: informFacts });
compare(`GetParameterValuesResponse with ${modelSize} parameters`, values, {
  name: 'readEnvelope + decode',
  work: decodedValues,
});
const holds = spent <= budget;
console.log(
  `\nBudget: Inform decoded to typed facts ≤ ${budget} µs: ${spent.toFixed(1)} µs, ${holds ? 'holds' : 'MISSED'}`,
);
if (!holds) process.exitCode = 1;
