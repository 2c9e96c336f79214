import { expect, test } from '#e2e/fixtures.ts'
import { loadForm, postForm } from '#e2e/support/forms.ts'
import { type Answer, send } from '#e2e/support/http.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import type { Person } from '#e2e/support/people.ts'
import { sample } from '#e2e/support/samples.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect } from '#e2e/support/wizard.ts'

const unknown = '01990000-0000-7000-8000-000000000000'

/** What an answer says to its reader: status and text, without the address that was asked for. */
function told({ status, headers, body }: Answer, id: string) {
  const text = body.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ')
  return {
    status,
    type: headers['content-type'],
    caching: headers['cache-control'],
    text: text.replaceAll(id, 'ID'),
  }
}

test('the page, its forms and its stream answer to a foreign id as to one that does not exist', async ({
  portal,
  guard,
  member,
  people,
}) => {
  guard.expectProblem(/status of 404/)
  const other = await people.member()
  const foreign = await connect(other.page, sample('user token'))
  await expectState(other.page, 'Connected')

  const get = (path: string) => send(`${portal.origin}${path}`, { headers: { Cookie: member.cookie } })
  const [run] = await portal.sql<{ id: string }>('select id from verification where integration_id = $1', [
    foreign,
  ])
  const pages = ['', '/replace', '/correct', '/disconnect', '/history', '/support-bundle']
  const ofTheirs = [`/history/${run?.id}`, `/support-bundle?verification=${run?.id}`]
  for (const path of [...pages, ...ofTheirs]) {
    const [seen, nothing] = [
      await get(`/integrations/${foreign}${path}`),
      await get(`/integrations/${unknown}${path}`),
    ]
    expect(seen.status, path).toBe(404)
    expect(seen.body, path).toContain('There is nothing at this address')
    expect(seen.body, path).not.toContain('Northwind')
    expect(told(seen, foreign), path).toEqual(told(nothing, unknown))
  }
  const stream = await get(`/api/integrations/${foreign}/events`)
  expect(told(stream, foreign)).toEqual(told(await get(`/api/integrations/${unknown}/events`), unknown))
  expect(stream).toMatchObject({ status: 404, body: 'Not found.\n' })
  const file = await get(`/api/integrations/${foreign}/support-bundle`)
  expect(told(file, foreign)).toEqual(told(await get(`/api/integrations/${unknown}/support-bundle`), unknown))
  expect(file).toMatchObject({ status: 404, body: 'Not found.\n' })

  await member.page.goto(`/integrations/${foreign}`)
  await expect(member.page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
  await member.page.goto('/integrations')
  await expect(member.page.getByRole('main')).toContainText('No account connected yet')
})

test('a verification of another customer is under an own integration as one that does not exist', async ({
  portal,
  member,
  people,
}) => {
  const other = await people.member()
  const foreign = await connect(other.page, sample('user token'))
  await expectState(other.page, 'Connected')
  const own = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const [run] = await portal.sql<{ id: string }>('select id from verification where integration_id = $1', [
    foreign,
  ])
  const id = run?.id ?? ''
  const get = (path: string) => send(`${portal.origin}${path}`, { headers: { Cookie: member.cookie } })
  for (const path of [
    `/integrations/${own}/history/`,
    `/integrations/${own}/support-bundle?verification=`,
    `/api/integrations/${own}/support-bundle?verification=`,
  ]) {
    const [seen, nothing] = [await get(path + id), await get(path + unknown)]
    expect(seen.status, path).toBe(404)
    expect(told(seen, id), path).toEqual(told(nothing, unknown))
  }
  const keyed = await get(`/integrations/${own}/history?after=${id}`)
  expect(told(keyed, id)).toEqual(told(await get(`/integrations/${own}/history?after=${unknown}`), unknown))
})

test('history and bundle below /admin are refused to a member, page and file', async ({
  portal,
  member,
  guard,
}) => {
  guard.expectProblem(/status of 403/)
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const before = await rowsOf(portal, id)
  for (const path of [
    `/admin/integrations/${id}/history`,
    `/admin/integrations/${id}/history/${unknown}`,
    `/admin/integrations/${id}/support-bundle`,
    `/api/admin/integrations/${id}/support-bundle`,
  ]) {
    expect((await send(`${portal.origin}${path}`, { headers: { Cookie: member.cookie } })).status, path).toBe(
      403,
    )
    expect(await send(`${portal.origin}${path}`), path).toMatchObject({
      status: 307,
      headers: { location: expect.stringContaining('/sign-in') },
    })
  }
  expect(await rowsOf(portal, id)).toEqual(before)
})

test('an action with a foreign id does nothing and answers as with one that does not exist', async ({
  portal,
  member,
  people,
}) => {
  const other = await people.member()
  const foreign = await connect(other.page, sample('user token'))
  await expectState(other.page, 'Connected')
  const own = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const before = await rowsOf(portal, foreign)

  const { accountId, zoneId, secret } = sample('account token')
  const page = `/integrations/${own}`
  for (const [path, having, typed] of [
    [page, ['id'], {}],
    [`${page}/correct`, ['accountId'], { accountId, zoneIds: zoneId }],
    [`${page}/replace`, ['token'], { token: secret }],
    [`${page}/disconnect`, ['id'], {}],
  ] as [string, string[], Record<string, string>][]) {
    const form = { ...(await loadForm(portal, member, path, having)), ...typed }
    const answer = (id: string) => postForm(portal, member, path, { ...form, id })
    const [seen, nothing] = [await answer(foreign), await answer(unknown)]
    expect(seen.status, path).toBe(404)
    expect(told(seen, foreign), path).toEqual(told(nothing, unknown))
  }
  expect(await rowsOf(portal, foreign)).toEqual(before)
})

test('an action of staff is refused to a member', async ({ portal, member, staff }) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const path = `/admin/integrations/${id}`
  const form = await loadForm(portal, staff, path, ['id'])
  const before = await rowsOf(portal, id)
  const asMember: Person = { ...staff, cookie: member.cookie }
  expect([403, 404]).toContain((await postForm(portal, asMember, path, form)).status)
  const signedOut: Person = { ...staff, cookie: '' }
  expect(await postForm(portal, signedOut, path, form)).toMatchObject({
    status: 303,
    headers: { location: '/sign-in?ended=yes' },
  })
  expect(await rowsOf(portal, id)).toEqual(before)
})

/** Everything stored of an integration. */
async function rowsOf(portal: TestPortal, id: string): Promise<unknown> {
  return portal.sql(
    `select i.*, (select count(*)::int from verification where integration_id = i.id) as verifications,
            (select json_agg(c order by c.version) from credential c where integration_id = i.id) as credentials,
            (select count(*)::int from activity where integration_id = i.id) as activity
     from integration i where id = $1`,
    [id],
  )
}
