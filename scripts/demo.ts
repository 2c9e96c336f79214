/**
 * `npm run demo`: the whole portal with everything it needs on this machine, and nothing kept: PostgreSQL, web,
 * worker, a stand-in for Cloudflare's API and a mailbox. Prints where to open it and what to enter.
 * `npm run dev` is the same with `next dev`, which shows a changed page at once.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { serveMails } from '#e2e/mailbox/mail-page.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { openDatabase } from '#lib/database.ts'
import { freePort } from '#prisma/embedded.ts'
import { demoPeople, seed } from '#prisma/seed.ts'
import { build } from '#scripts/build.ts'
import { demoMenu } from '#scripts/demo-menu.ts'
import { startPortal } from '#scripts/portal.ts'
import { prepare } from '#scripts/prepare.ts'
import { startOrStop } from '#scripts/start-or-stop.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

const isDevelopment = process.argv.includes('--dev')
if (!isDevelopment) {
  say('Building the portal (half a minute) …')
  build()
}
await startOrStop(async (onStop) => {
  say('Starting PostgreSQL, web, worker, the Cloudflare simulator and the mailbox …')
  const dataDir = await mkdtemp(join(tmpdir(), 'aquila-demo-'))
  onStop(() => rm(dataDir, { recursive: true, force: true }))
  const prepared = await prepare(dataDir)
  onStop(prepared.stop)
  const owner = openDatabase(prepared.ownerUrl, 2)
  await seed(owner)
  await owner.close()
  const simulator = await startSimulator({ latencyMs: 80 })
  const mailbox = await startMailbox()
  const mailPage = await serveMails(mailbox)
  for (const each of [simulator, mailbox, mailPage]) onStop(each.close)
  const port = Number(process.env['PORT']) || (await freePort())
  const settings = {
    PORT: String(port),
    DATA_DIR: dataDir,
    CLOUDFLARE_API_URL: simulator.url,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'AQUILA <portal@aquila.example>',
    EGRESS_ADDRESSES: '203.0.113.7,2001:db8:a9::1',
    LOG_LEVEL: 'warn',
    ...(isDevelopment && { NODE_ENV: 'development' }),
  }
  const portal = await startPortal(prepared, settings, say)
  onStop(portal.stop)

  const [first] = sampleCredentials
  // The long list first: what is needed to begin is what stands there at the end.
  say(`
  Credentials that the simulator knows (any of them can be pasted into the wizard)

${demoMenu(sampleCredentials)}

  Portal     http://localhost:${port}
  Mailbox    ${mailPage.url}   (sign-in mails arrive here; open their links in the same browser)

  Sign in as
${demoPeople.map(({ email, what }) => `    ${email.padEnd(34)} ${what}`).join('\n')}

  Paste first  ${first?.secret}   (everything passes; above are ${sampleCredentials.length - 1} others)

  Ctrl+C ends everything and deletes what was stored.`)
})
