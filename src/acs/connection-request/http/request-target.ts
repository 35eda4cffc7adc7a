/**
 * The request target of a ConnectionRequestURL exactly as the device wrote it: its server compares text, so nothing is
 * resolved, decoded or re-encoded. Only what HTTP cannot carry (spaces, other than ASCII) is percent-encoded, a missing
 * path becomes `/`, and a fragment, which is never sent, is cut off.
 * @param url an absolute http URL
 */
export function requestTarget(url: string): string {
  const rest = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url.trim())?.[1] ?? '';
  const target = rest.startsWith('/') ? rest : `/${rest}`;
  return target.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text));
}
