'use server'

import { refresh } from 'next/cache'
import { notFound } from 'next/navigation'
import { memberAction, rateLimited } from '#lib/action.ts'
import { type Invited, inviteColleague } from '#lib/customers/invite-colleague.ts'
import { resendInvitation } from '#lib/customers/resend-invitation.ts'
import { revokeInvitation } from '#lib/customers/revoke-invitation.ts'
import { invitationInput, inviteInput } from '#lib/customers/schema.ts'
import { TooOften } from '#lib/rate-limit.ts'

export const inviteAction = memberAction({
  name: 'colleagues.invite',
  schema: inviteInput,
  limits: (member, { email }) => [
    ['invite', member.customerId],
    ['inviteAddress', `${member.customerId} ${email}`],
  ],
  run: async (member, { email, role }) => {
    const outcome = await inviteColleague(member, { email, role })
    if (outcome === 'invited') {
      refresh()
      return { status: 'done', message: `${email} is invited. AQUILA mails the invitation now.` }
    }
    const message = refusals[outcome]
    return { status: 'invalid', message, fields: { email: message }, values: { email, role } }
  },
})

const refusals: Record<Exclude<Invited, 'invited'>, string> = {
  member_already: 'This address belongs to a colleague who is here already. No mail was sent.',
  invited_already:
    'This address is invited already. No mail was sent; to send it again, use the list of open invitations.',
  other_domain:
    'Here you can invite people with an address of your own organization’s domain. Nothing was sent; for anybody else write to support.',
  role_not_allowed: 'Only an owner can invite an owner. Nothing was sent; ask an owner to do it.',
}

export const resendAction = memberAction({
  name: 'colleagues.resend',
  schema: invitationInput,
  limits: (member) => [['invite', member.customerId]],
  run: async (member, { id }) => {
    const outcome = await resendInvitation(member, id)
    if (!outcome) notFound()
    if (outcome instanceof TooOften) return rateLimited(outcome, 'Nothing was sent.', {})
    refresh()
    return { status: 'done', message: 'On its way again.' }
  },
})

export const revokeAction = memberAction({
  name: 'colleagues.revoke',
  schema: invitationInput,
  run: async (member, { id }) => {
    if (!(await revokeInvitation(member, id))) notFound()
    refresh()
    return { status: 'idle' }
  },
})
