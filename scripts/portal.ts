import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Prepared } from '#scripts/prepare.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

export type Settings = Record<string, string>

export interface Portal {
  /** Replaces the worker by a new one, as a supervisor would after a crash. */
  killWorker(): Promise<void>
  startWorker(): Promise<void>
  stop(): Promise<void>
}

/**
 * Runs web and worker as processes of their own, each with only the settings meant for it, and starts one anew that
 * ends by itself. Resolves when web takes requests.
 *
 * @param settings as in `.env.example`, without the connection strings.
 * @param onLine gets each line that they print.
 */
export async function startPortal(
  prepared: Prepared,
  settings: Settings,
  onLine: (line: string) => void,
): Promise<Portal> {
  const { SMTP_URL, MAIL_FROM, ...shared } = settings
  const webSettings = {
    ...shared,
    WEB_DATABASE_URL: prepared.urls.web,
    STAFF_DATABASE_URL: prepared.urls.staff,
  }
  const mail = { SMTP_URL: SMTP_URL ?? '', MAIL_FROM: MAIL_FROM ?? '' }
  const workerSettings = { ...shared, ...mail, WORKER_DATABASE_URL: prepared.urls.worker }
  const web = keepRunning(['web/main.ts'], webSettings, onLine)
  const worker = keepRunning(['--conditions=react-server', 'worker/main.ts'], workerSettings, onLine)
  const stop = async () => {
    await Promise.all([web.stop(), worker.stop()])
  }
  const started = await Promise.allSettled([web.start(), worker.start()])
  const failed = started.find((result) => result.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  return {
    killWorker: () => worker.kill(),
    startWorker: () => worker.start(),
    stop,
  }
}

/** A process that is started again, after a second, when it ends without having been told to. */
function keepRunning(args: string[], settings: Settings, onLine: (line: string) => void) {
  let child: ChildProcess | null = null
  let wanted = false
  const start = async (): Promise<void> => {
    wanted = true
    // Prisma asks for relations side by side on one connection, of which pg warns on every start; nothing here depends on it.
    const started = spawn(process.execPath, ['--disable-warning=DeprecationWarning', ...args], {
      cwd: root,
      env: { ...inherited(), NODE_ENV: 'production', ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr]) eachLine(stream, onLine)
    started.once('exit', () => {
      if (wanted && child === started) setTimeout(restart, 1_000)
    })
    await ready(started, args.at(-1) ?? '')
  }
  // One that does not come up ends again, and is tried again then.
  const restart = () => {
    if (wanted) start().catch(() => {})
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    wanted = false
    const ending = child
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await gone
  }
  return { start, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** Both processes send one message when they are ready; one that ends before has said why on its way. */
function ready(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', () => reject(new Error(`${name} did not start.`)))
  })
}

function eachLine(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim()) onLine(line)
  })
}

/** What any program needs of the surroundings, and no setting of another process. */
function inherited(): Settings {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  ) as Settings
}
