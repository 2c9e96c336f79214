import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type Env = typeof import('#lib/env.ts')
type Reader = 'webEnv' | 'workerEnv' | 'operatorEnv' | 'startEnv'

const names = [
  'PORT',
  'APP_ORIGIN',
  'DATA_DIR',
  'DATABASE_URL',
  'WEB_DATABASE_URL',
  'STAFF_DATABASE_URL',
  'WORKER_DATABASE_URL',
  'CLOUDFLARE_API_URL',
  'LOG_LEVEL',
  'SUPPORT_EMAIL',
  'TRUSTED_PROXY_HOPS',
  'SAMPLE_DAYS',
  'KEY_PROVIDER',
  'EGRESS_ADDRESSES',
  'SMTP_URL',
  'MAIL_FROM',
]
beforeEach(() => {
  for (const name of names) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

/** The settings as a process reads them that starts with these; each call is such a start. */
async function start<Name extends Reader>(
  reader: Name,
  given: Record<string, string>,
): Promise<ReturnType<Env[Name]>>
async function start(reader: Reader, given: Record<string, string>): Promise<unknown> {
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
  vi.resetModules()
  const env = await import('#lib/env.ts')
  return env[reader]()
}

const web = {
  WEB_DATABASE_URL: 'postgres://web@127.0.0.1/a',
  STAFF_DATABASE_URL: 'postgresql://staff@127.0.0.1/a',
}
const mail = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'AQUILA <portal@aquila.example>' }
const worker = { ...mail, WORKER_DATABASE_URL: 'postgres://worker@127.0.0.1/a' }
const minimum = { webEnv: web, workerEnv: worker, operatorEnv: {}, startEnv: mail }

test.each(['webEnv', 'workerEnv', 'operatorEnv', 'startEnv'] as const)(
  'with the least that %s needs, the rest has its default',
  async (reader) => {
    expect(await start(reader, minimum[reader])).toMatchObject({
      PORT: 3000,
      APP_ORIGIN: '',
      DATA_DIR: resolve('.data'),
      CLOUDFLARE_API_URL: 'https://api.cloudflare.com/client/v4',
      LOG_LEVEL: 'info',
      SUPPORT_EMAIL: 'support@cytechint.com',
      TRUSTED_PROXY_HOPS: 0,
      SAMPLE_DAYS: 30,
      KEY_PROVIDER: 'local-hpke',
      EGRESS_ADDRESSES: [],
    })
  },
)

test.each<[string, Reader, string, string]>([
  ['PORT', 'webEnv', 'http', 'PORT must be a number'],
  ['PORT', 'webEnv', '65536', 'PORT must be a number'],
  ['PORT', 'webEnv', '-1', 'PORT must be a number'],
  ['PORT', 'webEnv', '80.5', 'PORT must be a number'],
  ['APP_ORIGIN', 'webEnv', 'portal.example.com', 'APP_ORIGIN must be the address people open'],
  ['APP_ORIGIN', 'webEnv', 'http://portal.example.com', 'APP_ORIGIN must be the address people open'],
  ['APP_ORIGIN', 'webEnv', 'https://portal.example.com/path', 'APP_ORIGIN must be the address people open'],
  ['APP_ORIGIN', 'webEnv', 'https://a:b@portal.example.com', 'APP_ORIGIN must be the address people open'],
  ['APP_ORIGIN', 'webEnv', 'https://:b@portal.example.com', 'APP_ORIGIN must be the address people open'],
  ['APP_ORIGIN', 'webEnv', 'https://portal.example.com/#x', 'APP_ORIGIN must be the address people open'],
  ['LOG_LEVEL', 'webEnv', 'verbose', 'LOG_LEVEL must be debug, info, warn, error or silent.'],
  ['SUPPORT_EMAIL', 'webEnv', 'support', 'SUPPORT_EMAIL must be an e-mail address.'],
  ['TRUSTED_PROXY_HOPS', 'webEnv', 'all', 'TRUSTED_PROXY_HOPS must be the number of reverse proxies'],
  ['TRUSTED_PROXY_HOPS', 'webEnv', '6', 'TRUSTED_PROXY_HOPS must be the number of reverse proxies'],
  ['TRUSTED_PROXY_HOPS', 'webEnv', '0.5', 'TRUSTED_PROXY_HOPS must be the number of reverse proxies'],
  ['SAMPLE_DAYS', 'workerEnv', '0', 'SAMPLE_DAYS must be a number of days from 1 to 90.'],
  ['SAMPLE_DAYS', 'webEnv', '91', 'SAMPLE_DAYS must be a number of days from 1 to 90.'],
  ['SAMPLE_DAYS', 'webEnv', '1.5', 'SAMPLE_DAYS must be a number of days from 1 to 90.'],
  ['KEY_PROVIDER', 'webEnv', 'local-aes', 'KEY_PROVIDER must be local-hpke'],
  ['EGRESS_ADDRESSES', 'webEnv', 'portal.example.com', 'EGRESS_ADDRESSES must be the addresses'],
  ['EGRESS_ADDRESSES', 'webEnv', '203.0.113.7;198.51.100.1', 'EGRESS_ADDRESSES must be the addresses'],
  ['EGRESS_ADDRESSES', 'startEnv', '203.0.113.7,203.0.113.0/33', 'EGRESS_ADDRESSES must be the addresses'],
  ['WEB_DATABASE_URL', 'webEnv', '', 'WEB_DATABASE_URL is missing'],
  ['WEB_DATABASE_URL', 'webEnv', 'mysql://127.0.0.1', 'WEB_DATABASE_URL is missing'],
  ['STAFF_DATABASE_URL', 'webEnv', '', 'STAFF_DATABASE_URL is missing'],
  ['WORKER_DATABASE_URL', 'workerEnv', '', 'WORKER_DATABASE_URL is missing'],
  ['SMTP_URL', 'workerEnv', '', 'SMTP_URL is missing or wrong'],
  ['SMTP_URL', 'workerEnv', 'https://mail.example.com', 'SMTP_URL is missing or wrong'],
  ['MAIL_FROM', 'workerEnv', '', 'MAIL_FROM is missing'],
  ['MAIL_FROM', 'workerEnv', 'a', 'MAIL_FROM is missing'],
  ['DATABASE_URL', 'operatorEnv', 'aquila', 'DATABASE_URL must begin with postgres://.'],
  ['DATABASE_URL', 'startEnv', 'http://db.example.com', 'DATABASE_URL must begin with postgres://.'],
  [
    'DATABASE_URL',
    'webEnv',
    'postgres://owner@127.0.0.1/a',
    'The web process must not be given DATABASE_URL',
  ],
  ['SMTP_URL', 'webEnv', 'smtp://127.0.0.1', 'The web process must not be given SMTP_URL'],
])('%s of %s cannot be %j, and the start says so', async (name, reader, value, sentence) => {
  const error: unknown = await start(reader, { ...minimum[reader], [name]: value }).catch(
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  const lines = (error as Error).message.split('\n')
  expect(lines[0]).toBe('These settings need a look:')
  expect(lines).toHaveLength(2)
  expect(lines[1]?.startsWith(`- ${sentence}`)).toBe(true)
  expect(lines[1]).toMatch(/[.:]$|\."?$|surroundings\.$/)
})

test('everything that is wrong is said at once, one sentence each', async () => {
  await expect(start('workerEnv', { PORT: 'x', LOG_LEVEL: 'x' })).rejects.toThrow(
    /PORT .*\n- LOG_LEVEL .*\n- SMTP_URL .*\n- MAIL_FROM .*\n- WORKER_DATABASE_URL /,
  )
})

test('no message repeats a value: people put passwords into settings', async () => {
  const given = {
    ...web,
    WEB_DATABASE_URL: `mysql://web:${'hunter2'}@db`,
    LOG_LEVEL: 'hunter2',
    SUPPORT_EMAIL: 'hunter2',
    CLOUDFLARE_API_URL: 'https://hunter2',
  }
  const error: unknown = await start('webEnv', given).catch((reason: unknown) => reason)
  expect(String(error)).toContain('WEB_DATABASE_URL')
  expect(String(error)).not.toContain('hunter2')
})

test('EGRESS_ADDRESSES are a list, with or without blanks', async () => {
  const { EGRESS_ADDRESSES } = await start('webEnv', {
    ...web,
    EGRESS_ADDRESSES: '203.0.113.7, 198.51.100.0/28,2001:db8:40::9,',
  })
  expect(EGRESS_ADDRESSES).toEqual(['203.0.113.7', '198.51.100.0/28', '2001:db8:40::9'])
})

test.each([
  ['', 'http://localhost:3000'],
  ['https://portal.example.com', 'https://portal.example.com'],
  ['https://Portal.Example.com:443/', 'https://portal.example.com'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('with APP_ORIGIN %j people open %s', async (origin, opened) => {
  const env = await start('webEnv', { ...web, APP_ORIGIN: origin })
  const { appOrigin } = await import('#lib/env.ts')
  expect(appOrigin(env)).toBe(opened)
})

test.each([
  'https://api.cloudflare.com/client/v4',
  'http://127.0.0.1:4010/client/v4',
  'http://localhost/client/v4',
  'https://[::1]',
  'http://[::1]:4010/client/v4/',
  'http://127.255.255.254',
])('Cloudflare can be asked at %s', async (url) => {
  const { CLOUDFLARE_API_URL } = await start('workerEnv', { ...worker, CLOUDFLARE_API_URL: url })
  expect(CLOUDFLARE_API_URL).toBe(url.replace(/\/$/, ''))
})

test.each([
  'http://api.cloudflare.com/client/v4',
  'https://api.cloudflare.com',
  'https://api.cloudflare.com/client/v4/../../evil',
  'https://api.cloudflare.com.evil.test/client/v4',
  'https://api.cloudflare.com@evil.test/client/v4',
  'https://evil.test/client/v4',
  'https://evil.test/?https://api.cloudflare.com/client/v4',
  'https://evil.test#https://api.cloudflare.com/client/v4',
  'http://127.0.0.1@evil.test',
  'http://127.0.0.1:80@evil.test',
  'http://127.0.0.1.evil.test',
  'http://127.0.0.1\t.evil.test',
  'http://127.0.0.1\n.evil.test',
  'http://127.0.0.1%2eevil.test',
  'http://localhost.evil.test',
  'http://localhost.',
  'http://evil-localhost',
  'http://user@127.0.0.1',
  'http://user:password@127.0.0.1',
  'http://:password@127.0.0.1',
  'http://127.0.0.1?host=evil.test',
  'http://127.0.0.1#evil.test',
  'http://128.0.0.1',
  'http://0.0.0.0',
  'http://10.0.0.1',
  'http://169.254.169.254/latest',
  'http://[::ffff:127.0.0.1]',
  'http://[::]',
  'http://[::1].evil.test',
  'file:///etc/passwd',
  'ftp://127.0.0.1',
  'ws://127.0.0.1',
  'javascript:127.0.0.1',
  'data:text/plain,127.0.0.1',
  '//127.0.0.1',
  '127.0.0.1',
  'localhost',
  'http://',
  'http://ⓔvil.test',
  ' ',
])('credentials are never sent to %j', async (url) => {
  await expect(start('workerEnv', { ...worker, CLOUDFLARE_API_URL: url })).rejects.toThrow(
    '- CLOUDFLARE_API_URL must be https://api.cloudflare.com/client/v4 or an address on this machine',
  )
})
