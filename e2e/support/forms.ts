import { type Answer, send } from '#e2e/support/http.ts'
import type { Person } from '#e2e/support/people.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

/** The hidden fields of the page's form that has all these fields: Next's own, and the page's. */
function hiddenFields(html: string, having: string[] = []): Record<string, string> {
  for (const [form] of html.matchAll(/<form[\s\S]*?<\/form>/g)) {
    const inputs = [...form.matchAll(/<input([^>]*)>/g)].map(([, attributes]) => attributes ?? '')
    const names = inputs.map((one) => attribute(one, 'name'))
    if (!having.every((name) => names.includes(name))) continue
    const hidden = inputs.filter((one) => attribute(one, 'type') === 'hidden')
    return Object.fromEntries(hidden.map((one) => [attribute(one, 'name'), attribute(one, 'value')]))
  }
  throw new Error(`No form with ${having.join(', ')} on the page.`)
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}

/** The form of a page as a browser without JavaScript gets it. */
export async function loadForm(
  portal: TestPortal,
  person: Person,
  path: string,
  having: string[],
): Promise<Record<string, string>> {
  const { body } = await send(`${portal.origin}${path}`, { headers: { Cookie: person.cookie } })
  return hiddenFields(body, having)
}

type Fields = Record<string, string> | [string, string][]

/** Sends a form as a browser without JavaScript does; `headers` replace what it would say about itself. */
export function postForm(
  portal: TestPortal,
  person: Person,
  path: string,
  fields: Fields,
  headers: Record<string, string> = sameOrigin(portal),
): Promise<Answer> {
  const { type, body } = multipart(fields)
  return send(`${portal.origin}${path}`, {
    method: 'POST',
    headers: { Cookie: person.cookie, 'Content-Type': type, ...headers },
    body,
  })
}

export function sameOrigin(portal: TestPortal): Record<string, string> {
  return { Origin: portal.origin, 'Sec-Fetch-Site': 'same-origin' }
}

export function multipart(fields: Fields): { type: string; body: string } {
  const boundary = 'form-of-the-tests'
  const parts = (Array.isArray(fields) ? fields : Object.entries(fields)).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` }
}
