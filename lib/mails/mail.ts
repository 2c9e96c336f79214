/** A mail as it is handed to the mail server: plain text, so that nothing in it can be hidden or load anything. */
export interface Mail {
  subject: string
  text: string
}

const width = 76

/**
 * Joins the paragraphs of a mail with empty lines and closes with the name. Lines are broken at a width that every
 * mail program shows; a link, and what is indented, keeps its line. What is null is left out.
 */
export function mailText(...paragraphs: (string | null)[]): string {
  const kept = paragraphs.filter((paragraph) => paragraph !== null && paragraph !== '')
  return `${[...kept, 'AQUILA'].map((paragraph) => (paragraph ?? '').split('\n').map(wrapped).join('\n')).join('\n\n')}\n`
}

function wrapped(line: string): string {
  if (line.startsWith('    ')) return line
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].join('\n')
}

const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZone: 'UTC',
})

/** "31 December 2026 at 23:59 UTC" */
export function mailTime(date: Date): string {
  return `${exact.format(date)} UTC`
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** "31 December 2026", in UTC. */
export function mailDay(date: Date): string {
  return day.format(date)
}
