import { largeAnswer, largePath, modelParameters, namesResponse, valuesResponse } from '../messages.ts';

const model = modelParameters();
/** All below one object, so that one answer holds them. */
const largeObject = modelParameters(largeAnswer).map(({ name, ...rest }) => ({
  name: name.replace(/^Device\./, `${largePath}`),
  ...rest,
}));
const idMark = '@@ID@@';
/** Answers with a mark for the ID, written once: building them is not what is measured. */
const written = new Map<string, readonly [before: string, after: string]>();

function template(key: string, write: () => string): readonly [string, string] {
  let halves = written.get(key);
  if (!halves) {
    const text = write();
    const at = text.indexOf(idMark);
    halves = [text.slice(0, at), text.slice(at + idMark.length)];
    written.set(key, halves);
  }
  return halves;
}

/** What the device answers to an RPC of the ACS, or null for one the benchmark does not expect. */
export function answerRpc(message: string): string | null {
  const id = /<cwmp:ID[^>]*>([^<]*)</.exec(message)?.[1] ?? '';
  const method = /<soapenv:Body><cwmp:(\w+)/.exec(message)?.[1];
  let halves: readonly [string, string];
  if (method === 'GetParameterValues') {
    const paths = [...message.matchAll(/<string>([^<]*)<\/string>/g)].map((match) => match[1]!);
    halves = template(`v ${paths.join(' ')}`, () =>
      valuesResponse(
        idMark,
        [...model, ...largeObject].filter(({ name }) => paths.some((path) => name.startsWith(path))),
      ),
    );
  } else if (method === 'GetParameterNames') {
    const path = /<ParameterPath>([^<]*)</.exec(message)?.[1] ?? '';
    halves = template(`n ${path}`, () => namesResponse(idMark, childrenOf(path)));
  } else return null;
  return halves[0] + id + halves[1];
}

/** Immediate children of an object, as NextLevel asks. */
function childrenOf(path: string): { name: string; writable: boolean }[] {
  const names = new Set<string>();
  for (const { name } of model) {
    if (!name.startsWith(path)) continue;
    const dot = name.indexOf('.', path.length);
    names.add(dot < 0 ? name : name.slice(0, dot + 1));
  }
  return [...names].map((name) => ({ name, writable: false }));
}
