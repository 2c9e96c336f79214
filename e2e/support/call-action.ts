import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { multipart, sameOrigin } from '#e2e/support/forms.ts'
import { type Answer, send } from '#e2e/support/http.ts'
import type { Person } from '#e2e/support/people.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

export interface BuiltAction {
  id: string
  /** As in the log: "integrations.connect". The function's own name where no wrapper is exported: "signOutAction". */
  name: string
  /** A page whose bundle holds the action: "/integrations/[id]". */
  page: string
}

interface Reference {
  workers: Record<string, unknown>
  filename: string
  exportedName: string
}

/** Every server action that a browser can call: what the build knows, and not what a pattern finds in the source. */
export function builtActions(): BuiltAction[] {
  const text = readFileSync('.next/server/server-reference-manifest.json', 'utf8')
  const { node, edge } = JSON.parse(text) as Record<'node' | 'edge', Record<string, Reference>>
  return Object.entries({ ...node, ...edge }).map(([id, reference]) => ({
    id,
    name: nameOf(reference),
    page: pageOf(reference),
  }))
}

function nameOf({ filename, exportedName }: Reference): string {
  const wrapped = new RegExp(`export const ${exportedName} = \\w+Action[^(]*\\(\\{\\s*name: '([^']+)'`)
  return wrapped.exec(readFileSync(filename, 'utf8'))?.[1] ?? exportedName
}

/** Any of them would do: the action speaks before its page. One beside the action is where a browser would be. */
function pageOf({ workers, filename }: Reference): string {
  const pages = Object.keys(workers).filter((one) => one !== 'app/_not-found/page')
  const page = pages.find((one) => one.startsWith(`${dirname(filename)}/`)) ?? pages[0] ?? ''
  return page.replace(/^app|\/page$/g, '') || '/'
}

/**
 * Calls an action as the script of its page does, with a field that no form has: whom the guard lets pass, the form's
 * schema stops, so that nothing is done. `headers` replace what the browser would say about itself.
 */
export function callAction(
  portal: TestPortal,
  { id }: BuiltAction,
  path: string,
  person: Person | null,
  headers: Record<string, string> = sameOrigin(portal),
): Promise<Answer> {
  // Next writes into the id which arguments the function looks at. "40" is the first alone: the action of a plain form.
  const sent = id.startsWith('40') ? '["$K1"]' : '[{"status":"idle"},"$K1"]'
  // The arguments come last: React reads what has come before them, and would find an empty form.
  const { type, body } = multipart([
    ['_1_field of no form', 'x'],
    ['0', sent],
  ])
  return send(`${portal.origin}${path}`, {
    method: 'POST',
    headers: {
      ...(person && { Cookie: person.cookie }),
      Accept: 'text/x-component',
      'Content-Type': type,
      'Next-Action': id,
      ...headers,
    },
    body,
  })
}

/**
 * In the words of the access matrix: "ok" (the form was looked at and not taken), "in", "no", "none". Anything else is
 * said as it is: an action that did something, or failed, is none of these.
 */
export function outcomeOf({ status, headers, body }: Answer): string {
  const target = headers['x-action-redirect']
  if (target !== undefined) return /^\/sign-in[?;]/.test(String(target)) ? 'in' : `led to ${target}`
  const result = resultIn(body)
  // Guards throw these, and only of them it is certain that the action itself has refused.
  if (status === 403 && result.includes('"NEXT_HTTP_ERROR_FALLBACK;403"')) return 'no'
  if (status === 404 && result.includes('"NEXT_HTTP_ERROR_FALLBACK;404"')) return 'none'
  // The action of a plain form answers nothing.
  if (status === 200 && (result === '"$undefined"' || /^\{"status":"(invalid|refused)"/.test(result)))
    return 'ok'
  return `${status} ${result.slice(0, 80)}`
}

/** React's answer is a line for each value; the first one says which is the action's: an error starts with E. */
function resultIn(body: string): string {
  const line = /^0:\{"a":"\$@(\w+)"/.exec(body)?.[1]
  return new RegExp(`^${line}:(.*)$`, 'm').exec(body)?.[1] ?? body
}
