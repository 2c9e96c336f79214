import type { CredentialKind } from '#lib/cloudflare/credential.ts'

const steps: Record<string, string> = {
  choose: 'Choose how',
  prepare: 'Prepare at Cloudflare',
  enter: 'Enter and connect',
}

/** Where in the wizard somebody was, by the words of its steps. */
export function visitWords({ step, method }: { step: string; method: CredentialKind | null }): string {
  const word = steps[step] ?? step
  if (step === 'choose' || method === null) return word
  return `${word}, ${method === 'global_key' ? 'Global API Key' : 'API token'}`
}
