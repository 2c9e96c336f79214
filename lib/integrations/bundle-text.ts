import 'server-only'
import { maskPersonal } from '#lib/cloudflare/personal-data.ts'
import { redact } from '#lib/redact.ts'

/** Stands for an address to keep while the others are masked; of no meaning in any text. */
const kept = '\uE000'
const address = /^[0-9a-f.:]{3,45}$/i

/** A text without anything that looks like a credential, and without e-mail and IP addresses, except those to `keep`. */
export function withoutPersonal(text: string, keep: readonly string[] = []): string {
  const safe = redact(text.replaceAll(kept, ''))
  const known = keep.filter((one) => address.test(one)).map((one) => one.replaceAll('.', '\\.'))
  if (known.length === 0) return maskPersonal(safe)
  // As a whole only: 1.2.3.4 is part of 21.2.3.45, which is somebody else's.
  const whole = new RegExp(`(?<![0-9a-f.:])(?:${known.join('|')})(?![0-9a-f:]|\\.[0-9a-f])`, 'gi')
  const found = safe.match(whole) ?? []
  return maskPersonal(safe.replace(whole, kept)).replaceAll(kept, () => found.shift() ?? '')
}

/** A line holds as much as a reader takes in at once. */
const lineLength = 130

/**
 * The one spelling of a bundle: JSON, indented, where what fits on a line stands on one. Every text in it is redacted
 * once more, whoever wrote it and wherever it stands.
 */
export function bundleText(bundle: object): string {
  const safe = (_key: string, value: unknown) => (typeof value === 'string' ? redact(value) : value)
  return `${print(JSON.parse(JSON.stringify(bundle, safe)), '')}\n`
}

/** `indent` stands before the line that a value begins on; the outermost one is never put on a line. */
function print(value: unknown, indent: string): string {
  const line = oneLine(value)
  const isLeaf = typeof value !== 'object' || value === null || Object.keys(value).length === 0
  if (isLeaf || (indent !== '' && indent.length + line.length <= lineLength)) return line
  const inner = `${indent}  `
  const parts = Array.isArray(value)
    ? value.map((part) => `${inner}${print(part, inner)}`)
    : Object.entries(value).map(([name, part]) => `${inner}${JSON.stringify(name)}: ${print(part, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${oneLine(part)}`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}
