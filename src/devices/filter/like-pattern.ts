/**
 * A pattern of the filter language as one of SQL's LIKE: `*` stands for any characters, everything else for itself;
 * a backslash makes the next character literal (`\*` is a star).
 */
export function likePattern(pattern: string): string {
  let sql = '';
  for (let i = 0; i < pattern.length; i++) {
    let char = pattern[i]!;
    if (char === '*') {
      sql += '%';
      continue;
    }
    if (char === '\\' && i + 1 < pattern.length) char = pattern[++i]!;
    sql += char === '%' || char === '_' || char === '\\' ? `\\${char}` : char;
  }
  return sql;
}

/** Whether a LIKE pattern of {@link likePattern} holds for the empty text. */
export function matchesEmpty(sqlPattern: string): boolean {
  return /^%*$/.test(sqlPattern);
}
