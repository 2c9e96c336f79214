import type { Metadata } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { createCustomerAction } from '#app/admin/customers/actions.ts'
import { CustomerForm } from '#app/admin/customers/new/customer-form.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireStaff } from '#lib/auth/guards.ts'

export const metadata: Metadata = { title: 'Create a customer' }

export default async function NewCustomerPage() {
  await requireStaff()
  return (
    <AdminShell current="customers">
      <PageHeader
        title="Create a customer"
        lead="The first owner gets a mail, signs in, and can invite colleagues and connect the Cloudflare account."
      />
      <CustomerForm action={createCustomerAction} />
    </AdminShell>
  )
}
