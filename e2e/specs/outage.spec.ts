import { expect, test } from '#e2e/fixtures.ts'
import {
  check,
  countLoads,
  expectCheck,
  expectChecks,
  expectState,
  section,
} from '#e2e/support/integration-page.ts'
import { sample } from '#e2e/support/samples.ts'
import { connect } from '#e2e/support/wizard.ts'

test('while Cloudflare is down nothing is called wrong, and it connects by itself once Cloudflare is back', async ({
  portal,
  member: { page },
}) => {
  portal.simulator.setDown(true)
  await connect(page, sample('user token'))
  await expectState(page, 'Not confirmed yet')
  await expectCheck(page, 'Cloudflare reached', 'Could not tell')
  await expect(section(page, 'Verification')).not.toContainText('Failed')
  await expect(section(page, 'Verification')).toContainText('AQUILA tries again by itself')
  const loads = countLoads(page)
  portal.simulator.setDown(false)
  await expectState(page, 'Connected', 30_000)
  await expectChecks(page, '20 of 20 checks done')
  await expect(section(page, 'Verification')).not.toContainText('AQUILA tries again by itself')
  expect(loads()).toBe(0)
})

test('a worker killed in the middle: the page keeps what it has, and the next worker finishes without a reload', async ({
  portal,
  member: { page },
}) => {
  // Its audit log is read in a second try: one answer later than all else.
  portal.simulator.setLatency(1_500)
  await connect(page, sample('audit log v1 only'))
  const status = section(page, 'Verification').getByRole('status').filter({ hasText: 'checks done' })
  await expect(status).toHaveText(/^(?:[1-9]|1\d) of 20 checks done/, { timeout: 15_000 })
  await portal.killWorker()
  const before = await status.textContent()
  expect(before).toMatch(/^(?:[1-9]|1\d) of 20 checks done/)
  await expectCheck(page, 'Cloudflare reached', 'Passed')
  await expect(check(page, 'Audit log readable')).toContainText('Waiting')

  const loads = countLoads(page)
  portal.simulator.setLatency(0)
  await portal.startWorker()
  await expectChecks(page, '20 of 20 checks done', 30_000)
  await expectState(page, 'Connected')
  expect(loads()).toBe(0)
  await expect(
    section(page, 'Activity').getByRole('listitem').filter({ hasText: 'verified the credential' }),
  ).toHaveCount(1)
})

test('a page read in the very moment in which its verification ended catches up by itself', async ({
  portal,
  member: { page },
}) => {
  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  const write = (state: string) => portal.sql('update integration set state = $2 where id = $1', [id, state])
  await write('verifying')
  await page.reload()
  await expectChecks(page, '20 of 20 checks done')
  await expectState(page, 'Verifying')
  const loads = countLoads(page)
  await write('connected')
  await portal.sql("select pg_notify('integration', $1)", [id])
  await expectState(page, 'Connected')
  expect(loads()).toBe(0)
})
