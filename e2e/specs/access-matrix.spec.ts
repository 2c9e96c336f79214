import { globSync } from 'node:fs'
import { expect, test } from '#e2e/fixtures.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import type { Person } from '#e2e/support/people.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

const readers = ['anonymous', 'member', 'foreign', 'owner', 'support', 'admin', 'disabled'] as const
type Reader = (typeof readers)[number]

/**
 * What each reader gets, in the order of `readers`: "ok", "in" (led to the sign-in), "no" (403), "none" (404, as for an
 * unknown id), "why" (asked for the reason of the look first) or a status. Of an integration: that of `member`, to whom
 * `foreign` belongs to another customer.
 */
const matrix: Record<string, string> = {
  '/': 'ok ok ok ok ok ok ok',
  '/sign-in': 'ok in in in in in ok',
  '/sign-in/check-mail': 'ok ok ok ok ok ok ok',
  '/sign-in/link': 'in in in in in in in',
  '/sign-in/link-used': 'ok ok ok ok ok ok ok',
  '/sign-in/other-browser': 'ok ok ok ok ok ok ok',
  '/troubleshooting': 'ok ok ok ok ok ok ok',
  '/colleagues': 'in ok ok ok no no in',
  '/integrations': 'in ok ok ok no no in',
  '/integrations/new': 'in ok ok ok no no in',
  '/integrations/[id]': 'in ok none ok no no in',
  '/integrations/[id]/correct': 'in ok none ok no no in',
  '/integrations/[id]/disconnect': 'in ok none ok no no in',
  '/integrations/[id]/history': 'in ok none ok no no in',
  '/integrations/[id]/history/[verificationId]': 'in ok none ok no no in',
  '/integrations/[id]/replace': 'in ok none ok no no in',
  '/integrations/[id]/support-bundle': 'in ok none ok no no in',
  '/admin': 'in no no no ok ok in',
  '/admin/activity': 'in no no no ok ok in',
  '/admin/bulk/[id]': 'in no no no none none in',
  '/admin/integrations': 'in no no no ok ok in',
  '/admin/integrations/[id]': 'in no no no why why in',
  '/admin/integrations/[id]/history': 'in no no no why why in',
  '/admin/integrations/[id]/history/[verificationId]': 'in no no no why why in',
  '/admin/integrations/[id]/support-bundle': 'in no no no why why in',
  'POST /api/admin/activity/export': 'no no no no ok ok no',
  'GET /api/admin/bulk/[id]': 'none none none none none none none',
  'GET /api/admin/integrations/[id]/support-bundle': 'in no no no no no in',
  'POST /api/admin/integrations/export': 'no no no no ok ok no',
  'POST /api/discovery': 'in ok ok ok no no in',
  'GET /api/healthz': 'ok ok ok ok ok ok ok',
  'GET /api/integrations/[id]/events': 'none ok none ok none none none',
  'POST /api/integrations/[id]/sample': 'in ok none ok none none in',
  'GET /api/integrations/[id]/support-bundle': 'in ok none ok no no in',
  'GET /api/readyz': 'ok ok ok ok ok ok ok',
  'POST /api/wizard-visits': 'in 400 400 400 no no in',
}

test('every page, stream and export has its row in the matrix', () => {
  const routes = globSync('app/**/{page.tsx,route.ts}').map((file) => {
    const path = file.slice('app'.length).replace(/\/(page\.tsx|route\.ts)$/, '')
    return path === '' ? '/' : path
  })
  const rows = Object.keys(matrix).map((row) => row.replace(/^\w+ /, ''))
  expect(routes.toSorted()).toEqual(rows.toSorted())
})

test('each reader gets what the matrix says, and a foreign integration is like an unknown one', async ({
  portal,
  people,
  member,
}) => {
  test.setTimeout(180_000)
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const [verification] = await portal.sql<{ id: string }>(
    'select id from verification where integration_id = $1',
    [id],
  )
  const owner = await people.member({ of: member.customer })
  await portal.sql("update membership set role = 'owner' where person_id = $1", [owner.id])
  const admin = await people.staff()
  await portal.sql("update staff_role set role = 'admin' where person_id = $1", [admin.id])
  const disabled = await people.member({ of: member.customer })
  await portal.sql('update person set disabled_at = now() where id = $1', [disabled.id])
  const who: Record<Reader, Person | null> = {
    anonymous: null,
    member,
    foreign: await people.member(),
    owner,
    support: await people.staff(),
    admin,
    disabled,
  }
  const got: Record<string, string> = {}
  for (const row of Object.keys(matrix)) {
    const [method = 'GET', route = row] = row.includes(' ') ? row.split(' ') : []
    const path = route.replace('[verificationId]', verification?.id ?? '').replace('[id]', id)
    const answers: string[] = []
    for (const reader of readers) answers.push(await ask(portal.origin, method, path, who[reader]))
    got[row] = answers.join(' ')
  }
  expect(got).toEqual(matrix)
})

async function ask(origin: string, method: string, path: string, person: Person | null): Promise<string> {
  const stop = new AbortController()
  const answer = await fetch(`${origin}${path}`, {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: {
      ...(person && { Cookie: person.cookie }),
      ...(method === 'POST' && { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' }),
      // As a browser says of a link that somebody follows within the portal.
      'Sec-Fetch-Site': 'same-origin',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    },
    ...(method === 'POST' && { body: '' }),
  })
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  const body = isStream ? '' : await answer.text()
  stop.abort()
  if (answer.status === 200) return body.includes('Why do you open it?') ? 'why' : 'ok'
  const words: Record<number, string> = { 303: 'in', 307: 'in', 403: 'no', 404: 'none' }
  return words[answer.status] ?? String(answer.status)
}
