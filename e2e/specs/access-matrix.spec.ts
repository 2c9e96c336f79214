import { globSync } from 'node:fs'
import { expect, test } from '#e2e/fixtures.ts'
import { builtActions, callAction, outcomeOf } from '#e2e/support/call-action.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import type { Member, People, Person } from '#e2e/support/people.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect } from '#e2e/support/wizard.ts'

const readers = ['anonymous', 'member', 'foreign', 'owner', 'support', 'admin', 'disabled'] as const
type Reader = (typeof readers)[number]

/**
 * What each reader gets, in the order of `readers`: "ok", "in" (led to the sign-in), "no" (403), "none" (404, as for an
 * unknown id), "why" (asked for the reason of the look first) or a status. Of an integration: that of `member`, to whom
 * `foreign` belongs to another customer. Of an action, by its name in the log: "ok" is that the form was looked at.
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
  '/admin/customers': 'in no no no ok ok in',
  '/admin/customers/[customerId]': 'in no no no ok ok in',
  '/admin/customers/new': 'in no no no ok ok in',
  '/admin/integrations': 'in no no no ok ok in',
  '/admin/integrations/[id]': 'in no no no why why in',
  '/admin/integrations/[id]/disconnect': 'in no no no why why in',
  '/admin/integrations/[id]/history': 'in no no no why why in',
  '/admin/integrations/[id]/history/[verificationId]': 'in no no no why why in',
  '/admin/integrations/[id]/support-bundle': 'in no no no why why in',
  '/admin/keys': 'in no no no ok ok in',
  '/admin/staff': 'in no no no ok ok in',
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
  'action admin.ask-step-up': 'in no no no ok ok in',
  'action admin.bulk-verify': 'in no no no ok ok in',
  'action admin.create-customer': 'in no no no ok ok in',
  'action admin.disconnect': 'in no no no ok ok in',
  'action admin.forget-view': 'in no no no ok ok in',
  'action admin.give-staff-role': 'in no no no no ok in',
  'action admin.invite': 'in no no no ok ok in',
  'action admin.pause': 'in no no no ok ok in',
  'action admin.resend': 'in no no no ok ok in',
  'action admin.resume': 'in no no no ok ok in',
  'action admin.revoke': 'in no no no ok ok in',
  'action admin.save-case': 'in no no no ok ok in',
  'action admin.save-view': 'in no no no ok ok in',
  'action admin.set-access': 'in no no no ok ok in',
  'action admin.set-role': 'in no no no ok ok in',
  'action admin.state-reason': 'in no no no ok ok in',
  'action admin.take-staff-role': 'in no no no no ok in',
  'action admin.verify-again': 'in no no no ok ok in',
  'action admin.write-note': 'in no no no ok ok in',
  'action colleagues.invite': 'in ok ok ok no no in',
  'action colleagues.resend': 'in ok ok ok no no in',
  'action colleagues.revoke': 'in ok ok ok no no in',
  'action integrations.connect': 'in ok ok ok no no in',
  'action integrations.correct': 'in ok ok ok no no in',
  'action integrations.disconnect': 'in ok ok ok no no in',
  'action integrations.replace': 'in ok ok ok no no in',
  'action integrations.take-suggested-ids': 'in ok ok ok no no in',
  'action integrations.verify-again': 'in ok ok ok no no in',
  'action samples.refresh': 'in ok ok ok no no in',
  'action samples.reveal': 'in ok ok ok no no in',
  'action sign-in.code': 'ok ok ok ok ok ok ok',
  'action sign-in.request': 'ok ok ok ok ok ok ok',
  'action signOutAction': 'ok ok ok ok ok ok ok',
}

const actionRow = 'action '

test('every page, stream and export has its row in the matrix', () => {
  const routes = globSync('app/**/{page.tsx,route.ts}').map((file) => {
    const path = file.slice('app'.length).replace(/\/(page\.tsx|route\.ts)$/, '')
    return path === '' ? '/' : path
  })
  const rows = Object.keys(matrix).filter((row) => !row.startsWith(actionRow))
  expect(routes.toSorted()).toEqual(rows.map((row) => row.replace(/^\w+ /, '')).toSorted())
})

test('every server action of the build has its row in the matrix', () => {
  const actions = builtActions().map(({ name }) => `${actionRow}${name}`)
  const rows = Object.keys(matrix).filter((row) => row.startsWith(actionRow))
  expect(actions.toSorted()).toEqual(rows.toSorted())
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
  const inPath = (route: string) =>
    route
      .replace('[verificationId]', verification?.id ?? '')
      .replace('[customerId]', member.customer.id)
      .replace('[id]', id)
  const who = await everyReader(portal, people, member)
  const actions = new Map(builtActions().map((action) => [`${actionRow}${action.name}`, action]))
  const got: Record<string, string> = {}
  for (const row of Object.keys(matrix)) {
    const [method = 'GET', route = row] = row.includes(' ') ? row.split(' ') : []
    const action = actions.get(row)
    const answers: string[] = []
    for (const reader of readers)
      answers.push(
        action
          ? outcomeOf(await callAction(portal, action, inPath(action.page), who[reader]))
          : await ask(portal.origin, method, inPath(route), who[reader]),
      )
    got[row] = answers.join(' ')
  }
  expect(got).toEqual(matrix)
})

async function everyReader(
  portal: TestPortal,
  people: People,
  member: Member,
): Promise<Record<Reader, Person | null>> {
  const owner = await people.member({ of: member.customer })
  await portal.sql("update membership set role = 'owner' where person_id = $1", [owner.id])
  const admin = await people.staff()
  await portal.sql("update staff_role set role = 'admin' where person_id = $1", [admin.id])
  const disabled = await people.member({ of: member.customer })
  await portal.sql('update person set disabled_at = now() where id = $1', [disabled.id])
  return {
    anonymous: null,
    member,
    foreign: await people.member(),
    owner,
    support: await people.staff(),
    admin,
    disabled,
  }
}

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
