import type { FieldErrors, Resolver } from 'react-hook-form'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'

export interface ConnectFields {
  token: string
  email: string
  key: string
  accountId: string
  /** One id, or several: one per line, or with blanks or commas between them. */
  zoneIds: string
  /** "yes" once the ids are typed by hand: then no list takes their place by itself. Not sent. */
  typing: string
}

export type FieldName = Exclude<keyof ConnectFields, 'typing'>

/** The fields of each method, in the order in which they stand on the page. */
export const fieldsOf: Record<CredentialKind, FieldName[]> = {
  api_token: ['token', 'accountId', 'zoneIds'],
  global_key: ['email', 'key', 'accountId', 'zoneIds'],
}

export const secretOf = { api_token: 'token', global_key: 'key' } as const satisfies Record<
  CredentialKind,
  FieldName
>

/**
 * The server's schema, asked in the browser about the fields of the chosen method. It is fetched when the form is
 * first used; should that fail, the server asks it alone.
 */
export function resolverFor(kind: CredentialKind, idempotencyKey: string): Resolver<ConnectFields> {
  return async (values) => {
    const schema = await loadSchema().catch(() => null)
    if (!schema) return { values, errors: {} }
    const given = Object.fromEntries(fieldsOf[kind].map((name) => [name, values[name] ?? '']))
    const parsed = schema.connectInput.safeParse({ ...given, kind, idempotencyKey })
    if (parsed.success) return { values, errors: {} }
    const errors: FieldErrors<ConnectFields> = {}
    for (const { path, code, message } of parsed.error.issues) {
      const name = fieldsOf[kind].find((field) => field === path[0])
      if (name) errors[name] ??= { type: code ?? 'custom', message }
    }
    return { values: {}, errors }
  }
}

export function loadSchema() {
  return import('#lib/integrations/schema.ts')
}
