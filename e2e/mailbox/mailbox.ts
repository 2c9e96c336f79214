import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string
  subject: string
  text: string
}

export interface Mailbox {
  /** For SMTP_URL. */
  url: string
  mails(): readonly ReceivedMail[]
  /** From now on this address is unknown here, as when its owner has left. */
  refuse(address: string): void
  /**
   * The first mail to the address after the first `since` mails, as soon as it is there. A count and not a time: what
   * came before and what is asked for after it can share a millisecond.
   */
  waitFor(address: string, since: number): Promise<ReceivedMail>
  close(): Promise<void>
}

/** A real SMTP server on loopback that keeps what it gets. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  const waiting = new Set<() => void>()
  const refused = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, callback) {
      const unknown = Object.assign(new Error('No such mailbox here'), { responseCode: 550 })
      callback(refused.has(address) ? unknown : null)
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then((mail) => {
        mails.push(received(mail))
        for (const wake of waiting) wake()
        callback()
      }, callback)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: () => mails,
    refuse: (address) => refused.add(address),
    waitFor: (address, since) =>
      new Promise((resolve) => {
        const look = () => {
          const found = mails.slice(since).find(({ to }) => to === address)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function received(mail: ParsedMail): ReceivedMail {
  const to = [mail.to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''))
  return { to: to.join(), subject: mail.subject ?? '', text: mail.text ?? '' }
}
