/**
 * Text from outside, made fit to store and to show on one line: no control or invisible formatting
 * characters (a right-to-left override can turn a sentence around), blanks joined, length capped.
 */
export function plainText(text: string, maxLength: number): string {
  // Cut before the replacements too, so that a very long text costs no time.
  const line = text
    .slice(0, maxLength * 4)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`
}
