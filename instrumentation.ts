import type { Instrumentation } from 'next'

// Next compiles this file for its edge runtime too, which the portal does not use: what needs Node is imported late.

export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') await (await import('#web/start.ts')).startWeb()
}

export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env['NEXT_RUNTIME'] === 'nodejs')
    (await import('#web/start.ts')).reportRequestError(error, request)
}
