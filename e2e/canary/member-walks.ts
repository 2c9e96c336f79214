import { expect } from '@playwright/test'
import type { Walker } from '#e2e/canary/walker.ts'
import { invite } from '#e2e/support/colleagues.ts'
import { copyText } from '#e2e/support/copy.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import { stateReason } from '#e2e/support/open-as-staff.ts'
import { readAgain, records, sampleSection } from '#e2e/support/sample-section.ts'
import { connect, connectButton, field, fillForm, openForm, secretField } from '#e2e/support/wizard.ts'

/** The ways of a member with a browser. */
export const memberWalks: Record<string, (walker: Walker) => Promise<void>> = {
  async 'wizard, token accepted; then verify again, replace, disconnect'({ member, known }) {
    const { page } = await member()
    await connect(page, known('user token'))
    await expectState(page, 'Connected')
    await section(page, 'Verification').getByRole('button', { name: 'Verify again' }).click()
    await expect(section(page, 'Activity')).toContainText('asked for a new verification')
    await page.getByRole('link', { name: 'Replace the credential' }).click()
    await secretField(page, 'api_token').fill(known('account token').secret)
    await page.getByRole('button', { name: 'Replace and verify' }).click()
    await expect(section(page, 'Details')).toContainText('version 2')
    await expectState(page, 'Connected')
    await page.getByRole('link', { name: 'Replace the credential' }).click()
    await secretField(page, 'api_token').fill('too short')
    await page.getByRole('button', { name: 'Replace and verify' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByRole('link', { name: 'Keep the present one' }).click()
    await page.getByRole('link', { name: 'Disconnect' }).click()
    await page.getByRole('button', { name: 'Disconnect and destroy the credential' }).click()
    await expectState(page, 'Disconnected')
  },
  async 'sample: newer records, personal data shown and hidden, both downloads'({ portal, member, known }) {
    const { page } = await member()
    await connect(page, known('created 12 minutes ago'))
    await expect(readAgain(page)).toBeVisible({ timeout: 20_000 })
    portal.simulator.setDown(true)
    await readAgain(page).click()
    await expect(sampleSection(page)).toContainText('No newer records')
    portal.simulator.setDown(false)
    await readAgain(page).click()
    await expect(sampleSection(page)).not.toContainText('No newer records')
    // While they are being read it is not there, and newer records begin masked again.
    await expect(readAgain(page)).toBeVisible({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Show personal data' }).click()
    await expect(records(page).filter({ hasText: 'mara.lindqvist' }).first()).toBeVisible()
    await page.getByText('Download these records').click()
    for (const personal of [false, true]) {
      await page.getByLabel('With personal data').setChecked(personal)
      await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download', exact: true }).click(),
      ])
    }
    await page.getByRole('button', { name: 'Hide personal data' }).click()
  },
  async 'wizard, token refused; then replaced by a key'({ member, unknown, known }) {
    const { page } = await member()
    await connect(page, unknown('api_token'))
    await expectState(page, 'Needs attention')
    await page.getByRole('link', { name: 'Replace the credential' }).click()
    await page.getByRole('link', { name: /Use email and Global API Key instead/ }).click()
    const key = known('global key')
    await page.getByLabel('Auth Email').fill(key.email ?? '')
    await secretField(page, 'global_key').fill(key.secret)
    await page.getByRole('button', { name: 'Replace and verify' }).click()
    await expectState(page, 'Connected')
  },
  async 'wizard, key accepted; the same account a second time'({ member, known }) {
    const { page } = await member()
    await connect(page, known('global key, new form'))
    await expectState(page, 'Connected')
    await connect(page, known('only one zone'))
    await expect(page.getByRole('main')).toContainText('This account is connected already')
  },
  async 'wizard, key refused'({ member, unknown }) {
    const { page } = await member()
    await connect(page, unknown('global_key'))
    await expectState(page, 'Needs attention')
  },
  async 'wizard, ids wrong in the form, key in the token field, shown and hidden, switched'({
    member,
    unknown,
  }) {
    const { page } = await member()
    const key = unknown('global_key')
    await openForm(page, 'api_token')
    await secretField(page, 'api_token').fill(key.secret)
    await field(page, 'Account ID').fill('not an id')
    await connectButton(page).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Not sent' })).toBeAttached()
    await page.getByRole('button', { name: 'Show API token' }).click()
    await page.getByRole('button', { name: 'Hide API token' }).click()
    await page.getByRole('button', { name: /^Switch .*keep what was pasted$/ }).click()
    await expect(secretField(page, 'global_key')).toHaveValue(key.secret)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await expect(secretField(page, 'global_key')).toHaveValue('')
  },
  async 'corrected after a wrong account'({ member, known }) {
    const { page } = await member()
    await connect(page, known('account out of reach'))
    await expectState(page, 'Needs attention')
    await page.getByRole('link', { name: 'Correct the ids' }).click()
    await field(page, 'Account ID').fill(known('user token').accountId)
    await page.getByRole('button', { name: 'Correct and verify' }).click()
    await expectState(page, 'Connected')
  },
  async 'without JavaScript: refused by the form twice, then connected'({ member, known }) {
    const { page } = await member({ javaScriptEnabled: false })
    for (const name of ['user token, old form', 'global key, address in capitals']) {
      const typed = known(name)
      await page.goto(`/integrations/new?step=enter&method=${typed.kind}`)
      await fillForm(page, { ...typed, zoneId: 'not an id' })
      await connectButton(page).click()
      await expect(field(page, 'Zone ID')).toHaveAttribute('aria-invalid', 'true')
    }
    await connect(page, known('user token, old form'))
    await expectState(page, 'Connected', 30_000)
  },
  async 'worker killed in the middle'({ portal, member, known }) {
    const { page } = await member()
    portal.simulator.setLatency(1_000)
    await connect(page, known('audit log v1 only'))
    const status = section(page, 'Verification').getByRole('status').filter({ hasText: 'checks done' })
    await expect(status).toHaveText(/^(?:[1-9]|1\d) of 20/)
    await portal.killWorker()
    portal.simulator.setLatency(0)
    await portal.startWorker()
    await expectState(page, 'Connected', 30_000)
  },
  async 'mails: the token ends soon, is deleted at Cloudflare, a colleague is invited; a secret as the address'({
    portal,
    member,
    known,
  }) {
    const { page, email } = await member()
    const ending = known('expiring in 3 days')
    await connect(page, ending)
    await expectState(page, 'Connected')
    const subjects = () => portal.mailbox.mails().flatMap(({ to, subject }) => (to === email ? subject : []))
    await portal.sql("select graphile_worker.add_job('warn_of_expiry')")
    await expect.poll(subjects, { timeout: 30_000 }).toContainEqual(expect.stringContaining('expires on'))
    portal.simulator.change('expiring in 3 days', { quirk: 'unknown' })
    await section(page, 'Verification').getByRole('button', { name: 'Verify again' }).click()
    await expectState(page, 'Needs attention', 30_000)
    const broken = expect.stringContaining('can no longer read')
    await expect.poll(subjects, { timeout: 30_000 }).toContainEqual(broken)
    await page.goto('/colleagues')
    await invite(page, ending.secret)
    await expect(page.getByLabel('E-mail address')).toHaveAttribute('aria-invalid', 'true')
    await invite(page, 'canary-colleague@customer.example')
    await portal.mailbox.waitFor('canary-colleague@customer.example', 0)
  },
  async 'repeated by Cloudflare in its refusal; then history, support bundle opened, copied and downloaded, by staff too'({
    portal,
    member,
    staff,
    known,
  }) {
    const { page } = await member()
    const names = ['only one zone', 'global key'] as const
    for (const name of names) {
      portal.simulator.change(name, { quirk: 'repeats_credential' })
      const typed = known(name)
      const id = await connect(page, typed)
      await expectState(page, 'Needs attention')
      await expect(page.getByRole('main')).toContainText('Authentication error: ')
      const support = await staff()
      for (const [base, reader] of [
        ['/integrations', page],
        ['/admin/integrations', support.page],
      ] as const) {
        await reader.goto(`${base}/${id}/history`)
        if (reader === support.page) await stateReason(reader)
        await reader.getByRole('rowheader').first().getByRole('link').click()
        await expect(reader.getByRole('main')).toContainText('Authentication error: ')
        await reader.getByRole('link', { name: 'Support bundle of this verification' }).click()
        await expect(reader.locator('#bundle-text')).toContainText('Authentication error: ')
        const downloading = reader.waitForEvent('download')
        await reader.getByRole('link', { name: 'Download' }).click()
        await (await downloading).delete()
      }
      const copied = await copyText(page)
      expect(copied.includes(typed.secret)).toBe(false)
      expect(copied).toContain('Authentication error: ')
      await page.goto(`/integrations/${id}/disconnect`)
      await page.getByRole('button', { name: 'Disconnect and destroy the credential' }).click()
      await expectState(page, 'Disconnected')
      portal.simulator.change(name, {})
    }
  },
  async 'staff: list, search by the mask, review, verify again'({ member, staff, known }) {
    const { page, customer } = await member()
    const typed = known('verify endpoints refuse it')
    const id = await connect(page, typed)
    await expectState(page, 'Connected')
    const support = await staff()
    await support.page.goto(`/admin/integrations?search=${typed.secret.slice(-4)}`)
    await support.page.goto('/admin/integrations')
    await support.page.getByRole('rowheader').filter({ hasText: customer.name }).getByRole('link').click()
    await support.page.waitForURL(`/admin/integrations/${id}`)
    await stateReason(support.page)
    await support.page.getByRole('button', { name: 'Verify again' }).click()
    await expect(section(support.page, 'Activity')).toContainText('asked for a new verification')
  },
}
