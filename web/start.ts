import 'server-only'
import { checkDatabase } from '#lib/database-self-test.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
import { cookieSecret, webEnv } from '#lib/env.ts'
import { captureConsole, configureLog, describeError, log } from '#lib/log.ts'
import { webKeys } from '#lib/vault/web-keys.ts'

/** Everything that the web process needs is looked at before it takes the first request; without it, it does not start. */
export async function startWeb(): Promise<void> {
  try {
    configureLog('web', webEnv().LOG_LEVEL)
    captureConsole()
    cookieSecret()
    await Promise.all([webKeys.sealProvider(), webKeys.samplesKey()])
    await Promise.all([checkDatabase(webDatabase(), 'web'), checkDatabase(staffDatabase(), 'staff')])
  } catch (error) {
    log.error('web does not start', describeError(error))
    process.exit(1)
  }
}

/** What broke while rendering, by class and reference number; the page shows the same number. */
export function reportRequestError(error: unknown, request: { path: string; method: string }): void {
  const digest =
    typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : null
  const path = request.path.split('?')[0] ?? ''
  log.error('request failed', { ...describeError(error), digest, method: request.method, path })
}
