import type { IncomingHttpHeaders } from 'node:http'
import { type Answer, authenticationError, refuse } from '#e2e/cloudflare-simulator/answers.ts'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'

/** Finds the credential of a request among the known ones, or the refusal for its headers. As strict about forms as the real one. */
export function authenticate(
  headers: IncomingHttpHeaders,
  isVerify: boolean,
  known: readonly SampleCredential[],
): { credential: SampleCredential } | { refusal: Answer } {
  const email = headers['x-auth-email']
  const key = headers['x-auth-key']
  const bearer = headers.authorization
  if (bearer !== undefined && (email !== undefined || key !== undefined)) {
    return { refusal: refuse(400, { code: 6003, message: 'Invalid request headers' }) }
  }
  if (bearer !== undefined) return byToken(bearer, isVerify, known)
  if (email === undefined && key === undefined) {
    const message = 'Missing X-Auth-Key, X-Auth-Email or Authorization headers'
    return { refusal: refuse(400, { code: 9106, message }) }
  }
  if (email === undefined)
    return { refusal: refuse(400, { code: 9106, message: 'Missing X-Auth-Email header' }) }
  if (key === undefined) return { refusal: refuse(400, { code: 9107, message: 'Missing X-Auth-Key header' }) }
  return byKey(String(email), String(key), known)
}

function byToken(
  header: string,
  isVerify: boolean,
  known: readonly SampleCredential[],
): { credential: SampleCredential } | { refusal: Answer } {
  const value = /^Bearer ([A-Za-z0-9_-]{40,120})$/.exec(header)?.[1]
  if (value === undefined) {
    return { refusal: malformed({ code: 6111, message: 'Invalid format for Authorization header' }) }
  }
  if (value.startsWith('cfk_')) return { refusal: authenticationError() }
  const credential = known.find((one) => one.kind === 'api_token' && one.secret === value)
  const quirk = credential?.simulated.quirk
  const isKnown = quirk !== 'unknown' && quirk !== 'unknown_by_10000'
  if (credential && isKnown) return { credential }
  if (isVerify) return { refusal: refuse(401, { code: 1000, message: 'Invalid API Token' }) }
  // Newer services have these words for it, and the same for a missing permission.
  if (quirk === 'unknown_by_10000') return { refusal: authenticationError(401) }
  return { refusal: refuse(403, { code: 9109, message: 'Invalid access token' }) }
}

function byKey(
  email: string,
  key: string,
  known: readonly SampleCredential[],
): { credential: SampleCredential } | { refusal: Answer } {
  const chain = []
  if (!/^(?:cfk_[A-Za-z0-9_-]{41,64}|[0-9a-f]{37,45})$/.test(key)) {
    chain.push({ code: 6103, message: 'Invalid format for X-Auth-Key header' })
  }
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    chain.push({ code: 6102, message: 'Invalid format for X-Auth-Email header' })
  }
  if (chain.length > 0) return { refusal: malformed(...chain) }
  const credential = known.find((one) => one.kind === 'global_key' && one.secret === key)
  const isOwner = credential?.simulated.ownerEmail?.toLowerCase() === email.toLowerCase()
  if (credential && isOwner && credential.simulated.quirk !== 'unknown') return { credential }
  return { refusal: refuse(403, { code: 9103, message: 'Unknown X-Auth-Key or X-Auth-Email' }) }
}

function malformed(...chain: { code: number; message: string }[]): Answer {
  return refuse(400, { code: 6003, message: 'Invalid request headers', error_chain: chain })
}
