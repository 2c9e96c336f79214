import { ActButton } from '#app/act-button.tsx'
import { AccessControl } from '#app/admin/access-control.tsx'
import { setRoleAction } from '#app/admin/customers/actions.ts'
import { PersonRow } from '#app/admin/person-row.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { ColleagueView } from '#lib/customers/view.ts'

/** Who belongs to a customer, with their role and access. */
export function CustomerPeople({ customerId, people }: { customerId: string; people: ColleagueView[] }) {
  if (people.length === 0)
    return (
      <EmptyState title="Nobody belongs to this customer yet">
        Invite its first owner below; signing in accepts.
      </EmptyState>
    )
  return (
    <ul className="border-t border-line">
      {people.map(({ personId, email, role, since, isSelf, isDisabled }) => (
        <PersonRow
          key={personId}
          email={email}
          isSelf={isSelf}
          facts={
            <>
              {isDisabled ? 'No access' : role === 'owner' ? 'Owner' : 'Member'}, joined{' '}
              <TimeAgo at={since} />
            </>
          }
        >
          {!isDisabled && !isSelf && (
            <ActButton
              action={setRoleAction}
              fields={{ customerId, personId, role: role === 'owner' ? 'member' : 'owner' }}
              label={role === 'owner' ? 'Make a member' : 'Make an owner'}
              about={email}
              look="secondary"
            />
          )}
          {!isSelf && <AccessControl personId={personId} email={email} isDisabled={isDisabled} />}
        </PersonRow>
      ))}
    </ul>
  )
}
