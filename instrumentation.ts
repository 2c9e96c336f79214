import type { Instrumentation } from 'next'
import { checkDatabase } from '#lib/database-self-test.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
import { cookieSecret, webEnv } from '#lib/env.ts'
import { captureConsole, configureLog, describeError, log } from '#lib/log.ts'
import { webKeys } from '#lib/vault/web-keys.ts'

/** Everything that the web process needs is looked at before it takes the first request; without it, it does not start. */
export async function register(): Promise<void> {
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
export const onRequestError: Instrumentation.onRequestError = (error, request) => {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : null
  log.error('request failed', { ...describeError(error), digest, method: request.method, path: request.path.split('?')[0] ?? '' })
}
