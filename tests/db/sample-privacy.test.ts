import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Member } from '#lib/auth/actor.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { TooOften } from '#lib/rate-limit.ts'
import { exportSample } from '#lib/samples/export.ts'
import { findSample } from '#lib/samples/queries.ts'
import { requestRefresh } from '#lib/samples/request-refresh.ts'
import { reveal } from '#lib/samples/reveal.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, sideBySide } from '#tests/db/fixtures.ts'
import { runRefresh, workerTools } from '#tests/db/worker-tools.ts'
import { deleteOldSamples } from '#worker/delete-old-samples.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
let tenant: Tenant
beforeEach(async () => {
  tenant = await newTenant(simulator.url)
  await runRefresh(tools, tenant.integrationId)
})
afterAll(() => simulator.close())

const personal = /mara\.lindqvist|t\.okafor|Tobenna|203\.0\.113\.24|2001:db8:40::9|Macintosh/
const newestSentence = async () => (await findActivity(tenant.member, tenant.integrationId))[0]?.sentence

/** As if it had been read that many days ago. */
const age = (days: number, integrationId = tenant.integrationId) =>
  run(
    'superuser',
    'update sample set read_at = now() - make_interval(secs => $2) where integration_id = $1',
    [integrationId, days * 86_400],
  )

test('what the page gets by itself has no personal data in it', async () => {
  const shown = JSON.stringify(await findSample(tenant.member, tenant.integrationId))
  expect(shown).toContain('m•••@northwind-bikes.example')
  expect(shown).not.toMatch(personal)
})

test('what is asked for has it, the original of each record too, and the trail says who looked', async () => {
  const records = given(await reveal(tenant.member, tenant.integrationId))
  expect(records).toHaveLength(25)
  expect(records[0]).toMatchObject({ actor: 'mara.lindqvist@northwind-bikes.example', ip: '203.0.113.24' })
  expect(records.map(({ raw }) => raw).join()).toMatch(/Tobenna/)
  expect(await newestSentence()).toBe('looked at the personal data in the audit-log sample')
})

test('the download is a record per line in ECS, masked unless asked for, and the trail says which', async () => {
  const masked = given(await exportSample(tenant.member, tenant.integrationId, { personal: false }))
  expect(masked).not.toMatch(personal)
  expect(await newestSentence()).toBe('downloaded the audit-log sample, personal data masked')
  const whole = given(await exportSample(tenant.member, tenant.integrationId, { personal: true }))
  expect(await newestSentence()).toBe('downloaded the audit-log sample, personal data included')
  const lines = whole.trimEnd().split('\n')
  expect(lines).toHaveLength(25)
  expect(JSON.parse(given(lines[0]))).toMatchObject({
    event: { dataset: 'cloudflare.audit', category: ['authentication'] },
    user: { email: 'mara.lindqvist@northwind-bikes.example' },
    source: { ip: '203.0.113.24' },
  })
  for (const line of masked.trimEnd().split('\n')) JSON.parse(line)
})

test('30 times in ten minutes a person sees or downloads one, 60 times all persons of a customer; then nothing is shown or recorded', async () => {
  const { member, integrationId } = tenant
  const colleagues = [await newMember(member.customerName), await newMember(member.customerName)] as const
  const look = async (who: Member) => given(await reveal(who, integrationId))
  await sideBySide(3, 30, async (turn) => {
    if (turn % 2) await look(member)
    else given(await exportSample(member, integrationId, { personal: false }))
  })
  const isRefused = async (who: Member) => {
    const before = await contentsOf(who.customerId)
    expect(await reveal(who, integrationId)).toBeInstanceOf(TooOften)
    for (const personal of [true, false])
      expect(await exportSample(who, integrationId, { personal })).toBeInstanceOf(TooOften)
    expect(await contentsOf(who.customerId)).toBe(before)
  }
  await isRefused(member)
  await sideBySide(3, 29, () => look(colleagues[0]).then(() => {}))
  await look(colleagues[1])
  await isRefused(colleagues[1])
})

test('a sample that has reached its age is emptied, figures too, and the trail says so', async () => {
  await age(30.1)
  expect(await deleteOldSamples(tools.database, 30)).toBe(1)
  const [row] = await run('superuser', 'select * from sample where integration_id = $1', [
    tenant.integrationId,
  ])
  expect(row).toMatchObject({ sealed: null, record_count: 0, coverage: null })
  expect(await findSample(tenant.member, tenant.integrationId)).toMatchObject({
    content: null,
    coverage: null,
  })
  expect(await newestSentence()).toBe('deleted the audit-log sample: it had reached its age')
  expect(await reveal(tenant.member, tenant.integrationId)).toBeNull()
  expect(await exportSample(tenant.member, tenant.integrationId, { personal: true })).toBeNull()
  expect(await newestSentence()).toBe('deleted the audit-log sample: it had reached its age')
  expect(await deleteOldSamples(tools.database, 30)).toBe(0)
})

test('one that has not reached it stays', async () => {
  await age(29.9)
  expect(await deleteOldSamples(tools.database, 30)).toBe(0)
  expect(given(await findSample(tenant.member, tenant.integrationId)).content).not.toBeNull()
})

test('after the deletion newer records can be read', async () => {
  await age(30.1)
  await deleteOldSamples(tools.database, 30)
  expect(await requestRefresh(tenant.member, tenant.integrationId)).toEqual({ outcome: 'asked' })
  await runRefresh(tools, tenant.integrationId)
  const { content, coverage } = given(await findSample(tenant.member, tenant.integrationId))
  expect(given(content).records).toHaveLength(25)
  expect(coverage).toMatchObject({ records: 60 })
})

test('when the deletion cannot be recorded nothing is deleted', async () => {
  await age(30.1)
  await run('owner', 'alter table activity add constraint no_more check (false) not valid')
  await expect(deleteOldSamples(tools.database, 30)).rejects.toThrow(/no_more/)
  await run('owner', 'alter table activity drop constraint no_more')
  expect(given(await findSample(tenant.member, tenant.integrationId)).content).not.toBeNull()
  expect(await deleteOldSamples(tools.database, 30)).toBe(1)
})

test('until when it is kept is said to the day', async () => {
  const { readAt, keptUntil } = given(await findSample(tenant.member, tenant.integrationId))
  expect(Date.parse(keptUntil) - Date.parse(readAt)).toBe(30 * 86_400_000)
})
