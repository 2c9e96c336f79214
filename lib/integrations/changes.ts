import 'server-only'
import { Client } from 'pg'
import { webEnv } from '#lib/env.ts'
import { describeError, log } from '#lib/log.ts'

type Listener = () => void

const listeners = new Map<string, Set<Listener>>()
let connected = false
const reconnectMs = 1_000

/**
 * Calls `listener` whenever the worker has written something about an integration, until the returned function is
 * called. One connection listens for the whole process; after a lost one everybody is called, as anything may
 * have happened.
 */
export function onChange(integrationId: string, listener: Listener): () => void {
  const known = listeners.get(integrationId) ?? new Set()
  listeners.set(integrationId, known.add(listener))
  if (!connected) connect()
  return () => {
    known.delete(listener)
    if (known.size === 0) listeners.delete(integrationId)
  }
}

function connect(): void {
  connected = true
  const client = new Client({ connectionString: webEnv().WEB_DATABASE_URL, keepAlive: true })
  let ended = false
  const again = (error?: Error) => {
    if (error) log.warn('listening interrupted', describeError(error))
    if (ended) return
    ended = true
    client.end().catch(() => {})
    setTimeout(connect, reconnectMs)
  }
  client.on('error', again)
  client.once('end', again)
  client.on('notification', ({ payload }) => {
    for (const listener of listeners.get(payload ?? '') ?? []) listener()
  })
  client
    .connect()
    .then(() => client.query('listen integration'))
    .then(() => {
      for (const listener of [...listeners.values()].flatMap((set) => [...set])) listener()
    })
    .catch(again)
}
