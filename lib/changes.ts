import 'server-only'
import { Client } from 'pg'
import { webEnv } from '#lib/env.ts'
import { describeError, log } from '#lib/log.ts'

/**
 * What is announced, each time with the id: that something of an integration was stored, and that sessions of a person
 * may have ended.
 */
export type Channel = 'integration' | 'person'

type Listener = () => void

const listeners: Record<Channel, Map<string, Set<Listener>>> = { integration: new Map(), person: new Map() }
const channels = Object.keys(listeners) as Channel[]
let connected = false
const reconnectMs = 1_000

/**
 * Calls `listener` whenever something was announced about `id`, until the returned function is called. One connection
 * listens for the whole process; after a lost one everybody is called, as anything may have happened.
 */
export function onChange(channel: Channel, id: string, listener: Listener): () => void {
  const ofChannel = listeners[channel]
  const known = ofChannel.get(id) ?? new Set()
  ofChannel.set(id, known.add(listener))
  if (!connected) connect()
  return () => {
    known.delete(listener)
    if (known.size === 0 && ofChannel.get(id) === known) ofChannel.delete(id)
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
  client.on('notification', ({ channel, payload }) => {
    if (isChannel(channel))
      for (const listener of [...(listeners[channel].get(payload ?? '') ?? [])]) listener()
  })
  client
    .connect()
    .then(() => client.query(channels.map((channel) => `listen ${channel}`).join('; ')))
    .then(() => {
      const all = channels.flatMap((channel) => [...listeners[channel].values()])
      for (const listener of all.flatMap((set) => [...set])) listener()
    })
    .catch(again)
}

function isChannel(name: string): name is Channel {
  return Object.hasOwn(listeners, name)
}
