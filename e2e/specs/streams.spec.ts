import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from '#e2e/fixtures.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { openStream, type Stream } from '#e2e/support/stream.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'
import { connect } from '#e2e/support/wizard.ts'

/** Comes every 15 seconds: without it the end came by itself and not with the next beat. */
const heartbeat = 'still here'

test('the streams of somebody who is disabled end within the moment, a colleague’s goes on', async ({
  portal,
  people,
  member,
  staff,
}) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const colleague = await people.member({ of: member.customer })
  const url = `${portal.origin}/api/integrations/${id}/events`
  const [first, second, other] = await Promise.all([
    openStream(url, member.cookie),
    openStream(url, member.cookie),
    openStream(url, colleague.cookie),
  ])
  const start = performance.now()
  const disabled = await portal.sql('select app.set_disabled($1, $2, true) as done', [staff.id, member.id])
  expect(disabled).toEqual([{ done: true }])
  for (const stream of [first, second]) await expectEnded(stream, start)
  await expectOpen(portal, other, id)
  const refused = await fetch(url, { headers: { Cookie: member.cookie } })
  expect(refused.status).toBe(404)
})

test('signing out ends the streams of this session, and those of the person’s other browser go on', async ({
  portal,
  member,
}) => {
  const id = await connect(member.page, sample('user token'))
  await expectState(member.page, 'Connected')
  const token = randomBytes(32).toString('base64url')
  await portal.sql(
    `insert into session (id, token_hash, person_id, expires_at) values (uuidv7(), $1, $2, now() + interval '8 hours')`,
    [createHash('sha256').update(`aquila/session/v1\0${token}`).digest(), member.id],
  )
  const url = `${portal.origin}/api/integrations/${id}/events`
  const here = await openStream(url, member.cookie)
  const elsewhere = await openStream(url, `aquila-session=${token}`)
  const start = performance.now()
  await member.page.getByRole('button', { name: 'Sign out' }).click()
  await expectEnded(here, start)
  await expectOpen(portal, elsewhere, id)
})

async function expectEnded(stream: Stream, start: number): Promise<void> {
  const ms = Math.round((await stream.ended) - start)
  process.stdout.write(`The stream ended after ${ms} ms.\n`)
  expect(stream.text().includes(heartbeat), 'a heartbeat came before the end').toBe(false)
  // The promise is a second; a machine with other work to do is given more, and still less than to the next beat.
  expect(ms).toBeLessThan(10_000)
}

/** What happens to the integration arrives. */
async function expectOpen(portal: TestPortal, stream: Stream, id: string): Promise<void> {
  await portal.sql("update integration set state = 'unconfirmed' where id = $1", [id])
  await portal.sql("select pg_notify('integration', $1)", [id])
  await stream.holds('"state":"unconfirmed"')
  stream.close()
}
