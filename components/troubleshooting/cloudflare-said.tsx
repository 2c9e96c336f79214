import type { CloudflareText } from '#lib/cloudflare/cloudflare-text.ts'

/** One of Cloudflare's texts with its code, as it stands in an answer. */
export function CloudflareSaid({ said: { code, text } }: { said: CloudflareText }) {
  return (
    <span className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3">
      <code className="font-mono text-12 leading-5">{code ?? '–'}</code>
      <q className="wrap-anywhere">{text}</q>
    </span>
  )
}
