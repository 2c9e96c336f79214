import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { signInInput } from '#lib/auth/schema.ts'
import type { Database } from '#lib/database.ts'
import { MemberRole } from '#prisma/generated/enums.ts'

export interface InviteInput {
  customerName: string
  email: string
  role: MemberRole
}

/** How long an invitation can be accepted. */
export const inviteDays = 14

/**
 * Reads the words of `npm run customer:invite`.
 * @throws a sentence that says how it is called.
 */
export function readInviteArguments([name = '', address = '', roleName = 'member']: string[]): InviteInput {
  const email = signInInput.safeParse({ email: address })
  const role = Object.values(MemberRole).find((known) => known === roleName)
  const customerName = name.trim()
  if (!email.success || !role || customerName === '' || customerName.length > 200) {
    throw new Error(
      'Call it so: npm run customer:invite -- "Customer name" name@company.com (member or owner)',
    )
  }
  return { customerName, email: email.data.email, role }
}

/**
 * Invites a person to a customer, which is made when no customer has that name. The first sign-in accepts. The new
 * invitation takes the place of an open one.
 */
export function inviteToCustomer(
  database: Database,
  { customerName, email, role }: InviteInput,
): Promise<void> {
  return database.transaction(async (tx) => {
    const actor = { kind: 'system', process: 'operator' } as const
    let customer = await tx.customer.findFirst({ where: { name: customerName }, select: { id: true } })
    if (!customer) {
      customer = await tx.customer.create({ data: { name: customerName }, select: { id: true } })
      await appendActivity(tx, { customerId: customer.id, actor, action: 'customer.created' })
    }
    const expiresAt = new Date(Date.now() + inviteDays * 24 * 3600_000)
    await tx.invitation.updateMany({
      where: { customerId: customer.id, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    const { id } = await tx.invitation.create({
      data: { customerId: customer.id, email, role, expiresAt },
      select: { id: true },
    })
    await appendActivity(tx, {
      customerId: customer.id,
      actor,
      action: 'invitation.created',
      details: { invitationId: id, role },
    })
  })
}
