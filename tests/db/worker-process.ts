import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inject } from 'vitest'
import { urlOf } from '#tests/db/cluster.ts'

export interface WorkerProcess {
  /** Everything it has printed so far. */
  output(): string
  kill(signal: NodeJS.Signals): Promise<void>
}

/** The real worker as a process of its own, as scripts/portal.ts starts it; resolves when it takes jobs. */
export async function startWorker(cloudflareUrl: string, smtpUrl: string): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['--conditions=react-server', 'worker/main.ts'], {
    env: {
      NODE_ENV: 'production',
      DATA_DIR: inject('cluster').dataDir,
      WORKER_DATABASE_URL: urlOf('worker'),
      CLOUDFLARE_API_URL: cloudflareUrl,
      SMTP_URL: smtpUrl,
      MAIL_FROM: 'AQUILA <portal@aquila.example>',
      LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The worker did not start: ${text}`))),
  ])
  return { output: () => text, kill: (signal) => end(child, signal) }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
