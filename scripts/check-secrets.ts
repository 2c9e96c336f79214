import { lineOf } from '#scripts/check-source.ts'

/** What must not stand in the repository. The samples of tests and simulator pass: they are put together when they run. */
const patterns: readonly { name: string; pattern: RegExp; only?: RegExp }[] = [
  { name: 'a Cloudflare credential', pattern: /\bcf(?:ut|at|k|oat)_[A-Za-z0-9_-]{30,}/g },
  { name: 'a Cloudflare Global API Key', pattern: /\b[0-9a-f]{37}\b/g },
  { name: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  { name: 'a private key as JWK', pattern: /"d"\s*:\s*"[A-Za-z0-9_-]{40,}"/g },
  {
    name: 'an access token',
    pattern:
      /\b(?:AKIA[0-9A-Z]{16}|gh[opsu]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{20,})\b/g,
  },
  {
    name: 'a password in an address',
    pattern: /\b[a-z]+:\/\/[\w.-]+:(?!password@)[^\s@/$<{'"`]{6,}@[\w.-]+/g,
  },
  {
    name: 'where packages come from',
    pattern: /"resolved"\s*:|https?:\/\/[^\s"']*(?:registry|artifactory|verdaccio|npmjs)[^\s"']*/g,
  },
  { name: 'a registry', pattern: /^[ \t]*(?:@[\w-]+:)?registry[ \t]*=/gm, only: /(?:^|\/)\.npmrc$/ },
  { name: 'a home folder', pattern: /(?:\/(?:home|Users)\/[a-z][\w.-]*\/|\/root\/|[A-Z]:\\Users\\)/g },
]

export interface FoundSecret {
  path: string
  line: number
  name: string
}

/** Where a text holds what belongs into no repository. The value itself is not repeated. */
export function findSecrets(path: string, text: string): FoundSecret[] {
  return patterns
    .filter(({ only }) => only?.test(path) ?? true)
    .flatMap(({ name, pattern }) =>
      [...text.matchAll(pattern)]
        .filter(([found]) => !isMadeUp(found))
        .map(({ index }) => ({ path, line: lineOf(text, index), name })),
    )
}

/** Counting up, as no generator would give. */
function isMadeUp(found: string): boolean {
  return found.includes('0123456789abcdef') || /(.)\1{7}/.test(found)
}
