import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import type { Row } from '#bench/row.ts'
import { placeOf } from '#lib/integrations/credential-place.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'
import { localAes } from '#lib/vault/keys/local-aes.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'

const count = 3_000

/** Seal and open with local keys, beside the same primitives called bare: two key derivations and ciphers each. */
export async function measureVault(): Promise<Row[]> {
  const provider = localAes(randomUUID(), createSecretKey(randomBytes(32)))
  const credential = toCredential({ kind: 'api_token', token: `cfut_${'x'.repeat(48)}` })
  const ids = { id: randomUUID(), customerId: randomUUID(), accountId: '0'.repeat(32) }
  const place = placeOf({ ...ids, version: 1, kind: 'api_token' })
  const sealed = await sealCredential(provider, credential, place)
  const seal = await perSecond(() => sealCredential(provider, credential, place))
  const open = await perSecond(() => openCredential(provider, sealed, place))
  const bareSeal = await perSecond(async () => void (await bare('seal')))
  const bareOpen = await perSecond(async () => void (await bare('open')))
  return [row('seal', seal, bareSeal), row('open', open, bareOpen)]
}

function row(what: string, measured: number, floor: number): Row {
  const ratio = measured / floor
  return {
    what,
    measured: `${Math.round(measured)}/s`,
    floor: `${Math.round(floor)}/s bare`,
    ratio: `${ratio.toFixed(2)} x`,
    goal: '>= 0.8 x',
    meets: ratio >= 0.8,
  }
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 300; warm += 1) await work()
  const started = performance.now()
  for (let done = 0; done < count; done += 1) await work()
  return count / ((performance.now() - started) / 1000)
}

const root = randomBytes(32)
const body = randomBytes(256)
const boxes = [encrypt(randomBytes(32)), encrypt(body)] as const

/** What the envelope cannot do without: a key for the wrapping, one for the body and one for the commitment, and two ciphers. */
async function bare(way: 'seal' | 'open'): Promise<void> {
  derive('commitment')
  if (way === 'seal') {
    encrypt(randomBytes(32))
    encrypt(body)
  } else {
    for (const box of boxes) decrypt(box)
  }
}

function derive(info: string, salt: Buffer = randomBytes(32)): Buffer {
  return Buffer.from(hkdfSync('sha512', root, salt, info, 32))
}

interface Box {
  salt: Buffer
  iv: Buffer
  sealed: Buffer
  tag: Buffer
}

function encrypt(plain: Buffer): Box {
  const [salt, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', derive('body', salt), iv, { authTagLength: 16 })
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return { salt, iv, sealed, tag: cipher.getAuthTag() }
}

function decrypt({ salt, iv, sealed, tag }: Box): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', derive('body', salt), iv, { authTagLength: 16 })
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed), decipher.final()])
}
