import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { startBulk } from '#lib/bulk/start.ts'
import { noCase } from '#lib/cases/case.ts'
import { saveCase } from '#lib/cases/save-case.ts'
import { inviteColleague } from '#lib/customers/invite-colleague.ts'
import { findColleagues } from '#lib/customers/queries.ts'
import { resendInvitation } from '#lib/customers/resend-invitation.ts'
import { revokeInvitation } from '#lib/customers/revoke-invitation.ts'
import { connect } from '#lib/integrations/connect.ts'
import { correct } from '#lib/integrations/correct.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { disconnectAsStaff } from '#lib/integrations/disconnect-as-staff.ts'
import { exportBundle, exportBundleAsStaff } from '#lib/integrations/export-bundle.ts'
import { findHistory, reviewHistory, reviewVerification } from '#lib/integrations/history.ts'
import { replace } from '#lib/integrations/replace.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { verifyAgain, verifyAgainAsStaff } from '#lib/integrations/verify-again.ts'
import { exportListing } from '#lib/listing/export.ts'
import { filterFrom } from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { overview } from '#lib/listing/overview.ts'
import { saveView } from '#lib/listing/saved-views.ts'
import { exportSample } from '#lib/samples/export.ts'
import { requestRefresh } from '#lib/samples/request-refresh.ts'
import { reveal } from '#lib/samples/reveal.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newEmail, newStaff, openFor, sample, workerDatabase } from '#tests/db/fixtures.ts'
import { noticesOf, sendWaiting } from '#tests/db/notice-tools.ts'
import { stepUpFor } from '#tests/db/step-up-tools.ts'
import { runVerification, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'
import type { Mailer } from '#worker/mailer.ts'
import { warnOfExpiry } from '#worker/warn-of-expiry.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
let tenant: Tenant
let staff: Staff
let invitationId: string
let verificationId: string
let stepUp: Awaited<ReturnType<typeof stepUpFor>>
beforeAll(async () => {
  tenant = await newTenant(simulator.url)
  const history = await findHistory(tenant.member, tenant.integrationId, { after: null, before: null })
  verificationId = given(history?.rows[0]).id
  staff = await newStaff()
  await openFor(staff, tenant.integrationId)
  stepUp = await stepUpFor(staff, tenant.integrationId)
  await inviteColleague(tenant.member, { email: newEmail(), role: 'member' })
  invitationId = given((await findColleagues(tenant.member)).invitations[0]).id
})
afterEach(() => setTrail('whole'))
afterAll(() => simulator.close())

/** A trail that cannot be written: the table is there, and every new record is refused. */
async function setTrail(state: 'whole' | 'broken'): Promise<void> {
  await run('owner', 'alter table activity drop constraint if exists no_more')
  if (state === 'broken')
    await run('owner', 'alter table activity add constraint no_more check (false) not valid')
}

const { credential, accountId, zoneIds } = sample('empty audit log')
const changes: Record<string, () => Promise<unknown>> = {
  connect: () => connect(tenant.member, { credential, accountId, zoneIds, idempotencyKey: randomUUID() }),
  'verify again': () => verifyAgain(tenant.member, tenant.integrationId),
  correct: () => correct(tenant.member, tenant.integrationId, { accountId, zoneIds }),
  replace: () => replace(tenant.member, tenant.integrationId, credential),
  disconnect: () => disconnect(tenant.member, tenant.integrationId),
  invite: () => inviteColleague(tenant.member, { email: newEmail(), role: 'member' }),
  'invite again': () => resendInvitation(tenant.member, invitationId),
  'withdraw an invitation': () => revokeInvitation(tenant.member, invitationId),
  'refresh of a sample': () => requestRefresh(tenant.member, tenant.integrationId),
  'look at personal data': () => reveal(tenant.member, tenant.integrationId),
  'download of a sample': () => exportSample(tenant.member, tenant.integrationId, { personal: false }),
  'verify again as staff': () => verifyAgainAsStaff(staff, tenant.integrationId),
  'reason of staff': () => openFor(staff, tenant.integrationId),
  'review as staff': () => reviewIntegration(staff, tenant.integrationId),
  'history as staff': () => reviewHistory(staff, tenant.integrationId, { after: null, before: null }),
  'verification as staff': () => reviewVerification(staff, tenant.integrationId, verificationId),
  'support bundle': () => exportBundle(tenant.member, tenant.integrationId, null),
  'support bundle as staff': () => exportBundleAsStaff(staff, tenant.integrationId, null),
  'list as staff': () => listForStaff(staff, filterFrom({})),
  'export of the list': () => exportListing(staff, filterFrom({}), async () => true),
  'saved view': () => saveView(staff, { name: 'Mine', query: '' }),
  'bulk as staff': () => startBulk(staff, { ids: [tenant.integrationId] }),
  'case as staff': () => saveCase(staff, tenant.integrationId, { ...noCase, state: 'done' }),
  'overview as staff': () => overview(staff),
  'disconnect as staff': () =>
    disconnectAsStaff(staff, tenant.integrationId, { ...stepUp, reason: 'The contract has ended.' }),
}

test.each(Object.keys(changes))('without a record there is no %s', async (name) => {
  const before = await contentsOf(tenant.customerId)
  await setTrail('broken')
  await expect((changes[name] ?? Promise.resolve)()).rejects.toThrow(/no_more/)
  expect(await contentsOf(tenant.customerId)).toBe(before)
})

test('a verification that cannot be recorded does not finish, and does so when it is run again', async () => {
  await verifyAgain(tenant.member, tenant.integrationId)
  const running = await unfinishedOf(tenant.integrationId)
  await setTrail('broken')
  const tools = await workerTools(simulator.url)
  await expect(runVerification(tools, tenant.integrationId)).rejects.toThrow(/no_more/)
  expect(await unfinishedOf(tenant.integrationId)).toMatchObject({ id: running?.id, verdict: null })
  await setTrail('whole')
  await verifyAgain(tenant.member, tenant.integrationId)
  expect(await runVerification(tools, tenant.integrationId)).toMatchObject({ id: running?.id })
  expect(await unfinishedOf(tenant.integrationId)).toBeNull()
})

test('a notice that cannot be recorded is not noted as sent, and reaches nobody a second time', async () => {
  const { integrationId, customerId } = await newTenant(simulator.url, 'expiring in 3 days')
  await run('superuser', 'delete from notice where integration_id = $1', [integrationId])
  await warnOfExpiry(workerDatabase())
  const sent: string[] = []
  const mailer: Mailer = { send: async ({ to }) => void sent.push(to), close: () => {} }
  await setTrail('broken')
  await expect(sendWaiting(mailer, integrationId)).rejects.toThrow(/no_more/)
  expect(await noticesOf(integrationId)).toMatchObject([{ sent_at: null }])
  await setTrail('whole')
  await sendWaiting(mailer, integrationId)
  expect(await noticesOf(integrationId)).toMatchObject([{ sent_at: expect.any(Date) }])
  expect(sent).toHaveLength(1)
  expect(await contentsOf(customerId)).toContain('notice.sent')
})
