import type { ReactNode } from 'react'
import { ActButton } from '#app/act-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { dayText } from '#components/ui/time-text.ts'
import type { FormAction } from '#lib/action.ts'
import type { InvitationView } from '#lib/customers/view.ts'

/** Who is invited to a customer and has not signed in yet. */
export function OpenInvitations({
  invitations,
  resend,
  revoke,
}: {
  invitations: InvitationView[]
  resend: FormAction
  revoke: FormAction
}) {
  if (invitations.length === 0) {
    return (
      <EmptyState title="No invitation is open">
        Whoever is invited stands here until they have signed in.
      </EmptyState>
    )
  }
  return (
    <ul className="border-t border-line">
      {invitations.map((invitation) => (
        <li
          key={invitation.id}
          className="flex items-center justify-between gap-x-6 gap-y-1 border-b border-line py-3 text-14 max-sm:flex-wrap"
        >
          <div className="grid min-w-0 gap-0.5">
            <p className="min-w-0 wrap-anywhere">
              <bdi className="font-strong">{invitation.email}</bdi>
              {invitation.role === 'owner' && <span className="text-muted"> as owner</span>}
            </p>
            <p className="text-muted">
              {sending(invitation)} {ending(invitation)}
            </p>
          </div>
          {invitation.isChangeable ? (
            <div className="-mx-4 flex shrink-0 flex-wrap items-center">
              <ActButton
                action={resend}
                fields={{ id: invitation.id }}
                label="Send again"
                about={invitation.email}
              />
              <ActButton
                action={revoke}
                fields={{ id: invitation.id }}
                label="Withdraw"
                about={invitation.email}
              />
            </div>
          ) : (
            <p className="text-faint">An owner can change it</p>
          )}
        </li>
      ))}
    </ul>
  )
}

function sending({ invitedBy, sentAt }: InvitationView): ReactNode {
  const by =
    invitedBy === null ? (
      'Invited by AQUILA'
    ) : (
      <>
        Invited by <bdi>{invitedBy}</bdi>
      </>
    )
  if (sentAt === null)
    return (
      <>
        {by}, {invitedBy === null ? 'not mailed' : 'the mail is on its way'}.
      </>
    )
  return (
    <>
      {by}, mailed <TimeAgo at={sentAt} />.
    </>
  )
}

function ending({ isExpired, expiresAt }: InvitationView): ReactNode {
  if (!isExpired) return `It can be accepted until ${dayText(new Date(expiresAt))}.`
  return (
    <>
      It ended <TimeAgo at={expiresAt} />.
    </>
  )
}
