import { afterAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { harborSite, quiet, quietSite } from '#e2e/cloudflare-simulator/world.ts'
import { correct } from '#lib/integrations/correct.ts'
import { placeOf } from '#lib/integrations/credential-place.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findActivity, findIntegration } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { findSample } from '#lib/samples/queries.ts'
import { openCredential } from '#lib/vault/open.ts'
import { attempt, run } from '#tests/db/cluster.ts'
import { newTenant } from '#tests/db/customer-tables.ts'
import { connectSample, given, newMember, sample, workerDatabase } from '#tests/db/fixtures.ts'
import { findJob, runVerification, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterAll(() => simulator.close())

const versionsOf = (customerId: string, integrationId: string) =>
  workerDatabase().forCustomer(customerId, (tx) =>
    tx.credential.findMany({
      where: { integrationId },
      omit: { sealed: false },
      orderBy: { version: 'asc' },
    }),
  )

test('disconnecting destroys the sealed bytes and the sample, keeps the trail, and is the end', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  expect(await findSample(member, integrationId)).not.toBeNull()
  await verifyAgain(member, integrationId)
  const waiting = given(await unfinishedOf(integrationId))
  expect(await disconnect(member, integrationId)).toBe(true)
  const [version] = await versionsOf(customerId, integrationId)
  expect(version).toMatchObject({ version: 1, sealed: null, mask: expect.stringContaining('…') })
  expect(version?.destroyedAt).toBeInstanceOf(Date)
  expect(await findSample(member, integrationId)).toBeNull()
  expect(await unfinishedOf(integrationId)).toBeNull()
  expect(await findIntegration(member, integrationId)).toMatchObject({
    state: 'disconnected',
    credential: null,
    nextTryAt: null,
  })
  const sentences = (await findActivity(member, integrationId)).map(({ sentence }) => sentence)
  expect(sentences).toEqual([
    'disconnected the account; the sealed credential was destroyed',
    'asked for a new verification',
    'verified the credential: connected',
    'entered a credential and connected the account',
  ])
  // The job that was waiting finds nothing left to do.
  expect(await findJob('verify', waiting.id)).not.toBeNull()
  expect(await disconnect(member, integrationId)).toBe(false)
  for (const role of ['worker', 'owner', 'superuser'] as const) {
    const revive = attempt(role, customerId, (client) =>
      client.query("update integration set state = 'verifying' where id = $1", [integrationId]),
    )
    await expect(revive).rejects.toThrow('stays disconnected')
  }
})

test('the account of a disconnected integration can be connected anew', async () => {
  const member = await newMember()
  const first = await connectSample(member, 'user token')
  await disconnect(member, first)
  const second = await connectSample(member, 'account token')
  expect(second).not.toBe(first)
})

test('replacing destroys the earlier version and verifies the new one', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url, 'no Account Settings')
  expect(await findIntegration(member, integrationId)).toMatchObject({ state: 'needs_attention' })
  expect(await replace(member, integrationId, sample('global key').credential)).toBe('replaced')
  expect(await findIntegration(member, integrationId)).toMatchObject({
    state: 'verifying',
    credential: { version: 2, kind: 'global_key' },
  })
  const [old, present] = await versionsOf(customerId, integrationId)
  expect(old).toMatchObject({ version: 1, sealed: null })
  expect(present).toMatchObject({ version: 2, destroyedAt: null })
  expect(await unfinishedOf(integrationId)).toMatchObject({ trigger: 'replace' })
  await runVerification(tools, integrationId)
  expect(await findIntegration(member, integrationId)).toMatchObject({ state: 'connected' })
  const sentences = (await findActivity(member, integrationId)).map(({ sentence }) => sentence)
  expect(sentences[1]).toMatch(/^replaced the credential with …[0-9a-f]{4}; the earlier one was destroyed$/)
})

test('of ten replacements at once each counts or says that another came first, and one version is left', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  const { credential } = sample('account token')
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => replace(member, integrationId, credential)),
  )
  const replaced = answers.filter((answer) => answer === 'replaced')
  expect(answers.every((answer) => answer === 'replaced' || answer === 'changed_meanwhile')).toBe(true)
  expect(replaced.length).toBeGreaterThan(0)
  const versions = await versionsOf(customerId, integrationId)
  expect(versions).toHaveLength(1 + replaced.length)
  expect(versions.filter(({ sealed }) => sealed !== null).map(({ version }) => version)).toEqual([
    versions.length,
  ])
})

test('after a correction the worker seals the credential to the new account and destroys the old version', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url, 'account out of reach')
  const { accountId, zoneIds } = sample('user token')
  expect(await correct(member, integrationId, { accountId, zoneIds })).toBe('corrected')
  const [sealedToOld] = await versionsOf(customerId, integrationId)
  expect(sealedToOld?.accountId).not.toBe(accountId)
  await runVerification(tools, integrationId)
  const [old, bound, ...more] = await versionsOf(customerId, integrationId)
  expect(more).toEqual([])
  expect(old).toMatchObject({ version: 1, sealed: null })
  expect(bound).toMatchObject({ version: 2, accountId, destroyedAt: null })
  const opened = await openCredential(tools.vault, given(given(bound).sealed), placeOf(given(bound)))
  expect(opened.kind === 'api_token' && opened.token.reveal()).toBe(sample('account out of reach').secret)
  expect(await findIntegration(member, integrationId)).toMatchObject({ state: 'connected', accountId })
  const trail = await findActivity(member, integrationId)
  expect(trail.slice(0, 3).map(({ actor, sentence }) => [actor, sentence])).toEqual([
    ['AQUILA', 'verified the credential: connected'],
    ['AQUILA', 'sealed the credential anew for the corrected account'],
    [member.email, 'corrected the Account ID'],
  ])
})

test('a corrected Zone ID alone leaves the credential as it is', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url, 'zone out of reach')
  const { accountId } = sample('zone out of reach')
  const zoneIds = [harborSite.id]
  expect(await correct(member, integrationId, { accountId, zoneIds })).toBe('corrected')
  await runVerification(tools, integrationId)
  expect(await versionsOf(customerId, integrationId)).toHaveLength(1)
  expect((await findActivity(member, integrationId))[1]?.sentence).toBe('corrected the Zone ID')
  expect((await findIntegration(member, integrationId))?.zones.map(({ zoneId }) => zoneId)).toEqual(zoneIds)
})

test('an account that is connected already cannot be corrected to', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  await connectSample(member, 'empty audit log')
  const taken = await correct(member, integrationId, { accountId: quiet.id, zoneIds: [quietSite.id] })
  expect(taken).toBe('account_taken')
  expect(await findIntegration(member, integrationId)).toMatchObject({
    accountId: sample('user token').accountId,
    state: 'connected',
  })
})

test('a row whose account was changed by other means than a correction is not followed', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  await verifyAgain(member, integrationId)
  await run('superuser', 'update integration set account_id = $1 where id = $2', [quiet.id, integrationId])
  simulator.reset()
  await expect(runVerification(tools, integrationId)).rejects.toThrow('without a correction in the trail')
  expect(simulator.calls()).toEqual([])
  const [version, ...more] = await versionsOf(customerId, integrationId)
  expect(more).toEqual([])
  expect(version).toMatchObject({ version: 1, accountId: sample('user token').accountId, destroyedAt: null })
})

test('an earlier correction to another account does not make it followed either', async () => {
  const { member, integrationId } = await newTenant(simulator.url, 'account out of reach')
  const { accountId, zoneIds } = sample('user token')
  await correct(member, integrationId, { accountId, zoneIds })
  await run('superuser', 'update integration set account_id = $1 where id = $2', [quiet.id, integrationId])
  await expect(runVerification(tools, integrationId)).rejects.toThrow('without a correction in the trail')
})
