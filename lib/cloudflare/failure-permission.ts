import { cloudflareTexts as says } from '#lib/cloudflare/cloudflare-text.ts'
import type { Facts, Failure } from '#lib/cloudflare/failure-type.ts'
import { openTokens, openUserTokens, verifyAgain } from '#lib/cloudflare/failure-type.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'

/** What a probe of one permission can come to besides "granted". */
export const permissionFailures = {
  permission_missing: {
    title: 'A permission is missing',
    says: [
      says.authentication,
      says.unauthorized,
      says.forbidden,
      says.authorization,
      says.methodNotAllowed,
      says.graphqlRefused,
    ],
    sentence: (facts) =>
      `Cloudflare accepts this token, but refuses it what ${nameOf(facts)} opens. AQUILA will not see ${without(facts)}.`,
    step: (facts) => `Add ${nameOf(facts)} to the token at Cloudflare, then verify again.`,
    blame: 'permissions',
    action: openTokens,
    help: 'Cloudflare answers 403 with code 10000 or 9109 and does not name the permission; AQUILA asks for each with a call of its own, so it knows which. Account WAF and DDoS Protection belong to products of larger plans: where the token has them, the plan can be the reason.',
  },
  permission_role_refused: {
    title: 'The role of the key’s owner is too small',
    says: [says.authentication, says.unauthorized],
    sentence: (facts) =>
      `The role of this key’s owner does not let it read what ${nameOf(facts)} opens. AQUILA will not see ${without(facts)}.`,
    step: () =>
      'Let an administrator of the account widen that person’s role, or connect with an API token, then verify again.',
    blame: 'permissions',
    action: openTokens,
  },
  permission_needs_plan: {
    title: 'The plan does not include it',
    says: [says.notEntitled, says.notEntitledProduct, says.planSetting],
    sentence: (facts) =>
      `Cloudflare says that the plan or a subscription does not include what ${nameOf(facts)} opens. Whether the credential has the permission cannot be told.`,
    step: () => 'Nothing to correct. Should the plan change, verify again.',
    blame: null,
    action: verifyAgain,
  },
  permission_product_off: {
    title: 'The product is not set up',
    says: [says.accessOff, says.notInitialized],
    sentence: (facts) =>
      `The product behind ${nameOf(facts)} is not set up in this account, so there is nothing to read. Whether the credential has the permission cannot be told.`,
    step: () => 'Nothing to correct. Once you set the product up at Cloudflare, verify again.',
    blame: null,
    action: verifyAgain,
  },
  permission_not_on_plan: {
    title: 'Not applicable on this plan',
    says: [says.unauthorizedLogs, says.authentication],
    sentence: (facts) =>
      facts.plan
        ? `Only zones on an Enterprise plan answer this question; this one is on “${facts.plan}”. ${nameOf(facts)} is not applicable on this plan, so whether the credential has it cannot be told.`
        : `Only zones on an Enterprise plan answer this question, and Cloudflare did not say which plan this one has. Whether the credential has ${nameOf(facts)} cannot be told.`,
    step: () => 'Nothing to correct. Should the plan change, verify again.',
    blame: null,
    action: verifyAgain,
    help: 'Logpull, the call that proves this permission, exists on Enterprise only.',
  },
  permission_token_family: {
    title: 'Account-owned tokens may not read it',
    says: [says.family, says.authentication],
    sentence: (facts) =>
      `Cloudflare does not let every account-owned token read what ${nameOf(facts)} opens, even with the permission. Whether this token has it cannot be told.`,
    step: (facts) =>
      `If AQUILA shall see ${without(facts)}, create a token under My Profile > API Tokens and enter that one.`,
    blame: null,
    action: openUserTokens,
  },
} as const satisfies Record<string, Failure>

function nameOf(facts: Facts): string {
  const name = permissionOf(facts.permission)?.name
  return name === undefined ? 'the permission' : `“${name}: Read”`
}

function without(facts: Facts): string {
  return permissionOf(facts.permission)?.without ?? 'what it opens'
}
