import { afterAll, describe, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { checkNames, subjectsOf } from '#lib/cloudflare/check.ts'
import type { CloudflareClient } from '#lib/cloudflare/client.ts'
import { failureOf } from '#lib/cloudflare/failure.ts'
import { missingPermissions } from '#lib/cloudflare/verdict.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findIntegration } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { findSample } from '#lib/samples/queries.ts'
import { run, runUnguarded } from '#tests/db/cluster.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant } from '#tests/db/customer-tables.ts'
import { connectSample, given, newMember, ownerDatabase, sample } from '#tests/db/fixtures.ts'
import {
  findJob,
  happeningFirst,
  runVerification,
  unfinishedOf,
  workerTools,
} from '#tests/db/worker-tools.ts'
import { verify } from '#worker/verify.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterAll(() => simulator.close())
const signal = new AbortController().signal

const verificationOf = (id: string) =>
  ownerDatabase().transaction((tx) =>
    tx.verification.findUniqueOrThrow({ where: { id }, include: { checks: true } }),
  )

/** The questions of a whole verification, in the order of their names. */
const questionsOf = (zoneIds: string[]) =>
  checkNames.flatMap((name) => subjectsOf(name, zoneIds).map((subject) => `${name}/${subject}`)).toSorted()

describe.concurrent('a first verification', () => {
  test.each([
    'user token',
    'account token',
    'account token, old form',
    'expiring in 3 days',
    'audit log v1 only',
    'empty audit log',
    'hostile audit log',
    'global key',
    'disabled',
    'expired',
    'no Account Settings',
    'zone out of reach',
    'zone in another account',
    'ids swapped',
    'rate limited',
    'html 502',
    'connection reset',
    'truncated zone',
  ])('of the credential "%s" comes to what it must', async (name) => {
    const member = await newMember()
    const id = await connectSample(member, name)
    const job = await runVerification(tools, id)
    const { verdict, checks, ...verification } = await verificationOf(job.id)
    const { expect: expected, secret, zoneIds } = sample(name)
    expect(verdict).toBe(expected.verdict)
    expect(verification.startedAt).toBeInstanceOf(Date)
    expect(verification.finishedAt).toBeInstanceOf(Date)
    expect(checks.map(({ name, subject }) => `${name}/${subject}`).toSorted()).toEqual(questionsOf(zoneIds))
    const blamed = checks.find(({ name, failure }) => name === expected.check && failure !== null)
    expect(blamed?.failure ?? null).toBe(expected.failure)
    const view = given(await findIntegration(member, id))
    expect(view.state).toBe(expected.verdict)
    expect(view.lastVerifiedAt === null).toBe(expected.verdict !== 'connected')
    expect(view.nextTryAt === null).toBe(expected.verdict !== 'unconfirmed')
    expect(await contentsOf(member.customerId)).not.toContain(secret)
  })
})

test('a connection with gaps is a connection, and its missing permissions are on the page', async () => {
  const { member, integrationId } = await newTenant(simulator.url, 'no Zone Settings')
  const view = given(await findIntegration(member, integrationId))
  expect(view.state).toBe('connected')
  expect(view.lastVerifiedAt).not.toBeNull()
  expect(missingPermissions(given(view.verification).checks)).toEqual(['Zone Settings'])
  expect(view).toMatchObject({ missing: ['Zone Settings'], problem: null })
  expect((await verificationOf(given(view.verification).id)).verdict).toBe('connected_with_gaps')
})

test.each([
  ['user token', 'read_only_as_far_as_seen', null],
  ['global key', 'global_key', null],
  ['may write logs', 'can_write', null],
  ['disabled', null, 'token_disabled'],
  ['html 502', null, 'server_error'],
] as const)('what the list says of "%s" is what its verification found', async (name, power, failure) => {
  const { member, integrationId } = await newTenant(simulator.url, name)
  const view = given(await findIntegration(member, integrationId))
  expect(view.power).toBe(power)
  expect(view.problem).toBe(failure === null ? null : failureOf(failure).title)
})

test('the log sources that it found stand with the verification', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  const { verification } = given(await findIntegration(member, integrationId))
  const sources = given(verification).logSources ?? []
  expect(sources.find(({ key }) => key === 'audit_log')).toMatchObject({ state: 'readable' })
  expect(sources.length).toBeGreaterThan(8)
})

test('a verification of earlier days shows the questions that were asked then, and none as open', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  const shown = async () => given(await findIntegration(member, integrationId)).verification?.checks ?? []
  expect(await shown()).toHaveLength(20)
  await run('superuser', 'delete from "check" where customer_id = $1 and name = \'permission\'', [customerId])
  const before = await shown()
  expect(before).toHaveLength(7)
  expect(before.map(({ result }) => result)).not.toContain('pending')
})

test('names and the expiry that Cloudflare told are kept', async () => {
  const { member, integrationId } = await newTenant(simulator.url, 'expiring in 3 days')
  const view = given(await findIntegration(member, integrationId))
  expect(view.accountName).toBe('Northwind Bikes')
  expect(view.zones.map(({ name }) => name)).toEqual(['northwind-bikes.example'])
  const days = (new Date(view.credential?.expiresOn ?? 0).getTime() - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(3.4)
  expect(days).toBeLessThan(3.6)
})

test('an expiry that Cloudflare did not repeat is not forgotten', async () => {
  const { member, integrationId } = await newTenant(simulator.url, 'expiring in 3 days')
  await verifyAgain(member, integrationId)
  await runVerification({ ...tools, client: withoutVerify(tools.client) }, integrationId)
  const view = given(await findIntegration(member, integrationId))
  expect(view.state).toBe('connected')
  expect(view.credential?.expiresOn).not.toBeNull()
})

/** The same client on a day on which neither verify endpoint knows the token, and everything else does. */
function withoutVerify(client: CloudflareClient): CloudflareClient {
  const errors = [{ code: 1000, message: 'Invalid API Token', chained: false }]
  return {
    ...client,
    as: (...how) => {
      const calls = client.as(...how)
      return {
        ...calls,
        get: async (...question) => {
          const reply = await calls.get(...question)
          if (!question[0].endsWith('/tokens/verify')) return reply
          return {
            outcome: 'refused',
            status: 401,
            errors,
            evidence: { ...reply.evidence, status: 401, errors },
          }
        },
      }
    },
  }
}

test('the sample opens with the key of web, and for its own verification only', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  const shown = given(given(await findSample(member, integrationId)).content)
  expect(shown.records.length).toBeGreaterThan(0)
  const [row] = await run<{ record_count: number; sealed: Buffer }>(
    'superuser',
    'select * from sample where customer_id = $1',
    [customerId],
  )
  expect(row?.record_count).toBe(shown.records.length)
  expect(row?.sealed.includes('northwind')).toBe(false)
  await run('superuser', 'update sample set verification_id = gen_random_uuid() where customer_id = $1', [
    customerId,
  ])
  await expect(findSample(member, integrationId)).rejects.toThrow()
})

test('a later verification that cannot read the audit log leaves the sample of the last one that could', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  const before = given(await findSample(member, integrationId))
  await replace(member, integrationId, sample('no Account Settings').credential)
  await runVerification(tools, integrationId)
  expect(await findIntegration(member, integrationId)).toMatchObject({ state: 'needs_attention' })
  expect(await findSample(member, integrationId)).toEqual(before)
})

test('a verification that was replaced in its middle stores nothing more, and the next one answers', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'no Account Settings')
  const happening = () => replace(member, id, sample('user token').credential)
  const job = await runVerification({ ...tools, client: happeningFirst(tools.client, happening) }, id)
  const superseded = await verificationOf(job.id)
  expect(superseded).toMatchObject({ verdict: null, checks: [] })
  expect(superseded.finishedAt).toBeInstanceOf(Date)
  expect(await findSample(member, id)).toBeNull()
  expect(await findIntegration(member, id)).toMatchObject({ state: 'verifying' })
  await runVerification(tools, id)
  expect(await findIntegration(member, id)).toMatchObject({ state: 'connected' })
})

test('a verification that was disconnected in its middle brings nothing back', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  await verifyAgain(member, integrationId)
  const happening = () => disconnect(member, integrationId)
  const job = await runVerification(
    { ...tools, client: happeningFirst(tools.client, happening) },
    integrationId,
  )
  expect(await verificationOf(job.id)).toMatchObject({ verdict: null, checks: [] })
  expect(await findIntegration(member, integrationId)).toMatchObject({
    state: 'disconnected',
    credential: null,
  })
  expect(await findSample(member, integrationId)).toBeNull()
})

test('a job that is run again after its end changes nothing and asks nothing', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  const job = await runVerification(tools, id)
  const before = await contentsOf(member.customerId)
  simulator.reset()
  await verify(tools, job, { signal, isLastTry: false })
  expect(await contentsOf(member.customerId)).toBe(before)
  expect(simulator.calls().filter(({ path }) => path.includes(id))).toEqual([])
})

test('a job that is run twice at once ends once', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  const { id: verificationId } = given(await unfinishedOf(id))
  const job = given(await findJob('verify', verificationId)).payload
  await Promise.all([
    verify(tools, job, { signal, isLastTry: false }),
    verify(tools, job, { signal, isLastTry: false }),
  ])
  const records = await ownerDatabase().transaction((tx) =>
    tx.activity.count({ where: { integrationId: id, action: 'verification.finished' } }),
  )
  expect(records).toBe(1)
  expect((await verificationOf(verificationId)).checks).toHaveLength(questionsOf(['one zone']).length)
  expect(await findIntegration(member, id)).toMatchObject({ state: 'connected' })
})

test('stored bytes that do not open are never "connected": the check says why, and it is tried again', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  const stranger = await newMember()
  const other = await connectSample(stranger, 'user token')
  const swap =
    'update credential c set sealed = o.sealed from credential o where c.integration_id = $1 and o.integration_id = $2'
  await runUnguarded(swap, [id, other])
  simulator.reset()
  const job = await runVerification(tools, id)
  const { verdict, checks } = await verificationOf(job.id)
  expect(verdict).toBe('unconfirmed')
  expect(checks).toMatchObject([
    { name: 'credential_accepted', result: 'could_not_tell', failure: 'not_opened', evidence: null },
  ])
  expect(await findIntegration(member, id)).toMatchObject({
    state: 'unconfirmed',
    nextTryAt: expect.any(String),
  })
  const view = given(await findIntegration(member, id))
  expect(view.verification?.checks).toHaveLength(1)
})

test('a run that breaks until its last try ends as could not tell, and the next one is scheduled', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  const { id: verificationId } = given(await unfinishedOf(id))
  const job = given(await findJob('verify', verificationId)).payload
  const broken = happeningFirst(tools.client, () => Promise.reject(new Error('broken')))
  const run = (isLastTry: boolean) => verify({ ...tools, client: broken }, job, { signal, isLastTry })
  await expect(run(false)).rejects.toThrow('broken')
  await run(true)
  expect(await findIntegration(member, id)).toMatchObject({
    state: 'unconfirmed',
    nextTryAt: expect.any(String),
  })
})
