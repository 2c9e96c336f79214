import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { disconnectAsStaff } from '#lib/integrations/disconnect-as-staff.ts'
import { findActivity, findIntegration } from '#lib/integrations/queries.ts'
import { askStepUp } from '#lib/step-up/ask-step-up.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newStaff, sideBySide, workerDatabase } from '#tests/db/fixtures.ts'
import { signedIn } from '#tests/db/step-up-tools.ts'
import { takeJob } from '#tests/db/worker-tools.ts'
import { openMailer } from '#worker/mailer.ts'
import { sendStepUp } from '#worker/send-step-up.ts'

const simulator = await startSimulator()
const mailbox = await startMailbox()
const mailer = openMailer({ url: mailbox.url, from: 'AQUILA <portal@aquila.example>' })
afterAll(async () => {
  mailer.close()
  await Promise.all([simulator.close(), mailbox.close()])
})
let tenant: Tenant
beforeAll(async () => {
  tenant = await newTenant(simulator.url)
})

const why = { reason: 'The contract has ended.' }

/** A staff member with a session, and the code that was mailed for an integration. */
async function asked(integrationId = tenant.integrationId, role: 'support' | 'admin' = 'support') {
  const staff = await newStaff(role)
  const sessionHash = await signedIn(staff.personId)
  return { staff, sessionHash, code: await codeFor(staff, sessionHash, integrationId) }
}

async function codeFor(staff: Staff, sessionHash: Uint8Array<ArrayBuffer>, integrationId: string) {
  expect(await askStepUp(staff, integrationId, sessionHash)).toBe(true)
  const [row] = await run<{ id: string }>('superuser', 'select id from step_up where person_id = $1', [
    staff.personId,
  ])
  const { payload } = await takeJob('send_step_up', given(row).id)
  await sendStepUp({ database: workerDatabase(), mailer }, payload)
  const mail = given(mailbox.mails().findLast(({ to }) => to === staff.email))
  expect(mail.subject).toBe('Your code for AQUILA')
  return given(mail.text.match(/^ {4}(\S+)$/m)?.[1])
}

const stateOf = async ({ member, integrationId }: Tenant) =>
  given(await findIntegration(member, integrationId)).state

test('with the mailed code an integration is ended: sealed bytes and sample are gone, the trail says who', async () => {
  const own = await newTenant(simulator.url)
  const { staff, sessionHash, code } = await asked(own.integrationId)
  const typed = ` ${code.toLowerCase().replace('-', ' ')} `
  expect(await disconnectAsStaff(staff, own.integrationId, { ...why, code: typed, sessionHash })).toBe('done')
  expect(await stateOf(own)).toBe('disconnected')
  const [left] = await run<{ sealed: number; samples: number; open: number }>(
    'superuser',
    `select (select count(sealed)::int from credential where integration_id = $1) as sealed,
       (select count(*)::int from sample where integration_id = $1) as samples,
       (select count(*)::int from verification where integration_id = $1 and finished_at is null) as open`,
    [own.integrationId],
  )
  expect(left).toEqual({ sealed: 0, samples: 0, open: 0 })
  const said = (await findActivity(own.member, own.integrationId)).slice(0, 2)
  expect(said.map(({ actor, sentence }) => `${actor} ${sentence}`)).toEqual([
    `AQUILA support (${staff.email}) disconnected the account; the sealed credential was destroyed. The reason: “The contract has ended.”`,
    `AQUILA support (${staff.email}) asked for a code to disconnect the account`,
  ])
  expect(await disconnectAsStaff(staff, own.integrationId, { ...why, code, sessionHash })).toBe('refused')
  expect(await askStepUp(staff, own.integrationId, sessionHash)).toBe(false)
})

test.each<
  [string, (given: { staff: Staff; sessionHash: Uint8Array<ArrayBuffer>; code: string }) => Promise<unknown>]
>([
  [
    'another code',
    async ({ staff, sessionHash }) =>
      disconnectAsStaff(staff, tenant.integrationId, { ...why, code: 'ABCD-2345', sessionHash }),
  ],
  [
    'no code',
    async ({ staff, sessionHash }) =>
      disconnectAsStaff(staff, tenant.integrationId, { ...why, code: '', sessionHash }),
  ],
  [
    'another session of the same person',
    async ({ staff, code }) =>
      disconnectAsStaff(staff, tenant.integrationId, {
        ...why,
        code,
        sessionHash: await signedIn(staff.personId),
      }),
  ],
  [
    'somebody else’s code',
    async ({ code }) => {
      const other = await newStaff()
      return disconnectAsStaff(other, tenant.integrationId, {
        ...why,
        code,
        sessionHash: await signedIn(other.personId),
      })
    },
  ],
  [
    'somebody else’s session',
    async ({ code, sessionHash }) =>
      disconnectAsStaff(await newStaff(), tenant.integrationId, { ...why, code, sessionHash }),
  ],
  [
    'another integration',
    async ({ staff, sessionHash, code }) =>
      disconnectAsStaff(staff, (await newTenant(simulator.url)).integrationId, { ...why, code, sessionHash }),
  ],
  [
    'a code of more than five minutes ago',
    async ({ staff, sessionHash, code }) => {
      await run(
        'superuser',
        "update step_up set created_at = now() - interval '5 minutes 1 second' where person_id = $1",
        [staff.personId],
      )
      return disconnectAsStaff(staff, tenant.integrationId, { ...why, code, sessionHash })
    },
  ],
  [
    'five wrong codes before',
    async ({ staff, sessionHash, code }) => {
      for (let wrong = 0; wrong < 5; wrong += 1)
        await disconnectAsStaff(staff, tenant.integrationId, { ...why, code: 'ABCD-2345', sessionHash })
      return disconnectAsStaff(staff, tenant.integrationId, { ...why, code, sessionHash })
    },
  ],
  [
    'a newer code asked for',
    async ({ staff, sessionHash, code }) => {
      await askStepUp(staff, tenant.integrationId, sessionHash)
      return disconnectAsStaff(staff, tenant.integrationId, { ...why, code, sessionHash })
    },
  ],
  [
    'the session ended',
    async ({ staff, sessionHash, code }) => {
      await run('superuser', 'update session set expires_at = now() where person_id = $1', [staff.personId])
      return disconnectAsStaff(staff, tenant.integrationId, { ...why, code, sessionHash })
    },
  ],
  [
    'the role was taken meanwhile',
    async ({ staff, sessionHash, code }) => {
      await run('superuser', 'delete from staff_role where person_id = $1', [staff.personId])
      return disconnectAsStaff(staff, tenant.integrationId, { ...why, code, sessionHash })
    },
  ],
])('nothing is ended with %s', async (_, act) => {
  expect(await act(await asked())).toBe('refused')
  expect(await stateOf(tenant)).toBe('connected')
})

test('a code before its mail is out is none, and an unknown integration has none', async () => {
  const staff = await newStaff()
  const sessionHash = await signedIn(staff.personId)
  expect(await askStepUp(staff, randomUUID(), sessionHash)).toBe(false)
  expect(await askStepUp(staff, tenant.integrationId, await signedIn((await newStaff()).personId))).toBe(
    false,
  )
  await askStepUp(staff, tenant.integrationId, sessionHash)
  expect(await disconnectAsStaff(staff, tenant.integrationId, { ...why, code: '', sessionHash })).toBe(
    'refused',
  )
  expect(await disconnectAsStaff(staff, randomUUID(), { ...why, code: 'x', sessionHash })).toBe('gone')
})

test('of several asked for at once in one session one remains', async () => {
  const staff = await newStaff()
  const sessionHash = await signedIn(staff.personId)
  for (let round = 0; round < 3; round += 1) {
    await sideBySide(4, 4, async () => {
      expect(await askStepUp(staff, tenant.integrationId, sessionHash)).toBe(true)
    })
    const left = await run('superuser', 'select id from step_up where person_id = $1', [staff.personId])
    expect(left).toHaveLength(1)
  }
})

test('a code that nobody can use any more is not mailed', async () => {
  const staff = await newStaff()
  await askStepUp(staff, tenant.integrationId, await signedIn(staff.personId))
  const [row] = await run<{ id: string }>(
    'superuser',
    "update step_up set created_at = now() - interval '6 minutes' where person_id = $1 returning id",
    [staff.personId],
  )
  await sendStepUp({ database: workerDatabase(), mailer }, { customerId: null, id: given(row).id })
  expect(mailbox.mails().filter(({ to }) => to === staff.email)).toEqual([])
})

test.each(['web', 'staff'] as const)('%s sees no code and makes none up', async (role) => {
  for (const sql of [
    'select * from step_up',
    'insert into step_up (id, session_id, person_id, integration_id) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid())',
    "update step_up set code_hash = sha256('x')",
    role === 'staff'
      ? "update integration set state = 'disconnected'"
      : "select app.disconnect_by_staff(gen_random_uuid(), '', gen_random_uuid(), '', gen_random_uuid())",
  ]) {
    const refused = attempt(role, role === 'web' ? tenant.customerId : null, (client) => client.query(sql))
    await expect(refused).rejects.toMatchObject({ code: '42501' })
  }
})
