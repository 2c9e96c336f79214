import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { isAddressOrRange } from '#lib/address-range.ts'

/**
 * The only reader of the environment. Each process reads the settings it is meant to have, once, and stops
 * with one sentence for every setting that is missing or wrong. Every setting stands in `.env.example`.
 * (No `server-only` mark: the web server itself, which Next does not compile, reads it too. `node:fs` keeps it
 * out of a browser bundle all the same.)
 */
export const webEnv = once(() => read(web))
export const workerEnv = once(() => read(worker))
export const operatorEnv = once(() => read(operator))
export const startEnv = once(() => read(start))

const cloudflareApi = 'https://api.cloudflare.com/client/v4'

const sampleDays = 'SAMPLE_DAYS must be a number of days from 1 to 90.'

const shared = {
  PORT: wholeNumber(65535, 'PORT must be a number up to 65535.').default(3000),
  APP_ORIGIN: z
    .string()
    .default('')
    .refine((text) => text === '' || isOrigin(text), {
      error:
        'APP_ORIGIN must be the address people open, such as https://portal.example.com, without a path; http only on this machine.',
    }),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  CLOUDFLARE_API_URL: z
    .string()
    .default(cloudflareApi)
    // Credentials go to this address: a setting must never be able to send them to a third host.
    .refine((url) => url === cloudflareApi || isLoopback(url), {
      error: `CLOUDFLARE_API_URL must be ${cloudflareApi} or an address on this machine (127.0.0.1, [::1], localhost).`,
    })
    .transform((url) => url.replace(/\/+$/, '')),
  LOG_LEVEL: z
    .enum(
      ['debug', 'info', 'warn', 'error', 'silent'],
      'LOG_LEVEL must be debug, info, warn, error or silent.',
    )
    .default('info'),
  SUPPORT_EMAIL: z.email('SUPPORT_EMAIL must be an e-mail address.').default('support@cytechint.com'),
  EGRESS_ADDRESSES: z
    .string()
    .default('')
    .transform((text): readonly string[] => text.split(',').flatMap((part) => part.trim() || []))
    .refine((addresses) => addresses.every(isAddressOrRange), {
      error:
        'EGRESS_ADDRESSES must be the addresses from which AQUILA calls Cloudflare, separated by commas: IPv4 or IPv6, ranges as in 203.0.113.0/29.',
    }),
  TRUSTED_PROXY_HOPS: wholeNumber(
    5,
    'TRUSTED_PROXY_HOPS must be the number of reverse proxies in front of the portal, 0 for none, at most 5.',
  ).default(0),
  SAMPLE_DAYS: wholeNumber(90, sampleDays).min(1, sampleDays).default(30),
  KEY_PROVIDER: z
    .literal(
      'local-hpke',
      'KEY_PROVIDER must be local-hpke: it is the only one so far whose web process cannot open.',
    )
    .default('local-hpke'),
}

const mailFromMissing =
  'MAIL_FROM is missing: the address that mails come from, such as "AQUILA <portal@example.com>".'

const mail = {
  SMTP_URL: z.url({
    protocol: /^smtps?$/,
    error:
      'SMTP_URL is missing or wrong: sign-in mails need a mail server, such as smtp://user:password@mail.example.com:587.',
  }),
  MAIL_FROM: z.string(mailFromMissing).min(3, mailFromMissing),
}

const postgres = (name: string) =>
  z.url({
    protocol: /^postgres(ql)?$/,
    error: `${name} is missing: \`npm start\` sets it from DATABASE_URL.`,
  })

/** A setting that a process must not even see. */
const unseen = (name: string) =>
  z.never(`The web process must not be given ${name}: take it out of its surroundings.`).optional()

const web = z.object({
  ...shared,
  DATABASE_URL: unseen('DATABASE_URL'),
  SMTP_URL: unseen('SMTP_URL'),
  WORKER_DATABASE_URL: unseen('WORKER_DATABASE_URL'),
  WEB_DATABASE_URL: postgres('WEB_DATABASE_URL'),
  STAFF_DATABASE_URL: postgres('STAFF_DATABASE_URL'),
})
const worker = z.object({ ...shared, ...mail, WORKER_DATABASE_URL: postgres('WORKER_DATABASE_URL') })
const operator = z.object({
  ...shared,
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'DATABASE_URL must begin with postgres://.' })
    .optional(),
})
const start = z.object({ ...operator.shape, ...mail })

/** The address people open; without APP_ORIGIN the one on this machine. */
export function appOrigin(env: { APP_ORIGIN: string; PORT: number }): string {
  return env.APP_ORIGIN === '' ? `http://localhost:${env.PORT}` : new URL(env.APP_ORIGIN).origin
}

/** The key under which next-auth signs its cookies; made on first start. */
export const cookieSecret = once(() =>
  readFileSync(join(webEnv().DATA_DIR, 'web', 'cookie-secret'), 'utf8').trim(),
)

/** Next would read a `.env` by itself and give web what is meant for the others. This tells it that it has done so. */
export function keepEnvFileFromNext(): void {
  process.env['__NEXT_PROCESSED_ENV'] = 'true'
}

/** `next dev` and its looser rules; never in a built portal. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development'
}

function read<T extends z.ZodType>(schema: T): z.infer<T> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Error(
    `These settings need a look:\n${parsed.error.issues.map((issue) => `- ${issue.message}`).join('\n')}`,
  )
}

function wholeNumber(max: number, error: string) {
  return z.coerce.number(error).int(error).min(0, error).max(max, error)
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  if (url?.pathname !== '/' || url.search || url.hash || url.username || url.password) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(text))
}

function isLoopback(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    return false
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
