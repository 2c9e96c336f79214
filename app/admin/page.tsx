import { redirect } from 'next/navigation'
import { requireStaff } from '#lib/auth/guards.ts'

export default async function AdminPage() {
  await requireStaff()
  redirect('/admin/integrations')
}
