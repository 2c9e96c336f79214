import type { Metadata } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { giveStaffRoleAction } from '#app/admin/staff/actions.ts'
import { StaffForm } from '#app/admin/staff/staff-form.tsx'
import { StaffPeople } from '#app/admin/staff/staff-people.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { listStaff } from '#lib/people/staff-roles.ts'

export const metadata: Metadata = { title: 'Staff' }

export default async function StaffPage() {
  const staff = await requireStaff()
  const people = await listStaff(staff)
  const isAdmin = staff.role === 'admin'
  return (
    <AdminShell current="staff">
      <PageHeader
        title="Staff"
        lead="AQUILA’s own people in this console. Support looks after integrations and customers; an admin also decides who belongs here. Neither can see a secret."
      />
      <Section
        id="people"
        title="People"
        aside={
          isAdmin ? 'Nobody changes their own role or access.' : 'Only an admin changes who belongs here.'
        }
      >
        <StaffPeople people={people} self={staff.personId} isAdmin={isAdmin} />
      </Section>
      {isAdmin && (
        <Section id="add" title="Add a person" aside="Or give somebody another role.">
          <StaffForm action={giveStaffRoleAction} />
        </Section>
      )}
    </AdminShell>
  )
}
