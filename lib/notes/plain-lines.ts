/**
 * A text of several lines without what cannot be seen: control characters but the end of a line, and characters that
 * turn the direction or hide. A mail and a page then show what was written, and nothing else.
 */
export function plainLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\n\P{Cc}]|\p{Cf}/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
