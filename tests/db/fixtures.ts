import { randomUUID } from 'node:crypto'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { loadMember, loadStaff, type Member, type Staff } from '#lib/auth/actor.ts'
import { addStaff } from '#lib/auth/add-staff.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { inviteToCustomer } from '#lib/customers/invite.ts'
import { type Database, openDatabase } from '#lib/database.ts'
import { webDatabase } from '#lib/db.ts'
import { connect } from '#lib/integrations/connect.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'
import { stateReason } from '#lib/looks/state-reason.ts'
import { TooOften } from '#lib/rate-limit.ts'
import type { StaffRoleName } from '#prisma/generated/enums.ts'
import { urlOf } from '#tests/db/cluster.ts'

let owner: Database | undefined
let worker: Database | undefined

/** As the role that owns the tables: what an operator's commands use. */
export function ownerDatabase(): Database {
  owner ??= openDatabase(urlOf('owner'), 3)
  return owner
}

export function workerDatabase(): Database {
  worker ??= openDatabase(urlOf('worker'))
  return worker
}

export function newEmail(): string {
  return `person-${randomUUID()}@northwind-bikes.example`
}

/** A person who was invited to a customer, made for them unless named, and has signed in. */
export async function newMember(customerName = `Customer ${randomUUID()}`): Promise<Member> {
  const email = newEmail()
  await inviteToCustomer(ownerDatabase(), { customerName, email, role: 'member' })
  const personId = await webDatabase().transaction(async (tx) => {
    const { id } = await tx.person.findUniqueOrThrow({ where: { email }, select: { id: true } })
    await tx.$queryRaw`select app.accept_invitations(${id}::uuid)::text`
    return id
  })
  return given(await loadMember(webDatabase(), personId))
}

export async function newStaff(role: StaffRoleName = 'support'): Promise<Staff> {
  const email = `${role}-${randomUUID()}@aquila.example`
  await addStaff(ownerDatabase(), email, role)
  const { id } = await ownerDatabase().transaction((tx) =>
    tx.person.findUniqueOrThrow({ where: { email }, select: { id: true } }),
  )
  return given(await loadStaff(webDatabase(), id))
}

/** Staff who have said why they look at these integrations. */
export async function openFor(staff: Staff, ...integrationIds: string[]): Promise<void> {
  for (const id of integrationIds) await stateReason(staff, id, { reason: 'asked', text: '' })
}

/** A credential that the simulator knows, as the form would hand it over. */
export function sample(name: string) {
  const { kind, secret, email, accountId, zoneId, expect } = given(
    sampleCredentials.find((found) => found.name === name),
  )
  const credential: Credential = toCredential(
    kind === 'api_token' ? { kind, token: secret } : { kind, email: email ?? '', key: secret },
  )
  return { secret, credential, accountId, zoneIds: [zoneId], expect }
}

/** @returns the id of an integration that was connected just now. */
export async function connectSample(member: Member, name: string): Promise<string> {
  const { credential, accountId, zoneIds } = sample(name)
  const input = { credential, accountId, zoneIds, idempotencyKey: randomUUID() }
  const { outcome, integrationId } = await connect(member, input)
  if (outcome !== 'connected') throw new Error(`This customer has the account of ${name} already.`)
  return integrationId
}

/** The actions in a customer's trail, the oldest first. */
export async function actionsOf(customerId: string): Promise<string[]> {
  const rows = await ownerDatabase().transaction((tx) =>
    tx.activity.findMany({ where: { customerId }, select: { action: true }, orderBy: { seq: 'asc' } }),
  )
  return rows.map(({ action }) => action)
}

/** What must be there. */
export function given<T>(value: T | TooOften | ReasonNeeded | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Something that a test needs is missing.')
  if (value instanceof TooOften) throw new Error('A test asked for something too often.')
  if (value instanceof ReasonNeeded) throw new Error('A test did not say why it looks.')
  return value
}

/** Does something `count` times, a few side by side. */
export async function sideBySide(
  width: number,
  count: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const line = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: width }, line))
}
