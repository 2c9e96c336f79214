import { ActButton } from '#app/act-button.tsx'
import { AccessControl } from '#app/admin/access-control.tsx'
import { ConfirmAct } from '#app/admin/confirm-act.tsx'
import { PersonRow } from '#app/admin/person-row.tsx'
import { giveStaffRoleAction, takeStaffRoleAction } from '#app/admin/staff/actions.ts'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { StaffView } from '#lib/people/staff-roles.ts'

export function StaffPeople({
  people,
  self,
  isAdmin,
}: {
  people: StaffView[]
  /** The reader. */
  self: string
  isAdmin: boolean
}) {
  return (
    <ul className="border-t border-line">
      {people.map(({ personId, email, role, since, isDisabled }) => (
        <PersonRow
          key={personId}
          email={email}
          isSelf={personId === self}
          facts={
            <>
              {isDisabled ? 'No access' : role === 'admin' ? 'Admin' : 'Support'}, joined{' '}
              <TimeAgo at={since} />
            </>
          }
        >
          {isAdmin && personId !== self && (
            <>
              <ActButton
                action={giveStaffRoleAction}
                fields={{ email, role: role === 'admin' ? 'support' : 'admin' }}
                label={role === 'admin' ? 'Make support' : 'Make an admin'}
                about={email}
                look="secondary"
              />
              <ConfirmAct
                action={takeStaffRoleAction}
                fields={{ personId }}
                label="Take the role away"
                about={email}
                meaning="Every session of this person ends at once. A member of a customer stays one."
              />
              <AccessControl personId={personId} email={email} isDisabled={isDisabled} />
            </>
          )}
        </PersonRow>
      ))}
    </ul>
  )
}
