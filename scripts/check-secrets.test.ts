import { expect, test } from 'vitest'
import { findSecrets } from '#scripts/check-secrets.ts'

// Put together here, so that this file does not hold what it looks for.
const letters = 'Zk3vQ9xT7mRw2LpY8sHdN4bJ'.repeat(2)
const hex = '8f3a61c94be27d05'.repeat(3)

const planted: readonly [name: string, path: string, text: string][] = [
  ['a Cloudflare credential', 'lib/a.ts', `const token = 'cfut_${letters}'`],
  ['a Cloudflare credential', 'docs/a.md', `cfat_${letters}`],
  ['a Cloudflare Global API Key', '.env.example', `KEY=${hex.slice(0, 37)}`],
  ['a private key', 'lib/a.pem', `-----BEGIN ${'PRIVATE'} KEY-----`],
  ['a private key as JWK', 'lib/a.json', `{ "d": "${letters}" }`],
  ['an access token', 'lib/a.ts', `ghp_${letters.slice(0, 36)}`],
  ['a password in an address', 'lib/a.ts', `postgres://owner:${letters}@db.example.com`],
  ['where packages come from', 'package-lock.json', `"${'resolved'}": "a.tgz"`],
  ['where packages come from', 'README.md', `https://${'registry'}.example.com/a`],
  ['a registry', '.npmrc', 'registry = a'],
  ['a home folder', 'docs/a.md', `${'/home'}/mara/portal`],
]

test.for(planted)('finds %s in %s, and does not repeat it', ([name, path, text]) => {
  expect(findSecrets(path, `first line\n${text}`)).toEqual([{ path, line: 2, name }])
})

test.for([
  ['0123456789abcdef0123456789abcdef01234'],
  [`cfut_${'x'.repeat(40)}`],
  ['smtp://user:password@mail.example.com:587'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
  ['postgres://aquila_owner:${password}@127.0.0.1'],
  [hex.slice(0, 32)],
])('lets pass what is no secret: %s', ([text = '']) => {
  expect(findSecrets('lib/a.ts', text)).toEqual([])
})
