import 'server-only'
import { maskPersonal } from '#lib/cloudflare/personal-data.ts'
import { redact } from '#lib/redact.ts'

/** Stands for the address to keep while the others are masked; of no meaning in any text. */
const kept = '\uE000'

/** A text without e-mail and IP addresses, and without anything that looks like a credential; `keep` is one address that stays. */
export function withoutPersonal(text: string, keep: string | null = null): string {
  const safe = redact(text.replaceAll(kept, ''))
  if (keep === null || !/^[0-9a-f.:]{3,45}$/i.test(keep)) return maskPersonal(safe)
  // As a whole only: 1.2.3.4 is part of 21.2.3.45, which is somebody else's.
  const whole = new RegExp(`(?<![0-9a-f.:])${keep.replaceAll('.', '\\.')}(?![0-9a-f:]|\\.[0-9a-f])`, 'gi')
  return maskPersonal(safe.replace(whole, kept)).replaceAll(kept, keep)
}

/** The one spelling of a bundle. Every text in it is redacted once more, whoever wrote it and wherever it stands. */
export function bundleText(bundle: object): string {
  const safe = (_key: string, value: unknown) => (typeof value === 'string' ? redact(value) : value)
  return `${JSON.stringify(bundle, safe, 2)}\n`
}
