import type { Live } from '#app/integrations/[id]/live-verification.tsx'
import type { Member } from '#lib/auth/actor.ts'
import { currentPerson, watchSession } from '#lib/auth/session.ts'
import { onChange } from '#lib/changes.ts'
import { findIntegration } from '#lib/integrations/queries.ts'
import { findSampleProgress, type SampleProgress } from '#lib/samples/queries.ts'

const beatMs = 15_000
/** After this the browser connects again, and is asked again who it is. */
const lifeMs = 5 * 60_000
/** Each stream asks the database whenever something changes; a person needs one in each tab. */
const streamsPerPerson = 10
const openStreams = new Map<string, number>()

/**
 * What the integration page shows of a verification, and how far its sample is, sent anew whenever the
 * worker has stored something. It ends with the session that asked for it.
 */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/integrations/[id]/events'>,
): Promise<Response> {
  const { id } = await params
  const member = (await currentPerson())?.member
  if (!member || !(await findIntegration(member, id))) return new Response('Not found.\n', { status: 404 })
  if ((openStreams.get(member.personId) ?? 0) >= streamsPerPerson) {
    return new Response('Too many pages are open. Close some, then reload this one.\n', { status: 429 })
  }
  return new Response(follow(member, id, request.signal, await watchSession()), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform: a compressing server would hold the events back.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

type Sent = Live & { sample: SampleProgress | null }

function follow(
  member: Member,
  id: string,
  gone: AbortSignal,
  isSignedIn: () => Promise<boolean>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      let stopped = false
      let sent = ''
      let asked = false
      let sending = Promise.resolve()
      const send = () => {
        if (asked) return
        asked = true
        sending = sending.then(async () => {
          asked = false
          const integration = (await isSignedIn()) ? await findIntegration(member, id) : null
          if (!integration) return stop()
          const { state, verification, nextTryAt } = integration
          const sample = await findSampleProgress(member, id)
          const data = JSON.stringify({ state, verification, nextTryAt, sample } satisfies Sent)
          if (data === sent || stopped) return
          sent = data
          controller.enqueue(encoder.encode(`data: ${data}\n\n`))
        })
        sending.catch(() => stop())
      }
      // Of the person too: a session that has ended ends its stream within the moment, not at the next answer.
      const unsubscribe = [onChange('integration', id, send), onChange('person', member.personId, send)]
      count(member.personId, 1)
      const beat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), beatMs)
      const life = setTimeout(() => stop(), lifeMs)
      stop = () => {
        if (stopped) return
        stopped = true
        for (const end of unsubscribe) end()
        count(member.personId, -1)
        clearInterval(beat)
        clearTimeout(life)
        controller.close()
      }
      gone.addEventListener('abort', () => stop())
      send()
    },
    cancel: () => stop(),
  })
}

function count(personId: string, change: number): void {
  const now = (openStreams.get(personId) ?? 0) + change
  if (now > 0) openStreams.set(personId, now)
  else openStreams.delete(personId)
}
