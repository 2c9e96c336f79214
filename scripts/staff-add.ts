/** `npm run staff:add -- name@company.com support|admin`: lets a person sign in as staff. */

import { addStaff, readStaffArguments } from '#lib/auth/add-staff.ts'
import { runAsOperator } from '#scripts/operator.ts'

await runAsOperator(async (database) => {
  const { email, role } = readStaffArguments(process.argv.slice(2))
  await addStaff(database, email, role)
  return `${email} can sign in as ${role} from now on.`
})
