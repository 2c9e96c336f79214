import { webDatabase } from '#lib/db.ts'

/** The portal can serve people now: its database answers. Strangers learn no more than yes or no. */
export async function GET(): Promise<Response> {
  const ready = await webDatabase()
    .pool.query('select 1')
    .then(
      () => true,
      () => false,
    )
  return new Response(ready ? 'ready\n' : 'not ready\n', {
    status: ready ? 200 : 503,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
