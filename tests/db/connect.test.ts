import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/auth/actor.ts'
import { connect } from '#lib/integrations/connect.ts'
import { findActivity, findIntegration, listIntegrations } from '#lib/integrations/queries.ts'
import { kekIdOf } from '#lib/vault/envelope.ts'
import { openCredential } from '#lib/vault/open.ts'
import { SealError } from '#lib/vault/seal-error.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { connectSample, given, newMember, ownerDatabase, sample, workerDatabase } from '#tests/db/fixtures.ts'
import { findJob, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'

let member: Member
beforeAll(async () => {
  member = await newMember()
})

const sealedOf = (customerId: string, integrationId: string) =>
  workerDatabase().forCustomer(customerId, (tx) =>
    tx.credential.findFirstOrThrow({
      where: { integrationId },
      omit: { sealed: false },
      orderBy: { version: 'desc' },
    }),
  )

describe.each(['user token', 'global key'])('connecting with the %s', (name) => {
  test('stores what the form brought, the secret sealed, and queues its verification', async () => {
    const someone = await newMember()
    const { accountId, zoneIds, secret, credential } = sample(name)
    const id = await connectSample(someone, name)
    const { customerId, personId } = someone
    const stored = await sealedOf(customerId, id)
    expect(stored).toMatchObject({
      customerId,
      version: 1,
      kind: credential.kind,
      accountId,
      destroyedAt: null,
      expiresOn: null,
    })
    expect(stored.email).toBe(credential.kind === 'global_key' ? credential.email : null)
    expect(stored.kekId).toBe(kekIdOf(given(stored.sealed)))
    const integration = await findIntegration(someone, id)
    expect(integration).toMatchObject({
      state: 'verifying',
      accountId,
      zones: zoneIds.map((zoneId) => ({ zoneId })),
    })
    expect(integration?.verification?.checks.every(({ result }) => result === 'pending')).toBe(true)
    const verification = given(await unfinishedOf(id))
    expect(verification).toMatchObject({ trigger: 'connect', attempt: 0, startedAt: null, verdict: null })
    expect((await findJob('verify', verification.id))?.payload).toEqual({ customerId, id: verification.id })
    const [entry] = await findActivity(someone, id)
    expect(entry).toMatchObject({
      actor: someone.email,
      sentence: 'entered a credential and connected the account',
    })
    const row = await ownerDatabase().transaction((tx) => tx.integration.findUniqueOrThrow({ where: { id } }))
    expect(row.createdById).toBe(personId)
    expect(await contentsOf(customerId)).not.toContain(secret)
  })

  test('seals to this place: the worker opens it here and under no other', async () => {
    const someone = await newMember()
    const id = await connectSample(someone, name)
    const stored = await sealedOf(someone.customerId, id)
    const { vault } = await workerTools('http://127.0.0.1:1')
    const { id: credentialId, customerId, kind, accountId } = stored
    const place = { env: 'prod', customerId, credentialId, version: 1, kind, accountId } as const
    const opened = await openCredential(vault, given(stored.sealed), place)
    const secret = opened.kind === 'api_token' ? opened.token : opened.key
    expect(secret.reveal()).toBe(sample(name).secret)
    const otherKind = place.kind === 'api_token' ? ('global_key' as const) : ('api_token' as const)
    for (const difference of [
      { customerId: member.customerId },
      { credentialId: id },
      { version: 2 },
      { accountId: 'f'.repeat(32) },
      { kind: otherKind },
      { env: 'test' as const },
    ]) {
      await expect(openCredential(vault, given(stored.sealed), { ...place, ...difference })).rejects.toThrow(
        SealError,
      )
    }
  })
})

test('one form sent twenty times at once is one integration', async () => {
  const someone = await newMember()
  const { credential, accountId, zoneIds } = sample('user token')
  const input = { credential, accountId, zoneIds, idempotencyKey: randomUUID() }
  const answers = await Promise.all(Array.from({ length: 20 }, () => connect(someone, input)))
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['connected']))
  expect(new Set(answers.map(({ integrationId }) => integrationId)).size).toBe(1)
  const where = { customerId: someone.customerId }
  const counts = await ownerDatabase().transaction(async (tx) => ({
    integrations: await tx.integration.count({ where }),
    credentials: await tx.credential.count({ where }),
    verifications: await tx.verification.count({ where }),
    zones: await tx.zone.count({ where }),
    records: await tx.activity.count({ where: { ...where, action: 'integration.connected' } }),
  }))
  expect(counts).toEqual({ integrations: 1, credentials: 1, verifications: 1, zones: 1, records: 1 })
  expect((await contentsOf(someone.customerId)).match(/"jobs"/g)).toHaveLength(1)
})

test('a second form for the same account answers the integration that is there, and stores nothing', async () => {
  const someone = await newMember()
  const id = await connectSample(someone, 'user token')
  const before = await contentsOf(someone.customerId)
  const { credential, accountId, zoneIds } = sample('account token')
  const again = await connect(someone, { credential, accountId, zoneIds, idempotencyKey: randomUUID() })
  expect(again).toEqual({ outcome: 'already_connected', integrationId: id })
  expect(await contentsOf(someone.customerId)).toBe(before)
})

test('two customers can each connect the same account, with the same form number', async () => {
  const [one, other] = await Promise.all([newMember(), newMember()])
  const { credential, accountId, zoneIds } = sample('user token')
  const input = { credential, accountId, zoneIds, idempotencyKey: randomUUID() }
  const [first, second] = await Promise.all([connect(one, input), connect(other, input)])
  expect([first.outcome, second.outcome]).toEqual(['connected', 'connected'])
  expect(first.integrationId).not.toBe(second.integrationId)
  expect((await listIntegrations(one)).map(({ id }) => id)).toEqual([first.integrationId])
})

test('a second person of the same customer sees the integration and who connected it', async () => {
  const id = await connectSample(member, 'user token')
  const colleague = await newMember(member.customerName)
  expect(colleague.customerId).toBe(member.customerId)
  expect((await listIntegrations(colleague)).map((row) => row.id)).toEqual([id])
  expect((await findActivity(colleague, id)).map(({ actor }) => actor)).toEqual([member.email])
})
