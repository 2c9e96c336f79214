import { expect, test } from 'vitest'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { tokenLink } from '#lib/cloudflare/token-link.ts'
import { colleagueText, permissionLines } from '#lib/integrations/colleague-text.ts'

test('the text for a colleague holds the link, the 13 permissions, where to enter the token, and that it is never mailed', () => {
  const text = colleagueText('https://portal.example')
  expect(text).toContain(tokenLink('account'))
  for (const { name } of permissions) expect(text).toContain(`\n${name}: Read`)
  expect(permissionLines.split('\n')).toHaveLength(13)
  expect(text).toContain('https://portal.example/integrations/new')
  expect(text).toContain('never send the token by mail or chat')
})
