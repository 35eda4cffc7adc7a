const expressions = new Map<string, RegExp>();

/**
 * The expression of a pattern of XML Schema, which is always about the whole value. Made once; there are as many as the
 * definitions hold.
 * @throws SyntaxError where it is no expression; definitions are checked as they are read
 */
export function expressionOf(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${pattern})$`, 'u');
    expressions.set(pattern, expression);
  }
  return expression;
}
