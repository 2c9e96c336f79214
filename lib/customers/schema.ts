import * as z from 'zod/mini'
import { signInInput } from '#lib/auth/schema.ts'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'

const role = z.enum(['member', 'owner'], 'Choose member or owner.')

/** The form that invites. A member's form has no role to choose. */
export const inviteInput = z.strictObject({ ...signInInput.shape, role: z._default(role, 'member') })

const customerId = z.uuid('The page has lost the number of the customer. Open it again from the list.')

/** The form with which staff invite. */
export const staffInviteInput = z.strictObject({ ...signInInput.shape, role, customerId })

/** The button that makes a member an owner, or an owner a member. */
export const memberRoleInput = z.strictObject({
  customerId,
  personId: z.uuid('The page has lost the number of the person. Reload it.'),
  role,
})

/** The form that makes a customer. Without an address nobody is invited yet. */
export const customerInput = z.strictObject({
  name: z.string().check(
    // What cannot be seen would make two names of one, and the database takes not all of it.
    z.overwrite((name) => plainText(name, 1000)),
    z.minLength(1, 'Enter the name of the customer, as its people know it.'),
    z.maxLength(200, 'A name has at most 200 characters. Shorten it.'),
    z.refine((name) => !looksSecret(name), 'This looks like a credential. Enter a name; nothing was stored.'),
  ),
  email: z.union(
    [z.literal(''), signInInput.shape.email],
    'Enter one e-mail address, such as name@company.com, or none.',
  ),
})

/** For acts that need no more than the invitation itself. */
export const invitationInput = z.strictObject({
  id: z.uuid('The page has lost the number of the invitation. Reload it.'),
})
