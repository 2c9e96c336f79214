import type { CredentialKind } from '#lib/cloudflare/credential.ts'

export const steps = ['choose', 'prepare', 'enter'] as const

/** Where in the wizard a person is. It stands in the address, so back and reload work. */
export interface Position {
  step: (typeof steps)[number]
  method: CredentialKind
}

export function positionFrom(param: (name: 'step' | 'method') => string | null): Position {
  return {
    step: steps.find((step) => step === param('step')) ?? 'choose',
    method: param('method') === 'global_key' ? 'global_key' : 'api_token',
  }
}

export function hrefOf({ step, method }: Position): string {
  return `?step=${step}&method=${method}`
}
