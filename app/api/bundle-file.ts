import { tooOften } from '#app/api/too-often.ts'
import type { ExportedBundle } from '#lib/integrations/export-bundle.ts'
import { TooOften } from '#lib/rate-limit.ts'

/** A bundle as a download that no cache keeps; an unknown one and a foreign one are not found alike. */
export function bundleFile(bundle: ExportedBundle | TooOften | null): Response {
  if (bundle instanceof TooOften) return tooOften(bundle)
  if (!bundle) return new Response('Not found.\n', { status: 404 })
  return new Response(bundle.text, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="aquila-support-bundle-${bundle.id}.json"`,
      'Cache-Control': 'no-store',
    },
  })
}
