import { expect } from '@playwright/test'
import type { Places } from '#e2e/canary/places.ts'
import type { Walker } from '#e2e/canary/walker.ts'
import { send } from '#e2e/support/http.ts'
import { expectState, section } from '#e2e/support/integration-page.ts'
import type { People } from '#e2e/support/people.ts'
import { sample } from '#e2e/support/samples.ts'
import { askForMail } from '#e2e/support/sign-in.ts'
import { connect, connectButton, field, fillForm, openForm } from '#e2e/support/wizard.ts'

/**
 * Puts a harmless mark into every place, on the way that a leak would take, so that the search can prove that it
 * finds what is there.
 * @returns for each place the text that must be found in it.
 */
export async function plant(
  walker: Walker,
  people: People,
  mark: string,
): Promise<Record<keyof Places, string>> {
  const { portal } = walker
  const plain = await walker.member({ javaScriptEnabled: false })
  await plain.page.goto('/integrations/new?step=enter&method=api_token')
  await fillForm(plain.page, { ...sample('user token'), zoneId: mark })
  await connectButton(plain.page).click()
  await expect(field(plain.page, 'Zone ID')).toHaveValue(mark)

  const member = await walker.member()
  const { page } = member
  await openForm(page, 'global_key')
  await field(page, 'Auth Email').fill(`${mark}@customer.example`)
  walker.stored.push(await page.evaluate(() => JSON.stringify({ ...sessionStorage })))

  const id = await connect(page, sample('user token'))
  await expectState(page, 'Connected')
  await portal.sql('update customer set name = $2 where id = $1', [member.customer.id, mark])
  await portal.sql(
    `insert into session (id, token_hash, person_id, expires_at) values (uuidv7(), $1, $2, now())`,
    [Buffer.from(`bytes of ${mark}`), member.id],
  )
  await portal.sql(
    `update "check" c set facts = facts || jsonb_build_object('accountName', $2::text) from verification v
     where v.id = c.verification_id and v.integration_id = $1 and c.name = 'account'`,
    [id, mark],
  )
  const stream = `${portal.origin}/api/integrations/${id}/events`
  await send(stream, { headers: { Cookie: member.cookie }, until: mark })
  await section(page, 'Verification').getByRole('button', { name: 'Verify again' }).click()
  await expect(section(page, 'Activity')).toContainText('asked for a new verification')
  await page.goto(`/integrations?from=${mark}`)
  await send(`${portal.origin}/${mark}`, { headers: { Host: 'elsewhere.example' } })
  await send(`${portal.origin}/sign-in`, {
    method: 'POST',
    headers: { 'Next-Action': mark, Origin: portal.origin },
    body: '',
  })

  const email = `${mark.toLowerCase()}@customer.example`
  await portal.sql(`update person set email = $2 where email = $1`, [await people.invited(), email])
  await portal.sql(
    `insert into invitation (id, customer_id, email, expires_at) values (uuidv7(), $1, $2, now() + interval '1 hour')`,
    [member.customer.id, email],
  )
  const since = portal.mailbox.mails().length
  await askForMail((await people.visitor()).page, email)
  await portal.mailbox.waitFor(email, since)

  const [run] = await portal.sql<{ id: string }>('select id from verification where integration_id = $1', [
    id,
  ])
  const asset = portal.exchanges.find(({ url }) => url.endsWith('.css'))
  return {
    'pages (HTML)': mark,
    'page data (RSC)': 'asked for a new verification',
    'event stream': mark,
    'other answers': asset?.body.toString().slice(100, 140) ?? mark,
    'answer headers': mark,
    'addresses and referrers': mark,
    'client bundles': 'aquila-connect',
    'log lines of web and worker': run?.id ?? mark,
    'database, every table': mark,
    'database, files on disk': mark,
    mails: mark.toLowerCase(),
    'storage of the browsers': mark,
    'addresses asked of Cloudflare': sample('user token').accountId,
  }
}
