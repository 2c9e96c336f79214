import { Client, escapeIdentifier, escapeLiteral } from 'pg'

/** The roles beside the owner. Each process knows the password of its own only. */
export const roleNames = { web: 'aquila_web', staff: 'aquila_staff', worker: 'aquila_worker' } as const

export type RoleName = keyof typeof roleNames
export type RolePasswords = Record<RoleName, string>

/**
 * Creates the three roles, or sets their passwords anew, and lets them connect. They can neither bypass
 * row-level security nor create anything. Needs PostgreSQL 16 or newer and an owner with CREATEROLE.
 */
export async function provisionRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const database = escapeIdentifier(client.database ?? 'postgres')
    await client.query(`revoke all on database ${database} from public`)
    await client.query('revoke create on schema public from public')
    for (const role of Object.keys(roleNames) as RoleName[]) {
      const name = escapeIdentifier(roleNames[role])
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [roleNames[role]])
      if (rowCount === 0)
        await client.query(`create role ${name} nosuperuser nobypassrls nocreatedb nocreaterole`)
      await client.query(`alter role ${name} with login password ${escapeLiteral(passwords[role])}`)
      await client.query(`grant connect on database ${database} to ${name}`)
    }
  } finally {
    await client.end()
  }
}

/** The connection string of a role: the owner's with another user and password. */
export function roleUrl(ownerUrl: string, role: RoleName, password: string): string {
  const url = new URL(ownerUrl)
  url.username = roleNames[role]
  url.password = password
  return url.href
}
