import { expect } from '@playwright/test'
import type { Walker } from '#e2e/canary/walker.ts'
import { multipart, sameOrigin } from '#e2e/support/forms.ts'
import { send } from '#e2e/support/http.ts'
import { expectState } from '#e2e/support/integration-page.ts'
import {
  connectButton,
  field,
  integrationId,
  list,
  openForm,
  paste,
  pasteField,
  said,
  secretField,
} from '#e2e/support/wizard.ts'

/** The ways on which a credential is looked up before anything is stored. */
export const discoveryWalks: Record<string, (walker: Walker) => Promise<void>> = {
  async 'one paste: refused, filtered, unclear, then found, chosen and connected'({
    member,
    known,
    unknown,
  }) {
    const { page } = await member()
    await page.goto('/integrations/new')
    await paste(pasteField(page), unknown('api_token').secret)
    await expect(said(page, 'Cloudflare does not know this token')).toBeVisible()
    for (const [name, sentence] of [
      ['ip filtered', '203.0.113.7'],
      ['html 502', 'an error of its own'],
      ['rate limited in a 200', 'limiting how often'],
      ['redirect', 'pointed to another address'],
    ] as const) {
      await paste(secretField(page, 'api_token'), known(name).secret)
      await expect(said(page, sentence)).toBeVisible()
      await page.getByRole('button', { name: 'Look again' }).click()
      await expect(said(page, sentence)).toBeVisible()
    }
    await paste(secretField(page, 'api_token'), known('zone on Business').secret)
    await expect(list(page, 'Zones').getByRole('checkbox')).toBeChecked()
    await connectButton(page).click()
    await integrationId(page)
    await expectState(page, 'Connected')
  },
  async 'a key: refused, called off by another, found; typed instead, reloaded'({
    portal,
    member,
    known,
    unknown,
  }) {
    const { page } = await member()
    const key = known('global key')
    await openForm(page, 'global_key')
    await field(page, 'Auth Email').fill(key.email ?? '')
    await paste(secretField(page, 'global_key'), unknown('global_key').secret)
    await expect(said(page, 'does not know this key together with this e-mail address')).toBeVisible()
    portal.simulator.setLatency(600)
    await paste(secretField(page, 'global_key'), known('global key, new form').secret)
    await expect(said(page, 'Looking up')).toBeVisible()
    await paste(secretField(page, 'global_key'), key.secret)
    await expect(list(page, 'Zones')).toBeVisible()
    portal.simulator.setLatency(0)
    await list(page, 'Zones').getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Type the ids instead' }).click()
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await expect(secretField(page, 'global_key')).toHaveValue('')
  },
  async 'left in the first step: what nobody knows, and what opens no log'({ member, known, unknown }) {
    const { page } = await member()
    await page.goto('/integrations/new')
    await paste(pasteField(page), known('Origin CA key pasted').secret)
    await expect(said(page, 'This is an Origin CA key')).toBeVisible()
    await paste(pasteField(page), `cfnew_${unknown('api_token').secret}`)
    await expect(said(page, 'A form AQUILA does not know.')).toBeVisible()
  },
  async 'looked up by hand: broken bodies, wrong fields, another origin, signed out, too many tries'({
    portal,
    member,
    unknown,
  }) {
    const one = await member()
    const { secret } = unknown('api_token')
    const key = unknown('global_key').secret
    const own = { Cookie: one.cookie, ...sameOrigin(portal) }
    const form = (fields: Record<string, string>) => {
      const { type, body } = multipart(fields)
      return [{ ...own, 'Content-Type': type }, body] as const
    }
    const [headers, body] = form({ kind: 'api_token', token: secret })
    const calls: (readonly [Record<string, string>, string])[] = [
      [headers, body],
      [headers, body.slice(0, -9)],
      [{ ...headers, 'Content-Type': 'application/json' }, JSON.stringify({ token: secret })],
      [{ ...headers, Origin: 'https://evil.example' }, body],
      [{ ...headers, Cookie: '' }, body],
      form({ kind: 'api_token', token: key }),
      form({ kind: secret, token: secret }),
      form({ kind: 'global_key', email: secret, key }),
      form({ kind: 'global_key', email: 'mara@northwind-bikes.example', key, token: secret }),
      form({ kind: 'api_token', token: `${secret}\r\nX-Other: ${secret}` }),
    ]
    const ask = ([sent, text]: readonly [Record<string, string>, string]) =>
      send(`${portal.origin}/api/discovery`, { method: 'POST', headers: sent, body: text })
    for (const call of calls) expect((await ask(call)).status).toBeLessThan(500)
    await portal.sql('update rate_limit set points = 60 where key = $1', [
      `discoverCustomer:${one.customer.id}`,
    ])
    expect((await ask([headers, body])).body).toContain('Too many tries')
  },
}
