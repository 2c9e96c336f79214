import pino from 'pino'
import { redact } from '#lib/redact.ts'

/** The only fields a log line can have; anything else given is dropped. Values are redacted too. */
const allowed = [
  'action',
  'address',
  'attempt',
  'checks',
  'code',
  'customerId',
  'digest',
  'durationMs',
  'error',
  'integrationId',
  'jobId',
  'level',
  'method',
  'name',
  'outcome',
  'path',
  'personId',
  'port',
  'requestId',
  'rows',
  'seq',
  'status',
  'task',
  'url',
  'verificationId',
  'workerId',
] as const

export type LogFields = Partial<Record<(typeof allowed)[number], string | number | boolean | null>>

type Level = 'debug' | 'info' | 'warn' | 'error'

let logger = pino(
  { base: null, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination({ dest: 1, sync: true }),
)

/** Sets the level and the name of the process; called once when it starts. */
export function configureLog(process: string, level: string): void {
  logger = pino(
    { base: { process }, level, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 1, sync: true }),
  )
}

export const log: Record<Level, (event: string, fields?: LogFields) => void> = {
  debug: (event, fields) => write('debug', event, fields),
  info: (event, fields) => write('info', event, fields),
  warn: (event, fields) => write('warn', event, fields),
  error: (event, fields) => write('error', event, fields),
}

/** What may be said of something thrown: its class and, for the operator, its redacted message. */
export function describeError(error: unknown): { name: string; error: string } {
  // A parser quotes the beginning of what it could not read.
  if (error instanceof SyntaxError) return { name: error.name, error: 'could not be read' }
  if (!(error instanceof Error)) return { name: typeof error, error: redact(String(error)).slice(0, 500) }
  return { name: error.name, error: redact(error.message).slice(0, 500) }
}

/** Lines that libraries print by themselves go through the same redaction. */
export function captureConsole(): void {
  const levels = { log: 'info', info: 'info', debug: 'debug', warn: 'warn', error: 'error' } as const
  for (const [method, level] of Object.entries(levels) as ['log', Level][]) {
    console[method] = (...parts: unknown[]) => {
      const text = parts
        .map((part) => (part instanceof Error ? `${part.name}: ${describeError(part).error}` : String(part)))
        .join(' ')
      write(level, redact(text).slice(0, 2_000), { name: 'console' })
    }
  }
}

function write(level: Level, event: string, fields: LogFields = {}): void {
  const kept: Record<string, unknown> = {}
  for (const key of allowed) {
    const value = fields[key]
    if (value !== undefined) kept[key] = typeof value === 'string' ? redact(value) : value
  }
  logger[level](kept, redact(event))
}
