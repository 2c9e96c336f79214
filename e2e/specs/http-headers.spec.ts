import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '#e2e/fixtures.ts'
import { type Answer, type RawRequest, send } from '#e2e/support/http.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

const nonceOf = ({ headers }: Answer) =>
  /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]

test('every kind of answer carries the security headers', async ({ portal, member }) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const signedIn = { Cookie: member.cookie }
  const home = await send(`${portal.origin}/`)
  const script = /src="(\/_next\/static\/[^"]+\.js[^"]*)"/.exec(home.body)?.[1] ?? 'no script found'
  const asked: [number, string, RawRequest][] = [
    [200, '/', {}],
    [200, '/integrations', { headers: signedIn }],
    [307, '/integrations', {}],
    [307, '/', { headers: { Host: 'portal.example' } }],
    [308, '/sign-in/', {}],
    [404, '/nothing/here', {}],
    [404, '/_next/static/nothing.js', {}],
    [404, `/api/integrations/${id}/events`, {}],
    [404, `/api/integrations/${id.replaceAll('0', '1')}/support-bundle`, { headers: signedIn }],
    [307, `/api/integrations/${id}/support-bundle`, {}],
    [403, '/sign-in', { method: 'POST' }],
    [403, '/admin/integrations', { headers: signedIn }],
    [405, '/', { method: 'DELETE' }],
    [400, '/%', {}],
    [413, '/sign-in', { method: 'POST', body: 'x'.repeat(65 * 1024) }],
    [200, script, {}],
    [200, '/icon.svg', {}],
    [200, `/api/integrations/${id}/events`, { headers: signedIn, until: 'data: ' }],
    [200, `/api/integrations/${id}/support-bundle`, { headers: signedIn }],
    [200, '/api/healthz', {}],
  ]
  for (const [status, target, request] of asked) {
    const { headers, ...answer } = await send(`${portal.origin}${target}`, request)
    const what = `${status} ${target}`
    expect(answer.status, what).toBe(status)
    expect(headers, what).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
    })
    expect(headers['x-powered-by'], what).toBeUndefined()
    const isStatic = target === script || target === '/icon.svg'
    if (!isStatic) expect(headers['cache-control'], what).toContain('no-store')
  }
})

test('every page has a nonce of its own, on its scripts and in its policy', async ({ portal }) => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(`${portal.origin}/sign-in`)))
  const nonces = answers.map(nonceOf)
  expect(new Set(nonces).size).toBe(20)
  for (const [index, { body }] of answers.entries()) {
    const scripts = body.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonces[index]}"`))).toEqual([])
    expect(Buffer.from(nonces[index] ?? '', 'base64').length).toBeGreaterThanOrEqual(16)
  }
})

test('a script that somebody smuggled into the page does not run', async ({ guard, page }) => {
  guard.expectProblem(/Content Security Policy/)
  await page.route('/sign-in', async (route) => {
    const response = await route.fetch()
    const planted =
      '<script>window.name="ran"</script><img src="x:" onerror="window.name=\'ran\'"><form></form>'
    await route.fulfill({ response, body: (await response.text()).replace('<main', `${planted}<main`) })
  })
  const violations: string[] = []
  page.on('console', (message) => violations.push(message.text()))
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await expect
    .poll(() => violations.filter((text) => text.includes('inline script')).length)
    .toBeGreaterThan(0)
  await expect
    .poll(() => violations.filter((text) => text.includes('event handler')).length)
    .toBeGreaterThan(0)
  expect(await page.evaluate(() => window.name)).toBe('')
})

test('no other site can show the portal in a frame', async ({ guard, portal, page }) => {
  guard.expectProblem(/frame-ancestors|X-Frame-Options/)
  // With an icon of its own: else the browser asks this server for one, sometimes after it has closed.
  const frame = `<link rel="icon" href="data:,"><iframe title="portal" src="${portal.origin}/sign-in"></iframe>`
  const other = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end(frame),
  )
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  await page.goto(`http://127.0.0.1:${port}/`)
  await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
  other.closeAllConnections()
  other.close()
})

test('the health endpoints answer without a session, under any name, and say no more than yes', async ({
  portal,
}) => {
  for (const [path, body] of [
    ['/api/healthz', 'ok\n'],
    ['/api/readyz', 'ready\n'],
  ] as const) {
    const answer = await send(`${portal.origin}${path}`, { headers: { Host: '10.0.0.7:3000' } })
    expect(answer).toMatchObject({ status: 200, body })
  }
})
