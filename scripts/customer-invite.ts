/** `npm run customer:invite -- "Customer name" name@company.com [member|owner]`: makes the customer if it is new, and invites. */
import { inviteToCustomer, readInviteArguments } from '#lib/customers/invite.ts'
import { runAsOperator } from '#scripts/operator.ts'

await runAsOperator(async (database) => {
  const input = readInviteArguments(process.argv.slice(2))
  await inviteToCustomer(database, input)
  return `${input.email} is invited to ${input.customerName} as ${input.role} for 14 days. Signing in with that address accepts.`
})
