import { randomBytes } from 'node:crypto'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'

/** What is typed into the wizard. */
export type Typed = Pick<SampleCredential, 'kind' | 'secret' | 'email' | 'accountId' | 'zoneId'>

/** A credential that the simulator knows, by its name there. */
export function sample(name: string): SampleCredential {
  const found = sampleCredentials.find((one) => one.name === name)
  if (!found) throw new Error(`The simulator has no credential “${name}”.`)
  return found
}

/** A token of the right form that nobody has ever seen. */
export function unknownToken(): string {
  return `cfut_${randomBytes(24).toString('hex').slice(0, 40)}${randomBytes(4).toString('hex')}`
}

/** A Global API Key of the right form that nobody has ever seen. */
export function unknownKey(): string {
  return randomBytes(19).toString('hex').slice(0, 37)
}
