/** What the simulator sends back. */
export type Answer =
  | { kind: 'json'; status: number; body: unknown; headers?: Record<string, string>; delayMs?: number }
  | {
      kind: 'raw'
      status: number
      body: string
      contentType: string
      headers?: Record<string, string>
      delayMs?: number
    }
  | { kind: 'hang' }
  | { kind: 'reset' }

export interface SimError {
  code?: number
  message: string
  error_chain?: SimError[]
}

export function ok(result: unknown, more: Record<string, unknown> = {}): Answer {
  return { kind: 'json', status: 200, body: { result, success: true, errors: [], messages: [], ...more } }
}

export function refuse(status: number, ...errors: SimError[]): Answer {
  return { kind: 'json', status, body: { success: false, errors, messages: [], result: null } }
}

export function html(status: number, title: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return { kind: 'raw', status, body, contentType: 'text/html; charset=UTF-8' }
}

// Texts as recorded from the real service, so that what depends on them is tried with them.
export const noRoute = () => refuse(404, { code: 7000, message: 'No route for that URI' })
export const unauthorized = () =>
  refuse(403, { code: 9109, message: 'Unauthorized to access requested resource' })
export const authenticationError = (status = 403) =>
  refuse(status, { code: 10000, message: 'Authentication error' })
export const badId = (path: string) =>
  refuse(404, {
    code: 7003,
    message: `Could not route to ${path}, perhaps your object identifier is invalid?`,
  })
